"""The soonest end of all that is needed, for who knows in advance how often each unit will be attempted.

A relaxation: places are counted, and clashes, least loads and money are left aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.offering import Offering
from planner.model.cpsat import CpModel, IntVar, LinearExpr, new_model


@dataclass(frozen=True, slots=True)
class Asked:
    """What is needed: `attempts` at each unit that is taken, its `slots`, units that it waits for (`before`), `units`
    that have to be passed and, of some `pools`, a number; the `room` (units) of each term, and the `first` and `last`
    term in which all can end.
    """

    attempts: Mapping[str, int]
    slots: Mapping[str, Sequence[Offering]]
    before: Mapping[str, Sequence[str]]
    units: Sequence[str]
    pools: Sequence[tuple[Sequence[str], int]]
    room: Mapping[int, int]
    first: int
    last: int


def build(asked: Asked) -> CpModel:
    """A model that minimises the last term (index) of all attempts."""
    model = new_model()
    end = model.new_int_var(asked.first, asked.last, "")
    every = dict.fromkeys([*asked.units, *(unit for units, _ in asked.pools for unit in units)])
    taken = {unit: _attempts(model, asked, unit, end) for unit in every}
    for unit in every:
        literals = list(taken[unit].values())
        if unit in asked.units:
            model.add(_sum(literals) == asked.attempts[unit])
        else:
            model.add(_sum(literals) <= asked.attempts[unit])
        _wait(model, asked, taken, unit)
    for units, number in asked.pools:
        _choose(model, asked, taken, units, number)
    for term, room in asked.room.items():
        here = [literal for of in taken.values() for one, literal in of.items() if term in one.terms]
        if len(here) > room:
            model.add(_sum(here) <= room)
    model.minimize(end)
    return model


Taken = dict[str, dict[Offering, IntVar]]


def _attempts(model: CpModel, asked: Asked, unit: str, end: IntVar) -> dict[Offering, IntVar]:
    """A literal for each attempt that can be over in time; one at a time."""
    found = {one: model.new_bool_var("") for one in asked.slots[unit] if one.last <= asked.last}
    for one, literal in found.items():
        if one.last > asked.first:
            model.add(end >= one.last).only_enforce_if(literal)
    for term in {term for one in found for term in one.terms}:
        here = [literal for one, literal in found.items() if term in one.terms]
        if len(here) > 1:
            model.add_at_most_one(here)
    return found


def _wait(model: CpModel, asked: Asked, taken: Taken, unit: str) -> None:
    """An attempt begins after the last one at each unit before it, which is passed."""
    for before in asked.before.get(unit, ()):
        for one, literal in taken[unit].items() if before in taken else ():
            ended = [other for slot, other in taken[before].items() if slot.span.ends < one.span.starts]
            model.add(_sum(ended) >= asked.attempts[before]).only_enforce_if(literal)


def _choose(model: CpModel, asked: Asked, taken: Taken, units: Sequence[str], number: int) -> None:
    passed = [model.new_bool_var("") for _ in units]
    for unit, literal in zip(units, passed, strict=True):
        model.add(_sum(taken[unit].values()) >= asked.attempts[unit]).only_enforce_if(literal)
    model.add(_sum(passed) >= number)


def _sum(literals: Iterable[IntVar]) -> LinearExpr:
    return LinearExpr.sum(list(literals))
