"""The calendar of a front: all of the plans, each entry with the number of its own."""

from __future__ import annotations

from datetime import date

from planner.report.agenda import Entry
from planner.report.documents.frontier.shape import FrontierDocument
from planner.report.documents.plan import calendar
from planner.report.documents.several.calendar import of_plans, of_results
from planner.service.frontier import FrontierAnswer


def of_answer(answer: FrontierAnswer, created: date) -> tuple[Entry, ...]:
    """The entries of every plan."""
    return of_results(((answer.case, point.result) for point in answer.found.points), created)


def of_data(data: FrontierDocument, created: date) -> tuple[Entry, ...]:
    """The same of a document read from JSON."""
    return of_plans([point["plan"] for point in data["points"]], created)


def timezone(data: FrontierDocument) -> str:
    """Where the days and hours of the classes are."""
    return calendar.timezone(data["points"][0]["plan"])
