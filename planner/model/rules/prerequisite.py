"""A unit starts after each of its prerequisites has ended, and not before what must go together with it has started."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel

from planner.domain.case import Case
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """One of each clause's units is in time for each offering of the dependent unit."""
    for unit, clause in case.clauses():
        for later in (offering for offering in variables.of(unit) if not offering.resit):
            limit = later.span.starts
            in_time = [
                variables.taken(earlier)
                for needed in clause.units
                for earlier in variables.of(needed)
                if (earlier.span.starts <= limit if clause.together else earlier.span.ends < limit)
            ]
            with variables.about(unit, *clause.units):
                model.add_bool_or([*in_time, ~variables.taken(later)])
