"""How far a plan is looked for, and how soon an award is thought possible; each term worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.case import Case
from planner.solve.horizon import earliest_award, last_term
from planner.solve.pipeline import solve
from tests.support import case_of, term

Tiny = Callable[..., Case]
TWELVE = "AST004 TRS001 TET003 TET099 TET007 CCE001 CCE003 AST002 AST005 TRS002 PSY001 UEV010".split()  # noqa: SIM905


def test_a_budget_that_only_a_late_year_has_is_reached() -> None:
    """One unit is left, and the money for it comes in the eighth year."""
    budget = {"default": 50, "years": {"2026-2027": 1000}}
    case = case_of("casp-2019-2020", acquired=TWELVE[1:], max_cost_per_year=budget)
    result = solve(case)
    assert result.plan is not None
    assert result.plan.award == term(case, "2026-S1")


@pytest.mark.parametrize("years, award", [("every", "2023-S2"), ("even", "2026-S2"), ("odd", "2027-S2")])
def test_a_chain_of_units_that_run_every_other_year_is_followed_to_its_end(tiny: Tiny, years: str, award: str) -> None:
    """Four springs in a row, each unit after the one before: with one of two years left out they take seven years."""
    chain = [{"unit": unit, "after": [before]} for before, unit in ("AB", "BC", "CD")]
    offerings = [{"units": ["A", "B", "C", "D"], "period": "S2", "modality": "evening", "years": years}]
    case = tiny(programme={"prerequisites": chain, "offerings": offerings})
    result = solve(case)
    assert result.plan is not None
    assert result.plan.award == term(case, award)


LATE = [{"unit": "A", "term": "2034-S1"}]
AWARD = {"experience": [{"in_sector": True, "months": 18}, {"in_sector": False, "months": 9, "internship_months": 3}]}


@pytest.mark.parametrize(
    "keys, last",
    [
        ({}, "2026-S1"),
        ({"acquired": ["A", "B"]}, "2024-S1"),
        ({"pins": [{"unit": "A", "term": "2022-S1"}]}, "2028-S1"),
        ({"availability": {"terms": {"2023-S2": {"evenings": []}}}}, "2029-S2"),
        ({"availability": {"terms": {"2023-S2": {"days": []}}}}, "2029-S2"),
        ({"max_units_per_term": {"terms": {"2023-S2": 1}}}, "2029-S2"),
        ({"max_daytime_units_per_term": {"terms": {"2023-S2": 1}}}, "2029-S2"),
        ({"min_units_per_term": {"terms": {"2023-S2": 1}}}, "2029-S2"),
        ({"max_total_units_per_term": {"terms": {"2023-S2": 1}}}, "2029-S2"),
        ({"min_credits_per_term": {"terms": {"2023-S2": 1}}}, "2029-S2"),
        ({"max_credits_per_term": {"terms": {"2023-S2": 6}}}, "2029-S2"),
        ({"max_cost_per_year": {"years": {"2024-2025": 100}}}, "2030-S2"),
        ({"internship_windows": [{"from": "2022-09-01", "to": "2023-01-31"}]}, "2028-S1"),
        ({"internship_windows": [{"from": "2022-09-01", "to": "2023-02-01"}]}, "2028-S2"),
        ({"experience": {"months": 0, "in_sector": True}}, "2027-S2"),
        ({"pins": LATE}, "2035-S2"),
        ({"minimise": ["evenness"]}, "2035-S2"),
        ({"minimise": ["duration", "evenness"]}, "2026-S1"),
    ],
)
def test_a_year_for_each_unit_and_two_more_after_what_is_special(tiny: Tiny, keys: dict[str, Any], last: str) -> None:
    """From 2020-S1, or from the last term, year or day that the learner names: six years with four units left. No plan
    takes more than sixteen years, nor goes on after the deadline.
    """
    case = tiny(programme={"award": AWARD}, **keys)
    assert last_term(case) == last_term(case, deadline=False) == term(case, last)
    until = tiny(programme={"award": AWARD}, deadline="2021-S2", **keys)
    assert last_term(until) == term(case, "2021-S2")
    assert last_term(until, deadline=False) == term(case, last)


def test_a_plan_of_so_many_terms_ends_there_and_repairs_look_further(tiny: Tiny) -> None:
    for terms, last, open_end in ((3, "2021-S1", "2026-S1"), (30, "2034-S2", "2034-S2")):
        case = tiny(terms=terms)
        assert last_term(case) == earliest_award(case) == term(case, last)
        assert last_term(case, deadline=False) == term(case, open_end)


def test_two_years_for_each_where_something_runs_every_other_year_only(tiny: Tiny) -> None:
    for years, last in (("every", "2026-S1"), ("even", "2032-S1"), ("odd", "2032-S1")):
        offerings = [
            {"units": ["A"], "period": "S1", "modality": "evening", "years": years},
            {"units": ["B", "C", "D"], "period": "S1", "modality": "evening"},
        ]
        case = tiny(programme={"offerings": offerings})
        assert last_term(case) == term(case, last)


def test_so_is_a_term_that_an_earlier_plan_names(tiny: Tiny) -> None:
    for special, last in (("2019-S1", "2026-S1"), ("2025-S1", "2031-S1")):
        case = tiny()
        assert last_term(case, special_term=term(case, special)) == term(case, last)


def test_an_offering_of_one_year_is_special(tiny: Tiny) -> None:
    """A runs in autumn 2024 once more."""
    head = "offering,unit,period,modality,weekday,start,end\n"
    rows = [f"{unit}-1,{unit},S1,evening,,,\n" for unit in "ABCD"]
    case = tiny(timetable=head + "".join(rows) + "A-2,A,2024-S1,evening,,,\n")
    assert last_term(case) == term(case, "2030-S1")


def test_so_is_a_year_without_an_offering(tiny: Tiny) -> None:
    """A does not run in 2022 and 2023, which end with 2023-S2."""
    case = tiny()
    patterns = [replace(p, closed=frozenset({2022, 2023})) if p.unit == "A" else p for p in case.programme.patterns]
    closed = Case(replace(case.programme, patterns=tuple(patterns)), case.learner)
    assert last_term(closed) == term(case, "2029-S2")


ONE_OF_TWO = [{"id": "both", "all_of": ["A", "B"]}, {"id": "one", "k": 1, "of": ["C", "D"]}]
AUTUMN = {"offerings": [{"units": ["A", "B", "C", "D"], "period": "S1", "modality": "evening"}]}
ANNUAL = {
    "calendar": {
        "year": 2020,
        "terms": [
            {"id": "S1", "title": "autumn", "starts": "2020-09-01", "ends": "2021-01-31"},
            {"id": "S2", "title": "spring", "starts": "2021-02-01", "ends": "2021-06-30"},
        ],
        "periods": [{"id": "S1", "terms": ["S1"]}, {"id": "year", "terms": ["S1", "S2"]}],
    },
    "offerings": [
        {"units": ["A"], "period": "year", "modality": "evening"},
        {"units": ["B", "C"], "period": "S1", "modality": "evening"},
        {"units": ["B", "D"], "period": "year", "modality": "evening"},
    ],
}


@pytest.mark.parametrize(
    "programme, keys, soonest",
    [
        ({}, {}, "2020-S1"),
        ({}, {"max_units_per_term": 1}, "2021-S2"),
        ({}, {"max_units_per_term": 3}, "2020-S2"),
        ({}, {"max_units_per_term": 1, "acquired": ["A"]}, "2021-S1"),
        ({}, {"max_units_per_term": {"terms": {"2020-S1": 0}}}, "2020-S2"),
        ({}, {"availability": {"evenings": ["mon"]}}, "2021-S2"),
        ({}, {"availability": {"evenings": ["mon", "tue"], "terms": {"2020-S1": {"evenings": []}}}}, "2021-S1"),
        ({}, {"max_units_per_term": 1, "pathway": "mixed"}, "2020-S1"),
        ({}, {"terms": 3}, "2021-S1"),
        (AUTUMN, {"max_units_per_term": 1}, "2023-S1"),
        (AUTUMN, {"max_units_per_term": 3}, "2021-S1"),
        (AUTUMN, {"max_units_per_term": 1, "start": "2020-S2"}, "2024-S1"),
        (ANNUAL, {}, "2020-S2"),
        (ANNUAL, {"max_units_per_term": 2}, "2021-S1"),
        (ANNUAL, {"max_units_per_term": 1}, "2023-S1"),
        ({"requirements": [{"id": "two", "k": 3, "of": ["A", "B", "C", "D"]}]}, {"max_units_per_term": 1}, "2021-S1"),
        ({"requirements": [{"id": "two", "k": 3, "of": ["A", "B", "C", "D"]}]}, {"max_units_per_term": 3}, "2020-S1"),
        ({"requirements": ONE_OF_TWO}, {"max_units_per_term": 2}, "2020-S2"),
        ({"requirements": ONE_OF_TWO}, {"max_units_per_term": 2, "acquired": ["C"]}, "2020-S1"),
        ({"award": AWARD}, {"experience": {"months": 0, "in_sector": True}}, "2021-S2"),
        ({"award": AWARD}, {"experience": {"months": 13, "in_sector": True}}, "2020-S2"),
        ({"award": AWARD}, {"experience": {"months": 14, "in_sector": True}}, "2020-S1"),
    ],
)
def test_no_award_before_there_is_room_for_what_is_needed(
    tiny: Tiny, programme: dict[str, Any], keys: dict[str, Any], soonest: str
) -> None:
    """Four units, and the places that an evening unit takes at least; never later than the award of the best plan."""
    case = tiny(programme=programme, **keys)
    assert earliest_award(case) == term(case, soonest)
    best = solve(case)
    assert best.plan is not None
    assert best.plan.award >= term(case, soonest)


@pytest.mark.parametrize(
    "windows, soonest",
    [
        ([("2021-03-01", "2021-06-01")], "2020-S2"),
        ([("2021-03-30", "2021-12-31")], "2020-S2"),
        ([("2021-03-31", "2021-12-31")], "2020-S2"),
        ([("2021-04-01", "2021-12-31")], "2021-S1"),
        ([("2020-01-01", "2021-12-31")], "2020-S1"),
        ([("2023-03-01", "2023-09-01"), ("2021-10-01", "2022-01-31")], "2021-S1"),
    ],
)
def test_nor_before_an_internship_in_the_first_window_is_over(
    tiny: Tiny, windows: list[tuple[str, str]], soonest: str
) -> None:
    """Three months from its first day: from 31 March to 30 June is the last that spring holds."""
    given = [{"from": first, "to": last} for first, last in windows]
    away = {"months": 9, "in_sector": False}
    case = tiny(programme={"award": AWARD}, experience=away, internship_windows=given)
    assert earliest_award(case) == term(case, soonest)
    best = solve(case)
    assert best.plan is not None
    assert best.plan.award == term(case, soonest)
