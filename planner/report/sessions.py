"""When and where the sessions of an offering are: as data, and in words for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.offering import Offering, Session, clock
from planner.messages import catalogue, day_of_year, say, worded
from planner.report.listing import listed

if TYPE_CHECKING:
    from planner.report.documents.plan import terms_shape as shape


def session_data(session: Session, site: str | None = None) -> shape.Session:
    """Weekday and hours; `date`, `site` (where it is not the offering's `site`), `room` and `teachers` where known."""
    found: shape.Session = {
        "weekday": session.weekday,
        "start": clock(session.starts),
        "end": clock(session.ends),
    }
    if session.day is not None:
        found["date"] = session.day.isoformat()
    if session.site is not None and session.site != site:
        found["site"] = session.site
    if session.room is not None:
        found["room"] = session.room
    if session.teachers:
        found["teachers"] = list(session.teachers)
    return found


def sessions_data(offering: Offering, term: int | None = None) -> list[shape.Session]:
    """Sessions of the offering, those of one term or all."""
    sessions = [
        session for session in offering.held if term is None or (term in offering.terms and session.runs_in(term))
    ]
    return [session_data(session, offering.pattern.site) for session in sessions]


def grouped(sessions: Iterable[shape.Session]) -> list[tuple[shape.Session, list[date]]]:
    """Sessions, dated ones of the same weekday, hours and place together with their days."""
    found: dict[tuple[object, ...], tuple[shape.Session, list[date]]] = {}
    for session in sessions:
        dated = "date" in session
        alike = tuple(session.get(name) for name in ("weekday", "start", "end", "site", "room"))
        group = found.setdefault((dated, *alike), (session, []))
        if dated:
            group[1].append(date.fromisoformat(session["date"]))
    return list(found.values())


def days_text(days: Sequence[date]) -> str:
    """Days of a term, without their year."""
    return worded(listed([day_of_year(day) for day in sorted(days)]))


def where(session: shape.Session, site: str | None) -> str:
    """Site and room, as far as known."""
    room = session.get("room")
    parts = (session.get("site") or site, say("show.room", room=room) if room else None)
    return ", ".join(part for part in parts if part)


def when(session: shape.Session, days: Sequence[date]) -> str:
    """Weekday and hours, with the days where it does not take place every week."""
    times = f"{session['start']}-{session['end']}"
    if not days:
        return f"{catalogue()['weekday.' + session['weekday']]} {times}"
    key = "show.on_one" if len(days) == 1 else "show.on"
    return say(key, weekday=session["weekday"], times=times, days=days_text(days))


def notes(sessions: Iterable[shape.Session], site: str | None = None) -> list[str]:
    """Each session in words, with its room and its site, which is `site` unless it has one of its own."""
    return [
        " · ".join(text for text in (when(session, days), where(session, site)) if text)
        for session, days in grouped(sessions)
    ]
