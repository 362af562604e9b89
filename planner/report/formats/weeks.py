"""The week of a grid laid out: a row from each time at which a class begins or ends to the next, as high as its texts.

The axis is not to scale, so that a short class keeps room for its words and none lies over another.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from planner.messages import say
from planner.report.formats import words
from planner.report.formats.syllables import breakable
from planner.report.pages.blocks import Session, WeekGrid


def week(grid: WeekGrid) -> dict[str, Any]:
    """`{type, id, lang, title, free, lanes, rows, hours: [{label, row}], days: [{name, first, lanes, sessions}]}`.

    `rows` are the minutes of each row, `lanes` how many all days have, `first` the lane at which a day begins.
    A session has `row` (its first), `span` (how many rows), `lane` (of the week), `time`, `code`, `title`, `place`.
    All are counted from 1; the last hour stands at the end of the last row.
    """
    title = words.text(grid.title)
    if not grid.sessions:
        return {"type": "nothing", "id": grid.id, "title": title}
    marks = sorted({at for session in grid.sessions for at in (session.starts, session.ends)})
    hours = [{"label": words.clock(at), "row": row} for row, at in enumerate(marks, 1)]
    days: list[dict[str, Any]] = []
    first = 1
    for number, name in enumerate(grid.days):
        placed = _lanes([session for session in grid.sessions if session.day == number])
        sessions = [_session(session, first + lane, marks) for lane, session in placed]
        lanes = 1 + max((lane for lane, _ in placed), default=0)
        days.append({"name": words.text(name), "first": first, "lanes": lanes, "sessions": sessions})
        first += lanes
    return {
        "type": "week", "id": grid.id, "title": title, "free": say("format.free"),
        "lanes": first - 1, "rows": [after - before for before, after in pairwise(marks)], "hours": hours, "days": days,
    }  # fmt: skip


def _lanes(sessions: list[Session]) -> list[tuple[int, Session]]:
    """Each class in the first lane that is free when it begins, counted from 0."""
    ends: list[int] = []
    found = []
    for session in sorted(sessions, key=lambda s: (s.starts, s.ends, s.code)):
        lane = next((index for index, end in enumerate(ends) if end <= session.starts), len(ends))
        ends[lane : lane + 1] = [session.ends]
        found.append((lane, session))
    return found


def _session(session: Session, lane: int, marks: list[int]) -> dict[str, Any]:
    first, last = marks.index(session.starts), marks.index(session.ends)
    time = say("format.times", starts=words.clock(session.starts), ends=words.clock(session.ends))
    return {
        "row": first + 1, "span": last - first, "lane": lane, "time": time, "code": words.text(session.code),
        "title": breakable(words.text(session.title)), "place": words.text(session.place),
    }  # fmt: skip
