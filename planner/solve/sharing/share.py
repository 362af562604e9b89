"""Seats shared as well as can be: most learners on time, then few without a plan, few terms, and no long delay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.offering import Offering
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.progress import Stage
from planner.solve.sharing.exact import Exact
from planner.solve.sharing.level import Level, Limit, Measure, late, terms, without_plan
from planner.solve.sharing.pricing import Pricer
from planner.solve.sharing.problem import NEVER, Column, Member, Problem, Seats
from planner.solve.sharing.relaxation import Bound, Columns, Relaxation
from planner.solve.sharing.selection import Chosen, Selection, fill, select

ON_TIME, UNPLANNED, TERMS, WORST = "on_time", "unplanned", "terms", "worst_delay"
GOALS = 4
FEW = 12
"""So many learners are looked at over the whole horizon from the beginning."""
MODEST = 40
"""So many are few enough for one model of them all."""
WINDOW_YEARS, WIDER_YEARS = 3, 1
"""Years after the target that models reach first, and by which they grow for who finds no seat."""
PART = 0.7
"""Part of the time that is left which a level may take for its bound, and again for what columns leave open."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A sum over all learners, given the goals before it, with the bound that none can pass."""

    name: str
    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether the value is proven to be the best."""
        return self.value == self.bound

    @property
    def gap(self) -> float:
        """How far the value is from the bound, as a part of the larger of the two, 0 to 1."""
        return abs(self.value - self.bound) / max(abs(self.value), abs(self.bound), 1)


@dataclass(frozen=True, slots=True)
class Place:
    """What a learner gets: the term of the award, None for no plan, and the short seats that the plan may take."""

    award: int | None
    seats: tuple[Offering, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """A place for each member; `short` are the seats that could be short."""

    places: tuple[Place, ...]
    goals: tuple[Goal, ...]
    short: dict[Offering, int]
    seconds: float


def share(members: Sequence[Member], seats: Seats, config: Config | None = None) -> Shared:
    """The best way to share seats: a place for each member, in order, and a bound for each goal.

    `seats` gives the seats of an offering, None where nothing limits them. The time limit of `config` is for all goals.

    Raises:
        OutOfTime: somebody stopped it before every member had a place and every goal its turn.
    """
    config = config or Config()
    clock = Clock.of(config)
    size = max((member.case.programme.calendar.size for member in members), default=1)
    window = None if len(members) <= FEW else WINDOW_YEARS * size
    return _Search(Problem(members, seats, window, stop=clock.stop), config, clock, WIDER_YEARS * size).run()


class _Search:
    """One problem, goal after goal."""

    def __init__(self, problem: Problem, config: Config, clock: Clock, wider: int) -> None:
        self.problem, self.config, self.clock, self.wider = problem, config, clock, wider
        self.pricer = Pricer(problem, config.workers, config.seed)
        self.columns = Columns()
        self.chosen: Chosen = {Column(number, NEVER): kind.size for number, kind in enumerate(problem.kinds)}
        self.limits: tuple[Limit, ...] = ()
        self.goals: list[Goal] = []
        self._whole: Exact | None = None

    def run(self) -> Shared:
        """Reach all goals, one after the other."""
        everyone = len(self.problem.members)
        self._tell()
        lost, least = self._minimise(late)
        self._reach(Goal(ON_TIME, everyone - lost, everyone - least))
        self._fill_up()
        self._reach(Goal(UNPLANNED, *self._minimise(without_plan)))
        self._reach(Goal(TERMS, *self._minimise(terms)))
        self._reach(self._minimise_worst())
        self.problem.tick()
        return Shared(self._places(), tuple(self.goals), dict(self.problem.short), self.clock.elapsed)

    def _reach(self, goal: Goal) -> None:
        self.goals.append(goal)
        self._tell(goal.name, goal.value, goal.bound)

    def _tell(self, name: str | None = None, value: int | None = None, bound: int | None = None) -> None:
        self.config.tell(Stage.SEATS, len(self.goals), GOALS, name, value, bound)

    def _fill_up(self) -> None:
        """Who has no place on time gets one later, if need be after the window."""
        while True:
            self.chosen = fill(self.problem, self.chosen, self.pricer)
            without = {c.kind for c in self.chosen if c.award == NEVER and not self.problem.kinds[c.kind].whole}
            if not without:
                break
            self._widen(sorted(without))
        self.columns.add(column for column in self.chosen if column.award != NEVER)

    def _minimise(self, measure: Measure) -> tuple[int, int]:
        """Minimise a sum under those before it, and keep it from here on: its value and its bound."""
        level = Level(measure, self.limits)
        value = level.sums(self.problem.kinds, self.chosen)[0]
        relaxed = self._bound(level, value)
        bound = relaxed.value
        if bound < value:
            found = select(
                self.problem, level, self.columns.held, relaxed.floor, self.chosen, self.clock, self.config.seed
            )
            if found is not None and found.value <= value:
                self.chosen, value = found.chosen, found.value
        if bound < value and self.clock.left and len(self.problem.members) <= MODEST:
            selection, final = self._solve_whole(level, bound)
            if selection is not None and selection.value <= value:
                self.chosen, value = selection.chosen, selection.value
                self.columns.add(selection.chosen)
            bound = value if final else bound
        self.limits = (*self.limits, Limit(measure, value))
        return value, min(bound, value)

    def _bound(self, level: Level, enough: int) -> Bound:
        """A bound on a level; who would be better off with a plan beyond the window gets a wider one."""
        until, best = self._end_of_part(), 0
        while True:
            found = Relaxation(self.problem, level, self.columns).bound(self.pricer, self.clock, until, enough)
            best = found.value = max(best, found.value)
            outside = [number for number in found.outside if not self.problem.kinds[number].whole]
            if not outside or found.value >= enough or self.clock.elapsed >= until:
                return found
            self._widen(outside)

    def _widen(self, kinds: list[int]) -> None:
        """Longer plans for these kinds; a model of all made before does not know them."""
        self.problem.widen(kinds, self.wider)
        self._whole = None

    def _solve_whole(self, level: Level, bound: int) -> tuple[Selection | None, bool]:
        if self._whole is None:
            self._whole = Exact(self.problem)
        return self._whole.solve(level, bound, self.chosen, self.clock, self._end_of_part(), self.config.seed)

    def _end_of_part(self) -> float:
        return self.clock.elapsed + PART * self.clock.left

    def _longest_delay(self) -> int:
        kinds = self.problem.kinds
        return max((kinds[c.kind].delay(c.award) for c in self.chosen if c.award != NEVER), default=0)

    def _minimise_worst(self) -> Goal:
        """Shorten the longest delay while the sums stay what they are."""
        least = 0 if self.goals[0].value == len(self.problem.members) else 1
        worst, low = self._longest_delay(), min(least, self._longest_delay())
        proven = low
        while low < worst:
            middle = (low + worst) // 2
            possible = self._keep_within(middle)
            if possible:
                worst = self._longest_delay()
            else:
                low = middle + 1
                proven = proven if possible is None else low
        return Goal(WORST, worst, proven)

    def _keep_within(self, worst: int) -> bool | None:
        """Choose so that no delay is longer; whether that is possible, None when that was not found out."""
        level, relaxed = Level(terms, self.limits, worst), self._least_terms(worst)
        if relaxed.value > self.limits[-1].most:
            return False
        columns, seed = self.columns.held, self.config.seed
        found = select(self.problem, level, columns, relaxed.floor, None, self.clock, seed, best=False)
        if found is None and self.clock.left and len(self.problem.members) <= MODEST:
            found, final = self._solve_whole(level, 0)
            if found is None and final:
                return False
        if found is None:
            return None
        self.chosen, value = found.chosen, level.sums(self.problem.kinds, found.chosen)[0]
        if value < self.goals[-1].value:
            self.goals[-1] = Goal(TERMS, value, self.goals[-1].bound)
            self.limits = (*self.limits[:-1], Limit(terms, value))
        return True

    def _least_terms(self, worst: int) -> Bound:
        """How few terms are possible with no longer delay: more than there may be, if there is no such way."""
        relaxation = Relaxation(self.problem, Level(terms, self.limits, worst), self.columns)
        return relaxation.bound(self.pricer, self.clock, self._end_of_part(), self.limits[-1].most + 1)

    def _places(self) -> tuple[Place, ...]:
        """Of members alike, the first in the cohort get the earliest awards."""
        found: dict[int, Place] = {}
        for number, kind in enumerate(self.problem.kinds):
            own = sorted((c for c in self.chosen if c.kind == number), key=_rank)
            given = [column for column in own for _ in range(self.chosen[column])]
            for member, column in zip(kind.members, given, strict=True):
                seats = tuple(offering for offering in column.seats if offering in self.problem.short)
                found[member] = Place(None if column.award == NEVER else column.award, seats)
        return tuple(found[place] for place in range(len(self.problem.members)))


def _rank(column: Column) -> tuple[int, list[str]]:
    return column.award, sorted(offering.id for offering in column.seats)
