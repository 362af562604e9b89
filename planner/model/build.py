"""The whole model of a case over a horizon: variables, then every rule."""

from __future__ import annotations

from collections.abc import Collection

from planner.domain.case import Case
from planner.model.cpsat import CpModel, new_model
from planner.model.patience import Tick, endless
from planner.model.rules import RULES
from planner.model.usable import Usable
from planner.model.variables import Variables


def build(
    case: Case,
    last: int,
    earliest_award: int | None = None,
    without: Collection[str] = (),
    *,
    lean: bool = False,
    usable: Usable | None = None,
    model: CpModel | None = None,
    tick: Tick = endless,
) -> tuple[CpModel, Variables]:
    """A model whose award lies between `earliest_award` (or the start) and `last`, without the rules named.

    `model` may hold others already. A `lean` one has no constraints that follow from others, so that its rule instances
    can be left out one by one. With `usable` offerings the others have no variable, and nobody asks which constraint
    comes from which rule.

    Raises:
        OutOfTime: by way of `tick`.
    """
    model = new_model() if model is None else model
    offerings = None if usable is None else usable.within(last)
    variables = Variables(model, case, last, earliest_award, lean=lean or bool(without), offerings=offerings, tick=tick)
    for name in (name for name in RULES if name not in without):
        tick()
        with variables.rule(name):
            RULES[name](model, variables, case)
    return model, variables
