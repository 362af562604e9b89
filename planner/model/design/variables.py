"""The decisions: a literal for each unit and open place, and one for each unit that a curriculum may take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.model.cpsat import CpModel, IntVar, LinearExpr
from planner.model.design.instance import Allowed, Assignment, Instance


@dataclass(slots=True)
class Sum:
    """A constant and weighted literals."""

    constant: int = 0
    literals: list[IntVar] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)

    def add(self, literal: IntVar | None, weight: int) -> None:
        """Add a term; None stands for what is certain."""
        if literal is None:
            self.constant += weight
        else:
            self.literals.append(literal)
            self.weights.append(weight)

    def extend(self, other: Sum) -> None:
        """Add all terms of another sum."""
        self.constant += other.constant
        self.literals += other.literals
        self.weights += other.weights

    @property
    def linear(self) -> LinearExpr:
        """The sum as an expression of the model."""
        return LinearExpr.weighted_sum([*self.literals, 1], [*self.weights, self.constant])

    def bounds(self) -> tuple[int, int]:
        """The least and the most that the sum can be without a look at the constraints."""
        return (
            self.constant + sum(weight for weight in self.weights if weight < 0),
            self.constant + sum(weight for weight in self.weights if weight > 0),
        )


class Variables:
    """`allowed` are the places left to each unit. With `fixed`, options of rows whose units are all settled stay."""

    def __init__(self, model: CpModel, instance: Instance, allowed: Allowed, fixed: Assignment | None = None) -> None:
        self.model, self.instance, self.allowed, self.fixed = model, instance, allowed, fixed
        self._places: list[dict[int, IntVar]] = [{} for _ in allowed]
        for unit, own in enumerate(allowed):
            if len(own) != 1:
                self._places[unit] = {k: model.new_bool_var("") for k in own}
                model.add_exactly_one(self._places[unit].values())
        self._taken: list[dict[int, IntVar]] = [{} for _ in instance.rows]
        self._running: dict[tuple[int, int], dict[int, IntVar]] = {}
        for number in range(len(instance.rows)):
            if not self.is_settled(number):
                self._add_options(number)

    def is_settled(self, number: int) -> bool:
        """Whether nothing of the row is left to decide."""
        row = self.instance.rows[number]
        return self.fixed is not None and not any(self.is_free(unit) for unit in (*row.always, *row.options))

    def is_free(self, unit: int) -> bool:
        """Whether the unit has several places left, or none."""
        return len(self.allowed[unit]) != 1

    def at(self, unit: int, place: int) -> IntVar | None:
        """The literal of a place that is left; None where it is the only one."""
        return self._places[unit].get(place)

    def option(self, number: int, unit: int) -> IntVar | None:
        """The literal that a row which is not settled takes an option."""
        return self._taken[number][unit]

    def literals_that_count(self, number: int) -> list[tuple[int, int, IntVar | None]]:
        """Every (unit, place, literal) that may count in a row: the unit stands there, and is taken."""
        row = self.instance.rows[number]
        found = [(unit, k, self.at(unit, k)) for unit in row.always for k in self.allowed[unit]]
        found += [(unit, k, literal) for unit in row.options for k, literal in self._running[number, unit].items()]
        return found

    def _add_options(self, number: int) -> None:
        row, model = self.instance.rows[number], self.model
        for unit in row.options:
            taken = self._taken[number][unit] = model.new_bool_var("")
            if not self.is_free(unit):
                self._running[number, unit] = {self.allowed[unit][0]: taken}
                continue
            running = self._running[number, unit] = {k: model.new_bool_var("") for k in self.allowed[unit]}
            model.add(LinearExpr.sum(list(running.values())) == taken)
            for k, literal in running.items():
                model.add_implication(literal, self._places[unit][k])
        for units, take in row.choices:
            model.add(LinearExpr.sum([self._taken[number][unit] for unit in units]) == take)

    def read(self, values: Sequence[int]) -> Assignment:
        """The assignment of a solution, whose values are by index of the variable."""
        places = []
        for unit, own in enumerate(self.allowed):
            literals = self._places[unit]
            places.append(next(k for k in own if k not in literals or values[literals[k].index]))
        taken = []
        for number, literals in enumerate(self._taken):
            if self.fixed is not None and self.is_settled(number):
                taken.append(self.fixed.taken[number])
            else:
                taken.append(frozenset(unit for unit, literal in literals.items() if values[literal.index]))
        return Assignment(tuple(places), tuple(taken))

    def hint(self, assignment: Assignment) -> None:
        """Hint every literal with its value under an assignment."""
        for unit, literals in enumerate(self._places):
            for k, literal in literals.items():
                self.model.add_hint(literal, int(assignment.places[unit] == k))
        for number, takes in enumerate(self._taken):
            for unit, literal in takes.items():
                self.model.add_hint(literal, int(unit in assignment.taken[number]))
                for k, running in self._running[number, unit].items() if self.is_free(unit) else ():
                    there = unit in assignment.taken[number] and assignment.places[unit] == k
                    self.model.add_hint(running, int(there))
