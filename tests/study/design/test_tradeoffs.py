"""The front, the price of wishes and bounds, and the conflict of an impossible offer equal plain enumeration."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from planner.check.design import value
from planner.domain.brief import Brief
from planner.solve.config import Config
from planner.solve.design import design
from planner.study.design.conflict import conflict, keep_only
from planner.study.design.proposal import propose
from planner.study.design.tradeoffs import loosen
from tests.study.design.small import brief, changes_of, designs

CONFIG = Config(30.0)


def best(given: Brief, most: int | None = None) -> Fraction | None:
    """The least value of all designs, of those with at most so many changes."""
    offer = given.offer()
    found = [value(offer, each) for each in designs(given) if most is None or changes_of(given, each) <= most]
    return min(found, default=None)


@pytest.mark.parametrize(
    "weights", [{}, {"change": 3}, {"unwanted": 20}, {"balance": 0, "change": 1}, {"balance": 2, "unwanted": 0}]
)
def test_a_proposal_is_the_best_of_all_designs_and_changes_nothing_for_nothing(weights: dict[str, int]) -> None:
    given = brief(weights=weights)
    found = propose(given, CONFIG, seconds=60)
    assert (found.result.status, found.result.value) == ("optimal", best(given))
    assert found.design is not None
    offer = given.offer()
    equal = [each for each in designs(given) if value(offer, each) == found.result.value]
    assert value(offer, found.design) == found.result.value
    assert changes_of(given, found.design) == min(changes_of(given, each) for each in equal)


def test_the_front_is_the_best_for_every_number_of_changes() -> None:
    given = brief(weights={"change": 5, "unwanted": 3})
    found = propose(given, CONFIG, seconds=60).tradeoffs
    free = given.with_weights(change=0)
    assert found.complete
    assert [one.changes for one in found.front] == list(range(len(found.front)))
    assert [one.result.value for one in found.front] == [best(free, one.changes) for one in found.front]
    assert found.front[-1].result.value == best(free)
    assert all(one.result.value != best(free) for one in found.front[:-1])


def test_what_a_wish_and_a_bound_cost() -> None:
    given = brief(weights={"unwanted": 1, "change": 9})
    found = propose(given, CONFIG, seconds=60)
    assert found.tradeoffs.held, "the offer uses an unwanted term"
    for held in found.tradeoffs.held:
        places = tuple(p for p in given.units[held.wish.unit].places if not set(p.terms) & set(held.wish.terms))
        assert held.result.value == best(given.with_places({held.wish.unit: places}))
    assert [(one.bound, one.limit, one.curricula) for one in found.tradeoffs.looser] == [
        ("max_units", 2, ("one", "two"))
    ]
    assert found.tradeoffs.looser[0].result.value == best(loosen(given, "max_units", ["one", "two"]))


def test_what_a_fixed_unit_costs() -> None:
    free = brief(weights={"unwanted": 50})
    fixed = [{"unit": "A", "term": 1}, {"unit": "E", "period": "year"}]
    given = brief(weights={"unwanted": 50}, fixed=fixed)
    found = propose(given, CONFIG, seconds=60)
    assert list(given.fixed) == ["A"], "E could be nowhere else"
    assert [one.unit for one in found.tradeoffs.freed] == ["A"]
    assert found.tradeoffs.freed[0].result.value == best(free)
    assert (found.result.value or 0) > (best(free) or 0)


@pytest.mark.parametrize(
    "changes, told",
    [
        ({"max_units": 1}, {("units", ("one",)), ("max_units", ("one",)), ("places", ("E",))}),
        (
            {"max_units": 3, "fixed": [{"unit": "A", "term": 3}, {"unit": "C", "term": 2}]},
            {("prerequisite", ("A", "C")), ("places", ("A",)), ("places", ("C",))},
        ),
        ({"min_credits": 12}, {("units", ("two",)), ("min_credits", ("two",))}),
    ],
)
def test_a_conflict_is_one_and_nothing_of_it_can_be_spared(
    changes: dict[str, object], told: set[tuple[str, tuple[str, ...]]]
) -> None:
    given = brief(**changes)
    assert list(designs(given)) == []
    found = propose(given, CONFIG, seconds=60)
    assert (found.result.status, found.design) == ("impossible", None)
    assert found.conflict is not None and found.conflict.smallest
    assert {(one.kind, one.subjects) for one in found.conflict.demands} == told
    demands = found.conflict.demands
    assert design(keep_only(given, demands).offer(), CONFIG).status == "impossible"
    for demand in demands:
        rest = [one for one in demands if one is not demand]
        assert design(keep_only(given, rest).offer(), CONFIG).status == "optimal", demand


def test_without_time_there_is_no_trade_off_and_no_reason() -> None:
    assert propose(brief(), CONFIG).tradeoffs.front == ()
    assert propose(brief(max_units=1), CONFIG).conflict is None
    late = conflict(brief(max_units=1), CONFIG, 0.0)
    assert not late.smallest
    assert len(late.demands) > 3


def test_an_answer_that_is_not_proven_has_no_prices() -> None:
    from planner.study.design.tradeoffs import Questions

    given = brief()
    result = design(given.offer(), CONFIG)
    questions = Questions(given, CONFIG, 60)
    front = tuple(questions.front())
    found = questions.answer(replace(result, status="feasible"), front)
    assert (found.front, found.held, found.looser, found.complete) == (front, (), (), False)
    assert questions.answer(result, front).complete
