"""A unit starts after each of its prerequisites has ended, and not before what must go together with it has started."""

from __future__ import annotations

from datetime import date, timedelta

from ortools.sat.python.cp_model import CpModel

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.programme import Clause
from planner.model.variables import Variables

DAY = timedelta(days=1)


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
    return ready(earlier, clause) <= later.span.starts


def ready(earlier: Offering, clause: Clause) -> date:
    """The first day on which what depends on the offering may start."""
    return earlier.span.starts if clause.together else earlier.span.ends + DAY
