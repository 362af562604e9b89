"""A unit starts after each of its prerequisites has ended, and not in a term before its co-requisites' first ones."""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.condition import Clause
from planner.domain.offering import Offering
from planner.model.cpsat import CpModel
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """One of each clause's units is in time for each offering of the dependent unit."""
    for unit, clause in case.clauses():
        for later in (offering for offering in variables.offerings_of(unit) if not offering.resit):
            variables.tick()
            ended = [
                variables.taken(earlier)
                for needed in clause.units
                for earlier in variables.offerings_of(needed)
                if in_time(earlier, later, clause)
            ]
            ended += [variables.ended.enough(asked, begins(later, clause)) for asked in clause.credits]
            with variables.about(unit, *clause.names):
                model.add_bool_or([*ended, ~variables.taken(later)])


def in_time(earlier: Offering, later: Offering, clause: Clause) -> bool:
    """Whether the one has ended when the other starts, or, as a co-requisite, begun in a term not after its first."""
    return ready(earlier, clause) <= begins(later, clause)


def ready(earlier: Offering, clause: Clause) -> int:
    """The first time at which what depends on the offering may start: a term for co-requisites, a day else.

    A second session of exams comes after the end of its term.
    """
    if clause.together:
        return earlier.award_from if earlier.resit else earlier.first
    return earlier.span.ends.toordinal() + 1


def begins(later: Offering, clause: Clause) -> int:
    """The time at which an offering starts, to be compared with `ready`."""
    return later.first if clause.together else later.span.starts.toordinal()
