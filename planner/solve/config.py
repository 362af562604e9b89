"""How long and with what the solver works."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Config:
    """`time_limit` in seconds for the whole answer; the same seed and one worker give the same plan again."""

    time_limit: float = 60.0
    seed: int = 0
    workers: int = 1
