"""What must be true of two inputs together, on random learners of the vintages and of tiny programmes.

`PLANNER_SAMPLES=2000` takes more of them.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import Result

from planner.domain.case import Case
from planner.errors import BadInput
from planner.solve.pipeline import solve
from planner.study.moved import OWN, STABILITY
from planner.study.past import after_results
from planner.study.replan import replan
from tests.relaxed import relaxed
from tests.samples import Sample, Values, places, small, values_of, vintage
from tests.transformed import new_names, permuted, renamed

SAMPLES = int(os.environ.get("PLANNER_SAMPLES", "80"))
MAKERS = {"vintages": vintage, "tiny": small}
each_kind = pytest.mark.parametrize("kind", MAKERS)


def samples(kind: str, what: str) -> Iterator[tuple[str, Random, Sample, Case]]:
    """Readable random learners, each with its name and the randomness of what is done to it."""
    for place in range(SAMPLES):
        name = f"{kind} {what} {place}"
        random = Random(name)
        sample = MAKERS[kind](random, place)
        try:
            case = sample.case()
        except BadInput:
            continue
        yield name, random, sample, case


@each_kind
def test_the_order_of_lists_changes_no_value(kind: str) -> None:
    seen: Counter[str] = Counter()
    for name, random, sample, case in samples(kind, "permuted"):
        expected = values_of(case)
        assert values_of(permuted(random, sample).case()) == expected, name
        seen[expected.status] += 1
    assert min(seen["optimal"], seen["impossible"]) >= SAMPLES // 10


@each_kind
def test_names_change_nothing(kind: str) -> None:
    """Not even which of the best plans is chosen."""
    seen: Counter[str] = Counter()
    for name, random, sample, case in samples(kind, "renamed"):
        result = solve(case)
        names = new_names(random, sample.programme)
        other = renamed(names, sample).case()
        again = solve(other)
        assert values_of(other, again) == values_of(case, result), name
        seen[result.status] += 1
        if result.plan is not None and again.plan is not None:
            told = [{(o.unit, o.modality, o.terms, o.span) for o in plan.chosen} for plan in (result.plan, again.plan)]
            assert {(names[unit], *rest) for unit, *rest in told[0]} == told[1], name
            assert places(again.plan)[1:] == places(result.plan)[1:], name
    assert min(seen["optimal"], seen["impossible"]) >= SAMPLES // 10


@each_kind
def test_a_demand_less_makes_nothing_worse(kind: str) -> None:
    seen: Counter[str] = Counter()
    for name, random, sample, case in samples(kind, "relaxed"):
        before = values_of(case)
        changes = list(relaxed(random, sample))
        for change, other in random.sample(changes, min(5, len(changes))):
            try:
                after = values_of(other.case())
            except BadInput:
                seen["refused"] += 1
                continue
            names = before.names
            if change == "the order ignored":
                names = names[: names.index("order")]
            assert after.no_worse_than(before, names), f"{name}, {change}: {before}, then {after}"
            seen[change] += 1
            seen["better"] += not before.no_worse_than(after, names)
            seen["possible now"] += (before.status, after.status) == ("impossible", "optimal")
    assert seen["refused"] <= SAMPLES // 2
    assert seen["better"] >= SAMPLES // 6
    assert seen["possible now"] >= SAMPLES // 20


def _free_of_least(sample: Sample) -> Sample:
    """Without what one unit more can break: places, minima and even loads, that a unit may be there to reach.

    The budget of a year counts a yearly fee when the year's only daytime unit goes and the report stays alone.
    """
    wished = [name for name in sample.learner.get("minimise", ()) if name not in ("balance", "evenness")]
    gone = dict.fromkeys(("pins", "terms", "min_units_per_term", "min_credits_per_term"))
    found = sample.but(**gone, minimise=wished)
    if sample.learner.get("pathway", "evening") != "evening":
        found = found.but(max_cost_per_year=None)
    load = {key: value for key, value in sample.programme.get("load", {}).items() if not key.startswith("min_")}
    return Sample(found.kind, {**sample.programme, "load": load}, found.learner, found.terms)


def _sure(case: Case, values: Values) -> tuple[str, ...]:
    """The first objectives that a unit less to take cannot make worse: in the daytime a report may be left alone in
    its year, and then owes a fee that units of the day do not; and another payer may owe a year's fee.
    """
    money = ("own-cost",) if case.learner.pathway == "evening" else ("own-cost", "cost")
    place = min((values.names.index(name) for name in money if name in values.names), default=len(values.names))
    return values.names[:place]


@each_kind
def test_one_unit_more_acquired_makes_nothing_longer(kind: str) -> None:
    """A plan without the unit, and without what only it needed, is still a plan."""
    seen: Counter[str] = Counter()
    for name, random, sample, _ in samples(kind, "acquired"):
        bare = _free_of_least(sample)
        case = bare.case()
        free = [unit for unit in case.remaining if unit not in case.learner.avoid]
        if not free:
            continue
        before = values_of(case)
        unit = random.choice(free)
        other = bare.but(acquired=[*bare.learner.get("acquired", ()), unit])
        after = values_of(other.case())
        assert after.no_worse_than(before, _sure(case, before)), f"{name}, {unit}: {before}, then {after}"
        seen["shorter"] += after.known.get("duration", 0) < before.known.get("duration", 0)
        seen[after.status] += 1
    assert seen["optimal"] >= SAMPLES // 2
    assert seen["shorter"] >= SAMPLES // 30


@each_kind
def test_with_nothing_new_nothing_moves(kind: str) -> None:
    """From its own plan; after no results at all; and when all has passed up to some term."""
    seen: Counter[str] = Counter()
    for name, random, _, case in samples(kind, "again"):
        result = solve(case)
        plan = result.plan
        if plan is None:
            continue
        now = random.randint(case.learner.start, plan.award)
        ways = {
            "from": (case, OWN),
            "no results": (after_results(case, plan, ()), OWN),
            "all passed": (after_results(case, plan, (), now), OWN),
            "stability": (after_results(case, plan, ()), STABILITY),
        }
        for way, (left, prefer) in ways.items():
            found = replan(left, plan, prefer=prefer)
            assert found.result.plan is not None, f"{name}, {way}"
            assert found.moves == (), f"{name}, {way}"
            assert {item.value for item in found.result.objectives if item.name == "moves"} == {0}
            if prefer == OWN:
                assert places(found.result.plan) == places(plan), f"{name}, {way}"
                again = {item.name: item.value for item in found.result.objectives}
                assert again == {"moves": 0} | {item.name: item.value for item in result.objectives}
            seen[way] += 1
    assert seen["from"] >= SAMPLES // 3


def _told(data: dict[str, Any]) -> Any:
    """Where everything stands, and what it costs; not whether its result is known."""
    terms = [(t["term"], [(u["unit"], u["offering"]) for u in t["units"]], t["events"]) for t in data["terms"]]
    return terms, data["award"], data["cost"], data["ects"]


def test_nor_do_the_commands_move_anything(planner: Callable[..., Result], tmp_path: Path) -> None:
    """Through files: `plan`, then `plan --from` and `replan` with its plan."""
    file, before = tmp_path / "learner.yaml", tmp_path / "plan.json"
    seen = 0
    for name, _, sample, _ in samples("vintages", "commands"):
        file.write_text(json.dumps({**sample.learner, "programme": sample.programme["id"]}), encoding="utf-8")
        made = planner("plan", file, "--format", "json", "--out", before)
        if made.exit_code == 3:
            continue
        old = json.loads(before.read_text(encoding="utf-8"))
        for arguments in (("plan", file, "--from", before), ("replan", file, before)):
            result = planner(*arguments, "--format", "json")
            new = json.loads(result.stdout)
            assert (result.exit_code, result.stderr) == (0, ""), name
            assert new["replan"]["moves"] == new["replan"]["added"] == new["replan"]["no_longer"] == [], name
            assert _told(new) == _told(old), name
        seen += 1
    assert seen >= SAMPLES // 3
