"""What lies before the first open term is judged no more, whatever the learner has changed since; the rest still is.

Every plan is also put to the solver's model: `broken` asserts that the two agree.
"""

from __future__ import annotations

from typing import Any

import pytest

from planner.domain.case import Case
from planner.study.past import after_results
from tests.support import broken, case_of, casp, plan_of, term

CASP = "casp-2019-2020"
OPEN = "2020-S1"
"""The first open term: AST004, TRS001, TET003, TET099 and TET007 are passed, seven units are to come."""


def since(now: str, **keys: Any) -> set[str]:
    """The rules that the usual plan breaks when all has passed up to a term, and the learner has changed then."""
    before = case_of(CASP)
    plan = plan_of(before, casp(2019), "2021-S1")
    left = after_results(before, plan, (), term(before, now))
    case = case_of(CASP, **keys)
    return broken(Case(left.programme, case.learner, left.history), plan)


def test_nothing_is_broken_where_nothing_has_changed() -> None:
    for now in ("2019-S1", "2019-S2", OPEN, "2021-S1", "2021-S2"):
        assert since(now) == set()


@pytest.mark.parametrize(
    "past, coming, rule",
    [
        ({"evenings": []}, {"evenings": []}, "availability"),
        ({"evenings": ["mon"]}, {"evenings": ["mon", "tue"]}, "availability"),
    ],
)
def test_evenings_of_past_terms_do_not_matter(past: Any, coming: Any, rule: str) -> None:
    assert since(OPEN, availability={"terms": {"2019-S1": past, "2019-S2": past}}) == set()
    assert since(OPEN, availability={"terms": {OPEN: coming}}) == {rule}
    assert since("2019-S2", availability={"terms": {"2019-S2": past}}) == {rule}


@pytest.mark.parametrize("key", ["max_units_per_term", "max_total_units_per_term", "max_credits_per_term"])
def test_nor_do_caps_of_past_terms(key: str) -> None:
    """Three units and at least 14 credits in each of the three terms."""
    assert since(OPEN, **{key: {"terms": {"2019-S1": 2, "2019-S2": 2}}}) == set()
    assert since(OPEN, **{key: {"terms": {OPEN: 2}}}) == {"load_cap"}
    assert since("2019-S2", **{key: {"terms": {"2019-S2": 2}}}) == {"load_cap"}


def test_nor_minima_of_past_terms() -> None:
    for key, least in (("min_units_per_term", 4), ("min_credits_per_term", 30)):
        assert since(OPEN, **{key: {"terms": {"2019-S1": least, "2019-S2": least}}}) == set()
        assert since(OPEN, **{key: {"terms": {OPEN: least}}}) == {"load_cap"}


def test_nor_pins_into_past_terms_and_units_to_avoid_that_are_taken() -> None:
    assert since(OPEN, pins=[{"unit": "UEV010", "term": "2019-S1"}]) == set()
    assert since(OPEN, pins=[{"unit": "AST002", "term": OPEN}]) == set()
    assert since(OPEN, pins=[{"unit": "UEV010", "term": OPEN}]) == {"pin"}
    assert since(OPEN, avoid=["AST004"]) == set()
    assert since(OPEN, avoid=["UEV010"]) == {"pin"}


def test_nor_what_began_before_the_certificate_was_over() -> None:
    """CCE001 completes it in autumn 2020, beside CCE003 and AST002, which are outside it."""
    assert since(OPEN, order="require") == {"certificate_order"}
    assert since("2020-S2", order="require") == set()


def test_nor_does_the_budget_of_a_past_year() -> None:
    """The year that is under way still counts, with what was spent in it."""
    assert since(OPEN, max_cost_per_year={"years": {"2019-2020": 1}}) == set()
    assert since("2019-S2", max_cost_per_year={"years": {"2019-2020": 1}}) == {"budget"}
    assert since("2020-S2", max_cost_per_year={"years": {"2020-2021": 1}}) == {"budget"}
    assert since("2021-S1", max_cost_per_year={"years": {"2020-2021": 1}}) == set()


def test_nor_does_the_pathway_that_the_units_were_taken_on() -> None:
    """By day from now on: what is still to come in the evening is no longer allowed, what was taken is; a report
    that is defended too.
    """
    assert since(OPEN, pathway="daytime") == {"offering", "report"}
    assert since("2021-S2", pathway="daytime") == set()
