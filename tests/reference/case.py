"""A programme and a learner read into one value: names resolved, offerings dated, defaults applied."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from .dates import Calendar
from .limited import Limit
from .weekly import Session

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Offering:
    """A unit in a period of one academic year and a modality."""

    unit: str
    modality: str
    terms: tuple[int, ...]
    starts: date
    ends: date
    sessions: tuple[Session, ...] = ()

    @property
    def first(self) -> int:
        """First term in which it runs."""
        return min(self.terms)

    @property
    def last(self) -> int:
        """Last term in which it runs."""
        return max(self.terms)


@dataclass(frozen=True)
class Requirement:
    """`units` of which `count` are needed, or `credits`; `every` one where the file says so. Those of one that
    stands `alone` count for no other.
    """

    units: frozenset[str]
    count: int = 0
    credits: Decimal | int = 0
    every: bool = False
    alone: bool = False
    wish: bool = False


@dataclass(frozen=True)
class Group:
    """All of the units, and of each pool so many credits, ended before."""

    units: frozenset[str]
    credits: tuple[tuple[Any, frozenset[str]], ...]

    def holds(self, ended: Set[str], credits: Mapping[str, Any]) -> bool:
        """Whether what has ended is enough."""
        worth = [(need, sum(credits.get(unit) or 0 for unit in pool & ended)) for need, pool in self.credits]
        return self.units <= ended and all(there >= need for need, there in worth)


@dataclass(frozen=True)
class Prerequisite:
    """One of `alternatives` ends before `unit` starts (`after`), or runs in its first term or earlier (`together`); or
    else one of the `groups` has ended before.
    """

    unit: str
    kind: str
    alternatives: frozenset[str]
    groups: tuple[Group, ...] = ()

    def holds(self, other: Offering, own: Offering) -> bool:
        """Whether an alternative in `other` is enough for the unit in `own`."""
        return other.ends < own.starts if self.kind == "after" else other.first <= own.first


@dataclass(frozen=True)
class Certificate:
    """A smaller certificate on the way."""

    units: frozenset[str]
    recommended_first: bool


@dataclass(frozen=True)
class Case:
    """Everything that the rules speak about.

    With a certificate as the goal the award is the certificate, which `waits` for its own units alone (None: for all);
    others may then run on up to the term `reach`.
    """

    calendar: Calendar
    start: int
    horizon: int
    courses: tuple[str, ...]
    credits: dict[str, Decimal | int | None]
    hours: dict[str, int | None]
    acquired: frozenset[str]
    requirements: tuple[Requirement, ...]
    prerequisites: tuple[Prerequisite, ...]
    certificates: tuple[Certificate, ...]
    offerings: dict[str, tuple[Offering, ...]]
    modalities: frozenset[str]
    pathway: str
    load: dict[str, Any]
    learner: Raw
    order: str
    objectives: tuple[str, ...]
    pins: tuple[tuple[str, int], ...]
    avoid: frozenset[str]
    budget: int | None
    budgets: dict[int, int]
    experience_on: date
    internship_months: int
    windows: tuple[tuple[date, date], ...]
    has_report: bool
    report_terms: frozenset[str] | None
    daytime_report_terms: frozenset[str] | None
    has_workshop: bool
    paused: frozenset[int]
    tariffs: dict[str, Raw]
    fees_at_start: int
    fees_with_report: int
    ways: dict[frozenset[str], int] = field(default_factory=dict)
    waits: frozenset[str] | None = None
    reach: int = 0
    alone: frozenset[str] = frozenset()
    pin_modalities: dict[tuple[str, int], str] = field(default_factory=dict)
    limits: tuple[Limit, ...] = ()
    exclusive: tuple[frozenset[str], ...] = ()
    groups: tuple[tuple[tuple[Requirement, ...], ...], ...] = ()
    recommended: dict[str, int] = field(default_factory=dict)

    def evening_cap(self, term: int) -> int:
        """Most evening units that may run in a term."""
        cap = self._cap("max_units_per_term", term)
        return self.load["max_evening_units"] or 0 if cap is None else cap

    def daytime_cap(self, term: int) -> int | None:
        """Most daytime units that may run in a term, None without a cap."""
        return self._cap("max_daytime_units_per_term", term)

    def _cap(self, key: str, term: int) -> int | None:
        given = self.learner.get(key)
        if isinstance(given, Mapping):
            own = (given.get("terms") or {}).get(self.calendar.name(term))
            return given.get("default") if own is None else own
        return given

    def most(self, what: str, term: int) -> int | None:
        """Most units, or credits, that the programme allows in a term; some name the terms of the year."""
        given = self.load[f"max_{what}"]
        found: int | None = given.get(self.calendar.term_id(term)) if isinstance(given, Mapping) else given
        return found

    @property
    def has_budget(self) -> bool:
        """Whether any academic year is bounded."""
        return self.budget is not None or bool(self.budgets)

    def over_budget(self, year: int, spent: int) -> bool:
        """Whether an academic year costs more than it may."""
        most = self.budgets.get(year, self.budget)
        return most is not None and spent > most

    def free_evenings(self, term: int) -> int:
        """Distinct free evenings of a term."""
        return len(self.weekdays("evenings", term))

    def weekdays(self, key: str, term: int) -> set[str]:
        """Weekdays on which evenings or days are free in a term."""
        free = self._free(key, term)
        return {"mon", "tue", "wed", "thu", "fri"} if free is None else set(free)

    def has_free_day(self, term: int) -> bool:
        """Whether the learner can come in the daytime in a term."""
        return bool(self.weekdays("days", term))

    def _free(self, key: str, term: int) -> list[str] | None:
        given = self.learner.get("availability") or {}
        own = ((given.get("terms") or {}).get(self.calendar.name(term)) or {}).get(key)
        return given.get(key) if own is None else own
