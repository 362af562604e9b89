"""The two references agree with each other on tiny programmes, and with sums worked by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from . import Outcome, enumerate_plans, solve, solve_by_enumeration
from .brute import values
from .random_learners import random_busy_case, random_case
from .reading import read_case
from .rules import AWARD_RULES, PLAN_RULES
from .solver import best_plan

SEEDS = range(600)
INSTANCE = Path(__file__).parents[2] / "instances" / "casp-2019-2020" / "programme.yaml"
BLOCK = 100


def summary(outcome: Outcome) -> tuple[str, list[tuple[str, int | None]]]:
    """What two solvers must agree on."""
    return outcome.status, list(outcome.objectives.items())


@pytest.fixture(scope="module")
def casp() -> dict[str, Any]:
    """The 2019-2020 vintage."""
    found: dict[str, Any] = yaml.safe_load(INSTANCE.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("first", range(SEEDS.start, SEEDS.stop, BLOCK))
def test_search_agrees_with_enumeration(first: int) -> None:
    for seed in range(first, first + BLOCK):
        programme, learner, terms = random_case(seed)
        expected = solve_by_enumeration(programme, learner, terms)
        assert summary(solve(programme, learner, terms)) == summary(expected), f"seed {seed}"


def test_search_agrees_on_busy_cases() -> None:
    for seed in (*range(100), 2252):  # the last one once misled a bound
        programme, learner, terms = random_busy_case(seed)
        expected = solve_by_enumeration(programme, learner, terms)
        assert summary(solve(programme, learner, terms)) == summary(expected), f"seed {seed}"


def test_plans_of_the_search_break_no_rule() -> None:
    for seed in SEEDS:
        case = read_case(*random_case(seed))
        best = best_plan(case)
        if best is None:
            continue
        reached, plan, award = best
        broken = [rule.__name__ for rule in PLAN_RULES if not rule(case, plan)]
        broken += [rule.__name__ for rule in AWARD_RULES if not rule(case, plan, award)]
        found = values(case, plan, award)
        assert (broken, {name: found[name] for name in reached}) == ([], reached), f"seed {seed}"


def test_random_cases_use_every_key() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        programme, learner, terms = random_case(seed)
        seen.update(learner.keys())
        seen.update(key for row in programme["requirements"] + programme["prerequisites"] for key in row)
        seen.update(key for row in programme["tariffs"] for key in row)
        seen.update(f"{key} in load" for key in programme["load"])
        seen.update(programme["award"].keys())
        outcome = solve(programme, learner, terms)
        seen.update([outcome.status, f"order: {learner['order']}"])
        seen.update(f"unknown {name}" for name, value in outcome.objectives.items() if value is None)
        plan = [row.rpartition(" ")[2] for row in outcome.plan.values()]
        seen.update(plan)
    wanted = """
        optimal impossible evening daytime distance all_of k credits after together yearly per_credit per_hour
        per_unit by_credits whole at_most_units acquired experience internship_windows max_units_per_term
        max_daytime_units_per_term availability deadline pins avoid max_cost_per_year report workshop
    """.split()  # noqa: SIM905
    wanted += ["unknown cost", "order: require", "min_units in load", "max_credits in load"]
    assert {name: seen[name] for name in wanted if seen[name] < 20} == {}


def test_autumn_start_takes_five_terms(casp: dict[str, Any]) -> None:
    outcome = solve(casp, {"start": "2019-S1"}, 8)
    assert outcome.objectives == {"duration": 5, "order": 0, "cost": 146200, "load": 3, "certificate": 3}


def test_cheapest_takes_six_terms(casp: dict[str, Any]) -> None:
    outcome = solve(casp, {"start": "2019-S1", "minimise": ["cost"]}, 8)
    assert list(outcome.objectives.items())[:2] == [("cost", 143400), ("duration", 6)]


def test_full_time_daytime(casp: dict[str, Any]) -> None:
    """All twelve units in autumn, the report in spring, the daytime price and no yearly fee."""
    learner = {"start": "2019-S1", "pathway": "daytime", "experience": {"months": 18, "in_sector": False}}
    outcome = solve(casp, learner, 8)
    assert outcome.objectives == {"duration": 2, "order": 6, "cost": 597600, "load": 12, "certificate": 1}


def test_only_the_report_is_left(casp: dict[str, Any]) -> None:
    """Everything acquired: one yearly fee for the report, twelve months from 1 October are reached in autumn 2020."""
    units = [unit["code"] for unit in casp["units"] if unit.get("kind") is None]
    learner = {"start": "2019-S1", "acquired": units, "experience": {"months": 6, "in_sector": True}}
    assert solve(casp, learner, 8).objectives["duration"] == 3
    assert solve(casp, learner, 2).status == "impossible"
    learner["acquired"] = [*units, "UASO03"]
    assert solve(casp, learner, 8).objectives == {"duration": 1, "order": 0, "cost": 17000, "load": 0, "certificate": 0}
    learner["acquired"] = [*units, "UASO03", "UA211G"]
    assert solve(casp, learner, 8).objectives["cost"] == 0


@pytest.mark.parametrize(
    ("window", "duration"),
    [
        (("2019-07-01", "2019-10-01"), 1),
        (("2019-06-30", "2019-09-30"), None),
        (("2019-10-31", "2020-01-31"), 1),
        (("2020-02-01", "2020-05-01"), 2),
        (("2020-02-01", "2020-04-30"), None),
        (("2020-05-01", "2020-08-01"), 3),
    ],
)
def test_internship_alone(casp: dict[str, Any], window: tuple[str, str], duration: int | None) -> None:
    """Three months from date to date inside the window; it may begin, but not end, before the plan does."""
    units = [unit["code"] for unit in casp["units"] if unit.get("kind") is None]
    learner = {
        "start": "2019-S1",
        "acquired": units,
        "experience": {"months": 18, "in_sector": False},
        "internship_windows": [dict(zip(("from", "to"), window, strict=True))],
    }
    assert solve(casp, learner, 8).objectives.get("duration") == duration


def test_enumeration_lists_every_plan() -> None:
    """One unit in two terms, each with the award in the same term or later."""
    programme, _, _ = random_case(0)
    tiny = {key: programme[key] for key in ("pathways", "calendar", "units")}
    tiny["calendar"] = {
        "year": 2019,
        "terms": [{"id": "S1", "starts": "2019-10-01", "ends": "2020-06-30"}],
        "periods": [{"id": "S1", "terms": ["S1"]}],
    }
    tiny["units"] = [{"code": "A"}, {"code": "B"}]
    tiny["requirements"] = [{"id": "R", "k": 1, "of": ["A", "B"]}]
    tiny["offerings"] = [{"units": ["A", "B"], "period": "S1", "modality": "evening"}]
    plans = enumerate_plans(tiny, {"start": "2019-S1"}, 2)
    found = sorted((*plan, plan[next(iter(plan))].first - 2019, award - 2019) for plan, award in plans)
    assert found == [(unit, *place) for unit in "AB" for place in ((0, 0), (0, 1), (1, 1))]
