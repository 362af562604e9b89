"""Scenarios: what could become of a timetable and its rules, as lists of changes that name no programme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from planner.domain.offering import OfferingPattern, Session
from planner.domain.programme import Programme
from planner.domain.text import Text


@dataclass(frozen=True, slots=True)
class Selector:
    """Offerings by what is said of them; what is None does not matter. `year` is that in which the year begins."""

    offering: str | None = None
    unit: str | None = None
    period: str | None = None
    modality: str | None = None
    year: int | None = None

    def years(self, programme: Programme, pattern: OfferingPattern) -> int | str | None:
        """`all` where every year of the pattern is meant, one year where only that is, None where it is not meant."""
        year = self.year
        if self.offering is not None and self.offering not in (pattern.id, pattern.id.removesuffix("-*")):
            named = year_of(pattern, self.offering)
            if named is None or year not in (None, named):
                return None
            year = named
        if self.unit is not None and programme.unit_code(self.unit) != pattern.unit:
            return None
        if self.period not in (None, pattern.period) or self.modality not in (None, pattern.modality):
            return None
        if year is None:
            return "all"
        return year if pattern.runs(year) else None

    def picks(self, programme: Programme) -> list[tuple[OfferingPattern, int | str]]:
        """The patterns of a programme that are meant, with the year, or `all`."""
        found = [(pattern, self.years(programme, pattern)) for pattern in programme.patterns]
        return [(pattern, years) for pattern, years in found if years is not None]


def year_of(pattern: OfferingPattern, offering: str) -> int | None:
    """The academic year of an offering of the pattern, by the offering's id; None where it is none of the pattern's."""
    found = re.fullmatch(re.escape(pattern.id).replace(r"\*", "([0-9]{4})"), offering)
    return int(found[1]) if found is not None and found.groups() else None


@dataclass(frozen=True, slots=True)
class Close:
    """The offerings do not take place."""

    where: Selector


@dataclass(frozen=True, slots=True)
class Open:
    """One more offering of a unit; `year` None is every year."""

    unit: str
    period: str
    modality: str
    year: int | None = None
    offering: str | None = None
    sessions: tuple[Session, ...] = ()
    site: str | None = None
    seats: int | None = None
    confidence: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """The offerings take place elsewhere; what is None stays. A weekday alone keeps the times of the first session."""

    where: Selector
    period: str | None = None
    weekday: str | None = None
    starts: int | None = None
    ends: int | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Seats:
    """The offerings have so many seats."""

    where: Selector
    seats: int


@dataclass(frozen=True, slots=True)
class UnitCap:
    """Most evening units in a term (its name; None: in every term). A learner's own lower cap stays."""

    most: int
    term: str | None = None


@dataclass(frozen=True, slots=True)
class EveningsLost:
    """Weekdays on which no learner can attend an evening, in a term (its name) or in every term."""

    weekdays: tuple[str, ...]
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Fees:
    """New prices of a modality and a funding (None: of all): `percent` more on all amounts, or new ones in cents."""

    modality: str | None = None
    funding: str | None = None
    percent: float | None = None
    per_credit: int | None = None
    yearly: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Chance to fail an exam, by unit or `rate` for the others; of those who failed, `second_session` fail again at the
    second session where the programme has one.
    """

    rate: float = 0.0
    units: Mapping[str, float] = field(default_factory=dict)
    second_session: float = 1.0


@dataclass(frozen=True, slots=True)
class NotOpening:
    """Each offering of this confidence does not open, each year, with this probability."""

    confidence: str
    probability: float


Change = Close | Open | Move | Seats | UnitCap | EveningsLost | Fees | Failure | NotOpening


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changes, applied in their order; `runs` repetitions where something is drawn by chance."""

    id: str
    title: Text
    changes: tuple[Change, ...] = ()
    runs: int = 1

    @property
    def random(self) -> bool:
        """Whether anything is drawn by chance, so that its runs differ."""
        return any(isinstance(change, (Failure, NotOpening)) for change in self.changes)

    def repeated(self, runs: int | None) -> Scenario:
        """As often as is asked, or as it says itself; once where nothing is drawn by chance."""
        return replace(self, runs=1 if not self.random else self.runs if runs is None else runs)


UNCHANGED = Scenario("baseline", {"fr": "Situation actuelle", "en": "As it is"})
