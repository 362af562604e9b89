"""Just inside and just outside a pause. Every plan is also put to the model: `broken` asserts that the two agree."""

from __future__ import annotations

from typing import Any

import pytest

from planner.check import violations
from planner.check.completion import earliest_internship, fill_gaps, latest_workshop
from planner.domain.plan import Plan
from tests.support import broken, case_of, casp, casp_by_day, offering_of, plan_of, span, term

CASP = "casp-2019-2020"
PAUSED = {
    "2019-S1": "AST004 TRS001",
    "2020-S1": "TET003 CCE001 CCE003",
    "2020-S2": "TET099 TET007",
    "2021-S1": "AST002",
    "2021-S2": "AST005 TRS002 PSY001",
    "2022-S1": "UEV010",
}
OUTSIDE = {"months": 24, "in_sector": False}
WIDE = [{"from": "2019-10-01", "to": "2022-06-30"}]


def judged(units: dict[str, str], award: str, *pause: str, **keys: Any) -> set[str]:
    plan = {key: keys.pop(key) for key in ("internship", "workshop") if key in keys}
    case = case_of(CASP, pause=list(pause), **keys)
    return broken(case, plan_of(case, units, award, **plan))


def test_no_class_and_no_part_of_an_annual_one() -> None:
    assert judged(PAUSED, "2022-S1", "2019-S2") == set()
    assert judged(casp(2019), "2021-S1", "2019-S2") == {"pause"}, "TET003 runs in 2019-S2 too"
    assert judged(casp(2019), "2021-S1", "2022-S1") == set(), "after the award"
    assert judged(casp(2019), "2021-S1", "2018-S2") == set(), "before the start"


def test_no_report_and_no_award() -> None:
    assert judged(PAUSED, "2022-S2", "2022-S2") == {"pause"}
    assert judged(PAUSED, "2023-S1", "2022-S2") == set()


def test_a_class_that_runs_on_belongs_to_its_term() -> None:
    """Daytime classes of S1 run to 15 February; the report of that year would be in S2."""
    found = judged(casp_by_day(2019), "2020-S2", "2019-S2", pathway="daytime")
    assert found == set()


@pytest.mark.parametrize(
    "internship, found",
    [
        (("2020-07-01", "2020-10-01"), set()),
        (("2020-06-30", "2020-09-30"), {"pause"}),
        (("2019-11-01", "2020-02-01"), {"pause"}),
    ],
)
def test_no_day_of_the_internship(internship: tuple[str, str], found: set[str]) -> None:
    """2019-S2 runs from 1 February to 30 June 2020."""
    windows = [{"from": internship[0], "to": internship[1]}]
    keys = {"experience": OUTSIDE, "internship_windows": windows, "internship": internship}
    assert judged(PAUSED, "2022-S1", "2019-S2", **keys) == found


def test_the_workshop_is_a_class() -> None:
    assert judged(PAUSED, "2022-S1", "2019-S2", workshop="2019-S2") == {"pause"}
    assert judged(PAUSED, "2022-S1", "2019-S2", workshop="2019-S1") == set()


def test_no_least_in_a_pause() -> None:
    """Two units at least in each of six terms, of which one is paused."""
    units = {"2019-S1": "AST004 TRS001 CCE001", "2020-S1": "TET003 CCE003 AST002", "2020-S2": "TET099 TET007",
             "2021-S1": "UEV010", "2021-S2": "AST005 TRS002 PSY001"}  # fmt: skip
    keys: dict[str, Any] = {"terms": 6, "min_units_per_term": 1}
    assert judged(units, "2021-S2", "2019-S2", **keys) == set()
    assert judged(units, "2021-S2", **keys) == {"load_cap"}


def test_what_a_plan_by_hand_leaves_out_keeps_the_pause() -> None:
    case = case_of(CASP, pause=["2019-S2", "2020-S1"], experience=OUTSIDE, internship_windows=WIDE)
    first = offering_of(case, "TRS001", "2019-S1")
    found = fill_gaps(case, Plan((first,), 0), award_given=False)
    assert found.award == term(case, "2019-S1")
    assert found.internship == span("2019-10-01", "2020-01-01")
    late = case_of(CASP, pause=["2019-S1", "2019-S2"], experience=OUTSIDE, internship_windows=WIDE)
    assert earliest_internship(late, (), term(late, "2021-S1")) == span("2020-10-01", "2021-01-01")
    plan = fill_gaps(late, Plan((), 0), award_given=False)
    assert (plan.award, plan.workshop) == (term(late, "2020-S1"), term(late, "2020-S1"))
    assert {one.rule for one in violations(late, plan)} == {"requirement"}
    assert latest_workshop(case, span("2021-02-01", "2021-05-01"), term(case, "2020-S2")) == term(case, "2019-S1")
