"""The squared distance of a load from the even load, in one of two ways.

`val` has a literal for each load that can be reached: strong bounds. `cvx` has integer tangents of the square: less to
decide, good plans soon.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Literal

from planner.model.cpsat import IntVar, LinearExpr
from planner.model.design.even import Even
from planner.model.design.instance import Assignment
from planner.model.design.loads import Load
from planner.model.design.variables import Sum, Variables

Style = Literal["val", "cvx"]
Derived = Callable[[int, int, int], int]
"""What a variable is worth: a function of the load, and of the least and the most that is even."""


@dataclass(slots=True)
class Squares:
    """Distances of loads; `costs` is what they add to the objective, row by row. A load dearer than `cutoff` is out."""

    variables: Variables
    style: Style
    cutoff: int | None = None
    costs: dict[int, Sum] = field(default_factory=dict)
    derived: list[tuple[int, int, IntVar, Derived]] = field(default_factory=list)
    evens: list[tuple[int, Even]] = field(default_factory=list)

    def add(self, number: int, term: int, load: Load, reach: list[int], even: Even) -> None:
        """Add the squared distance of the load of a row in a term; `reach` are the scaled loads that it can have."""
        self.costs.setdefault(number, Sum())
        weight = self.variables.instance.rows[number].weight
        if even.fixed:
            low, high, _ = even.pairs[0]
            cheap = [one for one in reach if not self._is_too_dear(weight * distance(one, low, high) ** 2)]
            if self.style == "val":
                self._add_literals(number, term, load, cheap, (low, high))
                return
        distances = sorted({distance(one, low, high) for one in reach for low, high, _ in even.pairs})
        within = [one for one in distances if not self._is_too_dear(weight * one * one)]
        self._add_tangents(number, term, load, within, even)

    def _is_too_dear(self, cost: int) -> bool:
        return self.cutoff is not None and cost > self.cutoff

    def _add_literals(self, number: int, term: int, load: Load, reach: list[int], even: tuple[int, int]) -> None:
        """A literal for each load."""
        model, weight = self.variables.model, self.variables.instance.rows[number].weight
        literals = [model.new_bool_var("") for _ in reach]
        model.add_exactly_one(literals)
        model.add(LinearExpr.weighted_sum(literals, reach) == load.credits.linear)
        for literal, one in zip(literals, reach, strict=True):
            cost = weight * distance(one, *even) ** 2
            if cost:
                self.costs[number].add(literal, cost)
            self.derived.append((number, term, literal, partial(_is_load, one)))

    def _add_tangents(self, number: int, term: int, load: Load, distances: list[int], even: Even) -> None:
        """A distance that is at least what the load asks for."""
        model = self.variables.model
        away = self._add_distance(number, term, distances)
        if even.fixed:
            low, high, _ = even.pairs[0]
            model.add(away >= load.credits.linear - high)
            model.add(away >= low - load.credits.linear)
        else:
            model.add(away >= load.credits.linear - even.limit(high=True))
            model.add(away >= even.limit(high=False) - load.credits.linear)

    def _add_distance(self, number: int, term: int, distances: list[int]) -> LinearExpr:
        """The distance as an expression; what it costs is added. `val` has a literal for each, `cvx` tangents."""
        model, weight = self.variables.model, self.variables.instance.rows[number].weight
        if self.style == "val" or len(distances) < 2:
            literals = [model.new_bool_var("") for _ in distances]
            model.add_exactly_one(literals)
            for literal, one in zip(literals, distances, strict=True):
                self.costs[number].add(literal, weight * one * one)
                self.derived.append((number, term, literal, partial(_is_distance, one)))
            return LinearExpr.weighted_sum(literals, distances)
        away = model.new_int_var(distances[0], distances[-1], "")
        square = model.new_int_var(distances[0] ** 2, distances[-1] ** 2, "")
        for near, far in pairwise(distances):
            model.add(square >= (near + far) * away - near * far)
        self.costs[number].add(square, weight)
        self.derived.append((number, term, away, distance))
        self.derived.append((number, term, square, _squared_distance))
        return away

    def hint(self, assignment: Assignment) -> None:
        """Hint every variable of the distances with its value under an assignment."""
        instance = self.variables.instance
        loads: dict[int, list[int]] = {}
        evens: dict[int, tuple[int, int]] = {}
        for number in {number for number, *_ in self.derived} | {number for number, _ in self.evens}:
            loads[number], _ = instance.loads_and_counts(instance.rows[number], assignment, number)
            evens[number] = instance.even_loads(instance.total(instance.rows[number], assignment.taken[number]))
        for number, term, variable, worth in self.derived:
            self.variables.model.add_hint(variable, worth(loads[number][term], *evens[number]))
        for number, even in self.evens:
            for low, high, literal in even.pairs:
                if literal is not None:
                    self.variables.model.add_hint(literal, int((low, high) == evens[number]))


def _is_load(one: int, load: int, low: int, high: int) -> int:
    return int(load == one)


def _is_distance(one: int, load: int, low: int, high: int) -> int:
    return int(distance(load, low, high) == one)


def _squared_distance(load: int, low: int, high: int) -> int:
    return distance(load, low, high) ** 2


def distance(load: int, low: int, high: int) -> int:
    """How far a load is from what is even, `low` to `high`; all scaled."""
    return max(load - high, low - load, 0)
