"""Just inside and just outside the budget: no academic year costs more than `max_cost_per_year`.

Every plan is also put to the solver's model: `broken` asserts that the two agree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from planner.check.cost import cost
from planner.domain.case import Case
from tests.support import broken, case_of, casp, casp_by_day, plan_of

Tiny = Callable[..., Case]
REPORT: dict[str, Any] = {
    "units": [{"code": code, "title": code, "credits": 6} for code in "ABCD"]
    + [{"code": "R", "title": "report", "kind": "report"}],
    "award": {"report": {"unit": "R"}},
    "fundings": [{"id": "individual", "title": "individual"}],
    "tariffs": [
        {"modality": "evening", "funding": "individual", "per_unit": 100, "yearly": 50},
        {"modality": "daytime", "funding": "individual", "per_unit": 0},
    ],
}
"""A report, evening units at 100 with a yearly fee of 50, daytime units for nothing."""
BY_DAY = {"2020-S1": "A/day B/day C/day D/day"}


@pytest.mark.parametrize("budget, found", [(618, set()), (617.99, {"budget"})])
def test_the_dearest_year_decides(budget: float, found: set[str]) -> None:
    """2019-2020: 170 + (6 + 6 + 8 + 6 + 6) x 14 = 170 + 448 = 618; 2020-2021: 170 + 30 x 14 = 590; then 254."""
    case = case_of("casp-2019-2020", max_cost_per_year=budget)
    plan = plan_of(case, casp(2019), "2021-S1")
    assert [cost(case, plan).known_cents(year) for year in (2019, 2020, 2021)] == [61800, 59000, 25400]
    assert broken(case, plan) == found


@pytest.mark.parametrize("budget, found", [(1878, set()), (1877, {"budget"})])
def test_fees_due_once_count_in_their_year(budget: float, found: set[str]) -> None:
    """2010-2011: 18 + 100 + 32 x 55 = 1878; 2011-2012: 100 + 30 x 55 = 1750; 2012-2013: 100 + 330 + 152 = 582."""
    case = case_of("casp-2010-reunion", start="2010-S1", max_cost_per_year=budget)
    plan = plan_of(case, casp(2010), "2012-S1")
    assert [cost(case, plan).known_cents(year) for year in (2010, 2011, 2012)] == [187800, 175000, 58200]
    assert broken(case, plan) == found


@pytest.mark.parametrize("budget, found", [(5976, set()), (5975.99, {"budget"})])
def test_the_daytime_year_is_paid_in_its_year(budget: float, found: set[str]) -> None:
    case = case_of("casp-2019-2020", pathway="daytime", max_cost_per_year=budget)
    assert broken(case, plan_of(case, casp_by_day(2019), "2019-S2")) == found


@pytest.mark.parametrize(
    "pathway, units, award, due",
    [
        ("mixed", BY_DAY, "2020-S2", 0),
        ("mixed", BY_DAY, "2021-S1", 50),
        ("daytime", BY_DAY, "2021-S1", 0),
        ("mixed", {"2020-S1": "A/day B/day C/day", "2021-S1": "D/day"}, "2021-S2", 0),
        ("mixed", {"2020-S1": "A/day B/day C/day", "2020-S2": "D"}, "2020-S2", 150),
        ("mixed", {"2020-S1": "A/day B/day C/day", "2020-S2": "D"}, "2021-S1", 150),
    ],
)
def test_the_yearly_fee_of_a_year_with_the_report_alone(
    tiny: Tiny, pathway: str, units: dict[str, str], award: str, due: float
) -> None:
    """Due in the evening and mixed pathways, not in the daytime one, nor in a year with a daytime unit."""
    case = tiny(programme=REPORT, pathway=pathway, max_cost_per_year=due)
    assert broken(case, plan_of(case, units, award)) == set()
    if due:
        case = tiny(programme=REPORT, pathway=pathway, max_cost_per_year=due - 0.01)
        assert broken(case, plan_of(case, units, award)) == {"budget"}


def test_an_evening_year_owes_the_yearly_fee_once(tiny: Tiny) -> None:
    """4 x 100 + 50 in 2020-2021, and 50 more for the report in 2021-2022 unless it is acquired."""
    units = {"2020-S1": "A B", "2020-S2": "C D"}
    for budget, found in ((450, set()), (449, {"budget"})):
        case = tiny(programme=REPORT, max_cost_per_year=budget)
        assert broken(case, plan_of(case, units, "2020-S2")) == found
    totals = {}
    for acquired in ([], ["R"]):
        case = tiny(programme=REPORT, acquired=acquired)
        totals[bool(acquired)] = cost(case, plan_of(case, units, "2021-S1")).total
    assert totals == {False: 50000, True: 45000}


def test_unknown_prices_do_not_break_a_budget() -> None:
    """As far as prices are known: the daytime units of the training account have none in 2019."""
    case = case_of("casp-2019-2020", pathway="daytime", funding="cpf", max_cost_per_year=0)
    plan = plan_of(case, casp_by_day(2019), "2019-S2")
    assert cost(case, plan).total is None
    assert broken(case, plan) == set()
