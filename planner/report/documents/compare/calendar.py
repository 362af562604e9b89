"""The calendar of a comparison: the plans of all rows, each entry with the number of its row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.messages import say
from planner.report.agenda import Entry, entries
from planner.report.documents.compare.shape import CompareDocument, PlannedRow, has_plan
from planner.report.documents.plan import calendar
from planner.service.compare import CompareAnswer


def of_answer(answer: CompareAnswer, created: date) -> tuple[Entry, ...]:
    """The entries of every row that has a plan."""
    made: list[Entry] = []
    for number, row in enumerate(answer.comparison.rows, 1):
        if row.case is not None and row.result is not None and row.result.plan is not None:
            made += entries(row.case, row.result.plan, label=_label(number), created=created)
    return tuple(made)


def of_data(data: CompareDocument, created: date) -> tuple[Entry, ...]:
    """The same of a document read from JSON.

    Raises:
        BadInput: it does not say whose it is, or a programme is not there as it was.
    """
    made: list[Entry] = []
    for number, row in _planned(data):
        made += calendar.of_data(row["plan"], created, _label(number))
    return tuple(made)


def timezone(data: CompareDocument) -> str:
    """Where the first of the programmes that has a plan is taught."""
    return next((calendar.timezone(row["plan"]) for _, row in _planned(data)), "UTC")


def _planned(data: CompareDocument) -> Iterator[tuple[int, PlannedRow]]:
    for number, row in enumerate(data["rows"], 1):
        if has_plan(row):
            yield number, row


def _label(number: int) -> str:
    return say("compare.rows.one", numbers=number)
