"""What regulations have to do with what a plan rests on: assumptions, and what a reader should know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.check.requirement import tracks
from planner.domain.case import Case
from planner.domain.counting import worth
from planner.domain.plan import Plan

Message = tuple[str, dict[str, Any]]


def of_what_stands(case: Case) -> Iterator[Message]:
    """Nothing that is planned can change it."""
    yield from _exclusive(case)
    yield from _beyond(case)


def of_tracks(case: Case, plan: Plan) -> Iterator[str | None]:
    """Assumptions of the groups of tracks, and of the tracks that are complete."""
    for group, track in tracks(case, plan):
        yield group.assumption
        yield from (rule.assumption for rule in track.requirements) if track else ()


def _exclusive(case: Case) -> Iterator[Message]:
    """Units that exclude each other, although the learner has them."""
    for group in case.target.exclusive:
        units = [unit for unit in group if unit in case.given]
        if len(units) > 1:
            yield "warning.exclusive", {"names": ", ".join(units)}


def _beyond(case: Case) -> Iterator[Message]:
    """More acquired than counts towards the award."""
    for limit in case.target.limits:
        found = sum(worth(case.programme.units, limit.kind, unit) for unit in limit.units if unit in case.given)
        if found > limit.most:
            yield "warning.uncounted", {"name": limit.title or limit.id, "most": limit.most, "found": found}
