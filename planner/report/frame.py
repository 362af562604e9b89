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


def notice_lines(notices: list[Data], lang: str) -> list[str]:
    """What nobody should miss, or nothing."""
    if not notices:
        return []
    texts = (bullet(entry["text"], "!! ") for entry in notices)
    return ["", heading(say(lang, "text.notices")), *(line for text in texts for line in text)]


def warning_lines(warnings: list[str], lang: str) -> list[str]:
    """What to check, or nothing."""
    if not warnings:
        return []
    return ["", heading(say(lang, "text.warnings")), *(line for text in warnings for line in bullet(text, "! "))]


def assumption_lines(assumptions: list[Data], lang: str, title: str = "text.assumptions") -> list[str]:
    """What a plan rests on, or nothing."""
    if not assumptions:
        return []
    texts = (bullet(f"{entry['text']} [{entry['id']}]") for entry in assumptions)
    return ["", heading(say(lang, title)), *(line for text in texts for line in text)]


def pauses(case: Case) -> tuple[Any, ...]:
    """The paused terms, neighbours as one span."""
    return term_spans(case.programme.calendar, case.learner.pause)


def head(case: Case, data: Data, lang: str, title: str = "text.title", came: str = "text") -> Iterator[str]:
    """Who, in which programme and pathway, from when, and what came of it."""
    about, programme = case.programme.about, case.programme
    fictional = f" ({say(lang, 'text.fictional')})" if data["fictional"] else ""
    yield say(lang, title, name=data["learner"]) + fictional
    facts = {"title": programme.title, "vintage": about["vintage"], "school": about["school"], "id": programme.id}
    yield from textwrap.wrap(say(lang, "text.programme", **facts), WIDTH)
    funding = funding_text(case, lang)
    start = case.programme.calendar.term(case.learner.start)
    yield from textwrap.wrap(say(lang, "text.profile", start=start, pathway=data["pathway"], funding=funding), WIDTH)
    if case.learner.goal:
        yield say(lang, "text.goal", name=case.learner.goal)
    if case.learner.pause:
        yield from textwrap.wrap(say(lang, "text.paused", names=pauses(case)), WIDTH)
    if case.learner.acquired:
        held = ", ".join(f"{unit} ({how})" if how else unit for unit, how in case.learner.acquired.items())
        yield from textwrap.wrap(say(lang, "text.acquired", names=held), WIDTH)
    yield from migration_lines(data, lang)
    yield ""
    yield from textwrap.wrap(say(lang, f"{came}.{data['status']}"), WIDTH)
    yield from notice_lines(data["notices"], lang)
