"""What a plan costs at least against every plan of small random programmes, and by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from planner.domain.case import Case
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.floor import least_cents
from planner.study.caps import cap_units
from tests.frontier_agreement import by_enumeration, small_case
from tests.support import case_of


def floor_of(case: Case, units: int | None = None) -> int:
    config = Config()
    return least_cents(cap_units(case, units), config, Clock.of(config), units)


@pytest.mark.parametrize("busy", [False, True])
def test_no_plan_costs_less(*, busy: bool) -> None:
    seen: Counter[str] = Counter()
    for seed in range(60):
        made = small_case(seed, busy=busy)
        if made is None:
            continue
        case, raw = made
        front = by_enumeration(raw)
        heaviest = max((load for _, _, load in front), default=0)
        for units in (None, *range(1, heaviest + 1)):
            costs = [cost for _, cost, load in front if cost is not None and (units is None or load <= units)]
            if costs:
                found = floor_of(case, units)
                assert found <= min(costs), (seed, units)
                seen["asked"] += 1
                seen["exact"] += found == min(costs)
    assert seen["asked"] >= 30, seen
    assert seen["exact"] >= seen["asked"] // 4, seen


def test_terms_that_are_exactly_full_need_a_whole_number_of_them() -> None:
    """With two units in each term and no fewer, an odd unit has no place."""
    case = case_of("fictional-three-terms", start="2024-T1", pathway="daytime", funding="employer")
    assert floor_of(case, 2) > floor_of(case)


def test_nothing_is_known_without_a_plan() -> None:
    assert floor_of(case_of("fictional-three-terms", start="2024-T1"), 1) == 0
