"""The check of a design, rule by rule: a case inside and one outside; and the value worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planner.check.design import credit_loads, value, violations
from planner.domain.offer import Choice, Curriculum, Design, Offer, OfferedUnit, Place
from planner.messages import LANGUAGES
from tests.worded import say

FIRST, SECOND, YEAR = Place((0,)), Place((1,)), Place((0, 1))


def offer(*curricula: Curriculum, precedences: tuple[tuple[str, str], ...] = ()) -> Offer:
    """A of 3 credits in either term, B of 5 over both or in the second, C of 4 in either, dear in the first."""
    units = {
        "A": OfferedUnit("A", 3, (FIRST, SECOND)),
        "B": OfferedUnit("B", 5, (YEAR, SECOND)),
        "C": OfferedUnit("C", 4, (FIRST, SECOND), {FIRST: 7}),
    }
    return Offer("by-hand", 2, units, curricula, precedences, 2)


PLACES = {"A": FIRST, "B": YEAR, "C": SECOND}


def rules(found: Offer, **keys: object) -> list[tuple[str, str, tuple[str, ...]]]:
    """Rule, message and subjects of each violation of a design; each message can be said."""
    design = Design(**{"places": PLACES, **keys})  # type: ignore[arg-type]
    wrong = violations(found, design)
    assert all(say(lang, one.key, **one.values) for one in wrong for lang in LANGUAGES)
    return [(one.rule, one.key.removeprefix("design_check."), one.subjects) for one in wrong]


def test_the_value_by_hand() -> None:
    """A and B bear 5.5 and 2.5, 4 each would be even: 2.25 twice, weighted by 2; with C, 5.5 and 6.5, 6 being even."""
    design = Design(PLACES)
    assert credit_loads(offer(Curriculum("q", ("A", "B"))), Curriculum("q", ("A", "B")), design) == [5.5, 2.5]
    assert value(offer(Curriculum("q", ("A", "B"))), design) == 2 * 2 * Fraction(9, 4)
    assert value(offer(Curriculum("q", ("A", "B", "C"))), design) == 2 * 2 * Fraction(1, 4)
    assert value(offer(), Design({**PLACES, "C": FIRST})) == 7
    assert value(offer(Curriculum("q", ("A", "C"))), design) == 0, "3 and 4, and even is between 3 and 4"


def test_units_taken_count_and_the_others_do_not() -> None:
    curriculum = Curriculum("q", ("A", "B"), (Choice(("B", "C"), 1),))
    assert value(offer(curriculum), Design(PLACES, {"q": ("C",)})) == 0
    assert value(offer(curriculum), Design(PLACES, {"q": ("B",)})) == 9


def test_every_unit_has_an_open_place() -> None:
    assert rules(offer()) == []
    assert rules(offer(), places={"A": FIRST, "B": YEAR}) == [("place", "no_place", ("C",))]
    assert rules(offer(), places={**PLACES, "B": FIRST}) == [("place", "closed_place", ("B",))]
    assert rules(offer(), places={**PLACES, "X": FIRST}) == [("place", "unit", ("X",))]


def test_a_unit_ends_in_an_earlier_term_than_what_requires_it() -> None:
    assert rules(offer(precedences=(("A", "C"),))) == []
    assert rules(offer(precedences=(("C", "A"),))) == [("prerequisite", "prerequisite", ("C", "A"))]
    assert rules(offer(precedences=(("B", "C"),))) == [("prerequisite", "prerequisite", ("B", "C"))]
    assert rules(offer(precedences=(("A", "B"),))) == [("prerequisite", "prerequisite", ("A", "B"))]


def test_as_many_as_due_are_taken() -> None:
    curriculum = Curriculum("q", (), (Choice(("A", "C"), 1),))
    assert rules(offer(curriculum), taken={"q": ("A",)}) == []
    assert rules(offer(curriculum)) == [("choice", "choice", ("q", "A", "C"))]
    assert rules(offer(curriculum), taken={"q": ("A", "C")}) == [("choice", "choice", ("q", "A", "C"))]
    assert rules(offer(curriculum), taken={"q": ("A", "A")}) == [("choice", "taken", ("q", "A"))]
    assert rules(offer(curriculum), taken={"q": ("A", "B")}) == [("choice", "taken", ("q", "B"))]
    assert rules(offer(curriculum), taken={"q": ("A",), "r": ()}) == [("choice", "curriculum", ("r",))]


@pytest.mark.parametrize(
    "inside, outside, found",
    [
        ({"max_units": 2}, {"max_units": 1}, [("units", "many_units"), ("units", "many_units")]),
        ({"min_units": 2}, {"min_units": 3}, [("units", "few_units"), ("units", "few_units")]),
        ({"max_credits": 7}, {"max_credits": 6}, [("credits", "many_credits")]),
        ({"min_credits": 5}, {"min_credits": 6}, [("credits", "few_credits")]),
    ],
)
def test_bounds_of_a_term(inside: dict[str, int], outside: dict[str, int], found: list[tuple[str, str]]) -> None:
    """A and half of B in the first term, the other half and C in the second: two units each, 5.5 and 6.5 credits."""
    assert rules(offer(Curriculum("q", ("A", "B", "C"), **inside))) == []
    assert [(rule, key) for rule, key, _ in rules(offer(Curriculum("q", ("A", "B", "C"), **outside)))] == found
