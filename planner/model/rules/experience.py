"""The months of experience are reached, by date, by the end of the award's term."""

from __future__ import annotations

from planner.domain.case import Case
from planner.model.cpsat import CpModel
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Terms that end before the experience is reached hold no award."""
    reached = case.experience_day
    for term in variables.awards:
        if reached is None or case.programme.calendar.term(term).span.ends < reached:
            model.add(variables.award(term) == 0)
