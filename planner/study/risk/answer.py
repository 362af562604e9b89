"""The whole answer about a learner: the best way to go on, the plan gone on with, and what each unit means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from planner.domain.case import Case
from planner.domain.chances import Chances
from planner.domain.offering import Offering
from planner.study.risk.forward import Course, Forward, UnitRisk, share
from planner.study.risk.game import Game
from planner.study.risk.induction import CHANCE, TERMS, Induction, Solution
from planner.study.risk.loads import plan_gone_on_with
from planner.study.risk.tree import Node, tree

Ends = tuple[float, float]
"""The ends of an interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What to expect of a way to go on: the chance to be on time (None without a deadline), terms from the start to the
    award, cents (None where a price is unknown), chances by term (index) of the award, and of none within 16 years.

    Estimates have the ends of their intervals of 95 %: `ends` by the name of the figure, `award_ends` by term.
    """

    on_time: float | None
    expected_terms: float
    expected_cents: float | None
    award: Mapping[int, float] = field(default_factory=dict)
    unfinished: float = 0.0
    ends: Mapping[str, Ends] = field(default_factory=dict)
    award_ends: Mapping[int, Ends] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitOutlook:
    """A unit under the best way to go on: the chance that it is attempted, and the chance to be on time after failing
    its first exam; expected terms from the start to the award where that exam is passed, and where it is failed. None
    where it is never attempted. Estimates have the `ends` of their intervals.
    """

    unit: str
    attempted: float
    on_time_if_failed: float | None
    terms_if_passed: float | None
    terms_if_failed: float | None
    ends: Mapping[str, Ends] = field(default_factory=dict)

    @property
    def delay(self) -> float | None:
        """The expected terms more when its first exam is failed than when it is passed."""
        passed, failed = self.terms_if_passed, self.terms_if_failed
        return None if passed is None or failed is None else failed - passed


@dataclass(frozen=True, slots=True)
class Bound:
    """No way to go on has a better chance to be on time (None without a deadline), or fewer expected terms. One that
    was sampled has the `ends` of its intervals, and was made of so many `draws`.
    """

    on_time: float | None
    expected_terms: float
    ends: Mapping[str, Ends] = field(default_factory=dict)
    draws: int = 0


@dataclass(frozen=True, slots=True)
class Estimated:
    """How estimates came about: `why` nothing is exact (a word of `Inexact`), the draws of the policy and of the plan,
    in which part of them least loads had to be `waived`, and bounds: one that is proven, and one that was `sampled`.
    """

    why: str
    draws: int
    plan_draws: int
    waived: float
    bound: Bound
    sampled: Bound | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """The best way to go on (`policy`), what it begins first (`now`), the plan gone on with, and its units; where all
    of this is `estimated`, how; else the `tree` of what to take next for each set of results of two terms.
    """

    policy: Outlook
    now: tuple[Offering, ...]
    plan: Outlook
    units: tuple[UnitOutlook, ...]
    estimated: Estimated | None = None
    tree: Node | None = None

    @property
    def possible(self) -> bool:
        """Whether the award can be reached at all."""
        return self.policy.unfinished < 1


def risk(case: Case, chances: Chances) -> Risk:
    """The answer for a case.

    Raises:
        Inexact: it cannot be told exactly.
    """
    return told(*solved(case, chances))


def told(induction: Induction, solution: Solution) -> Risk:
    """The answer that a solution gives."""
    game, target, (values, now) = solution.game, solution.target, solution.first()
    if game.complete:
        certain = held(solution, values)
        return Risk(certain, (), certain, ())
    best = Forward(induction, solution.tables, solution.flags, lambda at, flag: solution.chosen[at][flag],
                   solution.values).run()  # fmt: skip
    followed = plan_gone_on_with(induction, solution)
    units = tuple(_unit(unit, found, target) for unit, found in best.units.items())
    policy = outlook(solution, best)
    exact = replace(policy, on_time=None if target is None else values[0], expected_terms=values[1],
                    expected_cents=values[2] if game.options.known else None)  # fmt: skip
    return Risk(exact, now, outlook(solution, followed), units, tree=tree(induction, solution))


def quick(case: Case, chances: Chances) -> Outlook:
    """What to expect of the best way to go on, without the terms of the award.

    Raises:
        Inexact: it cannot be told exactly.
    """
    game, target = game_of(case, chances)
    return outlook_of(Induction(game, target).solution())


def outlook_of(solution: Solution) -> Outlook:
    """What to expect of the best way to go on, without the terms of the award."""
    values, _ = solution.first()
    known = solution.game.options.known
    return Outlook(None if solution.target is None else values[0], values[1], values[2] if known else None)


def solved(case: Case, chances: Chances) -> tuple[Induction, Solution]:
    """The best way to go on from every state.

    Raises:
        Inexact: it cannot be told exactly.
    """
    game, target = game_of(case, chances)
    induction = Induction(game, target)
    return induction, induction.solution()


def game_of(case: Case, chances: Chances) -> tuple[Game, int | None]:
    """The game of a case, and the term in which the award should be at the latest.

    Raises:
        Inexact: it cannot be told exactly.
    """
    free = replace(case, learner=replace(case.learner, deadline=None))
    return Game(free, chances), case.learner.deadline


def held(solution: Solution, values: tuple[float, float, float]) -> Outlook:
    """Of a learner with nothing left: the award comes as soon as it may."""
    game, flag = solution.game, solution.game.first_flag()
    award = game.award(flag, game.start - 1, game.start)
    return Outlook(
        None if solution.target is None else values[0], values[1], values[2] if game.options.known else None,
        {} if award is None else {award: 1.0}, 1.0 if award is None else 0.0,
    )  # fmt: skip


def outlook(solution: Solution, course: Course) -> Outlook:
    """What to expect of a course."""
    game, target = solution.game, solution.target
    award = dict(sorted(course.award.items()))
    late = game.end - game.start
    terms = sum(chance * (term - game.start + 1) for term, chance in award.items()) + late * course.unfinished
    on_time = None if target is None else sum(chance for term, chance in award.items() if term <= target)
    cents = course.cents + game.start_fees if game.options.known else None
    return Outlook(on_time, terms, cents, award, course.unfinished)


def _unit(unit: str, found: UnitRisk, target: int | None) -> UnitOutlook:
    failed, passed = (share(sums, found.weight, TERMS) for sums in (found.failed, found.passed))
    on_time = None if target is None else share(found.failed, found.weight, CHANCE)
    return UnitOutlook(unit, min(1.0, found.attempted), on_time, passed, failed)
