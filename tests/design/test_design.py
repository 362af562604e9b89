"""Offers with a known answer, worked out by hand; parts, limits, hints, progress and what is added to the objective."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from ortools.sat.python.cp_model import CpModel, LinearExpr

from planner.check.design import value, violations
from planner.domain.offer import Choice, Curriculum, Design, Offer, OfferedUnit, Place
from planner.model.design.build import Literals
from planner.solve.config import Config
from planner.solve.design import design
from planner.solve.design.components import components
from planner.solve.progress import Progress, Stage
from tests.design.offers import offers
from tests.support import works_at_most

LIMIT = Config(time_limit=20.0)
FOUR = tuple(Place((term,)) for term in range(4))


def offer(credits: dict[str, int], *curricula: Curriculum, **keys: object) -> Offer:
    """Units that may stand in any of four terms."""
    units = {code: OfferedUnit(code, number, FOUR) for code, number in credits.items()}
    return Offer("by-hand", 4, units, curricula, **keys)  # type: ignore[arg-type]


def test_as_even_as_credits_allow() -> None:
    """6 + 6, 6 + 3, 9, 10 credits in four terms: 40 in all, 10 each; nearest are 12, 9, 9, 10, so 4 + 1 + 1."""
    credits = {"a": 6, "b": 6, "c": 6, "d": 3, "e": 9, "f": 10}
    found = design(offer(credits, Curriculum("q", tuple(credits))), LIMIT)
    assert (found.status, found.value, found.bound) == ("optimal", 6, 6)


def test_shared_units_stand_in_one_place() -> None:
    """Three units in each curriculum, of which two are shared: 4, 4, 4, 0 against 3, so 12 each."""
    pair = offer(dict.fromkeys("abst", 4), Curriculum("q", ("a", "s", "t")), Curriculum("r", ("b", "s", "t")))
    found = design(pair, LIMIT)
    assert found.value == 24 == found.bound
    assert found.design is not None
    for own in "ab":
        assert len({found.design.places[code] for code in (own, "s", "t")}) == 3


def test_an_annual_unit_bears_half_its_credits_in_each_term() -> None:
    """5 credits over two terms are 2.5 each: 2.5, 2.5, 2, 2 are within 2 and 3, the even load being 2.25."""
    year = (Place((0, 1)), Place((2, 3)))
    units = {"y": OfferedUnit("y", 5, year), "a": OfferedUnit("a", 2, FOUR), "b": OfferedUnit("b", 2, FOUR)}
    annual = Offer("annual", 4, units, (Curriculum("q", ("y", "a", "b"), max_units=1),))
    assert design(annual, LIMIT).value == 0
    lone = Offer("annual", 4, {"y": units["y"]}, (Curriculum("q", ("y",)),))
    assert design(lone, LIMIT).value == Fraction(1, 4) * 2 + 1 + 1, "2.5 against 2, and nothing against 1"


def test_an_annual_unit_ends_before_what_follows() -> None:
    year = (Place((0, 1)), Place((2, 3)))
    units = {"y": OfferedUnit("y", 6, year), "z": OfferedUnit("z", 6, year)}
    found = design(Offer("order", 4, units, (), (("z", "y"),)), LIMIT)
    assert found.design is not None
    assert [found.design.places[code].first for code in ("z", "y")] == [0, 2]


def test_what_is_taken_is_what_fits() -> None:
    """Of 1, 6 and 7 credits two are taken beside 6 and 8: only 6 and 7 make 27 credits, four terms of 6 or 7 but 8."""
    credits = {"a": 6, "b": 8, "x": 1, "y": 6, "z": 7}
    found = design(offer(credits, Curriculum("q", ("a", "b"), (Choice(("x", "y", "z"), 2),))), LIMIT)
    assert found.design is not None
    assert sorted(found.design.taken["q"]) == ["y", "z"]
    assert found.value == 1


def test_costs_are_weighed_against_uneven_loads() -> None:
    """Two units of 3: in one term 16 + 1 + 1 + 1 against 1 to 2; in two terms 1 each, and the price of a place."""
    only = {FOUR[1]: 99, FOUR[2]: 99, FOUR[3]: 99}
    for price, weight, expected in ((99, 1, 16 + 3), (5, 3, 3 * (1 + 1 + 1 + 1) + 5)):
        costs = dict.fromkeys(only, price)
        units = {code: OfferedUnit(code, 3, FOUR, costs) for code in ("a", "b")}
        both = Offer("costs", 4, units, (Curriculum("q", ("a", "b")),), balance=weight)
        assert design(both, LIMIT).value == expected


@pytest.mark.parametrize(
    "keys",
    [
        {"max_units": 1},
        {"min_units": 2},
        {"min_credits": 6},
        {"max_credits": 5},
    ],
)
def test_bounds_that_cannot_hold(keys: dict[str, int]) -> None:
    found = design(offer(dict.fromkeys("abcde", 5), Curriculum("q", tuple("abcde"), **keys)), LIMIT)
    assert (found.status, found.design, found.value, found.bound) == ("impossible", None, None, None)


def test_precedences_that_cannot_hold() -> None:
    chain = tuple(zip("abcd", "bcde", strict=True))
    assert design(offer(dict.fromkeys("abcde", 1), precedences=chain), LIMIT).status == "impossible"
    assert design(offer(dict.fromkeys("ab", 1), precedences=(("a", "b"), ("b", "a"))), LIMIT).status == "impossible"
    assert design(offer(dict.fromkeys("abcd", 1), precedences=chain[:3]), LIMIT).status == "optimal"


@settings(max_examples=40, deadline=None)
@given(offers())
def test_the_parts_share_nothing_and_are_the_whole(given_offer: Offer) -> None:
    pieces = components(given_offer)
    assert sorted(code for piece in pieces for code in piece.units) == sorted(given_offer.units)
    assert sorted(one.id for piece in pieces for one in piece.curricula) == sorted(
        one.id for one in given_offer.curricula
    )
    assert sum(len(piece.precedences) for piece in pieces) == len(given_offer.precedences)


def large(curricula: int = 12, shared: int = 6, own: int = 12) -> Offer:
    """An offer that is not settled in a second: credits that do not fit, units shared by neighbours."""
    terms, units, groups = 6, {}, []
    places = tuple(Place((term,)) for term in range(terms))
    for number in range(curricula):
        for k in range(own):
            code = f"u{number}-{k}"
            costs = {places[(number + k) % terms]: 1, places[(number + 2 * k + 3) % terms]: 2}
            units[code] = OfferedUnit(code, (5, 6, 7, 4, 9)[(number + k) % 5], places, costs)
    for number in range(curricula):
        other = (number + 1) % curricula
        mine = [f"u{number}-{k}" for k in range(own)]
        groups.append(Curriculum(f"q{number}", (*mine, *(f"u{other}-{k}" for k in range(shared))), (), 1, 5))
    before = tuple((f"u{number}-{k}", f"u{number}-{k + 4}") for number in range(curricula) for k in range(own - 4))
    return Offer("large", terms, units, tuple(groups), before)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_limit_is_kept_and_the_bound_is_below(workers: int) -> None:
    told: list[Progress] = []
    with works_at_most(4.5):
        found = design(large(), Config(time_limit=3.0, workers=workers, progress=told.append))
    assert found.status in ("feasible", "optimal")
    assert found.design is not None and found.value is not None and found.bound is not None
    assert found.bound <= found.value == value(large(), found.design)
    assert violations(large(), found.design) == []
    assert {each.stage for each in told} == {Stage.DESIGN}
    assert all(each.bound is not None and each.bound <= (each.value or math.inf) for each in told)


def test_a_hint_is_never_left_for_something_worse() -> None:
    first = design(large(), Config(time_limit=3.0, workers=2))
    again = design(large(), Config(time_limit=0.4, workers=2), hint=first.design)
    assert first.value is not None and again.value is not None
    assert again.value <= first.value


def test_a_hint_that_is_no_plan_does_not_hurt() -> None:
    wrong = Design({"a": FOUR[1], "b": FOUR[0], "stranger": Place((7,))})
    ordered = offer({"a": 1, "b": 1}, precedences=(("a", "b"),))
    found = design(ordered, LIMIT, hint=wrong)
    assert found.status == "optimal"


def test_one_worker_gives_the_same_again() -> None:
    small = large(curricula=3)
    runs = [design(small, Config(time_limit=600.0, seed=5)) for _ in range(2)]
    assert runs[0].status == "optimal"
    assert runs[0].design == runs[1].design


def test_no_time_is_no_answer() -> None:
    found = design(large(), Config(time_limit=0.0))
    assert (found.status, found.design, found.value) == ("unknown", None, None)


def test_what_is_added_counts_in_value_and_bound() -> None:
    """Ten for a unit in the first term, twelve for another, and fifty where nothing stands in the last term."""

    def extra(model: CpModel, literals: Literals) -> LinearExpr:
        late = model.new_bool_var("late")
        model.add_bool_or([literals(code, FOUR[3]) for code in "abcd"]).only_enforce_if(~late)
        return 10 * literals("a", FOUR[0]) + 12 * literals("b", FOUR[0]) + 50 * late + 0

    bounded = Curriculum("q", tuple("abcd"), (), 1, 1)
    found = design(offer(dict.fromkeys("abcd", 3), bounded), LIMIT, extra=extra)
    assert (found.status, found.value, found.bound) == ("optimal", 0, 0)
    forced = Curriculum("q", ("a", "b"), (), None, 1)
    only = {code: OfferedUnit(code, 3, FOUR[:2]) for code in "ab"}
    units = {**only, "c": OfferedUnit("c", 0, FOUR), "d": OfferedUnit("d", 0, FOUR)}
    pair = design(Offer("extra", 4, units, (forced,)), LIMIT, extra=extra)
    assert pair.value == 10 + 4, "3, 3, 0, 0 against 1 to 2"


def test_what_is_added_can_make_it_impossible() -> None:
    def extra(model: CpModel, literals: Literals) -> LinearExpr:
        model.add_bool_or([])
        return LinearExpr.sum([literals("a", FOUR[0])])

    assert design(offer({"a": 1}), LIMIT, extra=extra).status == "impossible"
