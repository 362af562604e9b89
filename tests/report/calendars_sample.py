"""Calendars of plans, parsed and checked line by line, and what tests ask of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.report.agenda import entries
from planner.report.formats.ics import render
from tests.report import ics_lines
from tests.report.ics_lines import Component
from tests.worded import in_language

CREATED = date(2026, 11, 21)


def calendar_of(case: Case, plan: Plan, lang: str = "en", *, name: str = "Plan", **keys: Any) -> Component:
    found = in_language(lang, entries, case, plan, **{"created": CREATED, **keys})
    data = in_language(
        lang, render, found, name=name, timezone=case.programme.timezone, created=keys.get("created", CREATED)
    )
    calendar = ics_lines.parse(data)
    ics_lines.check(calendar)
    return calendar


def named(calendar: Component, summary: str) -> list[Component]:
    return [event for event in ics_lines.events(calendar) if event.text("SUMMARY") == summary]


def days(event: Component) -> tuple[str, str]:
    """First day, and the day after the last."""
    for name in ("DTSTART", "DTEND"):
        assert event.get(name)[0] == {"VALUE": "DATE"}
    return event.get("DTSTART")[1], event.get("DTEND")[1]
