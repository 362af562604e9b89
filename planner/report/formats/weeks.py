"""The week of a grid laid out: times in steps of a quarter of an hour, and lanes for classes at the same time."""

from __future__ import annotations

from typing import Any

from planner.messages import say
from planner.report.formats import words
from planner.report.pages.blocks import Session, WeekGrid

STEP = 15
"""Minutes in a row of the grid."""


def week(grid: WeekGrid, lang: str) -> dict[str, Any]:
    """`{type, id, title, free, slots, hours: [{label, slot}], days: [{name, lanes, sessions}]}`.

    A session has `slot` (its first row, from 1), `rows` (how many), `lane` (from 1), `time`, `code`, `title`, `place`.
    """
    title = words.text(grid.title, lang)
    if not grid.sessions:
        return {"type": "nothing", "id": grid.id, "title": title}
    first = min(session.starts for session in grid.sessions) // 60 * 60
    last = -(-max(session.ends for session in grid.sessions) // STEP) * STEP
    hours = [{"label": words.clock(at, lang), "slot": (at - first) // STEP + 1} for at in range(first, last, 60)]
    days = []
    for number, name in enumerate(grid.days):
        lanes = _lanes([session for session in grid.sessions if session.day == number])
        sessions = [_session(session, lane, first, lang) for lane, session in lanes]
        days.append(
            {"name": words.text(name, lang), "lanes": max((lane for lane, _ in lanes), default=1), "sessions": sessions}
        )
    free = say(lang, "format.free")
    slots = (last - first) // STEP
    return {"type": "week", "id": grid.id, "title": title, "free": free, "slots": slots, "hours": hours, "days": days}


def _lanes(sessions: list[Session]) -> list[tuple[int, Session]]:
    """Each class in the first lane that is free when it begins."""
    ends: list[int] = []
    found = []
    for session in sorted(sessions, key=lambda s: (s.starts, s.ends, s.code)):
        lane = next((index for index, end in enumerate(ends) if end <= session.starts), len(ends))
        ends[lane : lane + 1] = [session.ends]
        found.append((lane + 1, session))
    return found


def _session(session: Session, lane: int, first: int, lang: str) -> dict[str, Any]:
    slot = (session.starts - first) // STEP + 1
    rows = max(1, -(-(session.ends - first) // STEP) + 1 - slot)
    time = say(lang, "format.times", starts=words.clock(session.starts, lang), ends=words.clock(session.ends, lang))
    return {
        "slot": slot, "rows": rows, "lane": lane, "time": time, "code": words.text(session.code, lang),
        "title": words.text(session.title, lang), "place": words.text(session.place, lang),
    }  # fmt: skip
