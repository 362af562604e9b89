"""How a question is asked of the solver, and for which day its answer is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.solve.config import Config
from planner.solve.progress import Event, Listener, Stop


@dataclass(frozen=True, slots=True)
class Settings:
    """`config` says how long and with what the solver works; `today` is the day that was given, None where none was.

    `day` is the one whose notices are told and that documents carry: the same, else that of the call.
    """

    config: Config
    day: date
    today: date | None = None

    @classmethod
    def of(
        cls, time_limit: float = 60.0, seed: int = 0, workers: int = 1, today: date | None = None, *,
        stop: Stop | Event | None = None, progress: Listener | None = None,
    ) -> Settings:  # fmt: skip
        """The settings of a call; `Config` says what they mean."""
        return cls(Config(time_limit, seed, workers, stop, progress), today or date.today(), today)
