"""Offerings: a unit in a period and a modality; the pattern that repeats, and the offering of one academic year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from planner.domain.calendar import Span

EVENING, DAYTIME, DISTANCE = MODALITIES = ("evening", "daytime", "distance")

ILLUSTRATIVE = "illustrative-timetable"
"""Id of the assumption of offerings whose hours are made up."""
EVENING_FROM = 17 * 60
"""Minutes after midnight from which a live session at a distance asks for a free evening, not for a free day."""
WEEK = timedelta(weeks=1)


def clock(minutes: int) -> str:
    """Minutes after midnight as 18:00."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@dataclass(frozen=True, slots=True)
class Session:
    """A session on a weekday (`mon` to `sun`), in minutes after midnight: every week, or only on its `day`.

    `term` is the term (index) that holds the day of a dated session of an offering. `site` is None where it is the
    offering's, room and teachers are empty where they are not known.
    """

    weekday: str
    starts: int
    ends: int
    day: date | None = None
    term: int | None = None
    site: str | None = None
    room: str | None = None
    teachers: tuple[str, ...] = ()

    def runs_in(self, term: int) -> bool:
        """Whether it takes place in the term, given that its offering does."""
        return self.term is None or self.term == term


class Dropped(NamedTuple):
    """A dated session that does not take place on its day: `why` is `holiday`, or `outside` of the term or period."""

    session: Session
    why: str


class Cycle(NamedTuple):
    """Every so many academic years, the `first` of them included and none before it."""

    every: int
    first: int

    def __contains__(self, year: object) -> bool:
        return isinstance(year, int) and year >= self.first and (year - self.first) % self.every == 0


@dataclass(frozen=True, slots=True)
class OfferingPattern:
    """What repeats: `years` is `every`, `even`, `odd`, a cycle, or one academic year; `dated` is the academic year that
    the days of dated sessions belong to. `site` is that of all sessions that name no other. It does not run in years
    `closed`.
    `named` are the names of the offering and of the section in a timetable: what several sections or units have under
    one name of an offering, at the same hours and place, is one class.
    """

    id: str
    unit: str
    period: str
    modality: str
    years: str | int | Cycle = "every"
    assumption: str | None = None
    sessions: tuple[Session, ...] = ()
    site: str | None = None
    seats: int | None = None
    confidence: str | None = None
    dated: int | None = None
    closed: frozenset[int] = frozenset()
    named: tuple[str, str] | None = None

    @property
    def cycle(self) -> int:
        """Academic years after which it repeats."""
        if isinstance(self.years, Cycle):
            return self.years.every
        return 2 if self.years in ("even", "odd") else 1

    def runs(self, year: int) -> bool:
        """Whether it takes place in the academic year."""
        if year in self.closed:
            return False
        if isinstance(self.years, int):
            return year == self.years
        if isinstance(self.years, Cycle):
            return year in self.years
        return self.years == "every" or (year % 2 == 0) == (self.years == "even")


@dataclass(frozen=True, slots=True, eq=False)
class Offering:
    """A unit of a programme (its id) in given terms (indices) and on given days.

    Two are equal when programme, year, unit, id, days and sessions are, such as those of a programme that was read
    twice or sent to another process. A timetable or a scenario may give an id other days or hours, and what was
    attended may differ from what has the same id now. What only says how it repeats, how many seats it has or how sure
    it is (`pattern`) makes no other offering.

    Of its `sessions`, dated ones that fall on a holiday or beyond their term are `dropped`: they ask for a free evening
    or day like the others, and have no class. A `resit` is the second session of exams for an earlier attempt: no
    classes, no load, nothing to pay.
    """

    id: str
    unit: str
    modality: str
    year: int
    terms: tuple[int, ...]
    span: Span
    sessions: tuple[Session, ...]
    pattern: OfferingPattern
    resit: bool = False
    dropped: tuple[Dropped, ...] = ()
    programme: str = ""

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Offering) and self.id == other.id and self._value == other._value

    def __hash__(self) -> int:
        # Texts remember their hash, and offerings with one id are few: nothing else need be looked at.
        return hash(self.id)

    @property
    def _value(self) -> tuple[object, ...]:
        """What tells offerings of one id apart."""
        where = self.programme, self.year, self.unit, self.modality
        return *where, self.terms, self.span, self.sessions, self.resit

    def site_of(self, session: Session) -> str | None:
        """Where one has to go for the session; None where that is unknown, or nowhere."""
        return None if self.modality == DISTANCE else session.site or self.pattern.site

    def sessions_in(self, term: int) -> list[Session]:
        """Its sessions that take place in the term."""
        return [session for session in self.sessions if session.runs_in(term)] if term in self.terms else []

    @property
    def held(self) -> tuple[Session, ...]:
        """Its sessions without those that are dropped."""
        gone = [each.session for each in self.dropped]
        return tuple(session for session in self.sessions if session not in gone) if gone else self.sessions

    def in_the_evening(self, session: Session) -> bool:
        """Whether the session asks for a free evening, not for a free day: at a distance its hour decides."""
        return self.modality == EVENING or (self.modality == DISTANCE and session.starts >= EVENING_FROM)

    @property
    def place(self) -> tuple[str, str]:
        """What it is known by in a plan: the unit, and its id."""
        return self.unit, self.id

    @property
    def first(self) -> int:
        """Its first term."""
        return self.terms[0]

    @property
    def last(self) -> int:
        """Its last term."""
        return self.terms[-1]

    @property
    def award_from(self) -> int:
        """The first term whose award can follow it: a second session comes after the end of its last term."""
        return self.last + 1 if self.resit else self.last
