"""Several plans in one calendar, each entry with the number of its plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from planner.domain.case import Case
from planner.messages import say
from planner.report.agenda import Entry, entries
from planner.report.documents.plan import calendar
from planner.report.documents.plan.shape import PlanDocument
from planner.solve.result import Result


def plan_label(number: int) -> str:
    """What tells the entries of a plan from those of the others."""
    return say("alternatives.plan", number=number)


def of_results(
    results: Iterable[tuple[Case | None, Result | None]], created: date, label: Callable[[int], str] = plan_label
) -> tuple[Entry, ...]:
    """The entries of results that have plans."""
    made: list[Entry] = []
    for number, (case, result) in enumerate(results, 1):
        if case is not None and result is not None and result.plan is not None:
            made += entries(case, result.plan, label=label(number), created=created)
    return tuple(made)


def of_plans(
    plans: Iterable[PlanDocument | None], created: date, label: Callable[[int], str] = plan_label
) -> tuple[Entry, ...]:
    """The same of plans read from JSON.

    Raises:
        BadInput: one does not say whose it is, or its programme is not there as it was.
    """
    made: list[Entry] = []
    for number, plan in enumerate(plans, 1):
        if plan is not None:
            made += calendar.of_data(plan, created, label(number))
    return tuple(made)
