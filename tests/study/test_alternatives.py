"""Alternatives against every plan of small random programmes, and what they promise on the vintages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random
from typing import Any

import numpy as np
import pytest

from benchmarks import learners as random_learners
from planner.check import violations
from planner.check.objectives import objectives
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.errors import BadInput
from planner.model.build import build
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.engine import Clock, run
from planner.solve.pipeline import solve
from planner.solve.result import Result
from planner.storage import learners, programmes
from planner.storage.validation import Source
from planner.study import alternatives as study
from planner.study.alternatives import Alternatives, Slack, alternatives, distance
from tests.agreement import made_readable, product_case
from tests.reference import enumerate_plans
from tests.reference.brute import values
from tests.reference.random_learners import random_busy_case, random_case
from tests.reference.reading import read_case
from tests.support import case_of

Values = dict[str, int | None]
Place = tuple[Any, ...]
MOST = 700
"""Plans within the slack with which every choice of some of them can be tried."""
TINY, BUSY = (*range(0, 150, 3), 2284, 2394), (*range(20), 34, 45, 50, 60, 81, 120, 130, 140, 150, 160)
DEFAULT = {"duration": Slack(1), "cost": Slack(percent=10)}


@dataclass(frozen=True)
class World:
    """All plans of a case within the slack that differ in their classes: one row each, a column for each unit.

    `best_values` are the values of a row with the best award for it.
    """

    units: list[str]
    rows: np.ndarray
    index: dict[frozenset[Place], int]
    best_values: list[tuple[Any, ...]]

    def distances(self) -> np.ndarray:
        return (self.rows[:, None, :] != self.rows[None, :, :]).sum(axis=2)


def place_of(offering: Any) -> Place:
    """An offering of the product or of the reference, in words that both know."""
    starts, ends = (offering.span.starts, offering.span.ends) if hasattr(offering, "span") else (
        offering.starts, offering.ends
    )  # fmt: skip
    return offering.unit, offering.modality, tuple(offering.terms), starts, ends


def within(case_values: Values, limits: Mapping[str, int]) -> bool:
    return all((value := case_values[name]) is not None and value <= limit for name, limit in limits.items())


def world(case: Case, raw: tuple[Any, Any, int], limits: Mapping[str, int]) -> World:
    reference = read_case(*raw)
    names = [name for name in case.learner.objectives() if name in objectives(case, Plan((), case.learner.start))]
    found: dict[frozenset[Place], tuple[Any, ...]] = {}
    for plan, award in enumerate_plans(*raw):
        reached = values(reference, plan, award)
        if within(reached, limits):
            key = frozenset(place_of(offering) for offering in plan.values())
            row = tuple((reached[name] is None, reached[name] or 0) for name in names)
            found[key] = min(found.get(key, row), row)
    units = sorted({place[0] for key in found for place in key})
    codes: dict[Place, int] = {}
    rows = np.zeros((len(found), len(units)), dtype=np.int16)
    for number, key in enumerate(found):
        for place in key:
            rows[number, units.index(place[0])] = codes.setdefault(place, len(codes) + 1)
    return World(units, rows, {key: number for number, key in enumerate(found)}, list(found.values()))


def largest_smallest(apart: np.ndarray, best: int, number: int) -> int:
    """The largest smallest distance of `number` (up to 4) plans with the best one among them, by trying all."""
    for least in range(int(apart[best].max()), 0, -1):
        far = np.flatnonzero(apart[best] >= least)
        linked = (apart[np.ix_(far, far)] >= least).astype(np.float32)
        if number == 2 or (number == 3 and linked.any()) or (number == 4 and ((linked @ linked) * linked).any()):
            return least
    raise AssertionError("not so many plans")


def smallest(plans: Iterable[Plan]) -> int:
    return min(distance(one, other) for one, other in combinations(list(plans), 2))


def plans_of(found: Alternatives) -> list[Plan]:
    plans = [result.plan for result in found.results]
    assert all(plan is not None for plan in plans)
    return [plan for plan in plans if plan is not None]


def promised(case: Case, found: Alternatives, number: int, slack: Mapping[str, Slack]) -> list[Plan]:
    """What holds for every answer: the best first, all valid, within the slack and different; distances are true."""
    plans = plans_of(found)
    assert 1 <= len(plans) <= number
    best = solve(case)
    assert best.plan is not None
    assert (plans[0].chosen, plans[0].award) == (best.plan.chosen, best.plan.award)
    values_of_best = objectives(case, plans[0])
    assert dict(found.limits) == {
        name: value + slack[name].more + int(value * slack[name].percent / 100 + 1e-9)
        for name, value in values_of_best.items()
        if name in slack and value is not None
    }
    for plan, result in zip(plans, found.results, strict=True):
        assert violations(case, plan) == []
        assert within(objectives(case, plan), found.limits)
        said = {o.name: o.value for o in result.objectives if o.name != "apart"}
        assert said.items() <= objectives(case, plan).items()
        assert all(value is None for name, value in objectives(case, plan).items() if name not in said)
    keys = [frozenset((o.unit, o.id) for o in plan.chosen) for plan in plans]
    assert len(set(keys)) == len(plans)
    if len(plans) == 1:
        assert (found.smallest, found.bound) == (None, None)
    else:
        assert found.smallest == smallest(plans) > 0
        assert found.bound is not None
        assert found.smallest <= found.bound
    return plans


def random_slack(random: Random) -> dict[str, Slack]:
    slack = dict(DEFAULT)
    for name, amounts in (
        ("duration", (0, 0, 1, 2, 3)), ("cost", (0, 1500, 6000)), ("order", (0, 1)), ("load", (0, 1)),
        ("certificate", (0, 1)),
    ):  # fmt: skip
        if random.random() < 0.35:
            slack[name] = Slack(random.choice(amounts))
    if random.random() < 0.3:
        slack["cost"] = Slack(percent=random.choice((0.0, 12.5, 50.0, 200.0)))
    if random.random() < 0.1:
        slack["duration"] = Slack(percent=50)
    return slack


def small_case(seed: int, *, busy: bool) -> tuple[Case, tuple[Any, Any, int]] | None:
    """A random case; None where it cannot be read, or where other classes have the very days of some."""
    programme, learner, terms = (random_busy_case if busy else random_case)(seed)
    programme = made_readable(programme)
    try:
        case = product_case(programme, learner, terms)
    except BadInput:
        return None
    names: dict[Place, set[str]] = {}
    for offering in case.offerings(case.learner.deadline or case.learner.start):
        names.setdefault(place_of(offering), set()).add(offering.id)
    return (case, (programme, learner, terms)) if all(len(ids) == 1 for ids in names.values()) else None


def against_all_plans(seed: int, *, busy: bool) -> Iterator[dict[str, Any]]:
    """Each answer for a random case, compared with all its plans; what it was like."""
    made = small_case(seed, busy=busy)
    if made is None:
        return
    case, raw = made
    slack = random_slack(Random(seed))
    everything: World | None = None
    for number in (2, 3, 4):
        found = alternatives(case, number, slack)
        if found.results[0].plan is None:
            assert [r.status for r in found.results] == ["impossible"]
            assert next(iter(enumerate_plans(*raw)), None) is None
            yield {"kind": "impossible", "seed": seed}
            return
        plans = promised(case, found, number, slack)
        everything = everything or world(case, raw, found.limits)
        if len(everything.rows) > MOST:
            return
        rows = [everything.index[frozenset(place_of(o) for o in plan.chosen)] for plan in plans]
        assert len(plans) == min(number, len(everything.rows)), (seed, number)
        if len(plans) == 1:
            yield {"kind": "single", "seed": seed}
            return
        apart = everything.distances()
        optimum = largest_smallest(apart, rows[0], len(plans))
        assert found.smallest is not None
        assert found.bound is not None
        assert found.smallest <= optimum <= found.bound, (seed, number, found.smallest, optimum, found.bound)
        yield {
            "kind": "proven" if found.smallest == found.bound else "open",
            "seed": seed,
            "number": number,
            "short": optimum - found.smallest,
            "loose": found.bound - optimum,
            "plans": len(everything.rows),
            "dominated": list(dominated(everything, apart, rows)),
        }


def dominated(everything: World, apart: np.ndarray, rows: list[int]) -> Iterator[tuple[int, int]]:
    """Plans of an answer for which a better one is as far from each of the others."""
    for mine in rows[1:]:
        others = [row for row in rows if row != mine]
        as_far = (apart[:, others] >= apart[mine, others]).all(axis=1)
        for other in np.flatnonzero(as_far):
            if everything.best_values[other] < everything.best_values[mine]:
                yield mine, int(other)
                break


@pytest.mark.parametrize("busy", [False, True], ids=["any", "busy"])
def test_every_plan_of_small_programmes(busy: bool) -> None:
    """So small that each answer is proven: no choice of as many plans is farther apart, and no plan is a worse one."""
    seen: dict[str, int] = {}
    for seed in BUSY if busy else TINY:
        for answer in against_all_plans(seed, busy=busy):
            seen[answer["kind"]] = seen.get(answer["kind"], 0) + 1
            if answer["kind"] == "proven":
                assert answer["short"] == 0, answer
            assert answer.get("dominated", []) == [], answer
    assert seen["proven"] >= 36
    assert seen.get("open", 0) == 0
    assert seen["single"] >= 3
    assert seen["impossible"] >= 3


def compact(found: Alternatives) -> tuple[Any, ...]:
    plans = [(sorted((o.unit, o.id) for o in p.chosen), p.award, p.internship, p.workshop) for p in plans_of(found)]
    return plans, dict(found.limits), found.smallest, found.bound, found.complete


@pytest.mark.parametrize("name", random_learners.VINTAGES)
def test_vintages(name: str) -> None:
    random, programme = Random(f"alternatives {name}"), programmes.load(name)
    seen = 0
    for _ in range(4):
        case = case_from(random_learners.learner(random, programme))
        slack = random_slack(random)
        number = random.choice((2, 3, 5))
        found = quickly(case, number, slack)
        if found.results[0].plan is not None:
            plans = promised(case, found, number, slack)
            assert found.complete
            assert len(plans) == number or alone(case, found)
            assert compact(quickly(case, number, slack)) == compact(found)
            seen += 1
    assert seen >= 2


def case_from(learner: dict[str, Any]) -> Case:
    return learners.case(Source(learner, "learner.yaml"), "random")


def quickly(case: Case, number: int, slack: Mapping[str, Slack]) -> Alternatives:
    """The answer, with hardly any effort spent on the last unit of distance."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(study, "JOINT_EFFORT", 0.05)
        return alternatives(case, number, slack)


def alone(case: Case, found: Alternatives) -> bool:
    """Whether the model has no other plan within the limits than those found."""
    model, variables = build(case, case.learner.start + found.limits["duration"] - 1)
    search = study._Search(case, found.results[0], {}, Config(), Clock.start(60))
    search.limits = dict(found.limits)
    search.within(model, variables)
    for plan in plans_of(found):
        same = {(o.unit, o.id) for o in plan.chosen}
        model.add_bool_or([
            ~variables.taken(o) if (o.unit, o.id) in same else variables.taken(o) for o in variables.offerings
        ])  # fmt: skip
    return run(model, Config(), Clock.start(60)).found is False


def test_each_slack_holds_alone() -> None:
    """A slack of nothing keeps the value, in absolute figures and in percent; what is not named is free."""
    case = case_of("casp-2019-2020", max_units_per_term=4)
    for name in ("duration", "order", "cost", "load", "certificate"):
        for none in (Slack(), Slack(percent=10 if name != "cost" else 0)):
            found = quickly(case, 3, {"duration": Slack(1), name: none})
            values = [
                objectives(case, plan)[name] for plan in promised(case, found, 3, {"duration": Slack(1), name: none})
            ]
            assert max(value or 0 for value in values) <= (values[0] or 0)
    free = quickly(case, 3, {"duration": Slack(1)})
    assert any(objectives(case, plan)["order"] for plan in plans_of(free))


@pytest.mark.parametrize(
    "slack, best, limit",
    [
        (Slack(), 7, 7),
        (Slack(2), 7, 9),
        (Slack(percent=10), 100, 110),
        (Slack(percent=10), 109, 119),
        (Slack(percent=0.1), 3000, 3003),
        (Slack(percent=33.3), 1000, 1333),
        (Slack(percent=50), 3, 4),
        (Slack(percent=100), 0, 0),
        (Slack(1, 10), 100, 111),
    ],
)
def test_limits(slack: Slack, best: int, limit: int) -> None:
    assert slack.limit(best) == limit


def test_an_unknown_cost_has_no_limit() -> None:
    """No document gives the prices of the vintage of 2021: the slack on the cost is left out."""
    case = case_of("casp-rncp36625", start="2021-S1")
    found = quickly(case, 3, DEFAULT)
    assert objectives(case, plans_of(found)[0])["cost"] is None
    assert set(found.limits) == {"duration"}
    promised(case, found, 3, DEFAULT)


def test_the_limit_of_time_is_not_taken_for_a_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second search finds nothing in time, or a plan that is not proven the farthest."""
    case = case_of("casp-2019-2020")
    real = study.solve

    def late(case: Case, config: Config | None = None, aim: Aim | None = None) -> Result:
        return Result("unknown") if aim is not None else real(case, config)

    monkeypatch.setattr(study, "solve", late)
    found = alternatives(case, 3, DEFAULT)
    assert (len(found.results), found.smallest, found.bound, found.complete) == (1, None, None, False)

    def loose(case: Case, config: Config | None = None, aim: Aim | None = None) -> Result:
        result = real(case, config, aim)
        values = tuple(
            replace(i, bound=i.bound - 5, proven=False) if i.name == "apart" else i for i in result.objectives
        )
        return replace(result, status="feasible", objectives=values)

    monkeypatch.setattr(study, "solve", loose)
    monkeypatch.setattr(study._Joint, "result", lambda joint: (list(joint.plans), joint.bound))
    found = alternatives(case, 2, DEFAULT)
    assert found.smallest is not None
    assert found.bound == found.smallest + 5


def test_offerings_of_one_name_are_the_same_classes(tiny: Callable[..., Case]) -> None:
    """A row twice in the programme offers nothing new: only the other term does."""
    offerings = [{"units": ["A"], "period": period, "modality": "evening"} for period in ("S1", "S1", "S2")]
    twice = {"requirements": [{"id": "core", "all_of": ["A"]}], "offerings": offerings}
    case = tiny(programme=twice)
    for number in (2, 3, 4):
        found = alternatives(case, number, {"duration": Slack(1)})
        assert [o.id for plan in plans_of(found) for o in plan.chosen] == ["A-2020-S1-evening", "A-2020-S2-evening"]
        assert (found.smallest, found.bound, found.complete) == (1, 1, True)


def test_plans_that_differ_only_in_the_award_are_not_different(tiny: Callable[..., Case]) -> None:
    case = tiny(acquired=["A", "B", "C", "D"])
    found = alternatives(case, 5, {"duration": Slack(3)})
    assert (len(found.results), found.smallest, found.bound, found.complete) == (1, None, None, True)
