"""What the front must be: by every plan of small random programmes, and by a plain model of the vintages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from ortools.sat.python.cp_model import INFEASIBLE, OPTIMAL, CpSolver, LinearExpr

from benchmarks.learners import VINTAGES, learner
from planner.check import violations
from planner.check.cost import cost
from planner.check.objectives import objectives
from planner.domain.case import Case
from planner.errors import BadInput
from planner.storage import programmes
from planner.study.frontier import Frontier
from tests.agreement import made_readable, product_case
from tests.reference.again import Past
from tests.reference.brute import legal_plans, values
from tests.reference.plain import Plain
from tests.reference.random_learners import random_busy_case, random_case
from tests.reference.random_results import again_of
from tests.reference.reading import read_case

Raw = dict[str, Any]
Vector = tuple[int, int | None, int]
DEAR = 10**9
"""Stands for an unknown cost: worse than any known one."""


def vectors(found: Frontier) -> list[Vector]:
    return [(point.duration, point.cost, point.load) for point in found.points]


def best_of(rows: Iterable[Vector]) -> list[Vector]:
    """The rows that no other is at least as good as in everything, in order."""
    priced = sorted({(d, DEAR if c is None else c, most) for d, c, most in rows})
    kept = [
        one
        for one in priced
        if not any(other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in priced)
    ]
    return [(d, None if c == DEAR else c, most) for d, c, most in kept]


def sound(case: Case, found: Frontier) -> None:
    """What holds for every finished answer: valid plans, true values, proof, order, and no vector twice."""
    assert found.complete
    assert found.open_load is None
    keys = [point.key() for point in found.points]
    assert keys == sorted(keys)
    assert len(set(vectors(found))) == len(found.points)
    for point in found.points:
        plan = point.result.plan
        assert plan is not None
        assert violations(case, plan) == []
        told = objectives(case, plan)
        assert (told["duration"], told["cost"], told["load"]) == (point.duration, point.cost, point.load)
        assert cost(case, plan).total == point.cost
        assert point.result.status == "optimal"
        assert point.proven
        assert all(item.proven and item.value == told[item.name] for item in point.result.objectives)


def small_case(seed: int, *, busy: bool) -> tuple[Case, tuple[Raw, Raw, int]] | None:
    """A random case for the product and for the reference; None where the product refuses the programme."""
    programme, person, terms = (random_busy_case if busy else random_case)(seed)
    programme = made_readable(programme)
    try:
        return product_case(programme, person, terms), (programme, person, terms)
    except BadInput:
        return None


def by_enumeration(raw: tuple[Raw, Raw, int]) -> dict[Vector, tuple[int, ...]]:
    """Each vector of the front, with the best that the learner's other objectives can be there."""
    case = read_case(*raw)
    rest = [name for name in case.objectives if name not in ("duration", "cost", "load")]
    best: dict[Vector, tuple[int, ...]] = {}
    for plan, award in legal_plans(case):
        told = values(case, plan, award)
        vector = (told["duration"] or 0, told["cost"], told["load"] or 0)
        others = tuple(told[name] or 0 for name in rest)
        best[vector] = min(best.get(vector, others), others)
    return {vector: best[vector] for vector in best_of(best)}


def other_values(case: Case, found: Frontier) -> list[tuple[int, ...]]:
    """The same of each point."""
    rest = [name for name in case.learner.objectives() if name not in ("duration", "cost", "load")]
    told = [objectives(case, point.result.plan) for point in found.points if point.result.plan]
    return [tuple(row[name] or 0 for name in rest if name in row) for row in told]


def vintage_learners(number: int, seed: int) -> Iterator[tuple[Raw, Raw]]:
    """Programme and learner, the vintages in turn."""
    random = Random(f"frontier {seed}")
    for place in range(number):
        name = VINTAGES[place % len(VINTAGES)]
        yield programmes.raw(name), learner(random, programmes.load(name))


def by_plain_model(raw: Raw, person: Raw, terms: int) -> list[Vector]:
    """The front of a learner of a vintage, by the least cost under every bound on duration and load."""
    rows: list[Vector] = []
    for last in range(1, terms + 1):
        load: int | None = _least(raw, person, last, None, "load")
        rows += [(last, None, load)] if load is not None else []
        loads = range(load, 14) if load is not None else ()
        dear = DEAR
        for most in loads:
            cents = _least(raw, person, last, most, "cost")
            if cents is not None and cents < dear:
                rows.append((last, cents, most))
                dear = cents
    return best_of(rows)


def _least(raw: Raw, person: Raw, terms: int, most: int | None, name: str) -> int | None:
    """The least load of all plans, or the least known cost of those with at most so many units in a term."""
    first = read_case(raw, person, terms).start
    plain = Plain(again_of(raw, person, terms, Past(first), {}))
    wishes = plain.wishes()
    if most is not None:
        plain.model.add(wishes["load"] <= most)
    if name == "cost":
        plain.model.add(LinearExpr.sum(plain.unknown) == 0)
    plain.model.minimize(wishes[name])
    solver = CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(plain.model)
    assert status in (OPTIMAL, INFEASIBLE)
    return round(solver.objective_value) if status == OPTIMAL else None
