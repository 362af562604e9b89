"""How far a plan is looked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.domain.case import Case
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


@pytest.mark.parametrize("years, award", [("every", "2023-S2"), ("even", "2026-S2"), ("odd", "2027-S2")])
def test_a_chain_of_units_that_run_every_other_year_is_followed_to_its_end(
    tiny: Callable[..., Case], years: str, award: str
) -> None:
    """Four springs in a row, each unit after the one before: with one of two years left out they take seven years."""
    chain = [{"unit": unit, "after": [before]} for before, unit in ("AB", "BC", "CD")]
    offerings = [{"units": ["A", "B", "C", "D"], "period": "S2", "modality": "evening", "years": years}]
    case = tiny(programme={"prerequisites": chain, "offerings": offerings})
    result = solve(case)
    assert result.plan is not None
    assert result.plan.award == term(case, award)
