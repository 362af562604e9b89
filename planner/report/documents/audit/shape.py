"""The keys of `planner/check/1`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from planner.domain.text import Words
from planner.report.claims.words import FalseStatement
from planner.report.documents import Worded
from planner.report.documents.plan import about_shape, basis_shape, costs_shape, shape, terms_shape


class Broken(TypedDict):
    """A violation: the rule, and the units and terms that it is about."""

    rule: str
    what: Words
    subjects: list[str]


class NotChecked(TypedDict):
    """What nobody can recompute from a plan and its learner alone."""

    id: str
    text: Words


class Figure(TypedDict):
    """An objective, and its value in the plan."""

    name: str
    value: terms_shape.Figure | None


class About(TypedDict):
    """What pages say beside: the programme, who pays, and the names of fundings."""

    programme: about_shape.Curriculum
    fictional: bool
    payers: Words
    fundings: Mapping[str, Words]


class AuditDocument(shape.Wishes, shape.Moved, Worded):
    """`mismatches` are the false statements for people, `statements` the same for programs, in the same order."""

    schema: str
    valid: bool
    programme: str
    learner: str
    violations: list[Broken]
    mismatches: list[Words]
    statements: list[FalseStatement]
    not_checked: list[NotChecked]
    objectives: list[Figure]
    award: terms_shape.Milestone | None
    ects: shape.Ects
    cost: costs_shape.Cost
    warnings: list[Words]
    notices: list[basis_shape.Notice]
    about: NotRequired[About]
    meta: NotRequired[basis_shape.Meta]
