"""The report comes in a term not before any unit's last; in a year with daytime units, in one meant for it.

A certificate as the goal comes in the last unit's.
"""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.offering import DAYTIME
from planner.model.cpsat import CpModel
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Exclude awards that come before a unit ends, and terms that the pathway or a daytime unit rules out."""
    for offering in (one for one in variables.offerings if case.before_award(one.unit)):
        if early := variables.awards_before(offering.award_from):
            model.add_at_most_one([variables.taken(offering), *early])
    _require_last_unit(model, variables, case)
    _restrict_positions(model, variables, case)
    positions = case.target.award.report_daytime_positions
    if positions is None or not case.needs_report:
        return
    size = case.programme.calendar.size
    daytime = [offering for offering in variables.offerings if offering.modality == DAYTIME and not offering.resit]
    for term in variables.awards:
        if term % size not in positions:
            for offering in daytime:
                if offering.year == term // size:
                    model.add_implication(variables.award(term), ~variables.taken(offering))


def _require_last_unit(model: CpModel, variables: Variables, case: Case) -> None:
    """A certificate as the goal is held at the end of the last unit, no later."""
    units = case.target.goal.units if case.target.goal else ()
    offered = [offering for unit in units for offering in variables.offerings_of(unit)]
    if not case.lacks_award and not offered:
        return
    for term in variables.awards if units else ():
        ending = [variables.taken(offering) for offering in offered if case.open_from(offering.award_from) == term]
        model.add_bool_or([*ending, ~variables.award(term)])


def _restrict_positions(model: CpModel, variables: Variables, case: Case) -> None:
    allowed = case.report_positions()
    for term in variables.awards:
        if allowed is not None and term % case.programme.calendar.size not in allowed:
            model.add(variables.award(term) == 0)
