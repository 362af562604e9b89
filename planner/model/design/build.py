"""The whole model of an instance, or of the part of it that is left open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.domain.offer import Place
from planner.model.cpsat import CpModel, IntVar, LinearExpr, new_model
from planner.model.design.even import even
from planner.model.design.groups import Floor
from planner.model.design.instance import Allowed, Assignment, Instance
from planner.model.design.loads import add_bounds, loads, reachable_loads
from planner.model.design.square import Squares, Style
from planner.model.design.variables import Sum, Variables

Literals = Callable[[str, Place], IntVar]
Extra = Callable[[CpModel, Literals], LinearExpr]
"""Adds variables and constraints to a model, and gives what is added to the objective: whole, and never negative."""


@dataclass(frozen=True, slots=True)
class Built:
    """A model, its objective, and what `extra` added to that (not scaled). Rows that are settled are not in it."""

    model: CpModel
    variables: Variables
    squares: Squares
    objective: LinearExpr | None = None
    extra: LinearExpr | None = None

    def hint(self, assignment: Assignment) -> None:
        """Hint every variable with its value under an assignment."""
        self.variables.hint(assignment)
        self.squares.hint(assignment)

    def penalise_staying(self, assignment: Assignment, prices: Sequence[int]) -> None:
        """Change the objective: of solutions of equal value the one in which fewer units stay counts as better.

        `prices` are what staying costs each unit; never so much as one of value.
        """
        stays = Sum()
        for unit, (place, price) in enumerate(zip(assignment.places, prices, strict=True)):
            if price and self.variables.is_free(unit):
                stays.add(self.variables.at(unit, place), price)
        if self.objective is not None:
            self.model.minimize(self.objective * (1 + sum(stays.weights)) + stays.linear)


def build(
    instance: Instance,
    style: Style | None,
    allowed: Allowed | None = None,
    fixed: Assignment | None = None,
    *,
    cutoff: int | None = None,
    extra: Extra | None = None,
    floors: Sequence[Floor] = (),
) -> Built:
    """The model; without a style, any plan will do. `allowed` are the places left to each unit (at first those that
    precedences leave); with `fixed`, rows whose units are all settled are left out. Only solutions of at most `cutoff`
    (scaled) need to be in it. `floors` are known to hold: they only help.
    """
    model = new_model()
    variables = Variables(model, instance, instance.open if allowed is None else allowed, fixed)
    squares = Squares(variables, style or "cvx", cutoff)
    _add_precedences(variables)
    for number in range(len(instance.rows)):
        if not variables.is_settled(number):
            _add_row(variables, squares if style else None, number)
    if style is None:
        return Built(model, variables, squares)
    prices = _prices(variables)
    total = _sum([*squares.costs.values(), *prices])
    for floor in floors:
        group = [squares.costs[number] for number in floor.rows if number in squares.costs]
        model.add(_sum([*group, *(prices[unit] for unit in floor.units)]).linear >= floor.least)
    more = None if extra is None else extra(model, _literals(variables))
    objective = total.linear if more is None else total.linear + more * instance.unit_value
    model.minimize(objective)
    return Built(model, variables, squares, objective, more)


def _prices(variables: Variables) -> list[Sum]:
    """For each unit what its place costs."""
    found = []
    for unit, own in enumerate(variables.allowed):
        costs, price = variables.instance.costs[unit], Sum()
        for k in own:
            if costs[k]:
                price.add(variables.at(unit, k), costs[k])
        found.append(price)
    return found


def _sum(parts: Sequence[Sum]) -> Sum:
    total = Sum()
    for part in parts:
        total.extend(part)
    return total


def _add_precedences(variables: Variables) -> None:
    """A unit starts after each of its prerequisites has ended: by term t it has started only if they had ended before.

    These are prefix sums, which the linear relaxation understands.
    """
    for before, after in variables.instance.pairs:
        if variables.is_free(before) or variables.is_free(after):
            _add_pair(variables, before, after)
        elif not _holds(variables, before, after):
            variables.model.add_bool_or([])


def _holds(variables: Variables, before: int, after: int) -> bool:
    """Whether a pair holds whose units have one place each."""
    places = variables.instance.places
    return places[before][variables.allowed[before][0]].last < places[after][variables.allowed[after][0]].first


def _add_pair(variables: Variables, before: int, after: int) -> None:
    places = variables.instance.places
    for term in range(variables.instance.offer.terms):
        ended, started = Sum(), Sum()
        for k in variables.allowed[before]:
            if places[before][k].last < term:
                ended.add(variables.at(before, k), 1)
        for k in variables.allowed[after]:
            if places[after][k].first <= term:
                started.add(variables.at(after, k), 1)
        if started.bounds()[1] and not ended.constant:
            variables.model.add(started.linear <= ended.linear)


def _add_row(variables: Variables, squares: Squares | None, number: int) -> None:
    row = variables.instance.rows[number]
    bearing = loads(variables, number)
    for load in bearing:
        add_bounds(variables, row, load)
    if squares is None or not row.weight:
        return
    target = even(variables, number)
    squares.evens.append((number, target))
    for term, load in enumerate(bearing):
        squares.add(number, term, load, reachable_loads(row, load), target)


def _literals(variables: Variables) -> Literals:
    """A literal for any place of any unit: constant where nothing is left to decide."""
    instance = variables.instance
    numbers = {code: unit for unit, code in enumerate(instance.codes)}

    def literal(code: str, place: Place) -> IntVar:
        unit = numbers[code]
        k = instance.places[unit].index(place) if place in instance.places[unit] else -1
        found = variables.at(unit, k)
        if found is not None:
            return found
        return variables.model.new_constant(int(variables.allowed[unit] == [k]))

    return literal
