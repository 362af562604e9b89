"""Scenarios with failures play by the rules of the game that `planner risk` reckons exactly: the means of many draws
have the exact values in their intervals, and each draw is what the rules make of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from planner.domain.case import Case
from planner.domain.chances import Chances
from planner.solve.config import Config
from planner.solve.result import Result
from planner.study.risk import answer
from planner.study.stress import evaluate, intervals, simulate
from planner.study.stress.draws import draw
from planner.study.stress.outcome import Outcome
from tests.study.stress.test_evaluate_agreement import variant_of
from tests.study.stress.test_simulate import left

DRAWS, SEED = 1500, 0
READY: dict[str, Any] = {"experience": {"months": 24, "in_sector": True}}
DAYTIME = ("TRS001", "TRS002", "CCE001", "CCE003", "AST004", "AST005")


@dataclass(frozen=True)
class Trial:
    """A learner with chances, and what came of them in each draw."""

    case: Case
    chances: Chances
    outcomes: tuple[Outcome, ...]


def drawn(case: Case, chances: Chances) -> Trial:
    failing = {"rate": chances.fail, "units": dict(chances.units), "second_session": chances.second_session}
    one, before = variant_of(case.programme, {"fail": failing}), evaluate.baseline(case)
    return Trial(
        case, chances, tuple(evaluate.evaluate(case, one, run, SEED, before) for run in range(DRAWS))
    )  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def remembered() -> Iterator[None]:
    """The same state is planned once: a draw meets few that others have not met."""
    known: dict[tuple[str, str, int | None], Result] = {}
    solve = simulate.solve

    def once(case: Case, config: Config) -> Result:
        key = (case.programme.sha256, repr(case.history), case.learner.deadline)
        if key not in known:
            known[key] = solve(case, config)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulate, "solve", once)
        yield


@pytest.fixture(scope="module", params=["evening", "second session", "daytime"])
def trial(request: pytest.FixtureRequest, remembered: None) -> Trial:
    """Four units in the evening with different chances; the same with a second session; in the daytime, where AST005
    waits for AST004 within its term.
    """
    if request.param == "daytime":
        return drawn(left("casp-2019-2020", *DAYTIME, pathway="daytime", deadline="2020-S1", **READY), Chances(0.3))
    units, chances = ("TET003", "AST004", "AST005", "PSY001"), Chances(0.3, {"AST005": 0.5})
    if request.param == "evening":
        return drawn(left("casp-2019-2020", *units, deadline="2020-S2", **READY), chances)
    again = Chances(chances.fail, chances.units, 0.5)
    return drawn(left("casp-2010-reunion", *units, start="2010-S1", deadline="2011-S2", **READY), again)


def test_the_means_of_draws_hold_the_exact_values(trial: Trial) -> None:
    exact = answer.risk(trial.case, trial.chances).plan
    ended = [one for one in trial.outcomes if one.duration is not None]
    assert len(ended) == DRAWS and exact.unfinished < 1e-4
    terms = intervals.mean([float(one.duration or 0) for one in ended])
    cents = intervals.mean([float(one.cost or 0) for one in ended])
    on_time = intervals.share([sum(bool(one.on_time) for one in ended)], DRAWS)
    known = (exact.expected_terms, exact.expected_cents, exact.on_time)
    for value, found in zip(known, (terms, cents, on_time), strict=True):
        assert value is not None and found is not None and found.low is not None and found.high is not None
        assert found.low <= value <= found.high, (value, found)
        assert found.high - found.low < 0.1 * found.value or found is on_time
    assert on_time is not None and on_time.high is not None and on_time.low is not None
    assert on_time.high - on_time.low < 0.06


def test_in_the_daytime_each_draw_is_what_the_rules_make_of_it(remembered: None) -> None:
    """Every unit each year until it is passed, AST005 only once AST004 is; the award ends the year of the last one."""
    case = left("casp-2019-2020", *DAYTIME, pathway="daytime", **READY)
    one, before = variant_of(case.programme, {"fail": {"rate": 0.4}}), evaluate.baseline(case)
    for run in range(150):
        found = evaluate.evaluate(case, one, run, SEED, before)
        passed, tries, years = set[str](), dict.fromkeys(DAYTIME, 0), 0
        while len(passed) < len(DAYTIME):
            years += 1
            for unit in DAYTIME:
                if unit not in passed and (unit != "AST005" or "AST004" in passed):
                    tries[unit] += 1
                    if draw(SEED, run, case.learner.id, unit, tries[unit], 1) >= 0.4:
                        passed.add(unit)
        assert found.duration == 2 * years, run
        assert sorted(name.split("-")[0] for name in found.offerings) == sorted(
            unit for unit, number in tries.items() for _ in range(number)
        )
        assert found.failed == sum(tries.values()) - len(DAYTIME)
