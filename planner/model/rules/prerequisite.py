"""A unit starts after each of its prerequisites has ended, and not before what must go together with it has started."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.programme import Clause
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """One of each clause's units is in time for each offering of the dependent unit."""
    for unit, clause in case.clauses():
        for later in (offering for offering in variables.of(unit) if not offering.resit):
            ended = [
                variables.taken(earlier)
                for needed in clause.units
                for earlier in variables.of(needed)
                if in_time(earlier, later, clause)
            ]
            with variables.about(unit, *clause.units):
                model.add_bool_or([*ended, ~variables.taken(later)])


def in_time(earlier: Offering, later: Offering, clause: Clause) -> bool:
    """Whether the one has ended, or for what goes together has started, when the other starts."""
    if clause.together:
        return earlier.span.starts <= later.span.starts
    return earlier.span.ends < later.span.starts
