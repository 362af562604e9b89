"""An offer as numbers: units and curricula by index, credits scaled so that each term of a place bears a whole number.

No solver here: the searches that need none start from this too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm

from planner.domain.offer import Curriculum, Design, Offer, Place
from planner.model.design.windows import drop_implied, narrow

Allowed = list[list[int]]
"""For each unit the numbers of the places that are open to it."""


@dataclass(frozen=True, slots=True)
class Row:
    """Curricula that are alike, counted once: `weight` is the objective's weight times their number. Loads are scaled.

    `always` are the units that count for certain, `choices` (units, how many of them count).
    """

    ids: tuple[str, ...]
    weight: int
    always: tuple[int, ...]
    choices: tuple[tuple[tuple[int, ...], int], ...]
    min_units: int
    max_units: int
    min_load: int
    max_load: int

    @property
    def options(self) -> tuple[int, ...]:
        """The units that may count, each once, in the order of the choices."""
        return tuple(dict.fromkeys(unit for units, _ in self.choices for unit in units))


@dataclass(frozen=True, slots=True)
class Assignment:
    """The number of each unit's place, and for each row the options that count."""

    places: tuple[int, ...]
    taken: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Instance:
    """`loads` are the scaled credits in each term of a place, `costs` the scaled costs of places, `pairs` precedences
    that do not follow from others. `open` are places that precedences leave. A value times `scale` squared is whole.
    """

    offer: Offer
    scale: int
    codes: tuple[str, ...]
    places: tuple[tuple[Place, ...], ...]
    loads: tuple[tuple[int, ...], ...]
    costs: tuple[tuple[int, ...], ...]
    rows: tuple[Row, ...]
    pairs: tuple[tuple[int, int], ...]
    open: Allowed

    @property
    def unit_value(self) -> int:
        """The scaled value of 1."""
        return self.scale * self.scale

    def total(self, row: Row, taken: frozenset[int]) -> int:
        """Scaled credits of a row, all terms together."""
        return sum(map(self.credits, (*row.always, *taken)))

    def credits(self, unit: int) -> int:
        """Scaled credits of a unit."""
        return int(self.offer.units[self.codes[unit]].credits * self.scale)

    def even_loads(self, total: int) -> tuple[int, int]:
        """The least and the most scaled load of a term that are even, where all terms bear `total` scaled credits."""
        whole = self.scale * self.offer.terms
        return total // whole * self.scale, -(-total // whole) * self.scale

    def loads_and_counts(self, row: Row, assignment: Assignment, number: int) -> tuple[list[int], list[int]]:
        """Scaled loads and numbers of units in each term, of a row and its number."""
        loads, counts = [0] * self.offer.terms, [0] * self.offer.terms
        for unit in (*row.always, *assignment.taken[number]):
            chosen = assignment.places[unit]
            for term in self.places[unit][chosen].terms:
                loads[term] += self.loads[unit][chosen]
                counts[term] += 1
        return loads, counts

    def value(self, assignment: Assignment) -> int:
        """The scaled value: uneven loads and costs of places."""
        found = sum(costs[chosen] for costs, chosen in zip(self.costs, assignment.places, strict=True))
        return found + sum(self.row_value(number, assignment) for number in range(len(self.rows)))

    def row_value(self, number: int, assignment: Assignment) -> int:
        """What a row adds to the scaled value."""
        row = self.rows[number]
        low, high = self.even_loads(self.total(row, assignment.taken[number]))
        loads, _ = self.loads_and_counts(row, assignment, number)
        return row.weight * sum(max(load - high, low - load, 0) ** 2 for load in loads)

    def unscale(self, value: int) -> Fraction:
        """The exact value that a scaled one stands for."""
        return Fraction(value, self.unit_value)

    def design(self, assignment: Assignment) -> Design:
        """The design that an assignment stands for, in codes and ids of the offer."""
        places = {code: self.places[k][assignment.places[k]] for k, code in enumerate(self.codes)}
        taken = {
            name: tuple(self.codes[unit] for unit in row.options if unit in assignment.taken[number])
            for number, row in enumerate(self.rows)
            for name in row.ids
            if row.choices
        }
        return Design(places, taken)

    def assignment(self, design: Design) -> Assignment | None:
        """The assignment of a design, None where it does not name an open place of every unit."""
        chosen = []
        for unit, code in enumerate(self.codes):
            place = design.places.get(code)
            if place is None or place not in self.places[unit]:
                return None
            chosen.append(self.places[unit].index(place))
        numbers = {code: unit for unit, code in enumerate(self.codes)}
        taken = tuple(
            frozenset(numbers[code] for code in design.taken.get(row.ids[0], ()) if numbers.get(code) in row.options)
            for row in self.rows
        )
        return Assignment(tuple(chosen), taken)


def compile_offer(offer: Offer) -> Instance:
    """The offer in numbers; `open` has no place of any unit where precedences leave one without."""
    codes = tuple(offer.units)
    numbers = {code: unit for unit, code in enumerate(codes)}
    scale = _scale(offer)
    units = [offer.units[code] for code in codes]
    places = tuple(tuple(dict.fromkeys(unit.places)) for unit in units)
    pairs = drop_implied([(numbers[before], numbers[after]) for before, after in offer.precedences])
    return Instance(
        offer,
        scale,
        codes,
        places,
        tuple(
            tuple(int(unit.credits * scale) // len(place.terms) for place in own)
            for unit, own in zip(units, places, strict=True)
        ),
        tuple(
            tuple(unit.costs.get(place, 0) * scale * scale for place in own)
            for unit, own in zip(units, places, strict=True)
        ),
        tuple(_rows(offer, numbers, scale)),
        pairs,
        narrow(places, pairs, [list(range(len(own))) for own in places]),
    )


def _scale(offer: Offer) -> int:
    """The least factor that makes the credits of every unit whole in each term of each of its places."""
    parts = [
        (Fraction(unit.credits) / len(place.terms)).denominator
        for unit in offer.units.values()
        for place in unit.places
    ]
    return lcm(*parts) if parts else 1


def _rows(offer: Offer, numbers: dict[str, int], scale: int) -> list[Row]:
    """Curricula with the same units, choices and bounds are one row."""
    alike: dict[tuple[object, ...], list[Curriculum]] = {}
    for one in offer.curricula:
        choices = frozenset((frozenset(choice.units), choice.take) for choice in one.choices)
        bounds = (one.min_units, one.max_units, one.min_credits, one.max_credits)
        alike.setdefault((frozenset(one.units), choices, bounds), []).append(one)
    return [_row(group, offer.balance, numbers, scale) for group in alike.values()]


def _row(group: Sequence[Curriculum], balance: int, numbers: dict[str, int], scale: int) -> Row:
    one = group[0]
    choices = tuple((tuple(numbers[code] for code in dict.fromkeys(c.units)), c.take) for c in one.choices)
    options = {unit for units, _ in choices for unit in units}
    always = tuple(numbers[code] for code in dict.fromkeys(one.units) if numbers[code] not in options)
    everything = sum(1 for _ in (*always, *options))
    most = 1 << 60
    return Row(
        tuple(curriculum.id for curriculum in group),
        balance * len(group),
        always,
        choices,
        one.min_units or 0,
        everything if one.max_units is None else one.max_units,
        ceil((one.min_credits or 0) * scale),
        most if one.max_credits is None else floor(one.max_credits * scale),
    )
