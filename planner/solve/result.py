"""The outcome of a search: optimal, feasible, impossible and unknown stay four things."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.domain.plan import FEASIBLE, IMPOSSIBLE, OPTIMAL, UNKNOWN, Plan
from planner.domain.status import Status

__all__ = ["FEASIBLE", "IMPOSSIBLE", "OPTIMAL", "UNKNOWN", "ObjectiveValue", "Result", "Status"]


@dataclass(frozen=True, slots=True)
class ObjectiveValue:
    """A value and the bound below which none exists; cost in cents, None when the plan's cost is unknown.

    An objective that was skipped is left out.
    """

    name: str
    value: int | None
    bound: int
    proven: bool


@dataclass(frozen=True, slots=True)
class Result:
    """`plan` is None when impossible or unknown; `seconds` and `solves` tell what the answer took."""

    status: Status
    plan: Plan | None = None
    objectives: tuple[ObjectiveValue, ...] = ()
    seconds: float = 0.0
    solves: int = field(default=0, compare=False)
