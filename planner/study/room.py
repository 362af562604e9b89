"""What cannot help, found without trying it: one model stays impossible without all that the changes touch."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.case import Case
from planner.domain.plan import Instance
from planner.model.patience import OutOfTime
from planner.solve import horizon
from planner.solve.config import Config
from planner.solve.engine import CONFIRM_EFFORT, Clock
from planner.study.conflict import Subsets
from planner.study.menu import Change


class Room:
    """What a case leaves room for when some of its rule instances ask nothing; `last` is the last term that changes.
    `subsets` of the case save making them where they go as far.
    """

    def __init__(
        self, case: Case, last: int, config: Config, clock: Clock, subsets: Subsets | None = None
    ) -> None:  # fmt: skip
        self.case, self.last, self.config, self.clock = case, last, config.quiet(), clock
        size = case.programme.calendar.size
        self._special_term = (last // size + 2) * size - 1
        far = subsets and subsets.last == horizon.last_term(case, deadline=False, special_term=self._special_term)
        self._subsets = subsets if far else None
        if self._subsets is not None:
            self._subsets.config = self.config
        self._enough: list[frozenset[Instance]] = []
        self._found: dict[frozenset[Instance], bool] = {}

    def for_changes(self, changes: Iterable[Change]) -> bool:
        """Whether there may be a plan with the changes: False only where there is none however much they change."""
        several = tuple(changes)
        if any(change.everywhere for change in several) or not self.clock.left:
            return True
        try:
            return self._without(frozenset(instance for change in several for instance in change.touches))
        except OutOfTime:
            return True

    def _without(self, touched: frozenset[Instance]) -> bool:
        if self._subsets is None:
            self._subsets = Subsets(self.case, self.config, self.clock, self._special_term)
        left_out = touched.intersection(self._subsets.places)
        if any(broken <= left_out for broken in self._enough):
            return True
        if left_out not in self._found:
            found = self._subsets.feasible(left_out, CONFIRM_EFFORT)
            self._found[left_out] = found is not False
            if found:
                self._enough.append(self._subsets.broken(left_out))
        return self._found[left_out]
