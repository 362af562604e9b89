"""The days that matter in a plan: terms, exams, internship, certificate, report and award, on one line of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from planner.messages import say
from planner.report.pages.blocks import Bar, Table, Timeline
from planner.report.pages.cells import columns, day
from planner.report.terms import between, exams, span

if TYPE_CHECKING:
    from planner.report.documents.plan.shape import PlanDocument


def bars(data: PlanDocument) -> Iterator[Bar]:
    """Every span and milestone, in order of their first day within each term."""
    for term in data["terms"]:
        starts, ends = span(term)
        yield _bar(term["term"], "term", starts, ends)
        if term["enrol_by"] and term["units"]:
            last = day(term["enrol_by"])
            assert last is not None
            yield _bar(say("page.enrolment"), "enrolment", last, last)
        for exam in exams(term):
            yield _bar(say("page.exams_lane"), "exam", *span(exam))
        for event in term["events"]:
            if event["kind"] != "workshop":
                name = say(f"event.{event['kind']}", name=event.get("id", ""))
                yield _bar(name, event["kind"], *span(event))


def _bar(label: str, kind: str, starts: date, ends: date) -> Bar:
    key = "event.date" if starts == ends else "event.dates"
    return Bar(label, kind, starts, ends, say(key, what=label, starts=starts, ends=ends))


def timeline(data: PlanDocument, prefix: str = "") -> Timeline:
    """The picture; its bars say the same in words."""
    found = tuple(bars(data))
    days = {"starts": min(bar.starts for bar in found), "ends": max(bar.ends for bar in found)}
    alt = say("page.timeline_alt", **days, count=len(data["terms"]))
    return Timeline(f"{prefix}timeline", say("page.timeline"), alt, found)


def sheet(data: PlanDocument) -> Table:
    """A row an event, for sorting."""
    rows = []
    two = {
        span(event): say("text.between", first=first, last=last)
        for first, (last, events) in between(data).items()
        for event in events
    }
    for term in data["terms"]:
        for exam in exams(term):
            name = say("page.exams", term=term["term"], session=exam["session"])
            rows.append(("exam", name, term["term"], *span(exam)))
        for event in term["events"]:
            name = say(f"event.{event['kind']}", name=event.get("id", ""))
            rows.append((event["kind"], name, two.get(span(event), term["term"]), *span(event)))
    keys = columns("kind", "what", "term", "starts", "ends", wide=("what",))
    return Table("events", say("page.timeline"), keys, tuple(rows))
