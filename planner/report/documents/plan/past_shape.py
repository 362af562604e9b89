"""Where a learner comes from in the JSON of a plan: what has happened, and the programme before."""

from __future__ import annotations

from typing import TypedDict

from planner.domain.text import Day, Words


class Days(TypedDict):
    """The first day and the last."""

    starts: Day
    ends: Day


class Paid(TypedDict, total=False):
    """Who paid, where that was chosen."""

    payer: str


class PastAttempt(Paid):
    """A unit that was taken, its result, and whether somebody told it (`said`)."""

    unit: str
    term: str
    offering: str
    result: str
    said: bool


class History(TypedDict):
    """What had happened when the plan was made: `now` is the first term still open."""

    now: str
    attempts: list[PastAttempt]
    internship: Days | None
    workshop: str | None
    report: str | None
    lost_defences: list[str]
    report_result: str
    report_said: bool
    resits: bool
    no_resit: list[str]


Carried = TypedDict("Carried", {"unit": str, "as": str, "by": str | None, "how": str})
"""A unit of the other programme, and what it counts as."""


class Left(TypedDict):
    """What has no place in the new programme, and the key of the learner's file that named it."""

    key: str
    unit: str
    title: Words


Migration = TypedDict("Migration", {"from": str, "carried": list[Carried], "left": list[Left]})
"""Where a learner came from."""
