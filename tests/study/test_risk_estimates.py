"""Where nothing is exact: ways to go on that are played through agree with the exact answer where there is one, and no
way is better than the bound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.case import Case
from planner.domain.chances import Chances
from planner.domain.learner import Cap
from planner.errors import BadInput
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.study.risk import answer
from planner.study.risk.answer import Risk
from planner.study.risk.estimate import counting, figures, perfect, sample
from planner.study.risk.estimate.needed import Needed
from planner.study.risk.estimate.sample import SOONEST
from planner.study.risk.estimate.tape import Tape
from planner.study.risk.estimate.walk import Walk
from planner.study.risk.estimate.ways import Way
from planner.study.risk.inexact import Inexact
from tests.reference.random_chances import random_chances
from tests.support import case_of

CORE = ["TET099", "TRS001", "AST004", "TET003", "CCE001", "TET007", "TRS002", "CCE003", "PSY001", "AST005", "AST002"]
DRAWS = 300


def left(programme: str, units: list[str], **keys: Any) -> Case:
    """A learner of a vintage who has all but some units."""
    acquired = [unit for unit in [*CORE, "UEV010"] if unit not in units]
    return case_of(programme, acquired=acquired, **keys)


def exact(seeds: range) -> Iterator[tuple[int, Case, Chances, answer.Outlook]]:
    """Random programmes with an exact answer, and that."""
    for seed in seeds:
        try:
            case = random_chances(seed)
            assert case.chances is not None
            yield seed, case, case.chances, answer.quick(case, case.chances)
        except (BadInput, Inexact):
            continue


def test_no_way_to_go_on_is_better_than_the_bound() -> None:
    seen = Counter[str]()
    for seed, case, chances, best in exact(range(3000, 3050)):
        found = counting.bound(Needed(case), chances, case.learner.deadline)
        assert found.expected_terms <= best.expected_terms + 1e-9, seed
        if best.on_time is not None and found.on_time is not None:
            assert found.on_time >= best.on_time - 1e-9, seed
            seen["on time"] += 0 < best.on_time < 1
        seen["met"] += abs(found.expected_terms - best.expected_terms) < 1e-9
        seen["tried"] += 1
    assert min(seen["tried"] - 24, seen["on time"] - 3, seen["met"] - 8) >= 0, seen


@pytest.mark.parametrize("vintage", ["casp-2019-2020", "casp-2016-2017", "casp-2010-reunion"])
def test_the_bound_holds_for_fresh_learners(vintage: str) -> None:
    case = case_of(vintage, start="2019-S1", deadline="2022-S1", chances={"fail": 0.2, "units": {"AST005": 0.4}})
    assert case.chances is not None
    best = answer.quick(case, case.chances)
    found = counting.bound(Needed(case), case.chances, case.learner.deadline)
    assert best.on_time is not None and found.on_time is not None
    assert best.on_time - 1e-9 <= found.on_time <= best.on_time + 0.2
    assert best.expected_terms - 2 <= found.expected_terms <= best.expected_terms + 1e-9


WAYS = {
    "evening": ("casp-2019-2020", ["AST005", "TET003", "TRS002", "AST002"], {"deadline": "2020-S2"}),
    "halves of the daytime": (
        "casp-2019-2020", ["AST004", "AST005", "TET099"], {"pathway": "daytime", "deadline": "2020-S2"},
    ),
    "second sessions": (
        "casp-2010-reunion", ["AST004", "AST005", "TET003", "TRS002"],
        {"start": "2010-S1", "deadline": "2011-S1", "chances": {"fail": 0.3, "second_session": 0.5}},
    ),
    "an elective": ("casp-2016-2017", ["UEV010", "TET007", "CCE003"], {"start": "2016-S1", "deadline": "2017-S2"}),
}  # fmt: skip


@pytest.mark.parametrize("name", WAYS)
def test_the_plan_played_through_has_the_exact_figures(name: str) -> None:
    programme, units, given = WAYS[name]
    keys = {"chances": {"fail": 0.25}, "minimise": ["duration", "cost"], **given}
    case = left(programme, units, **keys)
    assert case.chances is not None
    exact = answer.risk(case, case.chances).plan
    way = Way(Aim(), Config())
    found = figures.outlook(case, [Walk(way, Tape(case.chances, 5, run)).play(case) for run in range(DRAWS)])
    for kind in ("on_time", "expected_terms", "expected_cents"):
        low, high = found.ends[kind]
        assert abs(getattr(found, kind) - getattr(exact, kind)) < (high - low) * 0.9, kind


def test_nobody_who_knows_all_in_advance_is_later_than_the_best_way() -> None:
    """With what is known in advance the award is as soon, draw by draw, and later than the proven bound says."""
    seen = Counter[str]()
    for seed, case, chances, best in exact(range(3100, 3120)):
        way, needed = Way(SOONEST, Config()), Needed(case)
        tapes = [Tape(chances, 3, run) for run in range(60)]
        played = [Walk(way, tape).play(case) for tape in tapes]
        found = perfect.bound(case, needed, tapes, played, Config(), Clock.of(Config()))
        assert found is not None and found.draws == 60
        low, high = found.ends["expected_terms"]
        spare = 0.9 * (high - low) + 0.15  # rare failures of a few draws: their interval is too narrow
        assert found.expected_terms <= best.expected_terms + spare, seed
        assert found.expected_terms >= counting.bound(needed, chances, None).expected_terms - spare, seed
        assert found.expected_terms <= figures.outlook(case, played).expected_terms + 1e-9, seed
        seen["tried"] += 1
        seen["sooner"] += found.expected_terms < figures.outlook(case, played).expected_terms - 1e-9
    assert seen["tried"] >= 8 and seen["sooner"] >= 1, seen


def test_a_budget_that_nothing_comes_up_to_changes_nothing() -> None:
    case = left("casp-2019-2020", ["CCE003", "AST002", "TET003"], chances={"fail": 0.2}, deadline="2020-S2")
    assert case.chances is not None
    free = answer.risk(case, case.chances)
    year = 170_00 + 3 * 112_00 + 3 * 112_00
    budgeted = replace(case, learner=replace(case.learner, budget=Cap(year)))
    assert answer.risk(budgeted, case.chances) == free
    with pytest.raises(Inexact) as told:
        answer.risk(replace(case, learner=replace(case.learner, budget=Cap(300_00))), case.chances)
    assert told.value.why == "budget"


def yearly(**keys: Any) -> Case:
    """Two units are left, both in the autumn, and the money of a year is enough for one of them."""
    return left("casp-2019-2020", ["CCE003", "AST002"], chances={"fail": 0.2, "units": {"AST002": 0.5}},
                experience={"months": 24, "in_sector": True}, max_cost_per_year=290, **keys)  # fmt: skip


def answered(case: Case, draws: int = DRAWS, seed: int = 0) -> Risk:
    """The estimates of so many draws."""
    assert case.chances is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample, "DRAWS", draws)
        found = sample.estimate(case, case.chances, Config(seed=seed), "budget")
    assert found is not None
    return found


def test_the_same_seed_gives_the_same_answer() -> None:
    case = yearly(deadline="2021-S2")
    assert answered(case, 40) == answered(case, 40)
    assert answered(case, 40).policy != answered(case, 40, seed=1).policy


def test_a_budget_of_a_year_is_kept_after_failures() -> None:
    """One unit a year: as many years as two geometric waits together, 1 / 0.8 + 1 / 0.5 on average."""
    case = yearly(deadline="2021-S2")
    found = answered(case)
    assert found.estimated is not None and found.estimated.draws == DRAWS
    by_hand = sum(0.8 * 0.2**first * 0.5 * 0.5**second for first in range(3) for second in range(2 - first))
    low, high = found.policy.ends["on_time"]
    assert low < by_hand < high
    assert len(found.now) == 1
    units = {one.unit: one for one in found.units}
    assert units["AST002"].delay is not None and units["AST002"].delay > 0
    bound = found.estimated.bound
    assert bound.on_time is not None and found.policy.on_time is not None
    assert bound.on_time >= by_hand - 1e-9 and bound.expected_terms <= found.policy.ends["expected_terms"][1]


def test_least_loads_are_waived_only_where_no_plan_keeps_to_them() -> None:
    """Two units are left, and no term may hold one alone: who fails one of them has too little left."""
    case = left("casp-2019-2020", ["CCE003", "AST002"], chances={"fail": 0.5}, min_units_per_term=2)
    found = answered(case, 200)
    assert found.estimated is not None and found.estimated.why == "budget"
    one_failed = 2 / 3  # of (pass, fail), (fail, pass) and (pass, pass), which are as likely; else both are taken again
    assert abs(found.estimated.waived - one_failed) < 0.12
    sure = answered(replace(case, learner=replace(case.learner, chances=Chances())), 10)
    assert sure.estimated is not None and sure.estimated.waived == 0
    assert found.policy.unfinished == 0
