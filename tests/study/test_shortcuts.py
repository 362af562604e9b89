"""Shortcuts of the search for repairs decide as the long way does: the whole model, solved anew."""

from __future__ import annotations

from collections import Counter

import pytest

from planner.domain.case import Case
from planner.errors import BadInput
from planner.model.build import build
from planner.model.cpsat import CpModel
from planner.model.variables import Variables
from planner.solve import horizon
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.engine import Clock, run
from planner.solve.pipeline import solve
from planner.storage.learners import with_changes
from planner.study.changes import repairing
from planner.study.conflict import Subsets, smallest
from planner.study.menu import Change
from planner.study.probe import exists, soonest_award
from planner.study.repair_search import Search
from tests.study.impossible import all_impossible, small, vintage


def whole(case: Case) -> tuple[CpModel, Variables]:
    """The model of all terms with every offering."""
    return build(case, horizon.last_term(case))


def award_of(case: Case) -> int | None:
    """The first term of an award, by one minimisation; None where there is no plan."""
    model, variables = whole(case)
    model.minimize(sum(term * variables.award(term) for term in variables.awards))
    answer = run(model, Config(), Clock.start(60), wide=True)
    assert answer.proven
    return answer.bound if answer.found else None


def helps(case: Case, change: Change) -> bool:
    """Whether a plan exists with the change."""
    try:
        model, _ = whole(with_changes(case, change.set))
    except BadInput:
        return False
    return bool(run(model, Config(), Clock.start(60), wide=True).found)


@pytest.mark.parametrize("make", [small, vintage])
def test_changes_are_told_apart_as_by_trying_each(make: object) -> None:
    counted: Counter[bool] = Counter()
    for found in all_impossible(make, range(6)):  # type: ignore[arg-type]
        case, clock = found.case, Clock.start(60)
        search = Search(case, smallest(case, Config(), clock), Config(), clock, {})
        for change in repairing(search.menu):
            expected = helps(case, change)
            assert search.helps(change) == expected, (found.name, change)
            assert search.loosens(change) or not expected, (found.name, change)
            assert search.room_beside(()).for_changes([change]) or not expected, (found.name, change)
            counted[expected] += 1
    assert min(counted[True], counted[False]) > 2


@pytest.mark.parametrize("make", [small, vintage])
def test_an_award_is_as_soon_as_one_minimisation_says(make: object) -> None:
    for seed in range(25):
        found = make(seed)  # type: ignore[operator]
        if found is None:
            continue
        expected = award_of(found.case)
        assert soonest_award(found.case, Config(), Clock.start(60)) == expected, found.name
        assert exists(found.case, Config(), Clock.start(60)) is (expected is not None), found.name


@pytest.mark.parametrize("make", [small, vintage])
def test_any_of_the_best_plans_has_the_values_of_the_one_that_ties_leave(make: object) -> None:
    for seed in range(25):
        found = make(seed)  # type: ignore[operator]
        if found is None:
            continue
        plain, quick = solve(found.case), solve(found.case, aim=Aim(tie_break=False))
        assert (plain.status, plain.objectives) == (quick.status, quick.objectives), found.name


def test_a_solution_tells_what_it_breaks() -> None:
    for found in all_impossible(vintage, range(3)):
        subsets = Subsets(found.case, Config(), Clock.start(60))
        broken: frozenset[object] = frozenset()
        for rule in {instance.rule for instance in subsets.places}:
            group = {instance for instance in subsets.places if instance.rule == rule}
            if subsets.feasible(group):
                broken = subsets.broken(group)
                assert broken and subsets.feasible(broken)  # type: ignore[arg-type]
                assert not subsets.broken(set(subsets.places) - group)
        assert subsets.feasible(()) is False
