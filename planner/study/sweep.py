"""The search for a front: under ever smaller loads, the shortest plan, then the shortest that costs less, and so on.

Any number of units in a term is allowed first. Of the shortest plans under a cap the cheapest counts, and of these the
lightest; the chain ends at the least cost of all. What the chain under the cap before proved is not searched again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.check.objectives import objectives
from planner.domain.case import Case
from planner.errors import Inconsistent
from planner.solve import horizon
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.floor import least_cents
from planner.solve.pipeline import solve
from planner.solve.progress import Stage
from planner.solve.result import FEASIBLE, IMPOSSIBLE, OPTIMAL, Result
from planner.study.caps import Within, cap_units, within_terms

FRONT = ("duration", "cost", "load")
YEARS = 2
"""How many years beyond the shortest plan the least cost is looked for before all years are."""


@dataclass(frozen=True, slots=True)
class Point:
    """A plan of the front: terms, cents (None where unknown), and the largest number of units in a term."""

    result: Result
    duration: int
    cost: int | None
    load: int

    @property
    def proven(self) -> bool:
        """Whether nothing beats it; that its plan is the learner's best with these values may still be open."""
        return all(item.proven for item in self.result.objectives if item.name in FRONT)

    @property
    def award(self) -> int:
        """The term of the award."""
        assert self.result.plan is not None
        return self.result.plan.award

    @property
    def cents(self) -> int:
        """The cost where it is known."""
        assert self.cost is not None
        return self.cost

    def key(self) -> tuple[int, bool, int, int]:
        """Duration, cost and load, an unknown cost after any known one."""
        return self.duration, self.cost is None, self.cost or 0, self.load


class Late(Exception):
    """The time limit came before an answer was proven."""


class Sweep:
    """One case, the points found so far, and the largest load that is not finished yet (None: any)."""

    def __init__(self, case: Case, config: Config) -> None:
        self.case, self.config, self.clock = case, config, Clock.of(config)
        self.rest = tuple(name for name in case.learner.objectives() if name not in FRONT)
        self.points: list[Point] = []
        self.cap: int | None = None
        self.floor = 0 if case.resits else 1
        self._floors: dict[int | None, int] = {}

    def first(self) -> Result:
        """The shortest plan, the cheapest and lightest such; one with a known cost where there is one."""
        return self._search(Within(self.case), (*FRONT, *self.rest))

    def _search(
        self, within: Within, names: Sequence[str], soonest: int = 0, last: int | None = None, *, tie_break: bool = True
    ) -> Result:
        """The best plan within the bounds, its award between two terms."""
        case = cap_units(self.case, within.units)
        case = within_terms(case, None if last is None else last - case.learner.start + 1)
        self.config.tell(Stage.FRONT, len(self.points))
        config = replace(self.config.quiet(), time_limit=self.clock.left)
        aim = Aim(tuple(names), limit=replace(within, case=case), soonest=soonest, tie_break=tie_break)
        result = solve(case, config, aim)
        self.clock.solves += result.solves
        return result

    def point(self, result: Result) -> Point:
        """The point of a result, kept if it is proven or the first; the one there is where its values are the same.

        Raises:
            Late: the time limit came before the proof.
        """
        if result.status == IMPOSSIBLE:
            raise Inconsistent("internal.disagreement")
        point = self._value_point(result)
        twin = next((other for other in self.points if other.key() == point.key()), None)
        if twin is None and (result.status == OPTIMAL or point.proven or not self.points):
            self.points.append(point)
        if result.status == FEASIBLE:
            raise Late
        return twin or point

    def _value_point(self, result: Result) -> Point:
        """A plan with its values, recomputed from the plan alone.

        Raises:
            Late: there is no plan.
            Inconsistent: its load is over the cap.
        """
        if result.plan is None:
            raise Late
        values = objectives(self.case, result.plan)
        duration, load = values["duration"], values["load"]
        assert duration is not None
        assert load is not None
        if self.cap is not None and load > self.cap:
            raise Inconsistent("internal.objective", name="load", value=load, bound=self.cap)
        return Point(result, duration, values["cost"], load)

    def find_priced(self, start: Point) -> None:
        """All points with a known cost; `start` is the first of them, or a shorter plan than any of them."""
        above: list[Point] = []
        while self.case.has_prices:
            above = self._chain(above, start)
            heaviest = max((point.load for point in above), default=0)
            if heaviest <= self.floor:
                return
            self.cap = heaviest - 1

    def _chain(self, above: list[Point], start: Point) -> list[Point]:
        """The front of duration and cost under the cap, given the one under the cap before; empty without a plan."""
        least = above[-1].cost if above else None
        shortest = start if start.cost is not None and not above else self._next(above, None, start, least)
        if shortest is None:
            return []
        found, furthest = [shortest], horizon.last_term(self.case)
        for last in (min(shortest.award + YEARS * self.case.programme.calendar.size, furthest), furthest):
            end = self._cheapest(above, found[-1], last)
            while found[-1].cents > end.cents:
                point = self._next(above, found[-1], start, end.cents, end.award)
                if point is None:
                    raise Inconsistent("internal.disagreement")
                found.append(point)
            if last == furthest:
                break
        return found

    def _next(
        self, above: list[Point], before: Point | None, start: Point, least: int | None, last: int | None = None
    ) -> Point | None:
        """The shortest plan under the cap that costs less than the one before, None without any.

        It is one of those above where its load allows and nothing shorter can be.
        """
        left = [point for point in above if before is None or point.cents < before.cents]
        soonest = max(before.award + 1 if before else start.award, left[0].award if left else 0)
        again = next((point for point in left if self.cap is not None and point.load <= self.cap), None)
        if again is not None and again.award <= soonest:
            return again
        within = Within(self.case, self.cap, known=True, below=before.cost if before else None, least=least)
        result = self._search(within, (*FRONT, *self.rest), soonest, last)
        return None if result.status == IMPOSSIBLE else self.point(result)

    def _cheapest(self, above: list[Point], found: Point, last: int) -> Point:
        """A plan under the cap with the least cost of those up to a term, not always the best such.

        `found` is the shortest plan that costs so much, or the cheapest so far.
        """
        least = above[-1].cents if above else 0
        if found.cost == least:
            return found
        if above and self.cap is not None and above[-1].load <= self.cap:
            return above[-1]
        least = max(least, self._least_cents())
        if found.cost == least:
            return found
        within = Within(self.case, self.cap, known=True, below=found.cents + 1, least=least)
        result = self._search(within, ("cost",), found.award, last, tie_break=False)
        if result.status != OPTIMAL:
            raise Late
        point = self._value_point(result)
        return point if point.cents < found.cents else found

    def _least_cents(self) -> int:
        """What no plan under the cap costs less than, found once for each cap."""
        if self.cap not in self._floors:
            case = cap_units(self.case, self.cap)
            self._floors[self.cap] = least_cents(case, self.config.quiet(), self.clock, self.cap)
        return self._floors[self.cap]

    def unknown(self, start: Point) -> None:
        """Points with an unknown cost: the front of duration and load, where no known point is as good in both."""
        priced = [point for point in self.points if point.cost is not None]
        names, found = ("duration", "load", *self.rest), start
        if start.cost is not None:
            found = self._keep_unpriced(self._search(Within(self.case), names, start.award), priced)
        while found.load > self.floor:
            self.cap = found.load - 1
            result = self._search(Within(self.case, self.cap), names, found.award)
            if result.status == IMPOSSIBLE:
                return
            found = self._keep_unpriced(result, priced)

    def _keep_unpriced(self, result: Result, priced: list[Point]) -> Point:
        """The point of a result, kept where its cost is unknown and no point with a known one is as good."""
        if result.status != OPTIMAL:
            raise Late
        point = self._value_point(result)
        if not any(other.duration <= point.duration and other.load <= point.load for other in priced):
            self.points.append(point)
        return point
