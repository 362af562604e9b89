"""The calendar of a comparison: the plans of all rows, each entry with the number of its row."""

from __future__ import annotations

from datetime import date

from planner.messages import say
from planner.report.agenda import Entry
from planner.report.documents.compare.shape import CompareDocument, has_plan
from planner.report.documents.plan import calendar
from planner.report.documents.several.calendar import of_plans, of_results
from planner.service.compare import CompareAnswer


def of_answer(answer: CompareAnswer, created: date) -> tuple[Entry, ...]:
    """The entries of every row that has a plan."""
    return of_results(((row.case, row.result) for row in answer.comparison.rows), created, _label)


def of_data(data: CompareDocument, created: date) -> tuple[Entry, ...]:
    """The same of a document read from JSON."""
    return of_plans((row["plan"] for row in data["rows"]), created, _label)


def timezone(data: CompareDocument) -> str:
    """Where the first of the programmes that has a plan is taught."""
    return next((calendar.timezone(row["plan"]) for row in data["rows"] if has_plan(row)), "UTC")


def _label(number: int) -> str:
    return say("compare.rows.one", numbers=number)
