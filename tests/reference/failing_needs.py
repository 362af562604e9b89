"""Which units complete an award, and which sets of units are of use for one, asked of the checker set by set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

from planner.check import requirement
from planner.domain.calendar import Span
from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan

FAR = 10**4


class Wanted:
    """`whole` are the sets of units that meet all requirements with nothing in them for nothing."""

    def __init__(self, case: Case) -> None:
        self.case, self.calendar = case, case.programme.calendar
        self.size, self.start = case.programme.calendar.size, case.learner.start
        self.sums: dict[frozenset[str], bool] = {}
        self.whole = [some for some in self._sets() if self._is_right(some)]

    def _sets(self) -> Iterator[frozenset[str]]:
        units = [unit for unit in self.case.remaining if unit not in self.case.learner.avoid]
        for number in range(len(units) + 1):
            yield from (frozenset(some) for some in combinations(units, number))

    def _is_right(self, some: frozenset[str]) -> bool:
        """Whether a plan of just these units meets all requirements, and takes none for nothing."""
        made = self._one_after_the_other(some) or self._in_one_term(some)
        if made is None or None in made.values():
            return False
        plan = Plan(tuple(one for one in made.values() if one is not None), FAR)
        return not any(requirement.violations(self.case, plan))

    def _places(self, some: frozenset[str], *, together: bool, gap: int) -> dict[str, int] | None:
        """A place in time for each unit, with a gap after those that it waits for; None where they go in a circle.

        Units that have to be `together` come no later than who needs them, if that is asked.
        """
        places = dict.fromkeys(some, 0)
        for _ in range(len(some) + 1):
            before = dict(places)
            for unit, clause in self.case.clauses():
                there = [other for other in clause.involved if other in some]
                if unit in some and there and (together or not clause.together):
                    last = max if clause.credits else min
                    after = last(places[other] for other in there) + (0 if clause.together else gap)
                    places[unit] = max(places[unit], after)
            if places == before:
                return places
        return None

    def _one_after_the_other(self, some: frozenset[str]) -> Mapping[str, Offering | None] | None:
        places = self._places(some, together=True, gap=self.size)
        return None if places is None else {unit: self.dummy(unit, self.start + at) for unit, at in places.items()}

    def _in_one_term(self, some: frozenset[str]) -> Mapping[str, Offering | None] | None:
        """Co-requisites that wait for each other's end: they can, within a term."""
        places = self._places(some, together=False, gap=2)
        if places is None:
            return None
        first, made = self.calendar.term(self.start).span.starts, dict[str, Offering | None]()
        for unit, at in places.items():
            day, one = first + timedelta(days=at), self.dummy(unit, self.start)
            made[unit] = None if one is None else replace(one, span=Span(day, day))
        return made

    def dummy(self, unit: str, term: int) -> Offering | None:
        """Some offering of a unit, as if it were in a term."""
        found = [one for one in self.case.programme.offerings(term // self.size) if one.unit == unit]
        for year in range(self.start // self.size, self.start // self.size + 4):
            found += [one for one in self.case.programme.offerings(year) if one.unit == unit]
        return replace(found[0], terms=(term,), span=self.calendar.term(term).span) if found else None

    def is_complete(self, held: frozenset[str]) -> bool:
        """Whether these units meet all requirements."""
        if held not in self.sums:
            plan = Plan(tuple(one for one in (self.dummy(unit, self.start) for unit in held) if one), FAR)
            known = ("requirement_", "one_of", "shared", "extra_missing")
            lacking = (v for v in requirement.violations(self.case, plan) if any(word in v.key for word in known))
            self.sums[held] = not any(lacking)
        return self.sums[held]
