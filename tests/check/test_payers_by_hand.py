"""Who pays what, from the figures of the documents by hand: euros in the comments, cents in the code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from planner.check.cost import cost
from planner.check.objectives import objectives
from planner.check.payers import own_cost, shares
from planner.domain.case import Case
from planner.domain.plan import Cost, CostLine, Plan
from planner.report import basis
from planner.solve.pipeline import solve
from planner.storage.learners import with_changes
from tests.support import case_of, casp, casp_by_day, plan_of

CPF = [{"cpf": ["TET003", "AST004"]}, "individual"]
Paid = dict[tuple[str, bool], list[int | None]]


def paid_by(case: Case, plan: Plan) -> Paid:
    """Cents of each year by funding, and whether beyond its budget."""
    return {(share.funding, share.beyond): list(share.by_year.values()) for share in shares(case, cost(case, plan))}


def own(case: Case, plan: Plan) -> int | None:
    return own_cost(case, cost(case, plan))


def evening(**keys: Any) -> tuple[Case, Plan]:
    """Five terms of evenings from 2019: three years, TET003 and AST004 in the first."""
    case = case_of("casp-2019-2020", **keys)
    return case, plan_of(case, casp(2019), "2021-S1")


# 2019: CPF 900 for TET003 (8 credits) and 675 for AST004 (6); the rest 54 x 14 + 3 x 170 = 756 + 510.


def test_2019_two_units_by_the_training_account() -> None:
    case, plan = evening(funding=CPF)
    assert cost(case, plan).total == 284100
    # TRS001, TET099, TET007: 3 x 84 + 170 = 422; CCE001, CCE003, AST002, AST005, TRS002, PSY001: 3 x 56 + 3 x 84 + 170
    # = 590; UEV010: 84 + 170 = 254
    assert paid_by(case, plan) == {("individual", False): [42200, 59000, 25400], ("cpf", False): [157500, 0, 0]}
    assert own(case, plan) == 126600


@pytest.mark.parametrize("budget, covered", [(0, 0), (1000, 100000), (1574.99, 157499), (1575, 157500), (9999, 157500)])
def test_a_budget_is_a_cap_on_the_payer(budget: float, covered: int) -> None:
    case, plan = evening(funding=CPF, payer_budgets={"cpf": budget})
    found = paid_by(case, plan)
    assert found["cpf", False] == [covered, 0, 0]
    assert found.get(("cpf", True), [0, 0, 0]) == [157500 - covered, 0, 0]
    assert (("cpf", True) in found) == (covered < 157500)
    assert own(case, plan) == 126600 + 157500 - covered


def test_a_budget_pays_what_is_due_first() -> None:
    """AST004 (675) in the first year, AST005 (675) and PSY001 (450) in the second: 1 000 cover 675 and 325."""
    funding = ["individual", {"cpf": ["AST004", "AST005", "PSY001"]}]
    case, plan = evening(funding=funding, payer_budgets={"cpf": 1000})
    found = paid_by(case, plan)
    assert found["cpf", False] == [67500, 32500, 0]
    assert found["cpf", True] == [0, 80000, 0]
    assert own(case, plan) == 68 * 1400 - 16 * 1400 + 3 * 17000 + 80000


def test_a_budget_for_everything() -> None:
    """CPF for all 12 units, 7 650 in all, 2 000 of them covered: no yearly fee, and the learner pays 5 650."""
    case, plan = evening(funding="cpf", payer_budgets={"cpf": 2000})
    assert (cost(case, plan).total, own(case, plan)) == (765000, 565000)
    assert own(*evening(funding="cpf")) == 0


def test_the_yearly_fee_goes_with_the_unit_that_owes_it() -> None:
    """CPF units alone in a year owe no fee; the rest 2 x 170 + 54 x 14 = 1 096."""
    case = case_of("casp-2019-2020", funding=[{"cpf": ["TET003", "AST004"]}, "individual"], max_units_per_term=4)
    units = {
        "2019-S1": "TET003 AST004",
        "2020-S1": "TRS001 CCE001 CCE003 AST002",
        "2020-S2": "TET099 TET007 TRS002 AST005",
        "2021-S1": "UEV010",
        "2021-S2": "PSY001",
    }
    plan = plan_of(case, units, "2021-S2")
    assert paid_by(case, plan)["individual", False][0] == 0
    assert own(case, plan) == 109600


def test_the_report_s_own_fee_follows_the_rest() -> None:
    """All units by the CPF and nothing but the report in the last year: 170 for the individual rest, none otherwise."""
    units = casp(2019) | {"2021-S1": ""} | {"2020-S1": "CCE001 CCE003 AST002 UEV010"}
    everything = [unit for codes in casp(2019).values() for unit in codes.split()]
    case = case_of("casp-2019-2020", funding=[{"cpf": everything}, "individual"])
    plan = plan_of(case, units, "2021-S1")
    assert paid_by(case, plan)["individual", False] == [0, 0, 17000]
    turned = case_of("casp-2019-2020", funding=[{"individual": everything}, "cpf"])
    assert cost(turned, plan_of(turned, units, "2021-S1")).total == 2 * 17000 + 68 * 1400


# 2010: 18 + 152 and 100 a year in every funding; 55, 125 or 5 a credit. Jobseekers pay for themselves (an assumption).


def test_2010_fees_due_once_and_the_yearly_fee_are_the_rest_s() -> None:
    """Employer: 14 credits x 125 = 1 750. Individual, with units in all years: 18 + 152 + 54 x 55 + 3 x 100 = 3 440."""
    case = case_of("casp-2010-reunion", start="2010-S1", funding=["individual", {"employer": ["TET003", "AST004"]}])
    plan = plan_of(case, casp(2010), "2012-S1")
    assert own(case, plan) == 344000
    assert cost(case, plan).total == 344000 + 175000


def test_2010_an_employer_pays_the_yearly_fee_of_a_year_of_its_own() -> None:
    """UEV010 alone in the third year, with the report, which owes the individual's 100: that comes first of the two."""
    funding = ["individual", {"employer": ["UEV010"]}]
    case = case_of("casp-2010-reunion", start="2010-S1", funding=funding)
    found = paid_by(case, plan_of(case, casp(2010), "2012-S1"))
    assert found["employer", False] == [0, 0, 75000]  # 6 x 125
    later = plan_of(case, casp(2010) | {"2012-S1": "UEV010"}, "2013-S1")
    assert paid_by(case, later)["employer", False] == [0, 0, 85000, 0]  # the year's only fee is the employer's


@pytest.mark.parametrize("funding, expected", [("individual", 421000), ("jobseeker", 81000), ("employer", 0)])
def test_2010_whose_money_it_is(funding: str, expected: int) -> None:
    case = case_of("casp-2010-reunion", start="2010-S1", funding=funding)
    plan = plan_of(case, casp(2010), "2012-S1")
    assert own(case, plan) == expected
    assert ("jobseeker-payer" in basis.assumptions(case, plan)) == (funding == "jobseeker")


# 2016: 150 a year + 14 a credit; CPF 30 an hour; DIF 650 for one unit.


def test_2016_dif_for_one_unit_and_cpf_for_two() -> None:
    """DIF 650; CPF (60 + 45) x 30 = 3 150; the rest 48 x 14 + 3 x 150 = 1 122."""
    funding = [{"dif": ["UEV010"]}, {"cpf": ["TET003", "AST004"]}, "individual"]
    case = case_of("casp-2016-2017", start="2016-S1", funding=funding)
    plan = plan_of(case, casp(2016), "2018-S1")
    # the third year has UEV010, by the DIF, and the report, whose fee is the individual's
    assert cost(case, plan).total == 65000 + 315000 + 48 * 1400 + 3 * 15000
    assert own(case, plan) == 112200


def test_2016_at_most_units_counts_the_units_of_that_funding() -> None:
    case = case_of("casp-2016-2017", start="2016-S1", funding=[{"dif": ["UEV010", "CCE001"]}, "individual"])
    plan = plan_of(case, casp(2016), "2018-S1")
    assert cost(case, plan).total is None
    assert [line.values["unit"] for line in cost(case, plan).lines if line.amount is None] == ["CCE001", "UEV010"]
    assert own(case, plan) is None


def test_2020_evenings_have_an_individual_price_only() -> None:
    funding = ["individual", {"cpf": ["UEV010"]}]
    case = case_of("casp-2020-2021", start="2020-S1", funding=funding)
    plan = plan_of(case, casp(2020), "2022-S1")
    assert (cost(case, plan).total, own(case, plan)) == (None, None)
    assert paid_by(case, plan)["cpf", False] == [0, 0, None]
    # in the daytime half of the units by the employer: 6 x 996 and 6 x 498
    half = casp(2020)["2020-S1"].split() + casp(2020)["2020-S2"].split() + ["CCE001"]
    case = case_of("casp-2020-2021", start="2020-S1", pathway="daytime", funding=[{"employer": half}, "individual"])
    plan = plan_of(case, casp_by_day(2020), "2020-S2")
    assert (cost(case, plan).total, own(case, plan)) == (597600 + 298800, 298800)


def test_the_present_title_has_no_price_whoever_pays() -> None:
    case = case_of("casp-rncp36625", start="2023-S1", funding=CPF, minimise=["own-cost"])
    plan = plan_of(case, casp(2023), "2025-S1")
    assert objectives(case, plan)["own-cost"] is None
    assert solve(case).objectives[0].name == "duration"


# Unknown stays unknown.


def test_the_training_account_has_no_price_in_the_daytime() -> None:
    case = case_of("casp-2019-2020", pathway="daytime", funding=CPF, payer_budgets={"cpf": 100})
    plan = plan_of(case, casp_by_day(2019), "2019-S2")
    assert own(case, plan) is None
    found = paid_by(case, plan)
    assert found == {("individual", False): [498000], ("cpf", False): [None], ("cpf", True): [None]}


def test_from_the_first_unknown_year_on_nobody_knows_what_is_left() -> None:
    """TET003 in the daytime of the second year has no price: 675 in the first, then unknown for account and learner."""
    funding = [{"cpf": ["AST004", "TET003", "UEV010"]}, "individual"]
    case = case_of("casp-2019-2020", pathway="mixed", funding=funding, payer_budgets={"cpf": 700})
    units = casp(2019) | {"2019-S1": "AST004 TRS001", "2020-S1": "CCE001 CCE003 AST002 TET003/day"}
    found = paid_by(case, plan_of(case, units, "2021-S1"))
    assert found["cpf", False] == [67500, None, None]
    assert found["cpf", True] == [0, None, None]


@pytest.mark.parametrize("stated, expected", [({}, None), ({"own": True}, 6000), ({"own": False}, 0)])
def test_whose_money_it_is_must_be_said(
    tiny: Callable[..., Case], stated: dict[str, Any], expected: int | None
) -> None:
    programme = {
        "fundings": [{"id": "individual", "title": "alone", **stated}],
        "tariffs": [{"modality": "evening", "funding": "individual", "per_unit": 15}],
    }
    case = tiny(programme=programme, minimise=["own-cost"])
    result = solve(case)
    assert result.plan is not None
    assert own(case, result.plan) == expected
    assert ("own-cost" in [item.name for item in result.objectives]) == (expected is not None)
    said = [key for key, _ in basis.warnings(case, result.plan)]
    assert ("warning.own_unsaid" in said) == (expected is None)


@pytest.mark.parametrize("budget, within, beyond", [(300, [None, 0], [None, 0]), (0, [0, 0], [None, 0])])
def test_an_unknown_price_says_nothing_of_years_in_which_nothing_is_due(
    budget: int, within: list[int | None], beyond: list[int | None]
) -> None:
    """No document prices daytime classes under the CPF; the year after, only the learner pays."""
    case = case_of("casp-2019-2020", pathway="mixed", funding=[{"cpf": ["TET003"]}, "individual"],
                   payer_budgets={"cpf": budget})  # fmt: skip
    lines = (
        CostLine(2019, "cost.unit", {"unit": "TET003", "modality": "daytime"}, None, 4038, "cpf"),
        CostLine(2020, "cost.unit", {"unit": "CCE003", "modality": "evening"}, 5600, 4040, "individual"),
    )
    found = {(share.funding, share.beyond): list(share.by_year.values()) for share in shares(case, Cost(lines))}
    assert found["cpf", False] == within
    assert found["cpf", True] == beyond
    assert own_cost(case, Cost(lines)) is None


# The objective, and what changes it.


def test_the_least_that_a_learner_can_pay_by_hand() -> None:
    """Two years of 170 and 52 credits at 14 (TET006): 340 + 728; 1 575 - 1 500 beyond the budget: 1 143."""
    case = case_of("casp-2019-2020", funding=CPF, payer_budgets={"cpf": 1500}, minimise=["own-cost"])
    first = solve(case).objectives[0]
    assert (first.name, first.value, first.bound, first.proven) == ("own-cost", 114300, 114300, True)


def test_who_pays_everything_by_others_pays_nothing_and_then_is_quick() -> None:
    case = case_of("casp-2019-2020", funding="employer", minimise=["own-cost"])
    found = {item.name: item.value for item in solve(case).objectives}
    assert (found["own-cost"], found["duration"], found["cost"]) == (0, 5, 952000)  # 68 x 140


def test_a_study_can_change_who_pays() -> None:
    before, plan = evening()
    after = with_changes(before, {"funding": CPF, "payer_budgets": {"cpf": 1500}})
    assert (own(before, plan), own(after, plan)) == (146200, 134100)
    assert after.fundings == ("individual", "cpf")


def test_listing_a_unit_under_the_rest_changes_nothing() -> None:
    case, plan = evening(funding=["individual", {"individual": ["TET003"]}])
    assert (case.learner.shares, own(case, plan)) == ({}, 146200)
