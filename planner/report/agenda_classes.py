"""Classes as calendar entries: weekly ones on the weekday inside the offering's days, dated ones on their day."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.calendar import Span
from planner.domain.classes import class_days
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import WEEK, Offering, Session
from planner.domain.plan import Plan
from planner.messages import catalogue, say
from planner.report.agenda_entry import Desk, Entry
from planner.report.listing import listed
from planner.report.sessions import session_data, where


def classes(desk: Desk, plan: Plan) -> Iterator[Entry]:
    """An entry for each session of each offering that has any, those that were attended in vain too."""
    lost = [attempt.offering for attempt in desk.case.lost]
    for offering in (*(one for one in lost if one not in plan.chosen), *plan.chosen):
        for number, session in enumerate(sorted(set(offering.sessions), key=_when), 1):
            found = _class(desk, offering, session, number)
            if found is not None:
                yield found


def _when(session: Session) -> tuple[object, ...]:
    """Weekly ones first; whatever the year, each keeps its place."""
    day = session.day.isoformat() if session.day else ""
    return day, WEEKDAYS.index(session.weekday), session.starts, session.ends, session.site or "", session.room or ""


def _class(desk: Desk, offering: Offering, session: Session, number: int) -> Entry | None:
    calendar, confidence = desk.case.programme.calendar, offering.pattern.confidence
    days = sorted(class_days(calendar, offering, session))
    if not days:
        return None
    weeks = (days[-1] - days[0]).days // 7
    skipped = sorted({days[0] + WEEK * week for week in range(weeks)} - set(days))
    unsure = confidence if confidence in ("usual", "unknown") else None
    period = calendar.period(offering.pattern.period, offering.modality)
    dating = desk.dating(calendar.term(offering.first))
    lines = [
        catalogue()[f"modality.{offering.modality}"].capitalize(),
        *([say(f"agenda.confidence.{unsure}")] if unsure else []),
        *([say("agenda.teachers", names=listed(session.teachers))] if session.teachers else []),
        *dating,
        *desk.assumed(
            offering.pattern.assumption, period.assumption if period else None, *(calendar.breaks if skipped else ())
        ),
    ]
    attempt = 1 + sum(a.lost and a.offering.unit == offering.unit and a.offering.first < offering.first
                      for a in desk.case.lost)  # fmt: skip
    subject = (offering.unit, number) if attempt == 1 else (offering.unit, number, attempt)
    return desk.entry(
        "class", subject, desk.titled(offering.unit), Span(days[0], days[-1]), "class", lines,
        tentative=bool(unsure or dating), clock=(session.starts, session.ends), skipped=tuple(skipped),
        place=where(session_data(session), offering.pattern.site),
    )  # fmt: skip
