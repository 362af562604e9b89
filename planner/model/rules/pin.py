"""Pinned units run where the learner put them, and avoided ones are not used."""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.learner import Pin
from planner.domain.offering import Offering
from planner.model.cpsat import CpModel
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """An offering that runs in the pinned term, and modality, is taken; nothing of an avoided unit is."""
    for pin in case.learner.pins:
        if pin.term >= case.now and pin.unit in case.remaining:
            with variables.about(pin.unit, case.programme.calendar.term(pin.term).name):
                model.add_bool_or([variables.taken(o) for o in variables.offerings_of(pin.unit) if _meets(o, pin)])
    for unit in case.learner.avoid:
        if unit in case.remaining:
            with variables.about(unit):
                for literal in variables.literals_of(unit):
                    model.add(literal == 0)


def excludes(case: Case, offering: Offering) -> bool:
    """Whether its unit is avoided, or pinned to a term in which the offering does not run."""
    unit, learner = offering.unit, case.learner
    if unit in learner.avoid:
        return True
    return any(pin.term >= case.now and not _meets(offering, pin) for pin in case.pins_of.get(unit, ()))


def _meets(offering: Offering, pin: Pin) -> bool:
    """Whether the offering is what the learner asks for."""
    return not offering.resit and pin.term in offering.terms and pin.modality in (None, offering.modality)
