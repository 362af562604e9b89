"""No term holds more evening or daytime units than the learner's caps, nor more or less in all than its bounds."""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.offering import DAYTIME, EVENING
from planner.model.cpsat import CpModel, LinearExpr
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Caps by modality in each term, then the bounds of the programme and of the learner."""
    for term in variables.open_terms:
        name = case.programme.calendar.term(term).name
        for modality, cap in ((EVENING, case.evening_cap(term)), (DAYTIME, case.learner.daytime_cap.of(term))):
            literals = [variables.taken(offering) for offering in variables.offerings_in(term, modality)]
            if cap is not None and len(literals) > cap:
                with variables.about(modality, name):
                    model.add(LinearExpr.sum(literals) <= cap)
        with variables.about(name):
            _add_bounds(model, variables, case, term)
    _forbid_beyond(model, variables, case)


def _add_bounds(model: CpModel, variables: Variables, case: Case, term: int) -> None:
    """Units and credits of the term; the least hold in each term of a plan of a given length, else where any runs."""
    running, fixed = variables.offerings_in(term), case.learner.fixed_award
    literals = [variables.taken(offering) for offering in running]
    credits = [case.programme.units[offering.unit].credits or 0 for offering in running]
    units, worth = case.bounds(term)
    for (least, most), weights in ((units, [1] * len(running)), (worth, credits)):
        if most is not None and sum(weights) > most:
            model.add(LinearExpr.weighted_sum(literals, weights) <= most)
        if least and fixed is not None and term <= fixed:
            model.add(LinearExpr.weighted_sum([*literals, model.new_constant(0)], [*weights, 1]) >= least)
        elif least:
            for literal in literals:
                model.add(LinearExpr.weighted_sum(literals, weights) >= least).only_enforce_if(literal)


def _forbid_beyond(model: CpModel, variables: Variables, case: Case) -> None:
    """What the model's horizon leaves out of a plan of a given length stays empty."""
    fixed = case.learner.fixed_award
    for term in range(max(case.now, variables.last + 1), 0 if fixed is None else fixed + 1):
        if any(least for least, _ in case.bounds(term)):
            with variables.about(case.programme.calendar.term(term).name):
                model.add_bool_or([])
