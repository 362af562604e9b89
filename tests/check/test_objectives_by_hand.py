"""Objectives of plans, worked out by hand: which units outside a certificate come early, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from planner.check.objectives import objectives
from planner.domain.case import Case
from planner.solve.pipeline import solve
from tests.support import plan_of

Tiny = Callable[..., Case]


def certificates(*units: str, recommended: bool = True) -> list[dict[str, Any]]:
    """A certificate for each text of codes."""
    return [{"id": f"C{n}", "title": "C", "units": [*text], "recommended_first": recommended}
            for n, text in enumerate(units)]  # fmt: skip


@pytest.mark.parametrize(
    "units, order, certificate",
    [
        ({"2020-S1": "A B", "2020-S2": "C D"}, 0, 1),
        ({"2020-S1": "A B C", "2020-S2": "D"}, 1, 1),
        ({"2020-S1": "A", "2020-S2": "B C D"}, 2, 2),
        ({"2020-S1": "C", "2020-S2": "A B D"}, 2, 2),
        ({"2020-S1": "C D", "2021-S1": "A B"}, 2, 3),
    ],
)
def test_units_that_start_no_later_than_the_certificate_ends_come_early(
    tiny: Tiny, units: dict[str, str], order: int, certificate: int
) -> None:
    """The certificate holds A and B; C and D are outside."""
    case = tiny(programme={"certificates": certificates("AB")})
    found = objectives(case, plan_of(case, units, "2021-S1"))
    assert (found["order"], found["certificate"], found["duration"]) == (order, certificate, 3)


def test_each_certificate_counts_and_only_one_that_comes_first_has_an_order(tiny: Tiny) -> None:
    """C0 holds A and B, in the first two terms; C1 holds D, in the third. C is outside both and in the second."""
    units = {"2020-S1": "A", "2020-S2": "B C", "2021-S1": "D"}
    both = certificates("AB", "D")
    case = tiny(programme={"certificates": [both[0], {**both[1], "recommended_first": False}]})
    assert objectives(case, plan_of(case, units, "2021-S1")) | {"cost": None} == {
        "duration": 3, "order": 1, "cost": None, "load": 2, "certificate": 2 + 3,
    }  # fmt: skip


def test_objectives_that_do_not_apply_are_left_out(tiny: Tiny) -> None:
    """No order where nothing is recommended first or the learner ignores it, no certificate where there is none."""
    first, later = certificates("AB"), certificates("AB", recommended=False)
    for programme, order, left in (
        ({"certificates": first}, "prefer", {"order", "certificate"}),
        ({"certificates": first}, "require", {"order", "certificate"}),
        ({"certificates": first}, "ignore", {"certificate"}),
        ({"certificates": later}, "prefer", {"certificate"}),
        ({"certificates": later}, "ignore", {"certificate"}),
        ({}, "prefer", set()),
    ):
        case = tiny(programme=programme, order=order)
        result = solve(case)
        assert result.plan is not None
        found = set(objectives(case, result.plan)) - {"cost"}
        assert found == {"duration", "load"} | left
        assert {item.name for item in result.objectives} - {"cost"} == found


def test_a_certificate_that_is_held_takes_no_time(tiny: Tiny) -> None:
    case = tiny(programme={"certificates": certificates("AB")}, acquired=["A", "B"])
    found = objectives(case, plan_of(case, {"2020-S1": "C", "2020-S2": "D"}, "2020-S2"))
    assert (found["order"], found["certificate"]) == (0, 0)
