"""How long and with what the solver works, who may stop it, and who hears how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from planner.solve.progress import Event, Listener, Progress, Stage, Stop, criterion


@dataclass(frozen=True, slots=True)
class Config:
    """`time_limit` in seconds for the whole answer; the same seed and one worker give the same plan again.

    `stop` is a function without arguments, or a `threading.Event`: once it is true, or set, the search ends within a
    second, as if the limit had come, and answers with what it has: `feasible`, or `unknown`. `progress` is called with
    each event, in the thread that asked. What either raises ends the search and comes out of the call; nothing goes on
    behind it. Both stay in this process: a copy for another one has neither.
    """

    time_limit: float = 60.0
    seed: int = 0
    workers: int = 1
    stop: Stop | Event | None = field(default=None, repr=False, compare=False)
    progress: Listener | None = field(default=None, repr=False, compare=False)

    def __reduce__(self) -> tuple[Any, ...]:
        return Config, (self.time_limit, self.seed, self.workers)

    @property
    def stopped(self) -> bool:
        """Whether nobody wants more."""
        stop = criterion(self.stop)
        return stop is not None and stop()

    def quiet(self) -> Config:
        """The same for a part of the work, whose own events would say nothing of the whole."""
        return self if self.progress is None else replace(self, progress=None)

    def tell(
        self, stage: Stage, done: int = 0, total: int | None = None, name: str | None = None,
        value: float | None = None, bound: float | None = None,
    ) -> None:  # fmt: skip
        """Tell whoever listens how far it is."""
        if self.progress is not None:
            self.progress(Progress(stage, done, total, name, value, bound))
