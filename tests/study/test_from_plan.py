"""A plan that stays close to an earlier one, against every plan of small random programmes."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from planner.check import violations
from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.errors import BadInput
from planner.solve.pipeline import solve
from planner.study.moved import OWN
from planner.study.replan import replan
from tests.agreement import made_readable, product_case
from tests.reference import enumerate_plans
from tests.reference.random_learners import random_busy_case, random_case

Raw = tuple[dict[str, Any], dict[str, Any], int]
Place = tuple[Any, ...]
TINY, BUSY = range(0, 240, 2), range(0, 80, 2)


def place_of(offering: Any) -> Place:
    """An offering of the product or of the reference, in words that both know."""
    days = offering.span if isinstance(offering, Offering) else offering
    return offering.unit, offering.modality, tuple(offering.terms), days.starts, days.ends


def as_plan(case: Case, places: frozenset[Place], award: int) -> Plan:
    last = max([award, *(term for place in places for term in place[2])])
    known = {place_of(offering): offering for offering in case.offerings(last)}
    return Plan(tuple(known[place] for place in sorted(places)), award)


def changed(random: Random, learner: dict[str, Any], places: frozenset[Place], names: dict[int, str]) -> dict[str, Any]:
    """The learner with a unit pinned somewhere, one avoided, or another limit: what a dialogue asks for."""
    kind = random.choice(("nothing", "pin", "avoid", "cap", "deadline"))
    unit = random.choice(sorted(places))[0]
    if kind == "pin":
        term = names[random.choice(sorted(names))]
        others = [pin for pin in learner.get("pins", ()) if pin["unit"] != unit]
        return learner | {"pins": [*others, {"unit": unit, "term": term}]}
    if kind == "avoid":
        return learner | {"avoid": sorted({*learner.get("avoid", ()), unit})}
    if kind == "cap":
        return learner | {"max_units_per_term": random.choice((1, 2, 3, 4))}
    return learner | {"deadline": names[random.choice(sorted(names))]} if kind == "deadline" else learner


def made(programme: dict[str, Any], learner: dict[str, Any], terms: int) -> Case | None:
    try:
        return product_case(programme, learner, terms)
    except BadInput:
        return None


def from_a_random_plan(seed: int, *, busy: bool) -> Iterator[str]:
    """Plans again from one of all plans after a change of the learner; says what came of it."""
    random = Random(seed)
    programme, learner, terms = (random_busy_case if busy else random_case)(seed)
    programme = made_readable(programme)
    case = made(programme, learner, terms)
    if case is None:
        return
    plans = [
        (frozenset(place_of(offering) for offering in plan.values()), award)
        for plan, award in enumerate_plans(programme, learner, terms)
    ]
    if not any(places for places, _ in plans):
        return
    places, award = random.choice([row for row in plans if row[0]])
    before = as_plan(case, places, award)
    names = {term: case.programme.calendar.term(term).name for term in range(case.learner.start, award + 1)}
    other = changed(random, learner, places, names)
    new = made(programme, other, terms)
    if new is None:
        return
    found = replan(new, before)
    possible = [
        (award - new.learner.start + 1, len(places - {place_of(offering) for offering in plan.values()}))
        for plan, award in enumerate_plans(programme, other, terms)
    ]
    if not possible:
        assert found.result.status == "impossible", seed
        yield "impossible"
        return
    plan = found.result.plan
    assert plan is not None, seed
    assert violations(new, plan) == [], seed
    duration, moves = plan.award - new.learner.start + 1, len(found.moves)
    assert moves == len(places - {place_of(offering) for offering in plan.chosen}), seed
    assert (duration, moves) == min(possible), seed
    assert found.otherwise == (), seed
    for unit, term, _ in new.learner.pins:
        pinned = plan.of(unit)
        assert pinned is not None, seed
        assert term in pinned.terms, seed
    assert not {offering.unit for offering in plan.chosen} & set(new.learner.avoid), seed
    yield "moved" if moves else "as before"


@pytest.mark.parametrize("busy", [False, True], ids=["any", "busy"])
def test_the_shortest_and_then_the_least_moves(busy: bool) -> None:
    seen: dict[str, int] = {}
    for seed in BUSY if busy else TINY:
        for what in from_a_random_plan(seed, busy=busy):
            seen[what] = seen.get(what, 0) + 1
    assert seen["moved"] >= 3
    assert seen["as before"] >= 3


@pytest.mark.parametrize("busy", [False, True], ids=["any", "busy"])
def test_the_best_plan_fed_back_does_not_move(busy: bool) -> None:
    """Nor does any plan that is as short: it is one of those that move nothing."""
    seen = 0
    for seed in BUSY if busy else TINY:
        case = made(*_readable(seed, busy=busy))
        best = solve(case).plan if case is not None else None
        if case is None or best is None:
            continue
        found = replan(case, best)
        assert found.result.plan is not None
        if found.result.plan.award == best.award:
            assert found.moves == (), seed
            assert {place_of(o) for o in found.result.plan.chosen} == {place_of(o) for o in best.chosen}, seed
            seen += 1
        else:
            assert found.result.plan.award < best.award, seed
    assert seen >= 10


@pytest.mark.parametrize("busy", [False, True], ids=["any", "busy"])
def test_in_a_dialogue_the_best_plan_fed_back_never_moves(busy: bool) -> None:
    seen = 0
    for seed in BUSY if busy else TINY:
        case = made(*_readable(seed, busy=busy))
        best = solve(case).plan if case is not None else None
        if case is None or best is None:
            continue
        found = replan(case, best, prefer=OWN)
        assert found.moves == (), seed
        assert found.result.plan is not None
        assert {place_of(o) for o in found.result.plan.chosen} == {place_of(o) for o in best.chosen}, seed
        seen += 1
    assert seen >= 10


def _readable(seed: int, *, busy: bool) -> Raw:
    programme, learner, terms = (random_busy_case if busy else random_case)(seed)
    return made_readable(programme), learner, terms
