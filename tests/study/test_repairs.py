"""Repairs of impossible cases against the reference: accepted as data and with `--set`, true, and none smaller."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.report.impossible import gives_data
from planner.solve.config import Config
from planner.storage import learners
from planner.study.explain import Explanation, explain
from planner.study.repairs import Repair
from tests.reference import Outcome, solve
from tests.reference.changes import KINDS, Step, one_step
from tests.reference.dates import Calendar
from tests.study.impossible import Example, all_impossible, small, vintage
from tests.support import MORE

SMALL, VINTAGES, BATCH = 40 * MORE, 10, 40
CENT = 0.01


def after(found: Example, keys: dict[str, Any]) -> Outcome:
    """The reference's answer with keys of the learner replaced."""
    learner = {**found.learner, **keys}
    calendar = Calendar(found.programme["calendar"])
    terms = calendar.index(learner["deadline"]) - calendar.index(learner["start"]) + 1
    return solve(found.programme, learner, terms)


def gives(outcome: Outcome) -> tuple[Any, ...]:
    """Duration, cost in euros (for one payer) and award of the reference's best plan."""
    cost = outcome.objectives.get("cost")
    return outcome.objectives["duration"], None if cost is None else cost / 100, outcome.award


def working(found: Example) -> list[Step]:
    """The single changes of one step that are enough, by the reference."""
    steps = one_step(found.programme, found.learner, found.terms)
    return [step for step in steps if after(found, step.keys).status == "optimal"]


def assert_accepted(found: Example, repair: Repair, folder: Path) -> None:
    """In the file, over it with `--set`, and read by the product: the same learner each time."""
    path = folder / "learner.yaml"
    named = {**found.learner, "programme": str(folder / "programme.yaml")}
    (folder / "programme.yaml").write_text(json.dumps(found.programme), encoding="utf-8")
    path.write_text(json.dumps(named), encoding="utf-8")
    given = learners.load(path, tuple(f"{key}={json.dumps(value)}" for key, value in repair.set.items())).learner
    path.write_text(json.dumps({**named, **repair.set}), encoding="utf-8")
    assert learners.load(path).learner == given
    own = repair.case.learner
    for name in ("start", "pathway", "windows", "evening_cap", "daytime_cap", "evenings", "evenings_by_term", "days",
                 "days_by_term", "order", "deadline", "pins", "avoid", "budget", "experience"):  # fmt: skip
        assert getattr(given, name) == getattr(own, name), name


def assert_least(found: Example, repair: Repair) -> None:
    """A deadline one term sooner, or a cent less, would not do."""
    if len(repair.changes) > 1:
        return
    keys = dict(repair.set)
    if "deadline" in keys:
        calendar = Calendar(found.programme["calendar"])
        keys["deadline"] = calendar.name(calendar.index(keys["deadline"]) - 1)
    elif "max_cost_per_year" in keys:
        (change,) = repair.changes
        given = keys["max_cost_per_year"]
        if change.kind == "budget":
            name = change.subject[0]
            given = {**given, "years": {**given["years"], name: round(given["years"][name] - CENT, 2)}}
        else:
            given = round(given - CENT, 2)
        keys["max_cost_per_year"] = given
    else:
        return
    assert after(found, keys).status == "impossible", (found.name, repair.set)


def undoes(found: Example, step: Step) -> bool:
    """Whether the step takes back when the learner said to be free."""
    return step.kind == "evening" and bool(found.learner.get("availability"))


def assert_none_smaller(found: Example, explained: Explanation) -> bool:
    """If one step is enough, the first repair is a single one and asks no more than the least of those that are;
    where each such step undoes what the learner said, another repair may come before it.
    """
    enough = working(found)
    others = [step for step in enough if not undoes(found, step)]
    if enough:
        least = min(KINDS.index(step.kind) for step in others or enough)
        assert explained.repairs, (found.name, enough[0])
        assert not (others and explained.repairs[0].undoes), found.name
        if not others and not explained.repairs[0].undoes:
            return True
        (first, *more) = explained.repairs[0].changes
        assert not more, (found.name, enough[0])
        assert first.kind == "budget" or first.size == 1, (found.name, first, enough[0])
        assert first.kind not in KINDS or first.kind in KINDS[: least + 1], (found.name, first, enough[0])
    return bool(enough)


def check(found: Example, folder: Path, seen: Counter[str]) -> None:
    explained = explain(found.case, Config())
    assert explained.result.status == "impossible", found.name
    assert explained.conflict, found.name
    seen["impossible"] += 1
    seen["one step is enough"] += assert_none_smaller(found, explained)
    seen["repaired"] += bool(explained.repairs)
    kept = [json.dumps(repair.set, sort_keys=True) for repair in explained.repairs]
    assert len(kept) == len(set(kept)), found.name
    for repair in explained.repairs:
        seen["repairs"] += 1
        told = gives_data(repair.case, repair.result)
        duration, price, award = gives(after(found, repair.set))
        assert (told["duration"], told["award"]) == (duration, award), (found.name, repair)
        several = isinstance(repair.set.get("funding"), list)
        assert several or told["cost"] == price, (found.name, repair)
        assert_accepted(found, repair, folder)
        assert_least(found, repair)


@pytest.mark.parametrize("first", range(0, SMALL, BATCH))
def test_repairs_of_tiny_programmes(first: int, tmp_path: Path) -> None:
    assert_repairs(small, range(first, first + BATCH), tmp_path)


@pytest.mark.parametrize("first", range(30, 30 + VINTAGES, 10))
def test_repairs_of_the_vintages(first: int, tmp_path: Path) -> None:
    assert_repairs(vintage, range(first, first + 10), tmp_path)


def assert_repairs(make: Callable[[int], Example | None], seeds: range, folder: Path) -> None:
    seen: Counter[str] = Counter()
    for found in all_impossible(make, seeds):
        check(found, folder, seen)
    assert seen["impossible"] >= len(seeds) * 3 // 4
    assert seen["repaired"] >= seen["one step is enough"] >= len(seeds) // 8
