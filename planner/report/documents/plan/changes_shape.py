"""The key `replan` of a plan that takes the place of an earlier one."""

from __future__ import annotations

from typing import TypedDict

from planner.domain.status import Status
from planner.domain.text import Day, Words

FromTo = TypedDict("FromTo", {"from": str, "to": str | None})
Move = TypedDict(
    "Move", {"unit": str, "from": str, "to": str | None, "modality": FromTo, "rule": str | None, "reason": Words}
)
"""A unit that moves, or goes (`to` is None), and what its old place would break."""
Added = TypedDict("Added", {"unit": str, "to": str | None, "modality": str, "from": str | None})
"""A unit that the earlier plan did not have, or had in classes (`from`) that are not offered any more."""


class Told(TypedDict):
    """A result."""

    unit: str
    term: str
    result: str


class Elsewhere(TypedDict):
    """A result of a unit that the earlier plan had in another term, or not at all."""

    unit: str
    term: str
    planned: str | None


class ToCome(TypedDict):
    """A result of a term that had not begun."""

    unit: str
    term: str


class Before(TypedDict):
    """The earlier plan."""

    award: str
    duration: int
    cost: float | None


class Retake(TypedDict):
    """What makes up for a lost unit: classes, which are paid again, a second session, or nothing (`dropped`)."""

    unit: str
    failed: str
    result: str
    how: str
    to: str | None
    starts: Day | None
    ends: Day | None
    cost: float | None


class OverdueDays(TypedDict, total=False):
    """Days of a second session, or the last one to enrol."""

    starts: Day
    ends: Day
    enrol_by: Day


class Overdue(OverdueDays):
    """What the day of the run contradicts."""

    what: str
    term: str
    units: list[str]


class OtherPlan(TypedDict, total=False):
    """The plan for a result that fails."""

    award: str
    date: Day
    later: int
    cost: float | None
    moves: list[Move]
    retakes: list[Retake]


class Otherwise(OtherPlan):
    """What comes of it when results fail that the plan counts on."""

    units: list[str]
    resit: bool
    status: Status


class Changes(TypedDict, total=False):
    """What a new plan changes, where there is one."""

    overdue: list[Overdue]
    moves: list[Move]
    kept: list[str]
    retakes: list[Retake]
    added: list[Added]
    no_longer: list[str]
    supposed: list[str]
    spent: float | None
    otherwise: list[Otherwise]


class Replan(Changes):
    """What the new plan was made after: results, and the plan before."""

    now: str
    results: list[Told]
    before: Before
    today: Day | None
    unplanned: list[Elsewhere]
    to_come: list[ToCome]
