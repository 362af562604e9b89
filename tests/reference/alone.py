"""Requirements whose units count for no other: every way to tell for what each unit counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import replace
from itertools import product

from .case import Case, Requirement

Reading = Mapping[str, int | None]
"""The place of the requirement for which a unit counts alone; None: for all that stand not alone."""


def apart_from(rule: Requirement, compulsory: Collection[Requirement]) -> Requirement:
    """A requirement without compulsory units that count for another only."""
    others = [one for one in compulsory if one != rule and (one.alone or rule.alone)]
    return replace(rule, units=rule.units.difference(*(one.units for one in others)))


def choices(case: Case) -> list[Requirement]:
    """What leaves a choice, or is part of a track; what the learner wants beyond the need is none of it."""
    within = [rule for group in case.groups for track in group for rule in track]
    return [*(rule for rule in case.requirements if not rule.every and not rule.wish), *within]


def homes(case: Case, unit: str) -> list[int | None]:
    """For what a unit may count; all the same where only one requirement can have it."""
    rules = choices(case)
    alone = [place for place, rule in enumerate(rules) if rule.alone and unit in rule.units]
    return [*alone, None] if alone and sum(unit in rule.units for rule in rules) > 1 else []


def counts(case: Case, reading: Reading, rule: Requirement, unit: str) -> bool:
    """Whether a unit of the requirement counts for it."""
    if unit not in reading:
        return True
    return (
        reading[unit] is None
        if not rule.alone
        else choices(case)[reading[unit] or 0] is rule and reading[unit] is not None
    )


def readings(case: Case, planned: Set[str]) -> Iterator[Reading]:
    """Every reading in which acquired units count for as much as they can."""
    units = sorted(unit for unit in planned if homes(case, unit))
    for given in standing(case):
        for ways in product(*(homes(case, unit) for unit in units)):
            yield {**given, **dict(zip(units, ways, strict=True))}


def standing(case: Case) -> list[Reading]:
    """Readings of the acquired units: none for which another leaves less missing somewhere and nowhere more."""
    units = sorted(unit for unit in case.acquired if homes(case, unit))
    found = []
    for ways in product(*(homes(case, unit) for unit in units)):
        reading = dict(zip(units, ways, strict=True))
        left = [max(0, need(rule) - worth(case, reading, rule, case.acquired)) for rule in choices(case)]
        found.append((left, reading))
    less = [left for left, _ in found]
    return [reading for left, reading in found if not any(_less(other, left) for other in less)]


def _less(one: list[int], other: list[int]) -> bool:
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))


def need(rule: Requirement) -> int:
    """Units or credits that are asked for."""
    return rule.credits or rule.count


def worth(case: Case, reading: Reading, rule: Requirement, held: Set[str]) -> int:
    """Units or credits that count."""
    inside = [unit for unit in rule.units & held if counts(case, reading, rule, unit)]
    return sum(case.credits.get(unit) or 0 for unit in inside) if rule.credits else len(inside)
