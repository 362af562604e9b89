"""Just inside and just outside what a learner asks of a term and of the number of terms; loads worked out by hand.

Every plan is also put to the solver's model: `broken` asserts that the two agree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from planner.check import violations
from planner.check.objectives import objectives
from planner.domain.case import Case
from planner.solve.pipeline import solve
from tests.support import broken, case_of, casp, plan_of

Tiny = Callable[..., Case]
CASP = "casp-2019-2020"
# credits: AST004 6, TRS001 6, TET003 8 (both terms) | TET099 6, TET007 6 | CCE001 4, CCE003 4, AST002 6 |
# AST005 6, TRS002 6, PSY001 4 | UEV010 6


def paris(units: dict[str, str], award: str = "2021-S1", **keys: Any) -> set[str]:
    """Rules that a plan of the 2019 vintage breaks."""
    case = case_of(CASP, **keys)
    return broken(case, plan_of(case, units, award))


def values(units: dict[str, str], award: str, **keys: Any) -> tuple[int | None, int | None]:
    """Balance and evenness of a plan of the 2019 vintage, in halves of a credit and quarters of its square."""
    case = case_of(CASP, **keys, minimise=["balance"])
    found = objectives(case, plan_of(case, units, award))
    return found["balance"], found["evenness"]


@pytest.mark.parametrize(
    "key, inside, outside",
    [
        ("min_units_per_term", 1, 2),  # UEV010 alone in 2021-S1
        ("max_total_units_per_term", 3, 2),
        ("min_credits_per_term", 6, 7),
        ("max_credits_per_term", 20, 19),  # 2019-S1: 6 + 6 + 8, an annual unit counts whole in both its terms
    ],
)
def test_a_bound_on_each_term(key: str, inside: int, outside: int) -> None:
    assert paris(casp(2019), **{key: inside}) == set()
    assert paris(casp(2019), **{key: outside}) == {"load_cap"}


@pytest.mark.parametrize(
    "key, inside, outside",
    [
        ("min_units_per_term", 3, 4),
        ("max_total_units_per_term", 3, 2),
        ("min_credits_per_term", 14, 15),
        ("max_credits_per_term", 14, 13),
    ],
)
def test_a_bound_on_one_term(key: str, inside: int, outside: int) -> None:
    """2020-S1: CCE001, CCE003 and AST002, 14 credits."""
    assert paris(casp(2019), **{key: {"terms": {"2020-S1": inside}}}) == set()
    assert paris(casp(2019), **{key: {"terms": {"2020-S1": outside}}}) == {"load_cap"}


def test_a_least_holds_where_something_runs_unless_the_number_of_terms_is_fixed() -> None:
    later = casp(2019) | {"2021-S1": "", "2022-S1": "UEV010"}
    assert paris(later, "2022-S1", min_units_per_term=1) == set(), "2021-S1 and 2021-S2 are empty"
    assert paris(later, "2022-S1", terms=7) == set()
    assert paris(later, "2022-S1", terms=7, min_units_per_term=1) == {"load_cap"}
    assert paris(later, "2022-S1", terms=7, min_credits_per_term=1) == {"load_cap"}


@pytest.mark.parametrize("terms, rules", [(4, {"deadline"}), (5, set()), (6, {"deadline"})])
def test_the_award_is_in_the_last_of_the_terms(terms: int, rules: set[str]) -> None:
    assert paris(casp(2019), terms=terms) == rules


def test_the_term_in_which_the_award_should_be_is_named() -> None:
    case = case_of(CASP, terms=4)
    (found,) = violations(case, plan_of(case, casp(2019), "2021-S1"))
    assert found.values == {"term": "2021-S1", "last": "2020-S2", "count": 4}


def test_the_programme_s_least_holds_in_all_of_so_many_terms(tiny: Tiny) -> None:
    """A to D of six credits in three terms, S2 left empty."""
    for terms, expected in ((None, set()), (3, {"load_cap"})):
        load = {"load": {"max_evening_units": 4, "min_units": 1}}
        case = tiny(programme=load, **({"terms": terms} if terms else {}))
        plan = plan_of(case, {"2020-S1": "A B", "2021-S1": "C D"}, "2021-S1")
        assert broken(case, plan) == expected


@pytest.mark.parametrize("term, least, rules", [
    ("2020-S1", 2, set()), ("2020-S1", 3, {"load_cap"}), ("2020-S2", 2, set()), ("2020-S2", 3, {"load_cap"}),
    ("2021-S1", 1, {"load_cap"}), ("2021-S1", 0, set()), ("2021-S2", 1, set()),
])  # fmt: skip
def test_a_least_holds_up_to_the_last_of_so_many_terms(tiny: Tiny, term: str, least: int, rules: set[str]) -> None:
    """Two units in each of the first two terms of three; in a plan of any length an empty term owes nothing."""
    units = {"2020-S1": "A B", "2020-S2": "C D"}
    for key, factor in (("min_units_per_term", 1), ("min_credits_per_term", 6)):
        bound = {key: {"terms": {term: factor * least}}}
        case = tiny(terms=3, **bound)
        assert broken(case, plan_of(case, units, "2021-S1")) == rules
        case = tiny(**bound)
        assert broken(case, plan_of(case, units, "2021-S1")) == (set() if term == "2021-S1" else rules)


def test_distance_units_count_in_all_bounds(tiny: Tiny) -> None:
    far = [{"units": ["A", "B", "C", "D"], "period": "S1", "modality": "distance"}]
    pathways = {"evening": {"modalities": ["distance"]}}
    for most, expected in ((4, set()), (3, {"load_cap"})):
        case = tiny(programme={"offerings": far, "pathways": pathways}, max_total_units_per_term=most)
        plan = plan_of(case, {"2020-S1": "A/far B/far C/far D/far"}, "2020-S1")
        assert broken(case, plan) == expected


def test_loads_of_a_plan_by_hand() -> None:
    """Five terms of 16, 16, 14, 16 and 6 credits: 68 / 5 lies between 13 and 14, so 2² + 2² + 0 + 2² + 7² = 61."""
    assert values(casp(2019), "2021-S1") == (2 * 16, 4 * 61)


def test_halves_of_a_credit_by_hand(tiny: Tiny) -> None:
    """A of 5 credits over both terms, B of 6 in S1: 8.5 and 2.5 credits around an even load of 5.5: 2.5² + 2.5²."""
    programme = {
        "units": [{"code": "A", "title": "A", "credits": 5}, {"code": "B", "title": "B", "credits": 6}],
        "requirements": [{"id": "core", "all_of": ["A", "B"]}],
        "calendar": YEAR,
        "offerings": [
            {"units": ["A"], "period": "year", "modality": "evening"},
            {"units": ["B"], "period": "S1", "modality": "evening"},
        ],
    }
    case = tiny(programme=programme, minimise=["balance"])
    plan = plan_of(case, {"2020-S1": "A B"}, "2020-S2")
    assert broken(case, plan) == set()
    found = objectives(case, plan)
    assert (found["balance"], found["evenness"]) == (17, 50)
    result = solve(case)  # 2.5, 2.5 and 6 credits around 11 / 3: 0.5² + 0.5² + 2²
    assert [(item.name, item.value) for item in result.objectives][:2] == [("balance", 12), ("evenness", 18)]


YEAR = {
    "year": 2020,
    "terms": [
        {"id": "S1", "title": "autumn", "starts": "2020-09-01", "ends": "2021-01-31"},
        {"id": "S2", "title": "spring", "starts": "2021-02-01", "ends": "2021-06-30"},
    ],
    "periods": [{"id": "S1", "terms": ["S1"]}, {"id": "year", "terms": ["S1", "S2"]}],
}


def test_unknown_credits_leave_the_loads_unknown() -> None:
    """TET010 has no credits in RNCP36625: with it the loads are unknown, and the plan avoids it where it can."""
    case = case_of("casp-rncp36625", start="2023-S1", minimise=["balance"], deadline="2025-S2")
    result = solve(case)
    assert result.plan is not None
    assert "TET010" not in {offering.unit for offering in result.plan.chosen}
    assert [item.name for item in result.objectives][:2] == ["balance", "evenness"]
    forced = case_of("casp-rncp36625", start="2023-S1", minimise=["balance"], avoid=["UEV010"], deadline="2025-S2")
    result = solve(forced)
    assert result.plan is not None
    assert objectives(forced, result.plan)["balance"] is None
    assert not {"balance", "evenness"} & {item.name for item in result.objectives}


def test_a_plan_of_so_many_terms_has_them_all() -> None:
    for terms in (5, 8):
        case = case_of(CASP, terms=terms, minimise=["balance"])
        result = solve(case)
        assert result.plan is not None
        assert not violations(case, result.plan)
        assert result.plan.award - case.learner.start + 1 == terms
    assert solve(case_of(CASP, terms=4)).status == "impossible"
