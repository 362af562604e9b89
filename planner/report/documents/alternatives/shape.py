"""The keys of `planner/alternatives/1`: names that users rely on. None stands for what is unknown, never 0."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.status import Status
from planner.domain.text import Words
from planner.report.documents import Worded
from planner.report.documents.plan.basis_shape import Meta, Notice
from planner.report.documents.plan.costs_shape import Shares
from planner.report.documents.plan.shape import PlanDocument
from planner.report.documents.plan.terms_shape import Figure
from planner.report.documents.several.whose import Told, Whose

SCHEMA = "planner/alternatives/1"


class Alternative(PlanDocument):
    """A plan, what sets it apart from the best one, and its distances from all."""

    difference: Words
    distances: list[int]


class AlternativesDocument(Whose, Shares, Told, Worded):
    """The best plan first. `limits` are the values that no plan exceeds, by the objectives of `slack`."""

    schema: str
    status: Status
    slack: Mapping[str, str]
    limits: dict[str, Figure | None]
    asked: int
    smallest_distance: int | None
    bound: int | None
    complete: bool
    proven: bool
    plans: list[Alternative]
    warnings: list[Words]
    notices: list[Notice]
    meta: Meta
