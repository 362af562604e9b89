"""The whole model of a case over a horizon: variables, then every rule."""

from __future__ import annotations

from collections.abc import Collection

from ortools.sat.python.cp_model import CpModel

from planner.domain.case import Case
from planner.model.rules import RULES
from planner.model.variables import Variables


def build(
    case: Case, last: int, earliest_award: int | None = None, without: Collection[str] = ()
) -> tuple[CpModel, Variables]:
    """A model whose award lies between `earliest_award` (or the start) and `last`, without the rules named."""
    model = CpModel()
    rules = [name for name in RULES if name not in without]
    variables = Variables(model, case, last, earliest_award, rules)
    for name in rules:
        RULES[name](model, variables, case)
    return model, variables
