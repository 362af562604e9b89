"""Offerings: a unit in a period and a modality; the pattern that repeats, and the offering of one academic year."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.calendar import Span

EVENING, DAYTIME, DISTANCE = "evening", "daytime", "distance"


@dataclass(frozen=True, slots=True)
class Session:
    """A weekly session: weekday (`mon` to `sun`), and minutes after midnight."""

    weekday: str
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class OfferingPattern:
    """What repeats: `years` is `every`, `even`, `odd` or one academic year; it does not run in the years `closed`."""

    id: str
    unit: str
    period: str
    modality: str
    years: str | int = "every"
    assumption: str | None = None
    sessions: tuple[Session, ...] = ()
    site: str | None = None
    seats: int | None = None
    confidence: str | None = None
    closed: frozenset[int] = frozenset()

    def runs(self, year: int) -> bool:
        """Whether it takes place in the academic year."""
        if year in self.closed:
            return False
        if isinstance(self.years, int):
            return year == self.years
        return self.years == "every" or (year % 2 == 0) == (self.years == "even")


@dataclass(frozen=True, slots=True, eq=False)
class Offering:
    """A unit in given terms (indices) and on given days. Compared by identity: each exists once a programme.

    A `resit` is the second session of exams for an earlier attempt: no classes, no load, nothing to pay.
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
