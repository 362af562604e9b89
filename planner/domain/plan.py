"""A plan: which offering of each unit, when the internship, the workshop and the report take place; and violations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from planner.domain.calendar import Span
from planner.domain.offering import Offering
from planner.domain.status import Status

OPTIMAL, FEASIBLE, IMPOSSIBLE, UNKNOWN = Status


@dataclass(frozen=True, slots=True)
class Plan:
    """`award` is the term of the award, which is the report's where the programme has one. Terms are indices.

    `unmatched` are lines (unit, term, modality) that no offering fits: their units are taken, but nowhere.
    `payers` are who pays for which offering (`Offering.place`), lost attempts too, where that is chosen or stated.
    `told` is what the file that a plan was read from says of each offering: once over, it was attended so.
    """

    chosen: tuple[Offering, ...]
    award: int
    internship: Span | None = None
    workshop: int | None = None
    unmatched: tuple[tuple[str, str, str | None], ...] = ()
    payers: tuple[tuple[tuple[str, str], str], ...] = ()
    told: tuple[Offering, ...] = ()

    @property
    def misplaced(self) -> set[str]:
        """Units of lines that no offering fits."""
        return {unit for unit, _, _ in self.unmatched}

    def of(self, unit: str) -> Offering | None:
        """The first offering in which the plan takes the unit."""
        return next((offering for offering in self.chosen if offering.unit == unit), None)

    def running(self, term: int) -> list[Offering]:
        """What has classes in the term."""
        return [offering for offering in self.chosen if term in offering.terms and not offering.resit]


class Instance(NamedTuple):
    """What a rule asks of given subjects (units, terms, years); of everything where there are none."""

    rule: str
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that does not hold: its name, the message's key and values, and what it is about."""

    rule: str
    key: str
    subjects: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CostLine:
    """`year` is the first of the academic year; `key` and `values` word it; `amount` in cents, None when unknown.

    `listed` is the price that a tariff lists although it does not cover so many units: the least that can be due.
    `term` is the index of the first term in which it is due, `payer` the funding that pays it.
    """

    year: int
    key: str
    values: Mapping[str, Any]
    amount: int | None
    term: int
    payer: str
    listed: int = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """`total` in cents, or None when a line is unknown."""

    lines: tuple[CostLine, ...]

    @property
    def total(self) -> int | None:
        """The whole plan's cost in cents."""
        amounts = [line.amount for line in self.lines]
        return None if None in amounts else sum(amount or 0 for amount in amounts)

    def known_cents(self, year: int) -> int:
        """Cents that are known of an academic year: a lower bound where something is unknown."""
        return sum(line.amount or line.listed for line in self.lines if line.year == year)


@dataclass(frozen=True, slots=True)
class Share:
    """What a funding pays, in cents by academic year, None where unknown. `own` is whether it is the learner's money,
    None where nothing says so; with `beyond` it is what the learner pays because the funding's budget is spent.
    """

    funding: str
    own: bool | None
    by_year: Mapping[int, int | None]
    beyond: bool = False

    @property
    def total(self) -> int | None:
        """Cents over the whole plan, or None when a year is unknown."""
        amounts = list(self.by_year.values())
        return None if None in amounts else sum(amount or 0 for amount in amounts)
