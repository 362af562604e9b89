"""Plans at the edge: nothing left to take, nothing begun, a report before the start."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.check import violations
from planner.check.cost import cost
from planner.check.objectives import last_term, objectives
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.solve.pipeline import solve
from tests.support import broken, case_of, offering_of, plan_of, term
from tests.worded import say

TWELVE = [
    "TET099", "TRS001", "AST004", "TET003", "CCE001", "TET007", "TRS002", "CCE003", "PSY001", "AST005", "AST002",
    "UEV010",
]  # fmt: skip


def test_everything_acquired_leaves_the_report() -> None:
    result = solve(case_of("casp-2019-2020", start="2019-S1", acquired=TWELVE))
    assert {item.name: item.value for item in result.objectives} == {
        "duration": 1, "order": 0, "cost": 17000, "load": 0, "certificate": 0,
    }  # fmt: skip


def test_a_funding_without_prices_makes_every_cost_unknown() -> None:
    """Neither zero nor the yearly fee alone: no document prices anything under CPF in 2010, or at all since."""
    for name, start, funding in (("casp-2010-reunion", "2010-S1", "cpf"), ("casp-rncp36625", "2020-S1", "individual")):
        case = case_of(name, start=start, funding=funding, acquired=TWELVE)
        result = solve(case)
        assert result.plan is not None
        paid = cost(case, result.plan)
        assert paid.total is None
        assert [line.key for line in paid.lines if line.amount is None] == ["cost.unpriced"]
        assert say("fr", "cost.unpriced") != say("en", "cost.unpriced")
        assert "cost" not in {item.name for item in result.objectives}


def test_an_unfinished_certificate_is_not_held() -> None:
    case = case_of("casp-2019-2020", start="2019-S1")
    begun = Plan((offering_of(case, "AST004", "2019-S1"),), term(case, "2019-S1"), None, term(case, "2019-S1"))
    assert objectives(case, begun)["certificate"] is None
    empty = Plan((), term(case, "2019-S1"), None, term(case, "2019-S1"))
    assert objectives(case, empty)["certificate"] is None
    assert objectives(case, empty)["load"] == 0
    assert last_term(empty, case.programme.certificates[0]) is None


def test_a_report_before_the_start_is_a_violation_in_words() -> None:
    case = case_of("casp-2019-2020", start="2019-S2", acquired=TWELVE)
    found = violations(case, Plan((), term(case, "2019-S1"), None, term(case, "2019-S2")))
    first = next(item for item in found if item.rule == "report")
    assert first.subjects == ("2019-S1",)
    assert "2019-S1" in say("en", first.key, **first.values)


@pytest.mark.parametrize("first, second", [("B", "C"), ("C", "B")])
def test_every_prerequisite_of_a_unit_counts_whether_in_one_entry_or_in_two(
    tiny: Callable[..., Case], first: str, second: str
) -> None:
    case = tiny(programme={"prerequisites": [{"unit": "A", "after": [first]}, {"unit": "A", "after": [second]}]})
    assert broken(case, plan_of(case, {"2020-S1": "B C D", "2020-S2": "A"}, "2020-S2")) == set()
    for early, late in (("B", "C"), ("C", "B")):
        plan = plan_of(case, {"2020-S1": f"{early} D", "2020-S2": f"{late} A"}, "2020-S2")
        assert broken(case, plan) == {"prerequisite"}
