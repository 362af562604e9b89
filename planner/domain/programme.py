"""A programme: one vintage of a curriculum, complete and cross-checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import lcm
from typing import Any

from planner.domain.calendar import Calendar, Span
from planner.domain.dated import Firsts, in_year, positions_of
from planner.domain.fingerprint import sha256
from planner.domain.offering import Offering, OfferingPattern
from planner.domain.tariff import Fee, Own, Tariff
from planner.domain.text import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """A course unit. `credits` and `hours` are None where no document states them."""

    code: str
    title: Text
    credits: int | None
    hours: int | None
    kind: str
    block: str | None
    aliases: tuple[str, ...]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """`kind` is `all`, `count` (at least `need` of the units) or `credits` (units worth at least `need`)."""

    id: str
    kind: str
    units: tuple[str, ...]
    need: int
    title: Text | None
    assumption: str | None


@dataclass(frozen=True, slots=True)
class Clause:
    """One of `units` comes first: ended before, or, if `together`, begun in a term not after the unit's first one."""

    units: tuple[str, ...]
    together: bool


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """Every clause must hold for the unit."""

    unit: str
    clauses: tuple[Clause, ...]
    assumption: str | None


@dataclass(frozen=True, slots=True)
class Certificate:
    """Held once all its units are."""

    id: str
    title: Text
    units: tuple[str, ...]
    recommended_first: bool
    assumption: str | None


@dataclass(frozen=True, slots=True)
class Equivalence:
    """A unit acquired in another programme (in any other where it is None) counts as `counts_as` in this one."""

    programme: str | None
    unit: str
    counts_as: tuple[str, ...]
    assumption: str | None


@dataclass(frozen=True, slots=True)
class Pathway:
    """Modalities that a pathway allows, and what is special in it. Window in the calendar's own year."""

    modalities: tuple[str, ...]
    window: Span | None
    window_assumption: str | None
    report_positions: tuple[int, ...] | None
    admission: tuple[Text, ...]
    assumption: str | None


@dataclass(frozen=True, slots=True)
class Load:
    """Bounds on a term; None where there is none."""

    max_evening_units: int
    recommended_units: int | None
    min_units: int | None
    max_units: int | None
    min_credits: int | None
    max_credits: int | None
    assumption: str | None
    evening_assumption: str | None


@dataclass(frozen=True, slots=True)
class ExperienceRule:
    """Months of work and of internship for those in, or outside, the sector."""

    months: int
    internship_months: int
    unit: str | None
    assumption: str | None


@dataclass(frozen=True, slots=True)
class Award:
    """What the title needs beyond its units; units are None where the programme has no such thing."""

    experience: Mapping[bool, ExperienceRule]
    report: str | None
    workshop: str | None
    report_daytime_positions: tuple[int, ...] | None
    announced_credits: int | None
    assumptions: Mapping[str, str]


@dataclass(frozen=True)
class Programme:
    """One vintage. `about` keeps, as read, what is only shown: documents, assumptions, notes, blocks, workload.
    `untimed` is the programme before a timetable replaced its pattern.

    It is complete once it is read: whoever asks gets the same answer, whatever was asked before. Offerings are made
    when a year is first asked for, since plans reach a few years of more than a century, and making them all takes
    longer than a plan. Several threads may ask at once: each makes a year whole, and the first one made is kept and
    given to all. `dict.setdefault` does both in one step, so that no lock is needed, nor stands in the way of copies
    for other processes; these begin without what was made here.
    """

    id: str
    title: Text
    short_title: Text
    currency: str
    timezone: str
    units: Mapping[str, Unit]
    requirements: tuple[Requirement, ...]
    prerequisites: tuple[Prerequisite, ...]
    certificates: tuple[Certificate, ...]
    calendar: Calendar
    patterns: tuple[OfferingPattern, ...]
    pathways: Mapping[str, Pathway]
    load: Load
    award: Award
    fundings: Mapping[str, Text]
    own: Mapping[str, Own]
    tariffs: Mapping[tuple[str, str], Tariff]
    fees: tuple[Fee, ...]
    later_prices: str | None
    about: Mapping[str, Any]
    path: str
    read_from: str = field(repr=False)
    aliases: Mapping[str, str] = field(default_factory=dict)
    equivalences: tuple[Equivalence, ...] = ()
    travel: Mapping[frozenset[str], int] = field(default_factory=dict)
    firsts: Firsts = field(default_factory=dict, repr=False, compare=False)
    untimed: Programme | None = field(default=None, repr=False, compare=False)
    _years: dict[int, tuple[Offering, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _prices: dict[tuple[str, str, str], int | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __getstate__(self) -> dict[str, Any]:
        # Other threads may fill these while this one is copied.
        return {**self.__dict__, "_years": {}, "_prices": {}}

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of the files that it was read from."""
        return sha256(self.read_from)

    @cached_property
    def parts(self) -> int:
        """Parts of a credit that loads are counted in, so that a unit can be shared evenly among its terms."""
        return lcm(*(len(period.positions) for period in self.calendar.periods.values()))

    def unit_code(self, name: str) -> str | None:
        """The code of a unit by code or alias, or None."""
        return name if name in self.units else self.aliases.get(name)

    def names(self, name: str) -> tuple[str, ...]:
        """All names of the unit with this code or alias, its code first; the name itself where there is none."""
        code = self.unit_code(name)
        return (name,) if code is None else (code, *self.units[code].aliases)

    def co_requisite(self, unit: str, needed: Collection[str]) -> bool:
        """Whether the unit may have these at the same time, as co-requisites, rather than wait for their end."""
        clauses = [clause for rule in self.prerequisites if rule.unit == unit for clause in rule.clauses]
        asked = [clause.together for clause in clauses if set(needed) <= set(clause.units)]
        return bool(asked) and all(asked)

    def courses(self) -> tuple[str, ...]:
        """Codes of the units that are studied, in the order of the file."""
        return tuple(code for code, unit in self.units.items() if unit.kind == "course")

    def offerings(self, year: int) -> tuple[Offering, ...]:
        """Every offering of the academic year, in the order of the file; the same ones whoever asks."""
        found = self._years.get(year)
        if found is None:
            when: dict[tuple[str, str], tuple[tuple[int, ...], Span]] = {}
            # A file may say the same twice.
            made = dict.fromkeys(self._offering(pattern, year, when) for pattern in self.patterns if pattern.runs(year))
            found = self._years.setdefault(year, tuple(made))
        return found

    def _offering(
        self, pattern: OfferingPattern, year: int, when: dict[tuple[str, str], tuple[tuple[int, ...], Span]]
    ) -> Offering:
        """The offering of the pattern in the year; `when` collects terms and days of the year's periods."""
        key = (pattern.period, pattern.modality)
        if key not in when:
            terms = tuple(year * self.calendar.size + position for position in positions_of(self.calendar, pattern))
            when[key] = terms, self.calendar.days_of(*key, year)
        name = pattern.id.replace("*", str(year))
        sessions, dropped = in_year(self.calendar, self.firsts, pattern, year, when[key][1])
        return Offering(
            name, pattern.unit, pattern.modality, year, *when[key], sessions, pattern, False, dropped, self.id
        )  # fmt: skip

    @property
    def has_prices(self) -> bool:
        """Whether any document prices anything; without, every cost is unknown."""
        return bool(self.tariffs or self.fees)

    def dropped_years(self) -> dict[str, str]:
        """Units that a timetable lists for every year, in a modality in which the programme's own pattern has them in
        some years only; with those years, in words of the file.
        """
        found: dict[str, str] = {}
        own = self.untimed.patterns if self.untimed else ()
        often = {(pattern.unit, pattern.modality) for pattern in self.patterns if pattern.years == "every"}
        for unit, modality in dict.fromkeys((pattern.unit, pattern.modality) for pattern in own):
            years = dict.fromkeys(str(p.years) for p in own if (p.unit, p.modality) == (unit, modality))
            if (unit, modality) in often and "every" not in years:
                found[unit] = ", ".join(years)
        return found

    def travel_minutes(self, one: str | None, other: str | None) -> int | None:
        """Minutes between two sites, 0 where one is the other or has no place, None where no table says."""
        if one is None or other is None or one == other:
            return 0
        return self.travel.get(frozenset((one, other)))

    def price(self, unit: str, modality: str, funding: str) -> int | None:
        """Cents of a unit, or None when no document lets us know."""
        key = (unit, modality, funding)
        if key not in self._prices:
            tariff = self.tariffs.get((modality, funding))
            about = self.units[unit]
            self._prices[key] = tariff.price(about.credits, about.hours) if tariff else None
        return self._prices[key]
