"""The award is not later than the learner's deadline, and in the last of so many terms where the learner wants them."""

from __future__ import annotations

from planner.domain.case import Case
from planner.model.cpsat import CpModel
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Other terms hold no award."""
    fixed = case.learner.fixed_award
    if fixed is not None:
        with variables.about("terms"):
            for term in variables.awards:
                if term != fixed:
                    model.add(variables.award(term) == 0)
    for term in variables.awards:
        if case.learner.deadline is not None and term > case.learner.deadline:
            model.add(variables.award(term) == 0)
