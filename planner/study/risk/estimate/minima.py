"""Least loads: whether a case has any, and the same case without."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.case import Case
from planner.domain.learner import Cap
from planner.domain.programme import Programme


def has_minima(case: Case) -> bool:
    """Whether any term asks for a least number of units or credits."""
    load, learner = case.programme.load, case.learner
    units, credits = learner.least_units, learner.least_credits
    return any((load.min_units, load.min_credits, units.default, units.terms, credits.default, credits.terms))


def without_minima(case: Case) -> Case:
    """The same case with no least loads."""
    if not has_minima(case):
        return case
    learner = replace(case.learner, least_units=Cap(), least_credits=Cap())
    return replace(case, programme=_eased(case.programme), learner=learner)


def _eased(programme: Programme) -> Programme:
    """The same programme with no least loads; its offerings are those that are known already."""
    load = programme.load
    if not (load.min_units or load.min_credits):
        return programme
    return replace(programme, load=replace(load, min_units=None, min_credits=None))
