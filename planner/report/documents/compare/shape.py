"""The keys of `planner/compare/1`: names that users rely on. None stands for what is unknown, never 0."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, TypeGuard

from planner.domain.status import Status
from planner.domain.text import Words
from planner.report.documents import Worded
from planner.report.documents.compare.holdings import Holding
from planner.report.documents.plan.basis_shape import Assumption, Notice
from planner.report.documents.plan.costs_shape import Amount
from planner.report.documents.plan.impossible_shape import Conflict
from planner.report.documents.plan.past_shape import Days
from planner.report.documents.plan.shape import PlanDocument
from planner.report.documents.plan.terms_shape import Certificate, Figure, Milestone

SCHEMA = "planner/compare/1"


class Labels(TypedDict):
    """What was combined, as people call it."""

    programme: Words
    pathway: Words
    funding: Words


class Paid(TypedDict):
    """What a plan costs, and what of it the learner pays (`own`); `why` it is unknown."""

    known: bool
    total: float | None
    own: float | None
    currency: str
    by_year: list[Amount]
    why: Words | None


class Peak(TypedDict):
    """The fullest term, the first of them, and the most evenings a week in any term."""

    units: int
    evenings: int
    hours_per_week: list[Figure] | None
    term: str | None


class Asked(TypedDict):
    """What was asked of every combination."""

    programme: str | None
    start: Any
    pathway: Any
    funding: Any


class Combined(Asked):
    """A combination, and what came of it. `dominated_by` holds places of rows, from 0."""

    changes: dict[str, Any]
    labels: Labels
    status: Status
    reason: Words | None
    front: bool | None
    dominated_by: list[int]
    bottleneck: str | None


class PlannedRow(Combined):
    """One that has a plan, and what of it is compared."""

    starts: str
    duration: int
    months: int
    certificate: Certificate | None
    award: Milestone | None
    cost: Paid
    peak: Peak
    internship: Days | None
    binds: list[Words] | None
    plan: PlanDocument
    conflicts: list[Conflict]
    admission: list[Words]
    holds: list[Holding]


class EmptyRow(Combined):
    """One that has none: `starts` is known where the combination fits its programme."""

    starts: str | None
    duration: None
    months: None
    certificate: None
    award: None
    cost: None
    peak: None
    internship: None
    binds: None
    plan: None
    conflicts: list[Conflict]
    admission: list[Words]
    holds: list[Holding]


Row = PlannedRow | EmptyRow


def has_plan(row: Row) -> TypeGuard[PlannedRow]:
    """Whether there is something to compare."""
    return row["plan"] is not None


class Warned(TypedDict):
    """What to check, and the places of the rows that it is about."""

    text: Words
    rows: list[int]


class Noticed(Notice):
    """What nobody should miss, and the places of the rows that it is about."""

    rows: list[int]


class Assumed(Assumption):
    """What is taken for granted, and the places of the rows that it is about."""

    rows: list[int]


class Curriculum(TypedDict):
    """A programme as people know it."""

    id: str
    title: Words
    vintage: str
    school: str


class CompareDocument(Worded):
    """A comparison: rows in the order in which they were asked for, and the keys in which they differ (`varied`)."""

    schema: str
    status: Status
    learner: str
    fictional: bool
    programmes: list[Curriculum]
    varied: list[str]
    ranked_by: str
    rows: list[Row]
    assumptions: list[Assumed]
    warnings: list[Warned]
    notices: list[Noticed]
    meta: Mapping[str, Any]
