"""The outcome of a search: optimal, feasible, impossible and unknown stay four things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from planner.domain.plan import Plan

OPTIMAL, FEASIBLE, IMPOSSIBLE, UNKNOWN = "optimal", "feasible", "impossible", "unknown"


@dataclass(frozen=True, slots=True)
class ObjectiveValue:
    """A value and the bound below which none exists; cost in cents, None when the plan's cost is unknown.

    An objective that was skipped is left out.
    """

    name: str
    value: int | None
    bound: int
    proven: bool


class Conflict(NamedTuple):
    """A rule in conflict: its name, the message's key and values, and what it is about."""

    rule: str
    key: str
    values: Mapping[str, Any]
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """`plan` is None when impossible or unknown. `conflicts` names rules that cannot hold together."""

    status: str
    plan: Plan | None = None
    objectives: tuple[ObjectiveValue, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    seconds: float = 0.0
    solves: int = field(default=0, compare=False)
