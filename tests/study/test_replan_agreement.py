"""Plans after random results against the enumeration of everything that can follow: the same values, or impossible."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from planner.errors import BadInput
from tests.agreement import made_readable
from tests.reference.again import Again, Place, places
from tests.reference.random_results import random_told
from tests.replan_agreement import answer, differences, following

CASES, BATCH, ROUNDS, LEAST = 150, 25, 3, 1


@pytest.mark.parametrize("first", range(0, CASES, BATCH))
def test_random_results_on_small_programmes(first: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(first, first + BATCH):
        one, history = random_told(seed, made_readable), None
        for number in range(ROUNDS):
            if one is None:
                break
            try:
                found, case = answer(one, history)
            except BadInput:
                seen["refused"] += 1
                break
            assert differences(one, found) == [], f"seed {seed}, round {number}"
            seen[found.result.status] += 1
            seen["otherwise"] += len(found.otherwise)
            history = found.case.history
            one = following(Random(f"{seed} {number}"), one, found, case)
    assert seen["optimal"] >= BATCH // 2
    assert seen["impossible"] >= 1
    assert seen["otherwise"] >= 1
    assert seen["refused"] <= BATCH // 5


def test_random_results_are_of_every_kind() -> None:
    wanted = "passed failed absent pending ongoing max_cost_per_year pins acquired stability".split()  # noqa: SIM905
    wanted += ["1 terms", "2 terms", "3 terms", "by year", "at most", "second session"]
    wanted += ["internship under way", "report defended", "pinned before", "pinned after", "pause"]
    seen: Counter[str] = Counter()
    for seed in range(CASES):
        if all(seen[name] >= LEAST for name in wanted):
            return
        one = random_told(seed, made_readable)
        if one is None:
            continue
        past = one.again.past
        seen.update(result for _, result in past.attempts)
        seen.update(key for key in ("max_cost_per_year", "pins", "acquired", "pause") if key in one.learner)
        seen[f"{one.now - one.again.case.start} terms"] += 1
        seen["by year"] += isinstance(one.learner.get("max_cost_per_year"), dict)
        seen["stability"] += one.stability and one.within is None
        seen["at most"] += one.within is not None
        seen["second session"] += any(place.session for place in _places(one.again))
        seen["internship under way"] += past.internship is not None
        seen["report defended"] += past.report is not None
        seen["pinned before"] += any(term < one.now for _, term in one.again.case.pins)
        seen["pinned after"] += any(term >= one.now for _, term in one.again.case.pins)
    assert {name: seen[name] for name in wanted if seen[name] < LEAST} == {}


def _places(again: Again) -> list[Place]:
    return [place for unit in again.open_units for place in places(again, unit)]
