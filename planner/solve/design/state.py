"""What is known of a part while several threads work on it: the best plan, the best bound, and whether it is over."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from planner.errors import Inconsistent
from planner.model.design.instance import Assignment, Instance

Stop = Callable[[], None]


@dataclass(slots=True)
class State:
    """`value` and `bound` are scaled. `over` is set once nothing better can be found, or nothing at all.

    `stale` counts tries since the last better plan; `proving` stops the proof that runs, which a better plan from
    elsewhere does until `fresh_until` on the clock; `cut` is whether one did.
    """

    instance: Instance
    best: Assignment | None = None
    value: int | None = None
    bound: int = 0
    over: bool = False
    stale: int = 0
    proving: Stop | None = None
    fresh_until: float = 0.0
    cut: bool = False
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def impossible(self) -> bool:
        """Whether there is no plan."""
        return self.over and self.best is None

    @property
    def units(self) -> int:
        """How many units there are to place."""
        return len(self.instance.codes)

    def known(self) -> tuple[Assignment | None, int | None]:
        """The best plan and its value."""
        with self.lock:
            return self.best, self.value

    def found(self, plan: Assignment, now: float = math.inf) -> bool:
        """A plan (found at `now` on the clock, if elsewhere than in the proof); whether it is better than the best.

        Raises:
            Inconsistent: a search has said that there is no plan, or none so good; a defect of ours or of the solver.
        """
        value = self.instance.value(plan)
        with self.lock:
            if self.impossible:
                raise Inconsistent("internal.disagreement")
            if value < self.bound:
                raise Inconsistent("internal.objective", name="design", value=str(value), bound=str(self.bound))
            if self.value is not None and value > self.value:
                return False
            better = self.value is None or value < self.value
            self.best, self.value = plan, value
            self.stale = 0 if better else self.stale
            self._settle()
            if better and now < self.fresh_until and self.proving is not None:
                self.cut = True
                self.proving()
            return better

    def proved(self, bound: int) -> None:
        """Nothing is below the bound.

        Raises:
            Inconsistent: a plan is below it; a defect of ours or of the solver.
        """
        with self.lock:
            if self.value is not None and bound > self.value:
                raise Inconsistent("internal.objective", name="design", value=str(self.value), bound=str(bound))
            self.bound = max(self.bound, bound)
            self._settle()

    def finished(self, exists: bool) -> None:
        """A search came to its end: with the best of all plans, or without any.

        Raises:
            Inconsistent: it says that there is no plan, and one is known; a defect of ours or of the solver.
        """
        with self.lock:
            if not exists and self.best is not None:
                raise Inconsistent("internal.disagreement")
            self.bound = self.value if self.value is not None else self.bound
            self.over = True

    def _settle(self) -> None:
        if self.value is not None and self.bound >= self.value:
            self.bound, self.over = self.value, True
        if self.over and self.proving is not None:
            self.proving()
