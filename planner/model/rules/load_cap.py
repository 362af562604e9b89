"""No term holds more evening or daytime units than the learner's caps, nor more or less than the programme's bounds."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel, LinearExpr

from planner.domain.case import Case
from planner.domain.offering import DAYTIME, EVENING
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Caps by modality in each term, then the bounds of the programme."""
    for term in variables.open_terms:
        name = case.programme.calendar.term(term).name
        for modality, cap in ((EVENING, case.evening_cap(term)), (DAYTIME, case.learner.daytime_cap.of(term))):
            literals = [variables.taken(offering) for offering in variables.running(term, modality)]
            if cap is not None and len(literals) > cap:
                with variables.about(modality, name):
                    model.add(LinearExpr.sum(literals) <= cap)
        with variables.about(name):
            _bounds(model, variables, case, term)


def _bounds(model: CpModel, variables: Variables, case: Case, term: int) -> None:
    """Units and credits of the term; the least hold only where something runs."""
    load, running = case.programme.load, variables.running(term)
    literals = [variables.taken(offering) for offering in running]
    credits = [case.programme.units[offering.unit].credits or 0 for offering in running]
    for least, most, weights in (
        (load.min_units, load.max_units, [1] * len(running)),
        (load.min_credits, load.max_credits, credits),
    ):
        total = LinearExpr.weighted_sum(literals, weights)
        if most is not None:
            model.add(total <= most)
        if least:
            for literal in literals:
                model.add(total >= least).only_enforce_if(literal)
