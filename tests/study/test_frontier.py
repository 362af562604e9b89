"""The front against every plan of small random programmes, against a plain model of the vintages, and by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from planner.domain.case import Case
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.study import sweep
from planner.study.frontier import frontier
from tests.agreement import product_case
from tests.frontier_agreement import (
    by_enumeration,
    by_plain_model,
    other_values,
    small_case,
    sound,
    vectors,
    vintage_learners,
)
from tests.support import case_of

TINY = (*range(60), 347, 758, 774)
BUSY = (*range(30), 48, 50, 99)
"""The last seeds of each: points that a smaller cap leads back to."""


@pytest.mark.parametrize(("seeds", "busy"), [(TINY, False), (BUSY, True)])
def test_the_front_is_that_of_all_plans(seeds: tuple[int, ...], busy: bool) -> None:
    seen: Counter[str] = Counter()
    for seed in seeds:
        made = small_case(seed, busy=busy)
        if made is None:
            continue
        case, raw = made
        expected = by_enumeration(raw)
        found = frontier(case)
        assert vectors(found) == list(expected), seed
        if not expected:
            assert found.first.status == "impossible"
            continue
        sound(case, found)
        assert other_values(case, found) == list(expected.values()), seed
        unknown = {point.cost is None for point in found.points}
        seen["possible"] += 1
        seen["several"] += len(expected) > 1
        seen["unknown beside known"] += len(unknown) == 2
        seen["budget"] += case.learner.budget.default is not None
        seen[case.learner.pathway] += 1
    assert seen["possible"] >= 20, seen
    assert seen["several"] >= (15 if busy else 3), seen
    assert seen["mixed"] >= 8, seen
    if busy:
        assert seen["unknown beside known"] >= 3, seen
        assert seen["budget"] >= 3, seen


def test_the_front_of_the_vintages_by_a_plain_model() -> None:
    points = 0
    for raw, person in vintage_learners(6, 1):
        case = product_case(raw, person, 8)
        found = frontier(case)
        assert vectors(found) == by_plain_model(raw, person, 8), person
        points += len(found.points)
        if found.points:
            sound(case, found)
    assert points >= 9


def test_a_plan_of_the_front_is_the_learners_best_with_its_values() -> None:
    """The same plan as an ordinary solve gives that asks for these values first."""
    keys: dict[str, Any] = {"order": "prefer", "minimise": ["duration", "cost", "load"], "max_units_per_term": 4}
    case = case_of("casp-2019-2020", **keys)
    best = solve(case)
    first = frontier(case).points[0]
    assert best.plan is not None
    assert first.result.plan is not None
    assert (first.result.plan.chosen, first.result.plan.award) == (best.plan.chosen, best.plan.award)


def test_evenings_in_paris_by_hand() -> None:
    """12 units take 13 places: 5 terms by threes (three years), 7 by twos (four), 13 one by one (seven). A year costs
    170 euros and 68 credits 14 each; TET006 in place of UEV010 takes off 28, and a term more where S2 has no room.
    """
    found = frontier(case_of("casp-2019-2020"))
    sound(case_of("casp-2019-2020"), found)
    costs = {(point.duration, point.load): point.cost for point in found.points}
    assert costs[5, 3] == 3 * 17000 + 68 * 1400
    assert costs[6, 3] == 3 * 17000 + 66 * 1400
    assert costs[7, 2] == 4 * 17000 + 68 * 1400
    assert costs[13, 1] == 7 * 17000 + 68 * 1400
    assert min(costs.values(), key=lambda cents: cents or 0) == 3 * 17000 + 66 * 1400


def test_daytime_against_evening_by_hand() -> None:
    """Four free terms of the same price: only the modality and the load count."""
    case = case_of("casp-2019-2020", pathway="daytime")
    found = frontier(case)
    sound(case, found)
    assert vectors(found)[0] == (2, 597_600, 12)
    assert all(point.cost == 597_600 for point in found.points)
    pairs = [(point.duration, point.load) for point in found.points]
    assert pairs == [(2, 12), (4, 6), (6, 4), (8, 3), (12, 2), (24, 1)]


def test_no_longer_plans_than_asked_for() -> None:
    case = case_of("casp-2019-2020", acquired=["UEV010", "PSY001"])
    whole = frontier(case)
    for terms in (5, 7):
        found = frontier(case, max_terms=terms)
        sound(case, found)
        assert vectors(found) == [vector for vector in vectors(whole) if vector[0] <= terms]
    none = frontier(case, max_terms=3)
    assert (none.points, none.first.status, none.complete) == ((), "impossible", True)


def test_a_deadline_sooner_than_the_terms_asked_for_stays() -> None:
    case = case_of("casp-2019-2020", deadline="2021-S1")
    assert vectors(frontier(case, max_terms=9)) == vectors(frontier(case))


def test_without_any_price_duration_and_load_make_the_front() -> None:
    case = case_of("casp-rncp36625")
    found = frontier(case)
    sound(case, found)
    assert {point.cost for point in found.points} == {None}
    pairs = [(point.duration, point.load) for point in found.points]
    assert pairs == [(5, 3), (7, 2), (13, 1)]


def test_a_single_plan_when_all_is_acquired(tiny: Callable[..., Case]) -> None:
    found = frontier(tiny(acquired=["A", "B", "C", "D"]))
    assert [(point.duration, point.load) for point in found.points] == [(1, 0)]


def test_what_is_found_before_the_limit_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stops after some searches; what is there then is part of the whole front."""
    case = case_of("casp-2019-2020", acquired=["AST004", "TRS001", "CCE001", "TET003", "TET007"])
    whole, search = frontier(case), sweep.Sweep._search
    assert whole.complete
    partial = set()
    for allowed in range(1, 30):
        left = iter(range(allowed))

        def limited(self: sweep.Sweep, *args: Any, left: Iterator[int] = left, **kwargs: Any) -> Any:
            if next(left, None) is None:
                raise sweep.Late
            return search(self, *args, **kwargs)

        monkeypatch.setattr(sweep.Sweep, "_search", limited)
        found = frontier(case)
        assert set(vectors(found)) <= set(vectors(whole))
        if found.complete:
            break
        missing = set(vectors(whole)) - set(vectors(found))
        assert all(found.open_load is None or vector[2] <= found.open_load for vector in missing)
        partial.add(len(found.points))
    assert len(partial) >= 2
    assert vectors(found) == vectors(whole)


def test_no_time_at_all() -> None:
    found = frontier(case_of("casp-2019-2020"), Config(time_limit=0.0001))
    assert (found.first.status, found.points) == ("unknown", ())


def test_the_same_front_with_another_seed_and_again() -> None:
    case = case_of("casp-2016-2017", pathway="mixed", funding="jobseeker")
    one, again, other = frontier(case), frontier(case), frontier(case, Config(seed=7))
    plans = [[point.result.plan for point in found.points] for found in (one, again)]
    assert plans[0] == plans[1]
    assert vectors(one) == vectors(other)
