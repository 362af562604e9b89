"""Possible cases: slack, gains and what keeps the title from coming sooner, against every plan that there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.report.impossible import gives_data
from planner.solve.config import Config
from planner.study.explain import Explanation, explain
from tests.reference.brute import legal_plans
from tests.reference.changes import KINDS, one_step
from tests.reference.chosen import Answer, solve_chosen_by_enumeration
from tests.reference.chosen_plain import solve_chosen_plainly
from tests.reference.reading import read_case
from tests.study.impossible import Example, small, vintage
from tests.study.test_conflicts import assert_smallest
from tests.study.test_repairs import after, gives
from tests.support import MORE

SMALL, VINTAGES, BATCH = 40 * MORE, 6, 40
UNKNOWN = 10**12
RIVALS = ("evening", "cap", "deadline", "window", "daytime", "elective")
"""Kinds of one step; how much more money is worth giving is not one."""


def assert_slack(found: Example, explained: Explanation) -> None:
    """The first and the last start of each planned unit over all the plans whose award is no later."""
    assert explained.result.plan is not None
    award, starts = explained.result.plan.award, dict[str, set[int]]()
    for plan, term in legal_plans(read_case(found.programme, found.learner, award - found.case.learner.start + 1)):
        assert term <= award
        for unit, offering in plan.items():
            starts.setdefault(unit, set()).add(offering.first)
    assert {item.unit for item in explained.slack} == {o.unit for o in explained.result.plan.chosen}
    for item in explained.slack:
        assert (item.earliest, item.latest) == (min(starts[item.unit]), max(starts[item.unit])), (found.name, item)


def assert_gains(found: Example, explained: Explanation) -> int:
    """Each gain is what the reference finds; no other step of its kind, and none of a kind without one, gives more."""
    names = list(read_case(found.programme, found.learner, found.terms).objectives)
    names = names[: max(names.index("duration"), names.index("cost")) + 1]
    if after(found, {}).objectives["cost"] is None:  # an unknown cost is never compared
        names.remove("cost")
    best = {gain.change.kind: gain for gain in explained.gains.offered if gain.change.kind != "payer"}

    def measured(keys: dict[str, object]) -> list[int] | None:
        outcome = after(found, keys)
        row = [outcome.objectives.get(name) for name in names]
        return None if outcome.status != "optimal" else [UNKNOWN if value is None else value for value in row]

    for gain in best.values():
        told = gives_data(gain.case, gain.result)
        assert (told["duration"], told["cost"], told["award"]) == gives(after(found, gain.change.set)), found.name
    assert_payers(found, explained, solve_chosen_by_enumeration)
    before, steps = measured({}), one_step(found.programme, found.learner, found.terms)
    for step in steps:
        if step.kind in RIVALS and step.kind not in explained.gains.passed and before is not None:
            other = measured(step.keys)
            reached = measured(dict(best[step.kind].change.set)) if step.kind in best else before
            assert reached is not None, (found.name, step)
            assert other is None or reached <= other, (found.name, step, names, reached, other)
    assert set(best) <= {*KINDS, "order", "pin", "work"}
    return len(best)


def assert_payers(found: Example, explained: Explanation, solve_chosen: Callable[..., Answer]) -> int:
    """Each change of payer gives what the reference finds; nobody pays less in all where it is said that none does."""
    changes = [gain for gain in explained.gains.offered if gain.change.kind == "payer"]
    for gain in changes:
        told = gives_data(gain.case, gain.result)
        if isinstance(gain.change.set["funding"], str):
            assert (told["duration"], told["cost"], told["award"]) == gives(after(found, gain.change.set)), found.name
        else:
            _, values = solve_chosen(found.programme, {**found.learner, **gain.change.set}, found.terms)
            cents = values.get("cost")
            assert (told["duration"], told["cost"]) == (values["duration"], None if cents is None else cents / 100)
    names = [row["id"] for row in found.programme["fundings"]
             if any(tariff["funding"] == row["id"] for tariff in found.programme.get("tariffs") or ())]  # fmt: skip
    if explained.cheapest is not None and len(names) > 1:
        wanted = ["cost", *(name for name in found.case.learner.objectives() if name != "cost")]
        shared = {**found.learner, "funding": names, "payer_budgets": {}, "minimise": [*wanted, "own-cost"]}
        _, values = solve_chosen(found.programme, shared, found.terms)
        assert explained.cheapest.plan is not None
        best = next(item.value for item in explained.cheapest.objectives if item.name == "cost")
        other = None if explained.anyone is None else explained.anyone.objectives[0].value
        lower = values.get("cost")
        assert other == (lower if lower is not None and best is not None and lower < best else None), found.name
    return len(changes)


def assert_not_sooner(found: Example, explained: Explanation) -> bool:
    """A term sooner there is no plan, and the reason is a smallest conflict."""
    plan = explained.result.plan
    assert plan is not None
    if plan.award == found.case.learner.start:
        assert not explained.sooner
        return False
    sooner = found.case.programme.calendar.term(plan.award - 1)
    assert bool(explained.sooner) == (after(found, {"deadline": sooner.name}).status == "impossible")
    if explained.sooner:
        case = replace(found.case, learner=replace(found.case.learner, deadline=sooner.index))
        assert_smallest(case, explained.sooner.instances)
    return bool(explained.sooner)


@pytest.mark.parametrize("first", range(0, SMALL, BATCH))
def test_tiny_programmes(first: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(first, first + BATCH):
        found = small(seed)
        if found is None or not found.possible:
            continue
        explained = explain(found.case, Config())
        assert_slack(found, explained)
        seen["gains"] += assert_gains(found, explained)
        seen["sooner"] += assert_not_sooner(found, explained)
        seen["possible"] += 1
    assert min(seen["possible"], seen["gains"], seen["sooner"]) >= 2


def test_vintages() -> None:
    seen: Counter[str] = Counter()
    for seed in range(VINTAGES):
        found = vintage(seed)
        if found is None or not found.possible:
            continue
        explained = explain(found.case, Config())
        for gain in (one for one in explained.gains.offered if one.change.kind != "payer"):
            told = gives_data(gain.case, gain.result)
            assert (told["duration"], told["cost"], told["award"]) == gives(after(found, gain.change.set)), found.name
        seen["payers"] += assert_payers(found, explained, solve_chosen_plainly)
        assert_not_sooner(found, explained)
        seen["possible"] += 1
    assert seen["possible"] >= VINTAGES // 2
    assert seen["payers"] >= 2
