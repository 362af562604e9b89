"""The award is not later than the learner's deadline."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel

from planner.domain.case import Case
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Later terms hold no award."""
    for term in variables.awards:
        if case.learner.deadline is not None and term > case.learner.deadline:
            model.add(variables.award(term) == 0)
