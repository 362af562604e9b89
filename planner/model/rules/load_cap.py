"""No term holds more evening or daytime units than the learner's caps, nor more or less in all than its bounds, nor
anything beside a unit that fills it.
"""

from __future__ import annotations

from math import ceil, floor

from planner.domain.case import Case
from planner.domain.offering import DAYTIME, EVENING, Offering
from planner.model.cpsat import CpModel, IntVar, LinearExpr
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Caps by modality in each term, the bounds of the programme and of the learner, and units that run alone."""
    for term in variables.open_terms:
        variables.tick()
        name = case.programme.calendar.term(term).name
        for modality, cap in ((EVENING, case.evening_cap(term)), (DAYTIME, case.learner.daytime_cap.of(term))):
            literals = [variables.taken(offering) for offering in variables.offerings_in(term, modality)]
            if cap is not None and len(literals) > cap:
                with variables.about(modality, name):
                    model.add(LinearExpr.sum(literals) <= cap)
        with variables.about(name):
            _add_bounds(model, variables, case, term)
        _keep_alone(model, variables, case, term)
    _forbid_beyond(model, variables, case)


def _add_bounds(model: CpModel, variables: Variables, case: Case, term: int) -> None:
    """Units and credits of the term; the least hold in each term of a plan of a given length, else where any runs."""
    running, fixed = variables.offerings_in(term), case.learner.fixed_award
    literals = [variables.taken(offering) for offering in running]
    units, credits = case.bounds(term)
    scale, worth = case.programme.scale, [case.programme.scaled(offering.unit) for offering in running]
    used = None
    for bounds, one, weights in ((units, 1, [1] * len(running)), (credits, scale, worth)):
        least, most = (None if bound is None else bound * one for bound in bounds)
        least, most = ceil(least or 0), most if most is None else floor(most)
        if most is not None and sum(weights) > most:
            model.add(LinearExpr.weighted_sum(literals, weights) <= most)
        if least and fixed is not None and term <= fixed:
            model.add(LinearExpr.weighted_sum([*literals, model.new_constant(0)], [*weights, 1]) >= least)
        elif least and literals:
            used = _used(variables, term) if used is None else used
            model.add(LinearExpr.weighted_sum(literals, weights) >= least * used)


def _used(variables: Variables, term: int) -> IntVar:
    """A literal that is true at least when something runs in the term."""
    used = variables.model.new_bool_var("")
    with variables.definition():
        for offering in variables.offerings_in(term):
            variables.model.add_implication(variables.taken(offering), used)
    variables.used[term] = used
    return used


def _keep_alone(model: CpModel, variables: Variables, case: Case, term: int) -> None:
    """Beside a unit that fills its term no other runs, unless both are what has happened."""
    running: dict[str, list[Offering]] = {}
    for offering in variables.offerings_in(term):
        running.setdefault(offering.unit, []).append(offering)
    name = case.programme.calendar.term(term).name
    for unit in (unit for unit in running if case.programme.units[unit].alone):
        with variables.about(unit, name):
            for other in running:
                if other != unit and not {unit, other} <= case.kept.keys():
                    both = (*running[unit], *running[other])
                    model.add_at_most_one(variables.taken(offering) for offering in both)


def _forbid_beyond(model: CpModel, variables: Variables, case: Case) -> None:
    """What the model's horizon leaves out of a plan of a given length stays empty."""
    fixed = case.learner.fixed_award
    for term in range(max(case.now, variables.last + 1), 0 if fixed is None else fixed + 1):
        if any(least for least, _ in case.bounds(term)):
            with variables.about(case.programme.calendar.term(term).name):
                model.add_bool_or([])
