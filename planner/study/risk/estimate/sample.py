"""A case without an exact answer: two ways to go on are played through with the same draws of chance, beside bounds."""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.chances import Chances
from planner.model.patience import OutOfTime
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.study.risk.answer import Estimated, Outlook, Risk
from planner.study.risk.estimate import counting, figures, perfect
from planner.study.risk.estimate.needed import Needed
from planner.study.risk.estimate.tape import Tape
from planner.study.risk.estimate.walk import Played, Walk
from planner.study.risk.estimate.ways import Way

DRAWS, LEAST = 1000, 10
"""Draws of chance, where time allows, and the fewest from which anything is told."""
SOONEST = Aim(("duration",))
"""The award as soon as it can be; among such plans the one that takes everything early."""
SHARES = (0.5, 0.7)
"""Parts of the time that is left: for the first way, then for the plan gone on with."""


def estimate(case: Case, chances: Chances, config: Config, why: str) -> Risk | None:
    """The answer with estimates; None where the limit came before there were enough draws. `why` there is no exact one.

    The policy is the way that came out better, on the draws that both were played with: replanning for the soonest
    award, or `planner plan` gone on with.
    """
    clock = Clock.of(config)
    needed = Needed(case)
    proven = counting.bound(needed, chances, case.learner.deadline)
    soonest, own = (Way(aim, config.quiet()) for aim in (SOONEST, Aim()))
    played = play(case, chances, soonest, config, clock.part(SHARES[0]), DRAWS)
    followed = play(case, chances, own, config, clock.part(SHARES[1]), len(played))
    if len(followed) < LEAST:
        return None
    both = len(followed)
    way, found = soonest, played
    if _rank(case, followed) < _rank(case, played[:both]):
        way, found = own, followed
    plan = way.course(case).plan
    now = tuple(one for one in plan.chosen if one.first == case.now and not one.resit) if plan else ()
    outlook = figures.outlook(case, found)
    waived = sum(one.waived for one in found) / len(found)
    tapes = [Tape(chances, config.seed, run) for run in range(len(found))]
    sampled = perfect.bound(case, needed, tapes, found, config.quiet(), clock)
    told = Estimated(why, len(found), both, waived, proven, sampled)
    return Risk(outlook, now, figures.outlook(case, followed), tuple(figures.unit_outlooks(case, found)), told)


def estimate_quickly(case: Case, chances: Chances, config: Config) -> Outlook | None:
    """What to expect of replanning for the soonest award; None where the limit came too soon."""
    played = play_soonest(case, chances, config, DRAWS)
    return figures.outlook(case, played) if len(played) >= LEAST else None


def play_soonest(case: Case, chances: Chances, config: Config, draws: int) -> list[Played]:
    """What came of each draw of replanning for the soonest award; fewer than `LEAST` say nothing."""
    return play(case, chances, Way(SOONEST, config.quiet()), config, Clock.of(config), draws)


def play(case: Case, chances: Chances, way: Way, config: Config, clock: Clock, draws: int) -> list[Played]:
    """What came of each draw, as far as time allows."""
    way.clock = clock
    found = list[Played]()
    try:
        for run in range(draws):
            clock.tick()
            found.append(Walk(way, Tape(chances, config.seed, run)).play(case))
    except OutOfTime:
        pass
    return found


def _rank(case: Case, played: list[Played]) -> tuple[float, float, float]:
    """What a policy is judged by: the chance to be on time, then terms, then cost."""
    found = figures.outlook(case, played)
    return -(found.on_time or 0), found.expected_terms, found.expected_cents or 0
