"""How far a plan is looked for."""

from __future__ import annotations

from planner.solve.pipeline import solve
from tests.support import case_of, term

TWELVE = "AST004 TRS001 TET003 TET099 TET007 CCE001 CCE003 AST002 AST005 TRS002 PSY001 UEV010".split()  # noqa: SIM905


def test_a_budget_that_only_a_late_year_has_is_reached() -> None:
    """One unit is left, and the money for it comes in the eighth year."""
    budget = {"default": 50, "years": {"2026-2027": 1000}}
    case = case_of("casp-2019-2020", acquired=TWELVE[1:], max_cost_per_year=budget)
    result = solve(case)
    assert result.plan is not None
    assert result.plan.award == term(case, "2026-S1")
