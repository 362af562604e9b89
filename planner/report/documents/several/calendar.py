"""Several plans in one calendar, each entry with the number of its plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.domain.case import Case
from planner.messages import say
from planner.report.agenda import Entry, entries
from planner.report.documents.plan import calendar
from planner.report.documents.plan.shape import PlanDocument
from planner.solve.result import Result


def of_results(case: Case, results: Iterable[Result], created: date) -> tuple[Entry, ...]:
    """The entries of results that have plans."""
    made: list[Entry] = []
    for number, result in enumerate(results, 1):
        if result.plan is not None:
            made += entries(case, result.plan, label=_label(number), created=created)
    return tuple(made)


def of_plans(plans: Iterable[PlanDocument], created: date) -> tuple[Entry, ...]:
    """The same of plans read from JSON."""
    made: list[Entry] = []
    for number, plan in enumerate(plans, 1):
        made += calendar.of_data(plan, created, _label(number))
    return tuple(made)


def _label(number: int) -> str:
    return say("alternatives.plan", number=number)
