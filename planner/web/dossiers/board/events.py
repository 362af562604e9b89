"""Internship, workshop and report: where each can stand and what that would break, told before one chooses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import Span, add_months
from planner.domain.case import Case
from planner.domain.text import Key, Words
from planner.web.dossiers.board.sketch import Place, Sketch
from planner.web.dossiers.board.verdicts import Verdict, compared
from planner.web.dossiers.models import Version
from planner.web.dossiers.planning import EVENTS
from planner.web.meanings import Meanings, months

MOST = 30
"""Places that are judged for one list."""
FREED = "free"
"""What a form sends for an event that stands by the rules again."""


@dataclass(frozen=True)
class EventSheet:
    """Where an event can stand; `fixed` where a person put it there, and `freed` what becomes of it by the rules."""

    kind: str
    title: Words
    now: Words | None
    fixed: bool
    places: tuple[Verdict, ...]
    freed: Verdict | None
    months: int
    first_day: date


def movable(case: Case, kind: str) -> bool:
    """Whether the learner needs the event, and it is still to come."""
    past = case.history
    if kind == "internship":
        return case.internship_months > 0 and not (past and past.internship is not None)
    if kind == "workshop":
        return case.needs_workshop and not (past and past.workshop is not None)
    return kind == "report" and case.needs_report and not (past and past.report is not None)


def title_of(case: Case, kind: str) -> Words:
    """What the event is called."""
    workshop = case.target.award.workshop
    return Meanings(case).unit(workshop) if kind == "workshop" and workshop else Key(f"event.{kind}", name="")


def event_sheet(sketch: Sketch, kind: str) -> EventSheet:
    """All of it."""
    case, fixed = sketch.case, bool(sketch.plan.get(kind))
    now = _now(sketch, kind)
    found = [_verdict(sketch, kind, value, here=value == now) for value in list(_places(sketch, kind))[:MOST]]
    return EventSheet(
        kind, title_of(case, kind), _when(case, kind, now) if now else None, fixed, tuple(found),
        _verdict(sketch, kind, FREED) if fixed else None, case.internship_months,
        date.fromisoformat(now) if kind == "internship" and now else case.programme.calendar.term(case.now).span.starts,
    )  # fmt: skip


def put(sketch: Sketch, kind: str, value: str) -> Sketch | None:
    """The plan with the event there, or by the rules again; None where there is no such place."""
    if value == FREED:
        return sketch.with_event(kind, None)
    if kind == "internship":
        try:
            span = _stay(sketch.case, date.fromisoformat(value))
        except (ValueError, OverflowError):
            return None
        return sketch.with_event(kind, {"from": span.starts.isoformat(), "to": span.ends.isoformat()})
    return sketch.with_event(kind, value) if value in _places(sketch, kind) else None


def put_words(case: Case, kind: str, value: str) -> dict[str, Words]:
    """The event, and where it was put."""
    return {"what": title_of(case, kind)} | ({} if value == FREED else {"after": _when(case, kind, value)})


def moved_events(case: Case, before: Version, after: Version) -> Iterator[Key]:
    """Events that a person put elsewhere between two versions."""
    for kind in EVENTS:
        was, now = ((one.plan or {}).get(kind) for one in (before, after))
        if was != now:
            yield Key("board.differs.event", what=title_of(case, kind))


def _stay(case: Case, day: date) -> Span:
    return Span(day, add_months(day, case.internship_months))


def _now(sketch: Sketch, kind: str) -> str:
    """Where the event stands, as forms say it; nothing where it does not."""
    plan, calendar = sketch.judged.plan, sketch.case.programme.calendar
    if kind == "internship":
        return plan.internship.starts.isoformat() if plan.internship else ""
    index = plan.workshop if kind == "workshop" else plan.award
    return "" if index is None else calendar.term(index).name


def _places(sketch: Sketch, kind: str) -> Iterator[str]:
    """Terms until the title, of the report from the one before to a year after; of an internship days to begin on."""
    case, award = sketch.case, sketch.judged.plan.award
    calendar = case.programme.calendar
    if kind == "internship":
        yield from sorted(
            {day.isoformat() for day in _first_days(case, award)} | set(filter(None, [_now(sketch, kind)]))
        )
        return
    first, last = (award - 1, award + calendar.size) if kind == "report" else (case.now, award)
    terms = range(max(first, case.now), last + 1)
    yield from (calendar.term(index).name for index in terms if index not in case.paused)


def _first_days(case: Case, award: int) -> Iterator[date]:
    """The first day of each window and of each month in it from which an internship fits, still to come."""
    soonest = max(case.earliest_internship, case.programme.calendar.term(case.now).span.starts)
    for window in case.windows(award):
        day = max(window.starts, soonest)
        while _stay(case, day).ends <= window.ends:
            yield day
            day = add_months(day, 1).replace(day=1)


def _when(case: Case, kind: str, value: str) -> Words:
    if kind == "internship":
        span = _stay(case, date.fromisoformat(value))
        return Key("board.days", starts=span.starts, ends=span.ends)
    calendar = case.programme.calendar
    return months(*calendar.term(calendar.index(value) or 0).span)


def _verdict(sketch: Sketch, kind: str, value: str, *, here: bool = False) -> Verdict:
    changed = put(sketch, kind, value) or sketch
    when = Key("board.event_freed") if value == FREED else _when(sketch.case, kind, value)
    return compared(sketch, changed, (kind, title_of(sketch.case, kind)), Place(value, ""), when, here=here)
