"""Around the moves: the nearest valid plan, in which units stay where a person put them, as many as can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from planner.domain.case import Case
from planner.domain.learner import Pin
from planner.domain.plan import Plan
from planner.service.settings import Settings
from planner.solve.result import Result
from planner.web import engine
from planner.web.dossiers.board.sketch import Place, Sketch
from planner.web.dossiers.models import Version

BY_HAND = ("placed", "moved", "swapped")
"""Acts by which a person says where a unit stands."""
MOST_STEPS = 60
"""Versions that are looked back for the last plan of the engine."""
MOST_MOVES = 8
"""Moves that are tried one by one where they cannot all hold."""


class Nearest(NamedTuple):
    """What the engine found, and the units that could not stay where they were moved to."""

    result: Result
    given_up: tuple[str, ...] = ()


def moved_units(version: Version, sketch: Sketch) -> list[str]:
    """Units that a person put where they are, since the engine planned last; the latest move comes last."""
    moved: dict[str, None] = {}
    for before, after in _steps(version):
        moved |= dict.fromkeys(unit for unit, place in after.items() if before.get(unit) != place)
    return [unit for unit in reversed(moved) if sketch.line(unit) is not None]


def _steps(version: Version) -> Iterator[tuple[dict[str, Place], dict[str, Place]]]:
    """Where units were before and after each move by hand, the last move first."""
    for _ in range(MOST_STEPS):
        if not version.by_hand or version.parent_id is None:
            return
        before = Version.objects.only("plan", "by_hand", "act", "parent_id").get(pk=version.parent_id)
        if version.act in BY_HAND:
            yield stands(before.plan), stands(version.plan)
        version = before


def stands(plan: Mapping[str, Any] | None) -> dict[str, Place]:
    """Where a plan by hand has each unit."""
    return {line["unit"]: Place(line["term"], line.get("modality") or "") for line in (plan or {}).get("units", ())}


def around(sketch: Sketch, moved: Sequence[str]) -> Nearest:
    """The nearest valid plan with these units where they are; where not all can stay, the latest first."""
    case, before = sketch.judged.case, sketch.judged.plan
    asked = engine.settings()
    pins = {unit: _pin(sketch, unit) for unit in moved if unit not in case.pins_of}
    found = engine.nearest(_pinned(case, pins.values()), before, asked)
    if found.plan is not None or not pins:
        return Nearest(found)
    return _one_by_one(case, before, pins, asked)


def _one_by_one(case: Case, before: Plan, pins: dict[str, Pin], asked: Settings) -> Nearest:
    kept: list[Pin] = []
    found = engine.nearest(case, before, asked)
    if found.plan is None:
        return Nearest(found, tuple(pins))
    for unit in list(reversed(pins))[:MOST_MOVES]:
        result = engine.nearest(_pinned(case, [*kept, pins[unit]]), before, asked)
        if result.plan is not None:
            kept.append(pins[unit])
            found = result
    there = {(one.unit, one.first, one.modality) for one in found.plan.chosen} if found.plan else set()
    return Nearest(found, tuple(unit for unit, pin in pins.items() if tuple(pin) not in there))


def _pin(sketch: Sketch, unit: str) -> Pin:
    line = sketch.line(unit) or {}
    return Pin(unit, sketch.case.programme.calendar.index(line["term"]) or 0, line.get("modality"))


def _pinned(case: Case, pins: Iterable[Pin]) -> Case:
    return replace(case, learner=replace(case.learner, pins=(*case.learner.pins, *pins)))
