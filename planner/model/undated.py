"""What any plan costs at least: which units are taken, and in how many terms of each position of the academic year and
years of fees they have room, but never when. That tells little of a plan, and nearly all of its cost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import ceil, floor
from typing import TypeAlias

from planner.domain.case import Case
from planner.domain.offering import DAYTIME, EVENING, Offering
from planner.model.cpsat import CpModel, IntVar, LinearExpr, LinearExprT, new_model
from planner.model.least import compulsory, due_once, price

Weighted: TypeAlias = "list[tuple[IntVar, int]]"


@dataclass(frozen=True, slots=True)
class _Way:
    """Classes of a unit that differ in nothing but the year: the `positions` of the academic year that it takes, its
    price and the yearly fee that it owes, in cents.
    """

    unit: str
    modality: str
    positions: tuple[int, ...]
    price: int
    yearly: int


def cents(
    case: Case, offerings: Iterable[Offering], last: int, units: int | None = None
) -> tuple[CpModel, LinearExprT]:
    """A model of plans of these offerings up to the term `last`, with at most so many `units` in a term, and the cents
    that none is below. Every plan of the case, which has no history, is among its solutions.
    """
    return _Undated(case, offerings, last, units).costs()


class _Undated:
    """The model while it is made: `taken` literals for each way to take a unit in a year that owes so much, and the
    `years` that owe it; the `used` terms of them are counted by position.
    """

    def __init__(self, case: Case, offerings: Iterable[Offering], last: int, units: int | None) -> None:
        assert case.history is None, "what has happened has its dates"
        self.case, self.most, self.model = case, units, new_model()
        self.size = case.programme.calendar.size
        self.terms = [term for term in range(case.now, case.reach(last) + 1) if term not in case.paused]
        self.open = frozenset(self.terms)
        ways = list(dict.fromkeys(self._way(one) for one in offerings))
        levels = sorted({0, case.yearly_with_report, *(way.yearly for way in ways)})
        most = len({term // self.size for term in self.terms})
        self.years = {level: self.model.new_int_var(0, most, "") for level in levels}
        self.taken = {
            (way, level): self.model.new_bool_var("") for way in ways for level in levels if level >= way.yearly
        }
        self._of: dict[str, list[IntVar]] = {}
        for (way, level), literal in self.taken.items():
            self._of.setdefault(way.unit, []).append(literal)
            self.model.add(self.years[level] >= literal)
        self._meet_requirements()
        self._owe_for_the_report()
        for position in range(self.size):
            for level in levels:
                self._fill(position, level)

    def _way(self, one: Offering) -> _Way:
        """Of an offering that reaches into another year, the terms say nothing of how much that one owes."""
        alike = all(term // self.size == one.year for term in one.terms)
        positions = tuple(term % self.size for term in one.terms if term in self.open and alike)
        case = self.case
        return _Way(one.unit, one.modality, positions, price(case, one), case.least_yearly(one))

    def _meet_requirements(self) -> None:
        """Each unit once at most, the compulsory ones once, and as much of each choice as is missing."""
        case, needed = self.case, compulsory(self.case)
        for unit, literals in self._of.items():
            self.model.add_at_most_one(literals)
            if unit in needed:
                self.model.add_bool_or(literals)
        for rule, missing in case.requirements():
            if rule.kind != "all" and missing and case.choices.contested.isdisjoint(rule.units):
                weights = {unit: case.programme.weight(rule.kind, unit) for unit in rule.units}
                planned = [(one, weights[unit]) for unit in rule.units for one in self._of.get(unit, ())]
                self.model.add(_sum(planned) >= case.programme.least(rule.kind, missing))

    def _owe_for_the_report(self) -> None:
        """The year of the report owes its fee, unless a daytime unit stands for it."""
        alone = self.case.yearly_with_report
        if self.case.needs_report and alone:
            owing = [years for level, years in self.years.items() if level >= alone]
            daytime = [literal for (way, _), literal in self.taken.items() if way.modality == DAYTIME]
            self.model.add(LinearExpr.sum([*owing, *daytime]) >= 1)

    def _fill(self, position: int, level: int) -> None:
        """Units and credits of all terms of a position: as many terms in use as hold them, each with its least, and one
        a year.
        """
        case = self.case
        terms = [term for term in self.terms if term % self.size == position]
        used = self.model.new_int_var(0, len(terms), "")
        self.model.add(used <= self.years[level])
        for place, kind in enumerate(("units", "credits")):
            scale = case.programme.scale if kind == "credits" else 1
            bounds = [case.bounds(term)[place] for term in terms]
            total = _sum(self._running(position, level, kind=kind))
            self.model.add(total >= min((ceil((low or 0) * scale) for low, _ in bounds), default=0) * used)
            most = [floor(high * scale) for _, high in bounds if high is not None]
            if len(most) == len(bounds):
                self.model.add(total <= max(most, default=0) * used)
        for modalities, cap in self._caps(terms):
            if cap is not None:
                self.model.add(_sum(self._running(position, level, modalities)) <= cap * used)

    def _caps(self, terms: Collection[int]) -> Iterable[tuple[Collection[str] | None, int | None]]:
        """The most units of some modalities, or of all, in one of the terms; None for any number."""
        learner = self.case.learner
        daytime = [learner.daytime_cap.of(term) for term in terms]
        yield (EVENING,), max((self.case.evening_cap(term) for term in terms), default=0)
        yield (DAYTIME,), None if None in daytime else max((cap for cap in daytime if cap is not None), default=0)
        yield None, self.most

    def _running(
        self, position: int, level: int, modalities: Collection[str] | None = None, kind: str = "units"
    ) -> Weighted:
        """The ways that take terms of a position in years that owe so much, each with its units or credits there."""
        return [
            (literal, count * self.case.programme.weight(kind, way.unit))
            for (way, owed), literal in self.taken.items()
            if owed == level and (count := way.positions.count(position))
            if modalities is None or way.modality in modalities
        ]

    def costs(self) -> tuple[CpModel, LinearExprT]:
        """The model with what is paid."""
        prices = [(literal, way.price) for (way, _), literal in self.taken.items()]
        fees = [(years, level) for level, years in self.years.items()]
        return self.model, _sum([*prices, *fees]) + due_once(self.case)


def _sum(weighted: Weighted) -> LinearExprT:
    return LinearExpr.weighted_sum([literal for literal, _ in weighted], [weight for _, weight in weighted])
