"""The calendar of alternatives: all of the plans, each entry with the number of its own."""

from __future__ import annotations

from datetime import date

from planner.report.agenda import Entry
from planner.report.documents.alternatives.shape import AlternativesDocument
from planner.report.documents.plan import calendar
from planner.report.documents.several.calendar import of_plans, of_results
from planner.service.alternatives import AlternativesAnswer


def of_answer(answer: AlternativesAnswer, created: date) -> tuple[Entry, ...]:
    """The entries of every plan."""
    return of_results(((answer.case, result) for result in answer.found.results), created)


def of_data(data: AlternativesDocument, created: date) -> tuple[Entry, ...]:
    """The same of a document read from JSON."""
    return of_plans(data["plans"], created)


def timezone(data: AlternativesDocument) -> str:
    """Where the days and hours of the classes are."""
    return calendar.timezone(data["plans"][0])
