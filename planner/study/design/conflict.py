"""Why an offer has no design: a smallest set of its demands that cannot hold together, found by leaving out one by one.

A demand is a bound of a curriculum, a prerequisite, or that a unit keeps to the places open to it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.domain.brief import BOUNDS, Brief, BriefCurriculum
from planner.domain.offer import Place
from planner.domain.status import Status
from planner.solve.config import Config
from planner.solve.design import design
from planner.solve.progress import Stage

if TYPE_CHECKING:
    from planner.domain.credits import Worth


@dataclass(frozen=True, slots=True)
class Demand:
    """`kind` is a bound, `prerequisite`, `places` or `units` (that the curriculum has its units at all); `subjects`
    are the curriculum, or the units.
    """

    kind: str
    subjects: tuple[str, ...]
    limit: Worth | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """`smallest` says that none of the demands can be spared: each was left out and the rest found possible."""

    demands: tuple[Demand, ...]
    smallest: bool


def conflict(brief: Brief, config: Config, seconds: float) -> Conflict:
    """Demands of an impossible brief that cannot hold together, as few as the seconds allow."""
    ends = time.monotonic() + seconds
    kept, smallest = list(_demands(brief)), True
    for size in (16, 4, 1):
        kept, done = _leave_out(brief, kept, size, config, ends)
        smallest = done
    return Conflict(tuple(kept), smallest)


def _leave_out(brief: Brief, kept: list[Demand], size: int, config: Config, ends: float) -> tuple[list[Demand], bool]:
    """The demands without the groups of this size that can be spared, and whether each group could be tried."""
    place, done = 0, True
    while place < len(kept):
        rest = kept[:place] + kept[place + size :]
        left = ends - time.monotonic()
        if left <= 0.05 or config.stopped:
            return kept, False
        config.tell(Stage.CONFLICT, place, len(kept))
        status = design(keep_only(brief, rest).offer(), replace(config.quiet(), time_limit=left)).status
        if status == Status.IMPOSSIBLE:
            kept = rest
        else:
            done = done and status != Status.UNKNOWN
            place += size
    return kept, done


def _demands(brief: Brief) -> list[Demand]:
    """Those last that one would rather keep in an explanation: what is left out first is told last."""
    found = [
        Demand(bound, (one.id,), getattr(one, bound))
        for bound in reversed(BOUNDS)
        for one in brief.curricula
        if getattr(one, bound) is not None
    ]
    found += [Demand("prerequisite", pair) for pair in brief.precedences]
    found += [Demand("places", (code,)) for code, unit in brief.units.items() if _is_narrow(brief, unit.places)]
    return [*(Demand("units", (one.id,), _size(one)) for one in brief.curricula), *found]


def _size(one: BriefCurriculum) -> int:
    """Units that a learner of the curriculum takes."""
    return len(one.units) + sum(choice.take for choice in one.choices)


def _is_narrow(brief: Brief, places: Sequence[Place]) -> bool:
    """Whether not every single term is open."""
    return len({place.terms for place in places if len(place.terms) == 1}) < brief.terms


def keep_only(brief: Brief, demands: Sequence[Demand]) -> Brief:
    """The brief with these demands alone, costs left out."""
    held = {(demand.kind, demand.subjects) for demand in demands}
    everywhere = tuple(Place((term,)) for term in range(brief.terms))

    def bare(one: BriefCurriculum) -> BriefCurriculum:
        bounds = {bound: None for bound in BOUNDS if (bound, (one.id,)) not in held}
        return replace(one, **bounds)  # type: ignore[arg-type]

    curricula = tuple(bare(one) for one in brief.curricula if ("units", (one.id,)) in held)
    units = {
        code: unit
        if ("places", (code,)) in held
        else replace(unit, places=tuple(dict.fromkeys([*unit.places, *everywhere])))
        for code, unit in brief.units.items()
    }
    pairs = tuple(pair for pair in brief.precedences if ("prerequisite", pair) in held)
    return replace(
        brief,
        units=units,
        curricula=curricula,
        precedences=pairs,
        unwanted=(),
        weights=replace(brief.weights, balance=0, unwanted=0, change=0),
    )
