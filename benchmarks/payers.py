"""Learners for whom the planner chooses who pays, beside the same learners with their units split by hand."""

from __future__ import annotations

from random import Random
from statistics import median
from typing import Any

from benchmarks import learners
from benchmarks.measure import Row, count, row, timed
from planner.domain.case import Case
from planner.solve.pipeline import solve
from planner.storage.learners import with_changes
from planner.study.payers import priced_fundings

GROUP = "payers"
TARGET = 2.0
BUDGETS = (500, 900, 1400, 2000, 3000)


def measure(number: int, seed: int, rounds: int) -> list[Row]:
    """Each pair of plans in turn, so that both see the same machine; the ratio of a learner is that of the medians.

    By hand the units have the payers that were chosen, with the same objectives, or one funding pays for everything.
    """
    by_hand, alone, seconds = [], [], []
    cases = list(_cases(number, seed))
    for case in cases:
        kinds = _split(case)
        times: dict[str, list[float]] = {name: [] for name in kinds}
        for _ in range(rounds):
            for name, one in kinds.items():
                times[name].append(timed(lambda one=one: solve(one))[0])  # type: ignore[misc]
        typical = {name: median(spent) for name, spent in times.items()}
        by_hand.append(typical["chosen"] / typical["by hand"])
        alone.append(typical["chosen"] / typical["alone"])
        seconds.append(typical["chosen"] * 1000)
    return [
        row(GROUP, "payers chosen against the same payers by hand", "x", by_hand, TARGET),
        row(GROUP, "payers chosen against one funding for everything", "x", alone),
        row(GROUP, "payers chosen", "ms", seconds),
        count(GROUP, "learners with a plan", len(cases)),
    ]


def _cases(number: int, seed: int) -> list[Case]:
    """Random learners with two or three fundings that stand alone, their own among them, who have a plan."""
    random, found = Random(seed), []
    for case in learners.cases(3 * number, seed):
        others = [name for name in priced_fundings(case) if not case.programme.own[name].learner]
        mine = [name for name in priced_fundings(case) if case.programme.own[name].learner]
        if not others or not mine or len(found) == number:
            continue
        standing = [mine[0], *random.sample(others, min(len(others), random.randint(1, 2)))]
        budgets = {name: random.choice(BUDGETS) for name in standing[1:]}
        chosen = with_changes(case, {"funding": random.sample(standing, len(standing)), "payer_budgets": budgets})
        if solve(chosen).plan is not None:
            found.append(chosen)
    return found


def _split(case: Case) -> dict[str, Case]:
    """The case as it is, with the payers of its best plan listed by hand, and with one funding."""
    plan = solve(case).plan
    assert plan is not None
    units: dict[str, list[str]] = {}
    for offering in plan.chosen:
        payer = dict(plan.payers).get(offering.place, case.learner.funding)
        units.setdefault(payer, []).append(offering.unit)
    rest = case.learner.funding
    listed: list[Any] = [{payer: codes} for payer, codes in units.items() if payer != rest]
    order = [name for name in case.learner.objectives() if name in ("duration", "order", "own-cost", "cost", "load")]
    wanted = order[: order.index("cost") + 1]
    one = {"funding": rest, "payer_budgets": {}}
    return {
        "chosen": case,
        "by hand": with_changes(case, {"funding": [*listed, rest], "minimise": wanted}),
        "alone": with_changes(case, one),
    }
