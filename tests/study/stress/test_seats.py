"""Seats go by the order of the learners, and only what is over-full turns anybody away."""

from __future__ import annotations

from planner.study.stress.seats import takers, turn_away

PLANS = [(7, ("A", "B")), (3, ("A",)), (5, ("A", "C")), (1, ("B", "C", "A"))]


def test_takers_are_in_order_and_once_each() -> None:
    assert takers([(2, ("A", "A", "B")), (1, ("A",))]) == {"A": [2, 1], "B": [2]}


ONE_TERM = dict.fromkeys("ABCD", 3)


def test_the_last_in_order_are_turned_away() -> None:
    assert turn_away(PLANS, {"A": 2, "B": 1, "C": 2}, ONE_TERM) == {5: ("A",), 1: ("A", "B")}


def test_the_first_term_that_is_over_full_comes_first() -> None:
    """C has seats for all; of A and B, B begins earlier."""
    assert turn_away(PLANS, {"A": 2, "B": 1, "C": 2}, {"A": 5, "B": 4, "C": 3}) == {1: ("B",)}


def test_no_seat_at_all_and_seats_for_all() -> None:
    assert turn_away(PLANS, {"B": 0}, ONE_TERM) == {7: ("B",), 1: ("B",)}
    assert turn_away(PLANS, {"A": 4, "D": 0}, ONE_TERM) == {}
