"""What stands around every document for people: its head, what to check, and what it rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from planner.domain.text import Words
from planner.messages import say, worded
from planner.report.documents.plan import shape
from planner.report.documents.plan.about import about, dated
from planner.report.documents.plan.shape import PlanDocument
from planner.report.layout import WIDTH, bullet, heading
from planner.report.listing import held_text
from planner.report.migration import migration_lines


def notice_lines(notices: Iterable[shape.Notice]) -> list[str]:
    """What nobody should miss, or nothing."""
    lines = [line for entry in notices for line in bullet(worded(entry["text"]), "!! ")]
    return ["", heading(say("text.notices")), *lines] if lines else []


def warning_lines(warnings: Sequence[Words]) -> list[str]:
    """What to check, or nothing."""
    if not warnings:
        return []
    return ["", heading(say("text.warnings")), *(line for text in warnings for line in bullet(worded(text), "! "))]


def assumption_lines(assumptions: Iterable[shape.Assumption], title: str = "text.assumptions") -> list[str]:
    """What a plan rests on, or nothing."""
    lines = [line for entry in assumptions for line in bullet(f"{worded(entry['text'])} [{entry['id']}]")]
    return ["", heading(say(title)), *lines] if lines else []


def head(data: PlanDocument, title: str = "text.title", came: str = "text") -> Iterator[str]:
    """Who, in which programme and pathway, from when, and what came of it."""
    known = about(data)
    programme = known["programme"]
    fictional = f" ({say('text.fictional')})" if data["fictional"] else ""
    yield say(title, name=data["learner"]) + fictional
    facts = {key: programme[key] for key in ("title", "vintage", "school")}
    yield from textwrap.wrap(say("text.programme", **facts, id=data["programme"]), WIDTH)
    start = dated(data, data["start"])
    profile = say("text.profile", start=start, pathway=data["pathway"], funding=known["funding"])
    yield from textwrap.wrap(profile, WIDTH)
    if "goal" in data:
        yield say("text.goal", name=data["goal"])
    if known["pause"]:
        yield from textwrap.wrap(say("text.paused", names=tuple(known["pause"])), WIDTH)
    if known["acquired"]:
        yield from textwrap.wrap(say("text.acquired", names=held_text(known["acquired"])), WIDTH)
    yield from migration_lines(data, data["programme"])
    yield ""
    yield from textwrap.wrap(say(f"{came}.{data['status']}"), WIDTH)
    yield from notice_lines(data["notices"])
