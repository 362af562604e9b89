"""What instances of a rule must share to be told in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from planner.domain.case import Case
from planner.domain.offering import EVENING
from planner.domain.plan import Instance
from planner.domain.target import EXTRA

Subjects = tuple[str, ...]


def likeness(case: Case, instance: Instance, placed: Collection[str]) -> Any:
    """A value that such instances have in common; of units that are `placed`, it is told that they are taken once only.
    Where nothing is said of a rule, its instances have each their own sentence.
    """
    rule, subjects = instance
    if rule == "requirement":
        return _need(case, subjects, placed)
    return ALIKE[rule](case, subjects) if rule in ALIKE else subjects


def _need(case: Case, subjects: Subjects, placed: Collection[str]) -> Any:
    if subjects in case.target.exclusive:
        return subjects
    one = subjects and subjects[0] in case.programme.units
    return (len(subjects), subjects[0] in placed, is_extra(case, subjects[0])) if one else subjects[:1]


def _cap(case: Case, subjects: Subjects) -> Any:
    term = case.programme.calendar.index(subjects[-1]) or 0
    if len(subjects) == 1:
        return len(subjects), has_own_bounds(case, term)
    if subjects[0] in case.programme.units:
        return subjects[0]
    return subjects[0], case.evening_cap(term) if subjects[0] == EVENING else case.learner.daytime_cap.of(term)


def _free(case: Case, subjects: Subjects) -> Any:
    term = case.programme.calendar.index(subjects[0]) or 0
    return case.learner.free_evenings(term), case.learner.free_days(term)


ALIKE: dict[str, Callable[[Case, Subjects], Any]] = {
    "load_cap": _cap,
    "availability": _free,
    "pause": lambda _case, _subjects: None,
    "budget": lambda case, subjects: case.learner.budget.of(int(subjects[0][:4])),
    "certificate_order": lambda _case, subjects: len(subjects),
}


def has_own_bounds(case: Case, term: int) -> bool:
    """Whether the learner bounds the units or credits of the term, beside the programme."""
    learner = case.learner
    caps = (learner.least_units, learner.most_units, learner.least_credits, learner.most_credits)
    return any(cap.of(term) is not None for cap in caps)


def is_extra(case: Case, unit: str) -> bool:
    """Whether only the learner asks for the unit."""
    return any(rule.id == EXTRA and unit in rule.units for rule in case.target.requirements)
