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

    `failures` counts tries since the last better plan. `stop_proof` ends the proof that runs: a better plan from
    elsewhere calls it until `restart_until` on the clock, and `interrupted` is whether one did.
    """

    instance: Instance
    best: Assignment | None = None
    value: int | None = None
    bound: int = 0
    over: bool = False
    failures: int = 0
    stop_proof: Stop | None = None
    restart_until: float = 0.0
    interrupted: bool = False
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def impossible(self) -> bool:
        """Whether there is no plan."""
        return self.over and self.best is None

    @property
    def units(self) -> int:
        """How many units there are to place."""
        return len(self.instance.codes)

    def snapshot(self) -> tuple[Assignment | None, int | None]:
        """The best plan and its value, of the same moment; None where no plan is known."""
        with self.lock:
            return self.best, self.value

    def record_plan(self, plan: Assignment, now: float = math.inf) -> bool:
        """Keep a plan if it is no worse than the best, and say whether it is better.

        `now` is the clock, for a plan from elsewhere than the proof: one that is better may end the proof.

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
            self.failures = 0 if better else self.failures
            self._end_if_proven()
            if better and now < self.restart_until and self.stop_proof is not None:
                self.interrupted = True
                self.stop_proof()
            return better

    def raise_bound(self, bound: int) -> None:
        """Keep that no plan is below a scaled bound.

        Raises:
            Inconsistent: a plan is below it; a defect of ours or of the solver.
        """
        with self.lock:
            if self.value is not None and bound > self.value:
                raise Inconsistent("internal.objective", name="design", value=str(self.value), bound=str(bound))
            self.bound = max(self.bound, bound)
            self._end_if_proven()

    def finish(self, exists: bool) -> None:
        """Close the part after a complete search: the best plan is optimal, or there is none (`exists`).

        Raises:
            Inconsistent: it says that there is no plan, and one is known; a defect of ours or of the solver.
        """
        with self.lock:
            if not exists and self.best is not None:
                raise Inconsistent("internal.disagreement")
            self.bound = self.value if self.value is not None else self.bound
            self.over = True

    def _end_if_proven(self) -> None:
        if self.value is not None and self.bound >= self.value:
            self.bound, self.over = self.value, True
        if self.over and self.stop_proof is not None:
            self.stop_proof()
