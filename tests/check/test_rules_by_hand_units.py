"""Just inside and just outside the rules on units: requirement, offering, prerequisite, certificate_order, pin.

Every plan is also put to the solver's model: `broken` asserts that the two agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.case import Case
from planner.solve.pipeline import solve
from tests.support import broken, case_of, casp, casp_by_day, plan_of

CASP = "casp-2019-2020"
Tiny = Callable[..., Case]


def paris(units: dict[str, str], award: str = "2021-S1", **keys: Any) -> set[str]:
    """Rules that a plan of the 2019 vintage breaks."""
    case = case_of(CASP, **keys)
    return broken(case, plan_of(case, units, award))


# requirement: every requirement is met by acquired and planned units; nothing is taken twice or for nothing


def test_twelve_units_of_which_one_elective_meet_the_requirements() -> None:
    assert paris(casp(2019)) == set()
    assert paris(casp(2019) | {"2021-S1": "", "2021-S2": "TET006"}, "2021-S2") == set()


@pytest.mark.parametrize("term, left", [("2021-S1", ""), ("2020-S1", "CCE001 AST002"), ("2019-S1", "AST004 TRS001")])
def test_a_missing_unit_breaks_the_requirement(term: str, left: str) -> None:
    assert paris(casp(2019) | {term: left}) == {"requirement"}


def test_acquired_units_meet_requirements_and_are_not_taken_again() -> None:
    assert paris(casp(2019) | {"2021-S1": ""}, "2020-S2", acquired=["UEV010"]) == set()
    assert paris(casp(2019), acquired=["UEV010"]) == {"requirement"}
    assert paris(casp(2019) | {"2021-S1": "", "2021-S2": "TET006"}, "2021-S2", acquired=["UEV010"]) == {"requirement"}


def test_nothing_is_taken_twice() -> None:
    assert paris(casp(2019) | {"2021-S1": "UEV010 CCE001"}) == {"requirement"}


def test_both_electives_are_one_too_many() -> None:
    assert paris(casp(2019) | {"2021-S2": "TET006"}, "2021-S2") == {"requirement"}


def test_two_acquired_electives_are_no_fault() -> None:
    assert paris(casp(2019) | {"2021-S1": ""}, "2020-S2", acquired=["UEV010", "TET006"]) == set()


@pytest.mark.parametrize("units, found", [("A", {"requirement"}), ("A B", set()), ("A B C", {"requirement"})])
def test_a_requirement_of_credits_takes_enough_and_no_unit_that_it_can_spare(
    tiny: Tiny, units: str, found: set[str]
) -> None:
    case = tiny(programme={"requirements": [{"id": "twelve", "credits": 12, "of": ["A", "B", "C", "D"]}]})
    assert broken(case, plan_of(case, {"2020-S1": units}, "2020-S1")) == found


@pytest.mark.parametrize("need, least", [(7, 2), (11, 2), (12, 2), (13, 3), (18, 3), (19, 4)])
def test_a_credit_short_is_too_little(tiny: Tiny, need: int, least: int) -> None:
    """Of four units of six credits each as many as reach the number, and no more."""
    case = tiny(programme={"requirements": [{"id": "some", "credits": need, "of": ["A", "B", "C", "D"]}]})
    for count in range(1, 5):
        found = broken(case, plan_of(case, {"2020-S1": " ".join("ABCD"[:count])}, "2020-S1"))
        assert found == (set() if count == least else {"requirement"})


def test_a_unit_that_only_a_prerequisite_asks_for_is_not_for_nothing(tiny: Tiny) -> None:
    rules = {"requirements": [{"id": "b", "all_of": ["B"]}], "prerequisites": [{"unit": "B", "after": ["A"]}]}
    case = tiny(programme=rules)
    assert broken(case, plan_of(case, {"2020-S1": "A", "2020-S2": "B"}, "2020-S2")) == set()
    assert broken(case, plan_of(case, {"2020-S1": "A C", "2020-S2": "B"}, "2020-S2")) == {"requirement"}


def test_two_units_that_only_need_each_other_are_for_nothing(tiny: Tiny) -> None:
    circle = [{"unit": "C", "together": ["D"]}, {"unit": "D", "together": ["C"]}]
    case = tiny(programme={"requirements": [{"id": "ab", "all_of": ["A", "B"]}], "prerequisites": circle})
    assert broken(case, plan_of(case, {"2020-S1": "A B"}, "2020-S1")) == set()
    assert broken(case, plan_of(case, {"2020-S1": "A B C D"}, "2020-S1")) == {"requirement"}


@pytest.mark.parametrize(
    "units, found",
    [
        ("A B", set()),
        ("A", {"prerequisite"}),
        ("C", set()),
        ("C D", {"requirement"}),
        ("A B C", {"requirement"}),
    ],
)
@pytest.mark.parametrize("need", [{"k": 1}, {"credits": 6}])
def test_of_two_units_that_need_each_other_both_are_there_for_one(
    tiny: Tiny, need: dict[str, int], units: str, found: set[str]
) -> None:
    """One of A, B and C: neither A nor B can be there alone, nor be spared alone."""
    one = [{"id": "one", "of": ["A", "B", "C"], **need}]
    circle = [{"unit": "A", "together": ["B"]}, {"unit": "B", "together": ["A"]}]
    case = tiny(programme={"requirements": one, "prerequisites": circle})
    assert broken(case, plan_of(case, {"2020-S1": units}, "2020-S1")) == found


def test_where_only_units_in_a_circle_serve_they_are_the_plan(tiny: Tiny) -> None:
    """One of A and B, which need each other."""
    circle = [{"unit": "A", "together": ["B"]}, {"unit": "B", "together": ["A"]}]
    case = tiny(programme={"requirements": [{"id": "one", "k": 1, "of": ["A", "B"]}], "prerequisites": circle})
    result = solve(case)
    assert result.plan is not None
    assert {offering.unit for offering in result.plan.chosen} == {"A", "B"}


EVENINGS = [{"units": [*"ABCD"], "period": period, "modality": "evening"} for period in ("S1", "S2")]


@pytest.mark.parametrize("need", [{"k": 2}, {"credits": 12}])
def test_a_unit_taken_twice_is_not_two_units(tiny: Tiny, need: dict[str, int]) -> None:
    """In its only two offerings of the year: neither two units of the list nor twice its credits."""
    two = [{"id": "two", "of": ["A", "B", "C"], **need}]
    case = tiny(programme={"requirements": two, "offerings": EVENINGS})
    assert broken(case, plan_of(case, {"2020-S1": "A", "2020-S2": "B"}, "2020-S2")) == set()
    assert broken(case, plan_of(case, {"2020-S1": "A", "2020-S2": "A"}, "2020-S2")) == {"requirement"}
    assert broken(case, plan_of(case, {"2020-S1": "A", "2020-S2": "A B"}, "2020-S2")) == {"requirement"}


@pytest.mark.parametrize(
    "units, found",
    [("B", {"requirement"}), ("B D", set()), ("A B", set()), ("A D", set()), ("A B D", {"requirement"})],
)
def test_of_a_list_as_many_as_asked_for_also_where_one_needs_another(tiny: Tiny, units: str, found: set[str]) -> None:
    """Two of A, B and D; A goes together with B or D."""
    two = [{"id": "two", "k": 2, "of": ["A", "B", "D"]}]
    rules = [{"unit": "A", "together": [{"any": ["B", "D"]}]}]
    case = tiny(programme={"requirements": two, "prerequisites": rules})
    assert broken(case, plan_of(case, {"2020-S1": units}, "2020-S1")) == found


@pytest.mark.parametrize("units, found", [("A", set()), ("A B", {"requirement"}), ("B", {"requirement"})])
def test_a_compulsory_unit_counts_in_a_list_too(tiny: Tiny, units: str, found: set[str]) -> None:
    needs = [{"id": "a", "all_of": ["A"]}, {"id": "one", "k": 1, "of": ["A", "B"]}]
    case = tiny(programme={"requirements": needs})
    assert broken(case, plan_of(case, {"2020-S1": units}, "2020-S1")) == found


@pytest.mark.parametrize("circle", ["BC", "BCD"])
def test_units_in_a_circle_are_no_reason_for_each_other(tiny: Tiny, circle: str) -> None:
    """Each is needed by the next one, the first by the last, and none of them by a requirement."""
    rules = [{"unit": unit, "together": [circle[place - 1]]} for place, unit in enumerate(circle)]
    case = tiny(programme={"requirements": [{"id": "a", "all_of": ["A"]}], "prerequisites": rules})
    assert broken(case, plan_of(case, {"2020-S1": "A"}, "2020-S1")) == set()
    assert broken(case, plan_of(case, {"2020-S1": " ".join("A" + circle)}, "2020-S1")) == {"requirement"}


# offering: a unit is taken in an offering that exists and that the pathway allows


def test_a_daytime_unit_needs_a_pathway_that_allows_it() -> None:
    units = casp(2019) | {"2020-S1": "CCE001 CCE003 AST002/day"}
    assert paris(units, pathway="mixed") == set()
    assert paris(units, pathway="evening") == {"offering"}


def test_an_evening_unit_is_not_for_the_daytime_pathway() -> None:
    units = casp_by_day(2019)
    in_the_evening = {"2019-S1": units["2019-S1"].replace("UEV010/day", "UEV010")}
    assert paris(units, "2019-S2", pathway="daytime") == set()
    assert paris(in_the_evening, "2019-S2", pathway="daytime") == {"offering"}
    assert paris(in_the_evening, "2019-S2", pathway="mixed") == set()


def test_nothing_is_taken_before_the_start() -> None:
    assert paris(casp(2020), "2022-S1", start="2020-S1") == set()
    assert paris(casp(2019), "2021-S1", start="2019-S2") == {"offering"}


def test_a_unit_in_a_term_without_its_classes_is_in_no_offering() -> None:
    case = case_of(CASP)
    plan = replace(plan_of(case, casp(2019), "2021-S1"), unmatched=(("UEV010", "2020-S2", None),))
    assert broken(case, plan) == {"offering"}


# prerequisite: the required unit is acquired, or its offering ends before the dependent one starts


def test_ast005_comes_after_ast004() -> None:
    turned = casp(2019) | {"2019-S1": "CCE001 TRS001 TET003", "2020-S1": "AST004 CCE003 AST002"}
    early = {"2019-S2": "TET099 AST005", "2020-S2": "TET007 TRS002 PSY001"}
    assert paris(turned) == set()
    assert paris(casp(2019) | early) == set()
    assert paris(turned | early) == {"prerequisite"}


def test_an_acquired_unit_satisfies_the_prerequisite() -> None:
    early = casp(2019) | {"2019-S1": "TRS001 TET003", "2019-S2": "TET099 AST005", "2020-S2": "TET007 TRS002 PSY001"}
    assert paris(early, acquired=[{"unit": "AST004", "by": "VAE"}]) == set()


def test_halves_of_the_daytime_semester_let_the_prerequisite_hold_inside_it() -> None:
    """By day AST004 ends on 30 November and AST005 starts on 1 December; in the evening AST004 ends on 31 January."""
    halves = casp(2019) | {"2019-S1": "AST004/day AST005/day TRS001 TET003", "2020-S2": "TRS002 PSY001"}
    evening_first = halves | {"2019-S1": "AST004 AST005/day TRS001 TET003"}
    assert paris(halves, pathway="mixed") == set()
    assert paris(evening_first, pathway="mixed") == {"prerequisite"}


@pytest.mark.parametrize("starts, found", [("2020-12-01", set()), ("2020-11-30", {"prerequisite"})])
def test_the_required_unit_ends_on_a_day_before(tiny: Tiny, starts: str, found: set[str]) -> None:
    calendar = {
        "year": 2020,
        "terms": [{"id": "S1", "title": "autumn", "starts": "2020-09-01", "ends": "2021-01-31"}],
        "periods": [
            {"id": "a", "terms": ["S1"], "starts": "2020-09-01", "ends": "2020-11-30"},
            {"id": "b", "terms": ["S1"], "starts": starts, "ends": "2021-01-31"},
        ],
    }
    offerings = [
        {"units": ["A", "C"], "period": "a", "modality": "evening"},
        {"units": ["B", "D"], "period": "b", "modality": "evening"},
    ]
    after = [{"unit": "B", "after": ["A"]}]
    case = tiny(programme={"calendar": calendar, "offerings": offerings, "prerequisites": after})
    assert broken(case, plan_of(case, {"2020-S1": "A B C D"}, "2020-S1")) == found


@pytest.mark.parametrize(
    "units, found",
    [
        ({"2020-S1": "A D", "2020-S2": "B C"}, set()),
        ({"2020-S1": "C D", "2020-S2": "A B"}, set()),
        ({"2020-S1": "D", "2020-S2": "A B C"}, {"prerequisite"}),
    ],
)
def test_one_of_several_is_enough(tiny: Tiny, units: dict[str, str], found: set[str]) -> None:
    case = tiny(programme={"prerequisites": [{"unit": "B", "after": [{"any": ["A", "C"]}]}]})
    assert broken(case, plan_of(case, units, "2020-S2")) == found


@pytest.mark.parametrize(
    "units, found",
    [
        ({"2020-S1": "A B C D"}, set()),
        ({"2020-S1": "A C D", "2020-S2": "B"}, set()),
        ({"2020-S1": "B C D", "2020-S2": "A"}, {"prerequisite"}),
    ],
)
def test_a_corequisite_starts_no_later(tiny: Tiny, units: dict[str, str], found: set[str]) -> None:
    case = tiny(programme={"prerequisites": [{"unit": "B", "together": ["A"]}]})
    assert broken(case, plan_of(case, units, "2020-S2")) == found


# certificate_order: with `order: require`, no unit outside CP29 starts in a term up to the certificate's last one

CERTIFICATE_FIRST = casp(2019) | {"2020-S1": "CCE001", "2021-S1": "CCE003 AST002 UEV010"}


def test_nothing_else_starts_before_the_term_after_the_certificate() -> None:
    too_soon = CERTIFICATE_FIRST | {"2020-S1": "CCE001 CCE003", "2021-S1": "AST002 UEV010"}
    assert paris(CERTIFICATE_FIRST, order="require") == set()
    assert paris(too_soon, order="require") == {"certificate_order"}
    assert paris(too_soon, order="prefer") == set()
    assert paris(too_soon, order="ignore") == set()


def test_the_annual_unit_keeps_the_certificate_open_until_spring() -> None:
    """All of CP29 is held or taken in the autumn, but TET003 lasts until the end of the spring of 2020."""
    held = ["TET099", "TET007", "CCE001", "TRS001"]
    units = {"2019-S1": "AST004 TET003", "2020-S1": "CCE003 AST002 UEV010", "2020-S2": "AST005 TRS002 PSY001"}
    early = units | {"2019-S2": "PSY001", "2020-S2": "AST005 TRS002"}
    assert paris(units, "2020-S2", order="require", acquired=held) == set()
    assert paris(early, "2020-S2", order="require", acquired=held) == {"certificate_order"}


def test_the_order_means_nothing_where_the_certificate_is_held_or_does_not_exist() -> None:
    held = ["TET099", "AST004", "TRS001", "CCE001", "TET003", "TET007"]
    rest = {"2019-S1": "CCE003 AST002 UEV010", "2019-S2": "AST005 TRS002 PSY001"}
    assert paris(rest, "2019-S2", order="require", acquired=held) == set()
    case = case_of("casp-rncp36625", start="2023-S1", order="require")
    assert broken(case, plan_of(case, casp(2023), "2025-S1")) == set()


# pin: pinned units stand where the learner put them; avoided ones are not used


@pytest.mark.parametrize("term, found", [("2019-S1", set()), ("2019-S2", set()), ("2020-S1", {"pin"})])
def test_an_annual_unit_stands_in_both_its_terms(term: str, found: set[str]) -> None:
    assert paris(casp(2019), pins=[{"unit": "TET003", "term": term}]) == found


def test_a_pinned_unit_must_be_planned_and_an_avoided_one_must_not() -> None:
    assert paris(casp(2019), pins=[{"unit": "TET006", "term": "2020-S2"}]) == {"pin"}
    assert paris(casp(2019), avoid=["TET006"]) == set()
    assert paris(casp(2019), avoid=["UEV010"]) == {"pin"}
