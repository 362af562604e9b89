"""What a design could trade: changes against value, and what a wish or a bound costs when it is held or given up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planner.domain.brief import BOUNDS, Brief, BriefCurriculum, Unwanted
from planner.domain.offer import Design, DesignResult
from planner.domain.status import Status
from planner.solve.config import Config
from planner.solve.design import design
from planner.solve.progress import Stage

if TYPE_CHECKING:
    from planner.domain.credits import Worth

MOST_CHANGES = 12
MOST_WISHES = 12
MOST_BOUNDS = 8
EACH = 10.0
"""Seconds that one question may take at most."""


@dataclass(frozen=True, slots=True)
class Front:
    """The best that at most so many changes allow, changes themselves costing nothing."""

    changes: int
    result: DesignResult


@dataclass(frozen=True, slots=True)
class Held:
    """The best design that does without an unwanted term which the proposal uses."""

    wish: Unwanted
    result: DesignResult


@dataclass(frozen=True, slots=True)
class Freed:
    """The best design where a unit that the file fixes may run wherever else it could."""

    unit: str
    result: DesignResult


@dataclass(frozen=True, slots=True)
class Looser:
    """The best design where a bound of a curriculum, or of all that have the same, is wider by one."""

    bound: str
    limit: Worth
    curricula: tuple[str, ...]
    result: DesignResult


@dataclass(frozen=True, slots=True)
class Tradeoffs:
    """What could be answered in the time; `complete` says whether nothing was left out for want of it."""

    front: tuple[Front, ...] = ()
    held: tuple[Held, ...] = ()
    freed: tuple[Freed, ...] = ()
    looser: tuple[Looser, ...] = ()
    complete: bool = True


class Questions:
    """Asks one question after the other until the seconds are spent; `extra` are the delays of a cohort, if any."""

    def __init__(self, brief: Brief, config: Config, seconds: float, extra: Any = None) -> None:
        self.brief, self.config, self.ends, self.extra = brief, config, time.monotonic() + seconds, extra
        self.complete, self.asked = True, 0

    def answer(self, result: DesignResult, front: tuple[Front, ...]) -> Tradeoffs:
        """What wishes and bounds cost; nothing beside a design that is not proven best: differences would not count."""
        if result.design is None or result.status != Status.OPTIMAL:
            return Tradeoffs(front, complete=False)
        held, freed = tuple(self._hold_wishes(result.design)), tuple(self._free_units(result.design))
        return Tradeoffs(front, held, freed, tuple(self._loosen_bounds(result.design)), self.complete)

    def _ask(self, brief: Brief, **options: Any) -> DesignResult | None:
        """The answer, None where the time is over."""
        left = min(EACH, self.ends - time.monotonic())
        if left <= 0.05 or self.config.stopped:
            self.complete = False
            return None
        self.config.tell(Stage.TRADES, self.asked)
        self.asked += 1
        quiet = replace(self.config.quiet(), time_limit=left)
        return design(brief.offer(), quiet, **{"extra": self.extra, **options})

    def front(self) -> Iterator[Front]:
        """From no change up, until as much is reached as any number of changes gives."""
        if not any(unit.today for unit in self.brief.units.values()):
            return
        from planner.model.design.extras import limit_changes

        free = self.brief.with_weights(change=0)
        best = self._ask(free)
        if best is None or best.value is None:
            return
        for most in range(min(MOST_CHANGES, len(self.brief.units)) + 1):
            result = self._ask(free, extra=limit_changes(free, most, self.extra))
            if result is None:
                return
            yield Front(most, result)
            if result.value is not None and result.value <= best.value:
                return
        self.complete = False

    def _hold_wishes(self, found: Design) -> Iterator[Held]:
        wishes = [one for unit, place in found.places.items() for one in self.brief.charged(unit, place)]
        self.complete = self.complete and len(wishes) <= MOST_WISHES
        for wish in wishes[:MOST_WISHES]:
            places = tuple(
                place for place in self.brief.units[wish.unit].places if not set(place.terms) & set(wish.terms)
            )
            if not places:
                continue
            result = self._ask(self.brief.with_places({wish.unit: places}))
            if result is None:
                return
            yield Held(wish, result)

    def _free_units(self, found: Design) -> Iterator[Freed]:
        self.complete = self.complete and len(self.brief.fixed) <= MOST_WISHES
        for unit, places in list(self.brief.fixed.items())[:MOST_WISHES]:
            result = self._ask(self.brief.with_places({unit: places}), hint=found)
            if result is None:
                return
            yield Freed(unit, result)

    def _loosen_bounds(self, found: Design) -> Iterator[Looser]:
        groups: dict[tuple[str, Worth], list[str]] = {}
        for curriculum in self.brief.curricula:
            for bound in BOUNDS:
                limit = getattr(curriculum, bound)
                if limit is not None and (limit > 0 or bound.startswith("max")):
                    groups.setdefault((bound, limit), []).append(curriculum.id)
        self.complete = self.complete and len(groups) <= MOST_BOUNDS
        for (bound, limit), names in list(groups.items())[:MOST_BOUNDS]:
            result = self._ask(loosen(self.brief, bound, names), hint=found)
            if result is None:
                return
            yield Looser(bound, limit, tuple(names), result)


def loosen(brief: Brief, bound: str, names: list[str]) -> Brief:
    """The brief with a bound of the curricula named wider by one: a least one lower, a most one higher."""
    step = 1 if bound.startswith("max") else -1

    def wider(curriculum: BriefCurriculum) -> BriefCurriculum:
        if curriculum.id not in names:
            return curriculum
        changes: dict[str, Any] = {bound: getattr(curriculum, bound) + step}
        return replace(curriculum, **changes)

    return brief.with_curricula(wider(curriculum) for curriculum in brief.curricula)
