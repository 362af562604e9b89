"""All outcomes of a run in little memory: one number for a learner and figure, texts kept once."""

from __future__ import annotations

from array import array
from collections.abc import Hashable
from typing import Generic, TypeVar

from planner.domain.status import Status
from planner.study.stress.outcome import Outcome

STATUSES = tuple(Status)
NONE = -1
Value = TypeVar("Value", bound=Hashable)


class _Names(Generic[Value]):
    """Values by small numbers, each value kept once."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self._numbers: dict[Value, int] = {}

    def number(self, value: Value) -> int:
        found = self._numbers.get(value)
        if found is None:
            found = self._numbers[value] = len(self.values)
            self.values.append(value)
        return found


class Outcomes:
    """Outcomes by slot (a scenario's run; slot 0 is the baseline) and by place of the learner in the cohort.

    About 31 bytes an outcome, beside the texts, which repeat. What is not there yet is None.
    """

    def __init__(self, slots: int, learners: int) -> None:
        self.learners = learners
        self._texts: _Names[tuple[str, ...]] = _Names()
        self._days: _Names[str | None] = _Names()
        self._status, self._on_time, self._failed = array("b"), array("b"), array("h")
        self._duration, self._award, self._cost = array("i"), array("q"), array("q")
        self._plan, self._lost, self._day = array("i"), array("i"), array("i")
        self._columns = (
            self._status, self._on_time, self._failed, self._duration, self._award, self._cost, self._plan,
            self._lost, self._day,
        )  # fmt: skip
        self.add(slots)

    def add(self, slots: int) -> None:
        """Make room for so many more slots."""
        for values in self._columns:
            values.extend(array(values.typecode, [NONE]) * (slots * self.learners))

    def put(self, slot: int, place: int, outcome: Outcome) -> None:
        """Remember an outcome, in place of an earlier one."""
        at = slot * self.learners + place
        self._status[at] = STATUSES.index(outcome.status)
        self._on_time[at] = NONE if outcome.on_time is None else int(outcome.on_time)
        self._failed[at] = outcome.failed
        self._duration[at] = NONE if outcome.duration is None else outcome.duration
        self._award[at] = NONE if outcome.award is None else outcome.award
        self._cost[at] = NONE if outcome.cost is None else outcome.cost
        self._plan[at] = self._texts.number(outcome.offerings)
        self._lost[at] = self._texts.number(outcome.lost)
        self._day[at] = self._days.number(outcome.day)

    def get(self, slot: int, place: int) -> Outcome | None:
        """The outcome, the same as it was put."""
        at = slot * self.learners + place
        if self._status[at] == NONE:
            return None
        return Outcome(
            status=STATUSES[self._status[at]],
            on_time=None if self._on_time[at] == NONE else bool(self._on_time[at]),
            duration=_value(self._duration[at]),
            award=_value(self._award[at]),
            day=self._days.values[self._day[at]],
            cost=_value(self._cost[at]),
            offerings=self._texts.values[self._plan[at]],
            failed=self._failed[at],
            lost=self._texts.values[self._lost[at]],
        )

    def plan(self, slot: int, place: int) -> tuple[str, ...]:
        """The offerings of an outcome that is there."""
        return self._texts.values[self._plan[slot * self.learners + place]]

    def copy(self, source: int, target: int) -> None:
        """Put the outcome of one number also under another; a number is `slot * learners + place`."""
        for values in self._columns:
            values[target] = values[source]

    def require(self, slot: int, place: int) -> Outcome:
        """The outcome, which has to be there."""
        found = self.get(slot, place)
        assert found is not None, "every case has been answered"
        return found

    def has(self, slot: int, place: int) -> bool:
        """Whether the outcome is there."""
        return self._status[slot * self.learners + place] != NONE


def _value(number: int) -> int | None:
    return None if number == NONE else number
