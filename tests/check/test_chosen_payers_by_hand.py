"""Who pays is chosen: budgets just kept and just passed, fees, and the figures of 2019-2020, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.check import violations
from planner.check.assignment import payers
from planner.check.cost import cost
from planner.check.payers import own_cost, shares
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.pipeline import solve
from planner.study.conflict import smallest
from tests.support import broken, case_of, casp, casp_by_day, plan_of

SECTOR = {"months": 40, "in_sector": True}
LISTED = {"employer": ["AST004", "TRS001", "TET003"]}


def evening(**keys: Any) -> tuple[Case, Plan]:
    """Five terms of evenings from 2019: three years, with UEV010."""
    case = case_of("casp-2019-2020", **keys)
    return case, plan_of(case, casp(2019), "2021-S1")


def paid_by(case: Case, plan: Plan) -> dict[str, int | None]:
    return {share.funding: share.total for share in shares(case, cost(case, plan))}


def own(case: Case, plan: Plan) -> int | None:
    return own_cost(case, cost(case, plan))


def named(case: Case, plan: Plan, **units: str) -> Plan:
    """The plan with a payer for some of its units."""
    return replace(plan, payers=tuple((o.place, units[o.unit]) for o in plan.chosen if o.unit in units))


# 2019 evening, 6 / 4 / 8 credits: individual 84 / 56 / 112 and 170 a year; employer 840 / 560 / 1 120; CPF 675 / 450 /
# 900; jobseeker 450 / 300 / 600.


def solved(**keys: Any) -> tuple[Case, dict[str, int | None], Plan]:
    case = case_of("casp-2019-2020", start="2026-S2", experience=SECTOR, **keys)
    result = solve(case)
    assert result.plan is not None
    assert result.status == "optimal"
    return case, {item.name: item.value for item in result.objectives}, result.plan


def test_the_same_person_pays_3675_or_816() -> None:
    """Nine units and 46 credits with TET006 beside the employer's three: five of 6 credits, four of 4.

    Under the CPF alone they cost 5 x 675 + 4 x 450 = 5 175, of which 1 500 is covered: 3 675 are left.
    With oneself among the payers: 46 x 14 = 644 and a fee of 170 in each year in which one pays something. The CPF can
    take over units up to 1 500: three of 4 credits (1 350) save 168, two of 6 and none of 4 (1 350) too, and of one of
    6 and one of 4 (1 125) only 140; nothing saves more. In five terms from 2026-S2, the first year only has S2 and
    TET003 fills a place of both terms of the year it runs in: no fee can be saved but that of 2027-2028, where the
    employer's three units leave nothing else to pay. 644 - 168 + 2 x 170 = 816.
    """
    alone = solved(funding=[LISTED, "cpf"], payer_budgets={"cpf": 1500}, minimise=["duration", "own-cost"])
    assert (alone[1]["duration"], alone[1]["own-cost"]) == (5, 367500)
    chosen = solved(funding=[LISTED, "cpf", "individual"], payer_budgets={"cpf": 1500}, minimise=["duration"])
    assert (chosen[1]["duration"], chosen[1]["own-cost"]) == (5, 81600)
    assert paid_by(chosen[0], chosen[2])["employer"] == 280000


def test_what_you_pay_comes_directly_before_the_cost() -> None:
    both = ["employer", "individual"]
    assert case_of("casp-2019-2020", funding=both).learner.objectives()[:4] == ("duration", "order", "own-cost", "cost")
    first = case_of("casp-2019-2020", funding=both, minimise=["cost", "load"])
    assert first.learner.objectives()[:3] == ("own-cost", "cost", "load")
    named = case_of("casp-2019-2020", funding=both, minimise=["cost", "own-cost"])
    assert named.learner.objectives()[:2] == ("cost", "own-cost")
    assert "own-cost" not in case_of("casp-2019-2020", funding=["employer"]).learner.objectives()


def test_one_that_stands_alone_is_as_before() -> None:
    case, plan = evening(funding=[LISTED, "cpf"], payer_budgets={"cpf": 100})
    assert (case.learner.alone, case.learner.funding) == ((), "cpf")
    assert broken(case, plan) == set()
    assert own(case, plan) == 530000  # six of 6 credits and three of 4 for the CPF: 4 050 + 1 350, of which it pays 100


@pytest.mark.parametrize("budget, fits", [(9520, True), (9519.99, False)])
def test_an_employer_s_budget_just_kept_and_just_passed(budget: float, fits: bool) -> None:
    """68 credits under the employer are 9 520, and the agency of the second payer has nothing to give."""
    case, plan = evening(funding=["employer", "cpf"], payer_budgets={"employer": budget, "cpf": 449.99})
    assert broken(case, plan) == (set() if fits else {"payer_budget"})


@pytest.mark.parametrize("cpf, fits", [(450, True), (449.99, False)])
def test_two_budgets_that_fit_to_the_cent(cpf: float, fits: bool) -> None:
    """The employer has 560 less than it takes: exactly a unit of 4 credits for the CPF, 450."""
    case, plan = evening(funding=["employer", "cpf"], payer_budgets={"employer": 8960, "cpf": cpf})
    assert broken(case, plan) == (set() if fits else {"payer_budget"})
    if fits:
        assert paid_by(case, plan) == {"employer": 896000, "cpf": 45000}
        assert own(case, plan) == 0


def test_fees_count_in_a_budget_and_escape_with_the_units() -> None:
    """In 2010 the employer pays 18 once, 100 a year and 125 a credit, the report 152: the second year costs it most."""
    case = case_of("casp-2010-reunion", start="2010-S1", funding=["employer", "individual"],
                   payer_budgets={"employer": 350})  # fmt: skip
    plan = plan_of(case, casp(2010), "2012-S1")
    found = paid_by(case, plan)
    # what belongs to no unit is the learner's own; the employer's 350 do not even pay a unit of 4 credits (500)
    assert found == {"individual": 421000}
    more = case_of("casp-2010-reunion", start="2010-S1", funding=["employer", "individual"],
                   payer_budgets={"employer": 600})  # fmt: skip
    # a fee of 100 is due to both in a year that has something of both; of equal ones the learner's own is paid
    assert paid_by(more, plan_of(more, casp(2010), "2012-S1")) == {"individual": 399000, "employer": 50000}


def test_a_year_wholly_another_s_owes_no_fee_but_the_report_s_does() -> None:
    """The CPF has no yearly fee; the report belongs to no unit, and so to the learner, who has one."""
    case, plan = evening(funding=["cpf", "individual"])
    mine = {offering.unit: "individual" for offering in plan.chosen}
    last = named(case, plan, **mine | {"UEV010": "cpf"})
    assert paid_by(case, last) == {"individual": 3 * 17000 + 62 * 1400, "cpf": 67500}
    second = ("CCE001", "CCE003", "PSY001", "AST002", "AST005", "TRS002")
    whole = named(case, plan, **mine | dict.fromkeys(second, "cpf"))
    assert paid_by(case, whole) == {"individual": 2 * 17000 + 38 * 1400, "cpf": 3 * 45000 + 3 * 67500}
    part = named(case, plan, **mine | dict.fromkeys(second[1:], "cpf"))
    assert paid_by(case, part) == {"individual": 3 * 17000 + 42 * 1400, "cpf": 2 * 45000 + 3 * 67500}


@pytest.mark.parametrize("budget, units", [(650, 1), (649.99, 0), (2000, 1)])
def test_a_package_for_one_unit_pays_for_one(budget: float, units: int) -> None:
    """2016: the DIF package has a price for a single unit, 650."""
    case = case_of("casp-2016-2017", start="2016-S1", funding=["dif", "individual"], payer_budgets={"dif": budget})
    plan = plan_of(case, casp(2016), "2018-S1")
    assert broken(case, plan) == set()
    assert list(payers(case, plan).values()).count("dif") == units
    assert cost(case, plan).total is not None


def test_a_daytime_unit_has_a_twelfth_of_either_price() -> None:
    """498 for the learner, 996 for the employer, who pays three with 3 000; the CPF has no daytime price."""
    case = case_of("casp-2019-2020", pathway="daytime", funding=["cpf", "employer", "individual"],
                   payer_budgets={"employer": 3000, "cpf": 9000})  # fmt: skip
    plan = plan_of(case, casp_by_day(2019), "2019-S2")
    assert paid_by(case, plan) == {"individual": 9 * 49800, "employer": 3 * 99600}


def test_who_pays_what_nobody_prices_is_unknown() -> None:
    """Only the CPF and the employer's evening fees are known in none of them for 2020-2021: every cost is unknown."""
    case = case_of("casp-2020-2021", start="2020-S1", funding=["cpf", "employer"])
    plan = plan_of(case, casp(2020), "2022-S1")
    assert cost(case, plan).total is None
    assert own(case, plan) is None
    assert broken(case, plan) == set()


def test_named_payers_are_kept_and_judged() -> None:
    case, plan = evening(funding=[LISTED, "cpf", "individual"], payer_budgets={"cpf": 1500})
    kept = named(case, plan, CCE001="cpf", PSY001="individual")
    assert payers(case, kept)[case_unit(kept, "CCE001")] == "cpf"
    assert payers(case, kept)[case_unit(kept, "PSY001")] == "individual"
    assert violations(case, kept) == []

    def keys(**units: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(found.key, found.subjects) for found in violations(case, named(case, plan, **units))]

    assert keys(AST004="cpf") == [("check.payer_other", ("AST004", "cpf"))]
    assert keys(CCE001="jobseeker") == [("check.payer_unnamed", ("CCE001", "jobseeker"))]
    assert keys(CCE001="cpf", AST002="cpf", AST005="cpf") == [("check.payer_budget_here", ("cpf",))]
    day = case_of("casp-2019-2020", pathway="daytime", funding=["cpf", "individual"])
    lesson = plan_of(day, casp_by_day(2019), "2019-S2")
    found = violations(day, named(day, lesson, CCE001="cpf"))
    assert [(one.key, one.subjects) for one in found] == [("check.payer_unpriced", ("CCE001", "cpf"))]


def case_unit(plan: Plan, unit: str) -> tuple[str, str]:
    return next(offering.place for offering in plan.chosen if offering.unit == unit)


def test_budgets_that_no_plan_keeps_are_in_the_conflict() -> None:
    case = case_of("casp-2019-2020", funding=["employer", "cpf"], payer_budgets={"employer": 2000, "cpf": 1500})
    assert solve(case).status == "impossible"
    rules = {(one.rule, one.subjects) for one in smallest(case, Config(), Clock.start(60)).instances}
    assert {("payer_budget", ("employer",)), ("payer_budget", ("cpf",))} <= rules
