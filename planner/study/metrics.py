"""The structure of a programme in figures: what each unit holds up, and what failing it once costs in time.

A unit blocks another when that one cannot be reached without it. Of a clause that several units can meet, no single one
is needed, so that it blocks nothing by that clause, and a chain goes through the unit that is reached soonest. What may
start together (`together`) waits for nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from planner.domain.condition import Clause
from planner.domain.offering import DISTANCE, EVENING
from planner.domain.programme import Programme

YEARS_AHEAD = 3
"""Academic years among which the next chance of a unit is sought: offerings alternate over two at most."""


@dataclass(frozen=True, slots=True)
class UnitStructure:
    """`blocking` counts the units that cannot start before this one is passed; `delay` is the number of units in the
    longest chain through it, each to be passed before the next can start; `cruciality` is their sum. Both are None for
    a unit that no order of studies reaches.

    `next_chance` counts the terms from the end of a failed offering to the end of the next one that starts after it,
    the longest of its offerings; None where there is no next one. A second session of exams (`second_session` tells
    whether the programme has one) may come sooner.
    """

    unit: str
    blocking: int | None
    delay: int | None
    next_chance: int | None
    second_session: bool

    @property
    def cruciality(self) -> int | None:
        """Blocking and delay factor together."""
        return None if self.blocking is None or self.delay is None else self.blocking + self.delay


@dataclass(frozen=True, slots=True)
class Structure:
    """The units of a programme that are studied, in the order of its file."""

    units: tuple[UnitStructure, ...]

    @property
    def complexity(self) -> int | None:
        """The crucialities of all units added up: what the programme's prerequisites weigh in all."""
        found = [unit.cruciality for unit in self.units]
        return None if None in found else sum(value or 0 for value in found)


def structure(programme: Programme, modalities: Collection[str] = (EVENING, DISTANCE)) -> Structure:
    """The figures of a programme; those of the next chance for who is taught in these modalities."""
    stage = _stages(programme, None)
    blocked = {unit: set(stage) - set(_stages(programme, unit)) - {unit} for unit in stage}
    below = _longest_below(blocked)
    resits = bool(programme.calendar.resits)
    return Structure(
        tuple(
            UnitStructure(
                unit,
                len(blocked[unit]) if unit in stage else None,
                stage[unit] + below[unit] if unit in stage else None,
                next_chance(programme, unit, modalities),
                resits,
            )
            for unit in programme.courses()
        )
    )


def _stages(programme: Programme, without: str | None) -> dict[str, int]:
    """Units by the number of units in the shortest chain that leads to each, itself included; those that cannot be
    reached, with one unit left out, are missing.
    """
    clauses: dict[str, list[Clause]] = {unit: [] for unit in programme.courses()}
    for rule in programme.prerequisites:
        clauses[rule.unit] += [clause for clause in rule.clauses if not clause.together]
    found: dict[str, int] = {}
    while True:
        more = [
            unit
            for unit in clauses
            if unit not in found
            if unit != without and all(programme.meets(clause, found) for clause in clauses[unit])
        ]
        if not more:
            return found
        stage = max(found.values(), default=0) + 1
        found |= dict.fromkeys(more, stage)


def _longest_below(blocked: Mapping[str, Collection[str]]) -> dict[str, int]:
    """For each unit, how many units the longest chain after it has, each of which blocks the next."""
    found: dict[str, int] = {}
    for unit in sorted(blocked, key=lambda unit: len(blocked[unit])):
        found[unit] = max((found[other] + 1 for other in blocked[unit]), default=0)
    return found


def next_chance(programme: Programme, unit: str, modalities: Collection[str] = (EVENING, DISTANCE)) -> int | None:
    """Terms that a failure of the unit costs at least when it is taken again in classes, from exam to exam."""
    first = programme.calendar.year
    taught = [
        offering
        for year in range(first, first + 2 * YEARS_AHEAD)
        for offering in programme.offerings(year)
        if offering.unit == unit and offering.modality in modalities
    ]
    failed = [offering for offering in taught if offering.year < first + YEARS_AHEAD]
    waits = [[other.last - one.last for other in taught if other.first > one.last] for one in failed]
    if not failed or not all(waits):
        return None
    return max(min(terms) for terms in waits)
