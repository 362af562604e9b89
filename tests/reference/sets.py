"""Which sets of units a plan may consist of, before any date is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from .case import Case, Offering, Prerequisite, Requirement

Options = dict[str, tuple[Offering, ...]]
MOST_FREE = 16


@dataclass(frozen=True)
class UnitSet:
    """Units to plan; `spare` are those that only a prerequisite can make useful."""

    units: frozenset[str]
    spare: frozenset[str]


def open_prerequisites(case: Case) -> tuple[Prerequisite, ...]:
    """Prerequisites that acquired units do not already meet."""
    return tuple(rule for rule in case.prerequisites if not rule.alternatives & case.acquired)


def unit_options(case: Case) -> Options:
    """The offerings that each unit may take, judged one offering at a time."""
    found: Options = {}
    for unit in case.courses:
        if unit in case.acquired or unit in case.avoid:
            continue
        pinned = [term for code, term in case.pins if code == unit]
        offerings = tuple(one for one in case.offerings.get(unit, ()) if _possible(case, one, pinned))
        wanted = {modality for (code, _), modality in case.pin_modalities.items() if code == unit}
        offerings = tuple(one for one in offerings if not wanted - {one.modality})
        if offerings:
            found[unit] = offerings
    return found


def _possible(case: Case, one: Offering, pinned: list[int]) -> bool:
    if one.modality not in case.modalities or not set(pinned) <= set(one.terms) or case.paused & set(one.terms):
        return False
    return one.modality != "daytime" or all(case.has_free_day(term) for term in one.terms)


def unit_sets(case: Case, options: Options) -> Iterator[UnitSet]:
    """Sets that meet every requirement, that hold every pinned unit and in which no unit is useless for sure."""
    rules = open_prerequisites(case)
    named = {unit for one in case.requirements for unit in one.units}
    named |= {unit for rule in rules for unit in rule.alternatives}
    forced = {unit for unit, _ in case.pins}
    for one in case.requirements:
        if one.count == len(one.units):
            forced |= one.units - case.acquired
    if not forced <= options.keys() & named:
        return
    free = sorted((named & options.keys()) - forced)
    if len(free) > MOST_FREE:
        raise ValueError(f"{len(free)} units to choose among are too many for this reference")
    for size in range(len(free) + 1):
        for extra in combinations(free, size):
            found = _unit_set(case, rules, frozenset(forced | set(extra)))
            if found is not None:
                yield found


def _unit_set(case: Case, rules: tuple[Prerequisite, ...], units: frozenset[str]) -> UnitSet | None:
    if not enough(case, units):
        return None
    inside = [rule for rule in rules if rule.unit in units]
    if not all(rule.alternatives & units for rule in inside):
        return None
    spare = frozenset(unit for unit in units if enough(case, units - {unit}))
    useful = {unit for rule in inside for unit in rule.alternatives - {rule.unit}}
    return UnitSet(units, spare) if spare <= useful else None


def enough(case: Case, units: frozenset[str]) -> bool:
    return all(_met(case, one, units | case.acquired) for one in case.requirements)


def _met(case: Case, one: Requirement, held: frozenset[str]) -> bool:
    inside = one.units & held
    if len(inside) < one.count:
        return False
    return not one.credits or sum(case.credits.get(unit) or 0 for unit in inside) >= one.credits
