"""A brief: what a coordinator asks of an offer, with the names, periods and wishes that its terms are told by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from planner.domain.fingerprint import sha256
from planner.domain.offer import Choice, Curriculum, Offer, OfferedUnit, Place
from planner.domain.programme import Programme
from planner.domain.text import Text

if TYPE_CHECKING:
    from planner.domain.credits import Worth

BOUNDS = ("min_units", "max_units", "min_credits", "max_credits")
"""Bounds of a curriculum on each of its terms, by their names."""
WEIGHTS = ("balance", "unwanted", "change", "delay")
"""What can weigh in the value of a design."""
Today = str | int
"""A period such as S1, or the number of a term, counted from 1."""


@dataclass(frozen=True, slots=True)
class BriefUnit:
    """A unit, the places open to it, and where it runs today: nothing where that is not known. `credits` is None where
    nothing states them.
    """

    code: str
    title: Text
    credits: Worth | None
    places: tuple[Place, ...]
    today: tuple[Today, ...] = ()
    assumption: str | None = None


@dataclass(frozen=True, slots=True)
class BriefCurriculum:
    """A curriculum and, where its units come from one, its programme. Its bounds are those of each of its terms."""

    id: str
    title: Text
    units: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    min_units: int | None = None
    max_units: int | None = None
    min_credits: Worth | None = None
    max_credits: Worth | None = None
    programme: Programme | None = None

    def all_units(self) -> tuple[str, ...]:
        """Its compulsory units, then those that it chooses from."""
        return tuple(dict.fromkeys([*self.units, *(unit for choice in self.choices for unit in choice.units)]))

    @property
    def asks_credits(self) -> bool:
        """Whether a bound of its counts credits."""
        return self.min_credits is not None or self.max_credits is not None


@dataclass(frozen=True, slots=True)
class Unwanted:
    """A unit that should not run in some terms (counted from 0), each of which costs the weight. `said` is the period
    or the number of the term that the file names.
    """

    unit: str
    terms: tuple[int, ...]
    said: Today
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Weights:
    """What the value of a design adds up: squared distances, unwanted terms, changed units, delays of learners."""

    balance: int = 1
    unwanted: int = 1
    change: int = 0
    delay: int = 0


@dataclass(frozen=True, slots=True)
class CalendarTerm:
    """A term of the academic year: its period, its title, and its days (ISO), None where the file does not say."""

    id: str
    title: Text
    starts: str | None = None
    ends: str | None = None


@dataclass(frozen=True)
class Brief:
    """Everything that a file of an offer says, cross-checked. `year` are the periods of the terms of an academic year,
    in order, and `annual` the name of the period that takes all of them; without `year`, terms are only numbers.
    `fixed` are the places that units would have if the file did not fix them.
    """

    id: str
    title: Text
    terms: int
    units: Mapping[str, BriefUnit]
    curricula: tuple[BriefCurriculum, ...]
    year: tuple[str, ...] = ()
    annual: str = "year"
    titles: tuple[Text, ...] = ()
    precedences: tuple[tuple[str, str], ...] = ()
    unwanted: tuple[Unwanted, ...] = ()
    weights: Weights = Weights()
    fixed: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    first_year: int | None = None
    calendar: tuple[CalendarTerm, ...] = ()
    assumptions: tuple[Mapping[str, Any], ...] = ()
    file: str = ""
    read_from: str = field(default="", repr=False)

    @property
    def sha256(self) -> str:
        """Fingerprint of the file and of the programmes that it was read from."""
        programmes = [curriculum.programme.sha256 for curriculum in self.curricula if curriculum.programme]
        return sha256("\n".join([self.read_from, *programmes]))

    def period(self, place: Place) -> str | None:
        """The period that a place is in each academic year; None where the file has no periods or it is none."""
        if not self.year:
            return None
        if len(place.terms) == 1:
            return self.year[place.first % len(self.year)]
        return self.annual if place in self.places_of(self.annual) else None

    def places_of(self, period: Today) -> tuple[Place, ...]:
        """Places in a period, or the one of a term by its number."""
        if isinstance(period, int):
            return (Place((period - 1,)),) if 1 <= period <= self.terms else ()
        size = len(self.year)
        if period in self.year:
            return tuple(Place((term,)) for term in range(self.year.index(period), self.terms, size))
        if period == self.annual and size > 1:
            starts = range(0, self.terms - size + 1, size)
            return tuple(Place(tuple(range(first, first + size))) for first in starts)
        return ()

    def changed(self, unit: str, place: Place) -> bool:
        """Whether the place is another than today's; False where today's is not known."""
        today = self.units[unit].today
        return bool(today) and not any(self._is(place, one) for one in today)

    def _is(self, place: Place, today: Today) -> bool:
        return self.period(place) == today if isinstance(today, str) else place.terms == (today - 1,)

    def charged(self, unit: str, place: Place) -> tuple[Unwanted, ...]:
        """The wishes that a place goes against."""
        return tuple(one for one in self.unwanted if one.unit == unit and set(one.terms) & set(place.terms))

    def cost(self, unit: str, place: Place) -> int:
        """What a place adds to the value of a design."""
        wishes = sum(one.weight * len(set(one.terms) & set(place.terms)) for one in self.charged(unit, place))
        return self.weights.unwanted * wishes + self.weights.change * self.changed(unit, place)

    def term_name(self, term: int) -> str:
        """`3 (S1)`, or `3`; the number counts from 1."""
        return f"{term + 1} ({self.year[term % len(self.year)]})" if self.year else str(term + 1)

    def with_weights(self, **weights: int) -> Brief:
        """The same with other weights."""
        return replace(self, weights=replace(self.weights, **weights))

    def with_places(self, places: Mapping[str, tuple[Place, ...]]) -> Brief:
        """The same with other places of some units."""
        units = {code: replace(unit, places=places.get(code, unit.places)) for code, unit in self.units.items()}
        return replace(self, units=units)

    def with_curricula(self, curricula: Iterable[BriefCurriculum]) -> Brief:
        """The same with other curricula."""
        return replace(self, curricula=tuple(curricula))

    def offer(self) -> Offer:
        """What the engine decides from. Credits that nothing states count for nothing: they are only missing where
        no weight and no bound asks for them.
        """
        units = {code: self._offer_unit(unit) for code, unit in self.units.items()}
        found = tuple(
            Curriculum(one.id, one.units, one.choices, one.min_units, one.max_units, one.min_credits, one.max_credits)
            for one in self.curricula
        )
        return Offer(self.id, self.terms, units, found, self.precedences, self.weights.balance)

    def _offer_unit(self, unit: BriefUnit) -> OfferedUnit:
        costs = {place: self.cost(unit.code, place) for place in unit.places}
        paid = {place: cost for place, cost in costs.items() if cost}
        return OfferedUnit(unit.code, unit.credits or 0, unit.places, paid)
