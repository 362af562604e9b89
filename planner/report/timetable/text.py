"""A timetable for people at a terminal: what there is, what collides, the week of each term, whom it does not serve."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from planner.messages import say
from planner.report.frame import assumption_lines
from planner.report.layout import WIDTH, bullet, heading
from planner.report.table import table
from planner.report.timetable import words
from planner.report.timetable.data import certificate_clashes, is_clear

Data = dict[str, Any]


def timetable_text(data: Data) -> str:
    """The whole document."""
    lines = [*_head(data)]
    lines += ["", heading(say("weeks.findings")), *_findings(data)]
    for term in data["terms"]:
        lines += _week(term)
    if data["cohort"]:
        lines += ["", heading(say("weeks.cohort")), *_cohort(data["cohort"])]
    lines += ["", heading(say("weeks.offerings")), *_offerings(data)]
    if data["travel"]:
        lines += ["", heading(say("weeks.travel")), *_bullets(words.travel_rows(data))]
    lines += assumption_lines(data["assumptions"], "page.assumptions")
    return "\n".join(lines) + "\n"


def _head(data: Data) -> Iterator[str]:
    fictional = f" ({say('text.fictional')})" if data["fictional"] else ""
    yield from textwrap.wrap(say("weeks.title", name=data["programme"]) + fictional, WIDTH)
    yield from textwrap.wrap(f"{data['title']} — {data['vintage']} ({data['school']})", WIDTH)
    yield ""
    for name, value in words.facts(data):
        yield from bullet(say("colon", name=name, value=value), "", 2)


def _findings(data: Data) -> Iterator[str]:
    if not data["known"]:
        yield from bullet(say("weeks.none"), "! ")
    elif is_clear(data):
        yield from bullet(say("weeks.nothing"))
    yield from _bullets([*words.grave_rows(data), *certificate_clashes(data)], "! ")
    for key, names, rows in (
        ("weeks.pairs", ("term", "units", "sections", "when", "why", "other"), words.clash_rows(data)),
        ("weeks.rooms", ("room", "sections", "when", "why"), words.room_rows(data)),
        ("weeks.teachers", ("teacher", "sections", "when", "why"), words.teacher_rows(data)),
    ):
        if rows:
            yield ""
            yield say(key)
            yield from table([say(f"column.{name}") for name in names], rows, most=None)
    if idle := words.idle_rows(data):
        yield ""
        yield from _bullets(idle)
    if unused := words.unused_rows(data):
        yield ""
        yield from _bullets(unused)
    if unknown := words.unknown_rows(data):
        yield ""
        yield say("weeks.travel_unknown")
        yield from _bullets(unknown)


def _week(term: Data) -> Iterator[str]:
    names, rows = words.slots(term)
    if rows:
        yield ""
        yield heading(say("page.week", term=term["term"], title=term["title"]))
        yield from table(["", *names], rows, fixed=(0,), most=None)


def _cohort(cohort: Data) -> Iterator[str]:
    yield from bullet(words.served_sentence(cohort), "")
    yield from _bullets(words.cause_rows(cohort))
    if cohort["bad"]:
        yield "  " + say("weeks.bad")
        yield from _bullets((entry["error"] for entry in cohort["bad"]), "! ")


def _offerings(data: Data) -> list[str]:
    header = [say(f"column.{name}") for name in ("section", "period", "modality", "sessions", "site", "seats")]
    modalities = {name: say(f"modality.{name}") for name in ("evening", "daytime", "distance")}
    rows: list[Sequence[str]] = [
        (
            offering["offering"],
            offering["period"],
            modalities[offering["modality"]],
            words.offering_sessions(offering),
            offering["site"] or "",
            "" if offering["seats"] is None else str(offering["seats"]),
        )
        for offering in data["offerings"]
    ]
    return table(header, rows, right=(5,), fixed=(1, 5), most=None)


def _bullets(texts: Iterator[str] | list[str] | Any, mark: str = "- ") -> Iterator[str]:
    for text in texts:
        yield from bullet(text, mark)
