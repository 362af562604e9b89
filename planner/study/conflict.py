"""A smallest set of rule instances that cannot hold together, confirmed by solving without each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.case import Case
from planner.domain.plan import Instance
from planner.domain.rules import DROPPED, OF_UNITS, WISHES
from planner.model.build import build
from planner.model.cpsat import CpModel, without
from planner.model.patience import OutOfTime
from planner.solve import horizon
from planner.solve.config import Config
from planner.solve.engine import Clock, run
from planner.solve.progress import Stage


@dataclass(frozen=True, slots=True)
class Conflict:
    """`instances` cannot hold together, and any of them left out lets the others hold; empty when not decided."""

    instances: tuple[Instance, ...]
    solves: int = 0

    def __bool__(self) -> bool:
        return bool(self.instances)


NO_CONFLICT = Conflict(())


class Subsets:
    """The model of a case, of which any rule instances can be left out."""

    def __init__(self, case: Case, config: Config, clock: Clock) -> None:
        clock.tick()
        last = horizon.last_term(case, deadline=False)
        self.model, variables = build(case, last, lean=True, tick=clock.tick)
        self.places = variables.instances
        self.config, self.clock, self.asked = config, clock, 0

    def feasible(self, without: Iterable[Instance]) -> bool | None:
        """Whether the rest can hold; None when the limit comes first."""
        self.config.tell(Stage.CONFLICT, self.asked)
        self.asked += 1
        return run(self._without(without), self.config, self.clock, confirm=True).found

    def _without(self, dropped: Iterable[Instance]) -> CpModel:
        return without(self.model, (place for instance in dropped for place in self.places[instance]))


def smallest(case: Case, config: Config, clock: Clock) -> Conflict:
    """A conflict of an impossible case, found by leaving out what can be left out, and confirmed.

    Nothing is claimed when the time limit comes first, or when the case turns out to be possible.
    """
    try:
        subsets = Subsets(case, config, clock)
    except OutOfTime:
        return NO_CONFLICT
    dropped: set[Instance] = set()
    if subsets.feasible(dropped) is not False:
        return NO_CONFLICT
    # A wish that stands would take the place of what stands in the way without it: with a deadline, for one, nothing
    # that is asked in later terms stays. So a wish that changes nothing goes first, as a whole. So do rules of units:
    # where dates alone stand against a plan, one solve shows it.
    for rules in (*((rule,) for rule in WISHES), OF_UNITS):
        whole = {instance for instance in subsets.places if instance.rule in rules}
        if whole and subsets.feasible(dropped | whole) is False:
            dropped |= whole
    groups = [[i for i in subsets.places if i.rule == rule and i not in dropped] for rule in DROPPED]
    groups = [sorted(group, key=lambda i: i.subjects[-1:], reverse=True) for group in groups if group]
    while groups:
        group = groups.pop(0)
        answer = subsets.feasible(dropped | set(group))
        if answer is None:
            return NO_CONFLICT
        if not answer:
            dropped |= set(group)
        elif len(group) > 1:
            half = len(group) // 2
            groups[:0] = [group[:half], group[half:]]
    kept = tuple(instance for instance in subsets.places if instance not in dropped)
    return Conflict(kept, clock.solves) if _confirm(subsets, kept) else NO_CONFLICT


def _confirm(subsets: Subsets, kept: tuple[Instance, ...]) -> bool:
    """Whether the set cannot hold, and can without any one of its members."""
    others = set(subsets.places) - set(kept)
    if subsets.feasible(others) is not False:
        return False
    return all(subsets.feasible(others | {instance}) for instance in kept)
