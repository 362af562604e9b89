"""Pinned units run where the learner put them, and avoided ones are not used."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """An offering that runs in the pinned term is taken; nothing of an avoided unit is."""
    for unit, term in case.learner.pins:
        if term >= case.now and unit in case.remaining:
            with variables.about(unit, case.programme.calendar.term(term).name):
                model.add_bool_or([variables.taken(o) for o in variables.of(unit) if term in o.terms and not o.resit])
    for unit in case.learner.avoid:
        if unit in case.remaining:
            with variables.about(unit):
                for literal in variables.planned(unit):
                    model.add(literal == 0)


def excludes(case: Case, offering: Offering) -> bool:
    """Whether its unit is avoided, or pinned to a term in which the offering does not run."""
    unit, learner = offering.unit, case.learner
    if unit in learner.avoid:
        return True
    terms = () if offering.resit else offering.terms
    return any(pinned == unit and term >= case.now and term not in terms for pinned, term in learner.pins)
