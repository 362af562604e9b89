"""Offerings are equal by what they are, whichever object stands for them."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.domain.case import Case
from planner.domain.offering import Offering, Session
from planner.solve.pipeline import solve

Tiny = Callable[..., Case]
HOURS = Session("mon", 18 * 60, 20 * 60)


@pytest.fixture
def one(tiny: Tiny) -> Offering:
    return tiny().programme.offerings(2020)[0]


def test_a_copy_is_equal_and_finds_what_is_kept_for_the_first(one: Offering) -> None:
    copy = pickle.loads(pickle.dumps(one))
    assert copy is not one
    assert copy == one
    assert {one: "kept"}[copy] == "kept"


def test_other_years_programmes_days_and_hours_are_others(one: Offering) -> None:
    others = [
        replace(one, year=one.year + 1),
        replace(one, programme="another"),
        replace(one, unit="another"),
        replace(one, terms=(one.first + 1,)),
        replace(one, sessions=(HOURS,)),
        replace(one, resit=True),
    ]
    assert len({one, *others}) == len(others) + 1


def test_seats_make_no_other_offering(one: Offering) -> None:
    assert replace(one, pattern=replace(one.pattern, seats=3)) == one


def test_ids_of_a_programme_are_its_own(tiny: Tiny) -> None:
    programme = tiny().programme
    places = [(o.unit, o.id) for year in range(2015, 2040) for o in programme.offerings(year)]
    assert len({*places}) == len(places)


def test_nothing_else_is_equal(one: Offering) -> None:
    assert one != one.id


def test_what_a_file_says_twice_is_offered_once(tiny: Tiny) -> None:
    case = tiny()
    twice = replace(case.programme, patterns=case.programme.patterns * 2)
    assert twice.offerings(2020) == case.programme.offerings(2020)
    assert solve(replace(case, programme=twice)).status == solve(case).status == "optimal"
