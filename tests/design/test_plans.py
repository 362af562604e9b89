"""What makes plans better keeps to the rules, never makes them worse, and counts as the checker does."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python.cp_model import OPTIMAL, CpSolver

from planner.check.design import value, violations
from planner.domain.offer import Choice, Curriculum, Offer, OfferedUnit, Place
from planner.model.design.build import build
from planner.model.design.instance import Assignment, compile_offer
from planner.model.design.square import Style
from planner.model.design.windows import drop_implied, narrow
from planner.solve.config import Config
from planner.solve.design import design
from planner.solve.design.improve import Improver
from planner.solve.design.prove import Prover
from planner.solve.design.solver import solve_model
from planner.solve.design.state import State
from planner.solve.design.tree import Tree
from planner.solve.engine import Clock
from tests.design.brute import designs, least
from tests.design.offers import offers

SOME = settings(max_examples=40, deadline=None)


def started(offer: Offer) -> tuple[Improver, State]:
    """An improver with a first plan."""
    state = State(compile_offer(offer))
    state.over = not all(state.instance.open)
    improver = Improver(state, Clock.start(30.0), 1, Tree(state.instance))
    improver.find_first_plan()
    return improver, state


@SOME
@given(offers())
def test_annealing_keeps_to_the_rules(offer: Offer) -> None:
    improver, state = started(offer)
    first = state.value
    improver.anneal()
    if state.best is None or first is None or state.value is None:
        assert least(offer) is None
        return
    found = state.instance.design(state.best)
    assert violations(offer, found) == []
    assert state.instance.unscale(state.value) == value(offer, found)
    assert state.value <= first


@SOME
@given(offers())
def test_neighbourhoods_reach_plans_that_are_no_worse(offer: Offer) -> None:
    improver, state = started(offer)
    for _ in range(8):
        before = state.value
        improver.search_neighbourhood()
        assert before is None or (state.value is not None and state.value <= before)
    if state.best is not None and state.value is not None:
        found = state.instance.design(state.best)
        assert violations(offer, found) == []
        assert state.instance.unscale(state.value) == value(offer, found)


@SOME
@given(offers())
def test_a_proof_from_any_plan_agrees_with_enumeration(offer: Offer) -> None:
    _, state = started(offer)
    expected = least(offer)
    for _ in range(3):
        if not state.over:
            Prover(state, Clock.start(30.0), 0).start(5.0)
    assert state.over
    assert (None if state.value is None else state.instance.unscale(state.value)) == expected


@SOME
@given(offers())
def test_no_group_of_curricula_costs_less_than_its_bound(offer: Offer) -> None:
    _, state = started(offer)
    if state.over:
        return
    instance = state.instance
    plans = [instance.assignment(one) for one in designs(offer) if not violations(offer, one)]
    prover = Prover(state, Clock.start(30.0), 0)
    prover.make_groups()
    for _ in range(5 * len(prover.tree.nodes)):
        prover.search_next()
    assert state.over
    for node in prover.tree.nodes:
        costs = [node.group.instance.value(node.group.restrict(plan)) for plan in plans if plan is not None]
        assert all(node.bound <= cost for cost in costs)
        if len(node.group.rows) == len(instance.rows):
            assert (state.best is None) == (not costs)
            assert state.bound == min(costs, default=state.bound)


def test_groups_add_up_to_no_more_than_the_whole() -> None:
    """Where curricula have nothing to fight for, the groups alone prove the plan; and costs of places count once."""
    spots = tuple(Place((term,)) for term in range(2))
    dear = dict.fromkeys(spots, 7)
    units = {
        code: OfferedUnit(code, credits, spots, dear if code == "a" else {})
        for code, credits in zip("abcd", (6, 2, 5, 1), strict=True)
    }
    curricula = (Curriculum("p", ("a", "b")), Curriculum("q", ("a", "c")), Curriculum("r", ("c", "d")))
    _, state = started(Offer("sum", 2, units, curricula))
    prover = Prover(state, Clock.start(30.0), 0)
    prover.make_groups()
    while prover.next_effort() < math.inf and len(prover.tree.open_nodes()) > 1:
        prover.search_next()
    assert prover.tree.root is not None
    assert sorted(node.group.rows for node in prover.tree.nodes) == [(0,), (0, 1), (0, 1, 2), (1,), (2,)]
    assert sum(len(node.group.owned) for node in prover.tree.nodes if len(node.group.rows) == 1) == len(units)
    assert state.bound == least(Offer("sum", 2, units, curricula)) == 7 + 8 + 8


@settings(max_examples=15, deadline=None)
@given(offers())
def test_two_workers_agree_with_enumeration(offer: Offer) -> None:
    found = design(offer, Config(time_limit=20.0, workers=2))
    assert found.value == found.bound == least(offer)


@pytest.mark.parametrize("style", ["val", "cvx"])
@pytest.mark.parametrize("annual", [Place((0, 1)), Place((1,))])
def test_a_hint_is_a_whole_solution(style: Style, annual: Place) -> None:
    """Every variable of both models has one, and together they are a solution of the plan's value."""
    spots = (Place((0,)), Place((1,)), Place((2,)))
    units = {code: OfferedUnit(code, credits, spots) for code, credits in zip("abcd", (5, 6, 2, 4), strict=True)}
    units["y"] = OfferedUnit("y", 5, (annual, Place((1, 2))))
    mixed = Curriculum("q", ("a", "y"), (Choice(("b", "c", "d"), 2),), 0, 3)
    _, state = started(Offer("hint", 3, units, (mixed, Curriculum("r", ("a", "b", "y"))), (("a", "d"),)))
    assert state.best is not None
    built = build(state.instance, style)
    built.hint(state.best)
    assert sorted(built.model.proto.solution_hint.vars) == list(range(len(built.model.proto.variables)))
    solver = CpSolver()
    solver.parameters.fix_variables_to_their_hinted_value = True
    assert solver.solve(built.model) == OPTIMAL
    assert solver.objective_value == state.value


@SOME
@given(offers(), st.sampled_from(["val", "cvx"]), st.integers(0, 99))
def test_units_leave_their_places_only_for_plans_of_the_same_value(offer: Offer, style: Style, seed: int) -> None:
    _, state = started(offer)
    if state.best is None:
        return
    instance, start = state.instance, state.best
    prices = [(seed + unit) % 4 for unit in range(state.units)]
    built = build(instance, style)
    built.hint(start)
    built.penalise_staying(start, prices)
    found = solve_model(built, 30.0, seed, 1)
    assert found.closed
    assert found.assignment is not None

    def stays(plan: Assignment) -> int:
        return sum(
            price
            for unit, price in enumerate(prices)
            if plan.places[unit] == start.places[unit] and len(instance.open[unit]) > 1
        )

    plans = [instance.assignment(one) for one in designs(offer) if not violations(offer, one)]
    best = min((instance.value(plan), stays(plan)) for plan in plans if plan is not None)
    assert (instance.value(found.assignment), stays(found.assignment)) == best


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12))
def test_pairs_left_out_follow_from_the_others(pairs: list[tuple[int, int]]) -> None:
    def reach(given: list[tuple[int, int]]) -> set[tuple[int, int]]:
        found = set(given)
        while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
            found |= more
        return found

    kept = list(drop_implied(pairs))
    assert set(kept) <= set(pairs)
    assert reach(kept) == reach(pairs)


def test_windows_by_hand() -> None:
    spots = tuple(Place((term,)) for term in range(4))
    everywhere = [list(range(4)) for _ in range(3)]
    assert narrow([spots] * 3, [(0, 1), (1, 2)], everywhere) == [[0, 1], [1, 2], [2, 3]]
    assert narrow([spots] * 3, [(0, 1), (1, 0)], everywhere) == [[], [], []]
