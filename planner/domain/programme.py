"""A programme: one vintage of a curriculum, complete and cross-checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, lcm
from typing import TYPE_CHECKING, Any

from planner.domain.calendar import Calendar, Span
from planner.domain.chances import Chances
from planner.domain.condition import Clause, Credits, Prerequisite
from planner.domain.credits import scale_of
from planner.domain.dated import Firsts, in_year, positions_of
from planner.domain.fingerprint import sha256
from planner.domain.offering import Cycle, Offering, OfferingPattern
from planner.domain.regulation import Limit, OneOf
from planner.domain.tariff import Fee, Own, Tariff
from planner.domain.text import Text

if TYPE_CHECKING:
    from planner.domain.credits import Worth


@dataclass(frozen=True, slots=True)
class Unit:
    """A course unit. `credits` and `hours` are None where no document states them. `recommended_term` is the term of a
    plan, from 1, in which documents recommend to take it; None where they recommend none. One that is `alone` is the
    only unit of each term that it runs in; a `free` one stands for credits of anything listed nowhere.
    """

    code: str
    title: Text
    credits: Worth | None
    hours: int | None
    kind: str
    block: str | None
    aliases: tuple[str, ...]
    assumptions: tuple[str, ...]
    recommended_term: int | None = None
    alone: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """`kind` is `all`, `count` (at least `need` of the units) or `credits` (units worth at least `need`). Units of
    one that does not `share` count for no other.
    """

    id: str
    kind: str
    units: tuple[str, ...]
    need: Worth
    title: Text | None
    assumption: str | None
    share: bool = True


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
    """Bounds on a term; None where there is none. The most units and credits are those of each position of the year."""

    max_evening_units: int
    recommended_units: int | None
    min_units: int | None
    max_units: tuple[int | None, ...]
    min_credits: Worth | None
    max_credits: tuple[Worth | None, ...]
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
    announced_credits: Worth | None
    assumptions: Mapping[str, str]


@dataclass(frozen=True)
class Programme:
    """One vintage. `about` keeps, as read, what is only shown: documents, assumptions, notes, blocks, workload.
    Of each group of `exclusive` units only one is ever taken. `untimed` is the programme before a timetable replaced
    its pattern.

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
    limits: tuple[Limit, ...] = ()
    one_of: tuple[OneOf, ...] = ()
    exclusive: tuple[tuple[str, ...], ...] = ()
    travel: Mapping[frozenset[str], int] = field(default_factory=dict)
    chances: Chances | None = None
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
    def scale(self) -> int:
        """The least factor that makes the credits of every unit whole."""
        return scale_of(unit.credits for unit in self.units.values())

    @cached_property
    def parts(self) -> int:
        """Parts of a credit that loads are counted in, so that a unit can be shared evenly among its terms."""
        return self.scale * lcm(*(len(period.positions) for period in self.calendar.periods.values()))

    def size(self, unit: str) -> Worth:
        """The credits of a unit; none where no document states them."""
        return self.units[unit].credits or 0

    def scaled(self, unit: str) -> int:
        """The credits of a unit times `scale`."""
        return int(self.size(unit) * self.scale)

    def weight(self, kind: str, unit: str) -> int:
        """What a unit counts for, as a whole number: its scaled credits where the `kind` is `credits`, else 1."""
        return self.scaled(unit) if kind == "credits" else 1

    def least(self, kind: str, need: Worth) -> int:
        """The least sum of such weights that is as much as a need."""
        return ceil(need * self.scale) if kind == "credits" else int(need)

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

    def worth(self, asked: Credits, held: Collection[str]) -> Worth:
        """The credits that units add to those asked for; one whose credits nobody knows adds none."""
        return sum(self.units[unit].credits or 0 for unit in held if unit in asked.pool)

    def meets(self, clause: Clause, ended: Collection[str]) -> bool:
        """Whether it is enough for the clause that these units have ended."""
        there = any(unit in ended for unit in clause.units)
        return there or any(self.worth(each, ended) >= each.need for each in clause.credits)

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

    @cached_property
    def recommends_terms(self) -> bool:
        """Whether a unit has a term in which it is recommended."""
        return any(unit.recommended_term is not None for unit in self.units.values())

    @property
    def has_prices(self) -> bool:
        """Whether any document prices anything; without, every cost is unknown."""
        return bool(self.tariffs or self.fees)

    @cached_property
    def cycle(self) -> int:
        """Academic years after which all offerings repeat."""
        return lcm(*(pattern.cycle for pattern in self.patterns))

    def dropped_years(self) -> dict[str, tuple[str | int | Cycle, ...]]:
        """Units that a timetable lists for every year, in a modality in which the programme's own pattern has them in
        some years only; with those years.
        """
        found: dict[str, tuple[str | int | Cycle, ...]] = {}
        own = self.untimed.patterns if self.untimed else ()
        often = {(pattern.unit, pattern.modality) for pattern in self.patterns if pattern.years == "every"}
        for unit, modality in dict.fromkeys((pattern.unit, pattern.modality) for pattern in own):
            years = dict.fromkeys(p.years for p in own if (p.unit, p.modality) == (unit, modality))
            if (unit, modality) in often and "every" not in years:
                found[unit] = tuple(years)
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
