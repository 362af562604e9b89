"""Who works on plans and who on bounds."""

from __future__ import annotations

import pytest

from planner.domain.offer import Curriculum, Offer, OfferedUnit, Place
from planner.model.design.instance import compile_offer
from planner.solve.config import Config
from planner.solve.design import search
from planner.solve.design.improve import Improver
from planner.solve.design.prove import Prover
from planner.solve.design.search import IdleTime, Part
from planner.solve.design.state import State
from planner.solve.engine import Clock
from tests.design.brute import least

SPOTS = tuple(Place((term,)) for term in range(3))
CREDITS = {"a": 7, "b": 5, "c": 4, "d": 3, "e": 2, "f": 6}
OFFER = Offer(
    "shared",
    3,
    {code: OfferedUnit(code, credits, SPOTS) for code, credits in CREDITS.items()},
    (Curriculum("p", tuple("abcd")), Curriculum("q", tuple("bcef")), Curriculum("r", tuple("acef"))),
)


def part_of(offer: Offer) -> Part:
    """A part with a first plan, and its groups."""
    state, clock = State(compile_offer(offer)), Clock.start(30.0)
    prover = Prover(state, clock, 0)
    improver = Improver(state, clock, 0, prover.tree)
    improver.find_first_plan()
    prover.make_groups()
    return Part(state, improver, prover)


def test_seconds_count_until_something_better_comes() -> None:
    part = part_of(OFFER)
    idle = IdleTime([part])
    idle.add(plans=3.0)
    assert (idle.plans, idle.bounds) == (0.0, 0.0)
    idle.add(plans=3.0)
    idle.add(bounds=2.0)
    idle.add(plans=1.0)
    assert (idle.plans, idle.bounds) == (4.0, 2.0)
    part.state.raise_bound(part.state.bound + 1)
    idle.add(bounds=5.0)
    assert (idle.plans, idle.bounds) == (0.0, 0.0)
    idle.add(plans=3.0)
    value = part.state.value
    while part.state.value == value:
        part.improver.search_neighbourhood()
    idle.add(plans=1.0)
    assert (idle.plans, idle.bounds) == (0.0, 0.0)


def test_a_round_is_one_more_search_of_each_open_group() -> None:
    part = part_of(OFFER)
    assert part.prover.round_effort() == pytest.approx(part.prover.next_effort() * len(part.prover.tree.open_nodes()))
    part.state.finish(exists=True)
    assert part.prover.round_effort() == 0.0


@pytest.mark.parametrize(("round_", "stagnation"), [(0.0, 0.0), (0.0, 1e9), (1e9, 1e9)])
def test_whoever_waits_for_whom_the_best_plan_is_proven(
    monkeypatch: pytest.MonkeyPatch, round_: float, stagnation: float
) -> None:
    """Also where every proof waits for plans, or none does, and plans never stagnate."""
    monkeypatch.setattr(search, "LONG_EFFORT", 0.0)
    monkeypatch.setattr(search, "LONG_ROUND", round_)
    monkeypatch.setattr(search, "STAGNATION", stagnation)
    monkeypatch.setattr(search, "FIRST_EFFORT", 1e-6)
    state = State(compile_offer(OFFER))
    search.search([state], Config(time_limit=20.0, workers=2), Clock.start(20.0), lambda: None)
    assert state.over
    assert state.value is not None
    assert state.instance.unscale(state.value) == least(OFFER)
