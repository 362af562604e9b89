"""What stands around every document for people: its head, what to check, and what it rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from planner.domain.case import Case
from planner.messages import say
from planner.report.layout import WIDTH, bullet, heading
from planner.report.migration import migration_lines
from planner.report.payers import funding_text
from planner.report.spans import term_spans

Data = dict[str, Any]


def notice_lines(notices: list[Data]) -> list[str]:
    """What nobody should miss, or nothing."""
    if not notices:
        return []
    texts = (bullet(entry["text"], "!! ") for entry in notices)
    return ["", heading(say("text.notices")), *(line for text in texts for line in text)]


def warning_lines(warnings: list[str]) -> list[str]:
    """What to check, or nothing."""
    if not warnings:
        return []
    return ["", heading(say("text.warnings")), *(line for text in warnings for line in bullet(text, "! "))]


def assumption_lines(assumptions: list[Data], title: str = "text.assumptions") -> list[str]:
    """What a plan rests on, or nothing."""
    if not assumptions:
        return []
    texts = (bullet(f"{entry['text']} [{entry['id']}]") for entry in assumptions)
    return ["", heading(say(title)), *(line for text in texts for line in text)]


def pauses(case: Case) -> tuple[Any, ...]:
    """The paused terms, neighbours as one span."""
    return term_spans(case.programme.calendar, case.learner.pause)


def head(case: Case, data: Data, title: str = "text.title", came: str = "text") -> Iterator[str]:
    """Who, in which programme and pathway, from when, and what came of it."""
    about, programme = case.programme.about, case.programme
    fictional = f" ({say('text.fictional')})" if data["fictional"] else ""
    yield say(title, name=data["learner"]) + fictional
    facts = {"title": programme.title, "vintage": about["vintage"], "school": about["school"], "id": programme.id}
    yield from textwrap.wrap(say("text.programme", **facts), WIDTH)
    funding = funding_text(case)
    start = case.programme.calendar.term(case.learner.start)
    yield from textwrap.wrap(say("text.profile", start=start, pathway=data["pathway"], funding=funding), WIDTH)
    if case.learner.goal:
        yield say("text.goal", name=case.learner.goal)
    if case.learner.pause:
        yield from textwrap.wrap(say("text.paused", names=pauses(case)), WIDTH)
    if case.learner.acquired:
        held = ", ".join(f"{unit} ({how})" if how else unit for unit, how in case.learner.acquired.items())
        yield from textwrap.wrap(say("text.acquired", names=held), WIDTH)
    yield from migration_lines(data)
    yield ""
    yield from textwrap.wrap(say(f"{came}.{data['status']}"), WIDTH)
    yield from notice_lines(data["notices"])
