"""A smallest set of rule instances that cannot hold together, confirmed by solving without each of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.domain.case import Case
from planner.domain.plan import Instance
from planner.domain.rules import DROPPED, NAMES, OF_UNITS, WISHES
from planner.model.build import build
from planner.model.cpsat import CpModel, holds, put_back, take_out
from planner.model.patience import OutOfTime
from planner.solve import horizon
from planner.solve.config import Config
from planner.solve.engine import CONFIRM_EFFORT, GLANCE_EFFORT, Clock, confirm
from planner.solve.progress import Stage


@dataclass(frozen=True, slots=True)
class Conflict:
    """`instances` cannot hold together, and any of them left out lets the others hold; empty when not decided."""

    instances: tuple[Instance, ...]
    solves: int = 0

    def __bool__(self) -> bool:
        return bool(self.instances)


NO_CONFLICT = Conflict(())
REPORT, DEADLINE = Instance("report"), Instance("deadline")


class Subsets:
    """The model of a case, of which any rule instances can be left out; `special_term` as `horizon.last_term` has it.

    Those that are `needed` stay. Where a later award is known to be possible, the `short` model ends with the deadline,
    and keeps it and the report, which holds all classes before it: what comes later would only be more to search.

    Raises:
        OutOfTime: the limit comes first.
    """

    def __init__(
        self, case: Case, config: Config, clock: Clock, special_term: int = 0, *, short: bool = False
    ) -> None:  # fmt: skip
        clock.tick()
        self.last = horizon.last_term(case, deadline=short, special_term=special_term)
        self.model, variables = build(case, self.last, lean=True, tick=clock.tick)
        self.needed = frozenset({REPORT, DEADLINE} if short else ())
        self.places = variables.instances | {one: variables.instances.get(one, []) for one in self.needed}
        self.config, self.clock, self.asked = config, clock, 0
        self._open, self._left_out = self.model.clone(), set[Instance]()
        self._values: Sequence[int] = ()
        self._first = CONFIRM_EFFORT

    def feasible(self, without: Iterable[Instance], effort: float = math.inf) -> bool | None:
        """Whether the rest can hold; None when the limit, or that of `effort`, comes first."""
        self.config.tell(Stage.CONFLICT, self.asked)
        self.asked += 1
        before = self.clock.solves
        answer = confirm(self._without(set(without)), self.config, self.clock, effort, self._first)
        if self.clock.solves > before + 1:
            self._first = GLANCE_EFFORT  # what only counting decides, asked in many ways
        if answer.found:
            self._values = list(answer.solver.response_proto.solution)
        return answer.found

    def broken(self, instances: Iterable[Instance]) -> frozenset[Instance]:
        """Those of the instances that do not hold in the last solution."""
        constraints, values = self.model.proto.constraints, self._values
        return frozenset(one for one in instances if not all(holds(constraints[p], values) for p in self.places[one]))

    def _without(self, dropped: set[Instance]) -> CpModel:
        """The model without the instances: the last one, of which as much is put back or taken out as differs."""
        put_back(self._open, self.model, self._places(self._left_out - dropped))
        take_out(self._open, self._places(dropped - self._left_out))
        self._left_out = dropped
        return self._open

    def _places(self, instances: Iterable[Instance]) -> list[int]:
        return [place for instance in instances for place in self.places[instance]]


def smallest(case: Case, config: Config, clock: Clock) -> Conflict:
    """A conflict of an impossible case, found by leaving out what can be left out, and confirmed.

    Nothing is claimed when the time limit comes first, or when the case turns out to be possible.
    """
    try:
        return smallest_of(Subsets(case, config, clock))
    except OutOfTime:
        return NO_CONFLICT


def smallest_in_time(case: Case, config: Config, clock: Clock) -> Conflict:
    """The same of a case that has a plan without its deadline."""
    if case.learner.fixed_award is not None:
        return smallest(case, config, clock)
    try:
        found = smallest_of(Subsets(case, config, clock, short=True))
        whole = Subsets(case, config, clock)
        # Only what may come after the award shows whether the report is needed.
        if not found or whole.feasible(set(whole.places) - set(found.instances) | {REPORT}):
            return found
        return smallest_of(whole)
    except OutOfTime:
        return NO_CONFLICT


def smallest_of(subsets: Subsets) -> Conflict:
    """The same of a model that is there already."""
    dropped: set[Instance] = set()
    if subsets.feasible(dropped) is not False:
        return NO_CONFLICT
    # A wish that stands would take the place of what stands in the way without it: with a deadline, for one, nothing
    # that is asked in later terms stays. So a wish that changes nothing goes first, as a whole. So do rules of units:
    # where dates alone stand against a plan, one solve shows it.
    enough = [frozenset({one}) for one in subsets.needed]
    for rules in (*((rule,) for rule in WISHES), OF_UNITS):
        whole = {instance for instance in subsets.places if instance.rule in rules}
        answer = subsets.feasible(dropped | whole) if whole and subsets.needed.isdisjoint(whole) else None
        if answer:
            enough.append(subsets.broken(whole))
        elif answer is False:
            dropped |= whole
    groups = [[i for i in subsets.places if i.rule == rule and i not in dropped] for rule in DROPPED]
    groups = [sorted(group, key=lambda i: i.subjects[-1:], reverse=True) for group in groups if group]
    while groups:
        group = groups.pop(0)
        without = dropped | set(group)
        # What a solution breaks is enough to leave out, and need not be asked again.
        known = any(broken <= without for broken in enough)
        answer = known or subsets.feasible(without)
        if answer is None:
            return NO_CONFLICT
        if not answer:
            dropped = without
        elif len(group) > 1:
            if not known:
                enough.append(subsets.broken(group))
            half = len(group) // 2
            groups[:0] = [group[:half], group[half:]]
    kept = tuple(sorted((one for one in subsets.places if one not in dropped), key=lambda one: NAMES.index(one.rule)))
    return Conflict(kept, subsets.clock.solves) if _confirm(subsets, kept) else NO_CONFLICT


def _confirm(subsets: Subsets, kept: tuple[Instance, ...]) -> bool:
    """Whether the set cannot hold: that it can without any one of its members was seen on the way, by a solution."""
    return subsets.feasible(set(subsets.places) - set(kept)) is False
