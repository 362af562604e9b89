"""The usual week of terms whose sessions are known, as grids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from planner.domain.learner import WEEKDAYS
from planner.domain.text import Words
from planner.messages import catalogue, say
from planner.report.pages.blocks import Session, WeekGrid
from planner.report.sessions import days_text, grouped, where

if TYPE_CHECKING:
    from planner.report.documents.plan import terms_shape as shape

USUAL_DAYS = 5
"""Of a week without classes at its end."""


def week_grid(term: str, title: Words, sessions: Iterable[Session]) -> Iterator[WeekGrid]:
    """The grid of a term's sessions; nothing where there are none."""
    found = tuple(sessions)
    if found:
        last = max(USUAL_DAYS, *(session.day + 1 for session in found))
        days = tuple(catalogue()[f"weekday.{name}"] for name in WEEKDAYS[:last])
        yield WeekGrid(f"week-{term}", say("page.week", term=term, title=title), days, found)


def class_sessions(
    sessions: Sequence[shape.Session], code: str, title: str, site: str | None, when: str = ""
) -> Iterator[Session]:
    """The weekly classes of one offering; `when` says for which part of the term, `site` where they are usually."""
    for session, dates in grouped(sessions):
        only = say("show.only", days=days_text(dates)) if dates else when
        place = " · ".join(text for text in (where(session, site), only) if text)
        starts, ends = _minutes(session["start"]), _minutes(session["end"])
        yield Session(WEEKDAYS.index(session["weekday"]), starts, ends, code, title, place)


def _minutes(clock: str) -> int:
    """Minutes after midnight of 18:00."""
    hours, _, rest = clock.partition(":")
    return int(hours) * 60 + int(rest)
