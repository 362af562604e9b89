"""The plan gone on with begins what some plan as good as that of `planner plan` begins, by the learner's objectives."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.errors import BadInput
from planner.model.cpsat import CpModel
from planner.model.variables import Variables
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.solve.result import Result
from planner.study.risk import loads
from planner.study.risk.game import Game
from planner.study.risk.induction import Induction
from planner.study.risk.inexact import Inexact
from tests.reference.random_chances import random_chances
from tests.reference.random_vintages import random_vintage

WISHES: tuple[tuple[str, ...], ...] = (
    (), ("duration", "cost"), ("cost",), ("duration", "load"), ("load",), ("certificate",),
)  # fmt: skip


def begun(case: Case) -> tuple[Offering, ...] | None:
    """What the plan gone on with begins in the first term; None where nothing is left."""
    assert case.chances is not None
    game = Game(replace(case, learner=case.learner.without_deadline()), case.chances)
    if game.complete:
        return None
    induction = Induction(game, case.learner.deadline)
    solution = induction.solution()
    seen: list[loads.Loaded] = []

    class Spy(loads.Loaded):
        def run(self) -> loads.Course:
            seen.append(self)
            return super().run()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loads, "Loaded", Spy)
        loads.plan_gone_on_with(induction, solution)
    table = solution.tables[0]
    act = seen[-1].chosen(0, 0)[0]
    return tuple(option.offering for option in table.ways[table.acts[0].way[act]].options)


def beginning_with(case: Case, offerings: tuple[Offering, ...]) -> Result:
    """The best plan that begins just these offerings in the first term."""
    ids = {one.id for one in offerings}

    def limit(model: CpModel, variables: Variables) -> None:
        for one in variables.offerings:
            if one.first == case.learner.start:
                model.add(variables.taken(one) == int(one.id in ids))

    return solve(case, Config(), Aim(limit=limit))


def check(case: Case, seen: Counter[str]) -> None:
    found = begun(case)
    if found is None:
        return
    best = solve(case)
    if best.plan is None:  # a deadline that cannot be met is dropped
        case = replace(case, learner=case.learner.without_deadline())
        best = solve(case)
    if best.plan is None:
        return
    same = beginning_with(case, found)
    assert same.plan is not None
    assert [(one.name, one.value) for one in same.objectives] == [(one.name, one.value) for one in best.objectives]
    seen["checked"] += 1
    seen["something"] += bool(found)


def test_learners_of_the_vintages_begin_a_best_plan() -> None:
    seen = Counter[str]()
    for seed in range(18):
        case = random_vintage(seed, 2, 5)
        check(replace(case, learner=replace(case.learner, minimise=WISHES[seed % len(WISHES)])), seen)
    assert seen["checked"] >= 15 and seen["something"] >= 10, seen


def test_learners_of_random_programmes_begin_a_best_plan() -> None:
    """Prices that nobody knows among them."""
    seen = Counter[str]()
    for seed in (1004, 1010, 1015, 1030, 1055, *Random("plans").sample(range(1100, 2000), 15)):
        try:
            check(random_chances(seed), seen)
        except (BadInput, Inexact):
            continue
    assert seen["checked"] >= 10 and seen["something"] >= 6, seen
