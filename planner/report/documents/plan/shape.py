"""The keys of `planner/plan/1`: names that users rely on. None stands for what is unknown, never 0."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from planner.domain.status import Status
from planner.domain.text import Words
from planner.report.documents import Worded
from planner.report.documents.plan.about_shape import About
from planner.report.documents.plan.basis_shape import Assumption, Meta, Notice, Objective
from planner.report.documents.plan.changes_shape import Replan
from planner.report.documents.plan.costs_shape import Cost, Shares
from planner.report.documents.plan.earlier_shape import Earlier
from planner.report.documents.plan.impossible_shape import Impossible
from planner.report.documents.plan.past_shape import History, Migration
from planner.report.documents.plan.terms_shape import Certificate, Figure, Milestone, Term


class Ects(TypedDict):
    """Credits of the units, and of the whole title."""

    units: Figure | None
    total: Figure | None


class Waived(TypedDict):
    """A prerequisite that the learner is dispensed from."""

    unit: str
    prerequisite: str


class Wishes(TypedDict, total=False):
    """The certificate that is the goal, what the learner is dispensed from, and terms without classes."""

    goal: str
    waived: list[Waived]
    pause: list[str]


class TrackTaken(TypedDict):
    """A group of tracks, and the one that the plan completes."""

    group: str
    title: Words
    track: str
    name: Words


class Tracked(TypedDict, total=False):
    """The tracks that are taken, where there are groups of them."""

    tracks: list[TrackTaken]


class Moved(TypedDict, total=False):
    """How a learner came from another programme."""

    migration: Migration


class Past(TypedDict, total=False):
    """What a later plan starts from."""

    history: History


class Planned(TypedDict):
    """A plan, and what it rests on."""

    terms: list[Term]
    certificate: Certificate | None
    certificates: list[Certificate]
    award: Milestone | None
    ects: Ects
    cost: Cost
    assumptions: list[Assumption]


class Head(Wishes, Shares, Moved):
    """Whose document it is, and what came of the search."""

    schema: str
    status: Status
    programme: str
    learner: str
    fictional: bool
    start: str
    pathway: str
    funding: str
    objectives: list[Objective]


class Rest(Worded):
    """What to check, what nobody should miss, and what pages say beside the plan."""

    warnings: list[Words]
    notices: list[Notice]
    about: NotRequired[About]


class Told(Head, Rest):
    """What every document on a learner has."""


class Reasoned(Head, Impossible, Rest):
    """A document that may tell why there is no plan."""


class Given(Earlier):
    """What was given: the learner's data, as read."""

    learner: Mapping[str, Any]


class Perhaps(Past, Tracked, Impossible, total=False):
    """What a document has only of a plan, or of a search; and who the adviser is and how the plan stands, where that is
    set.
    """

    adviser: str
    standing: Words
    terms: list[Term]
    certificate: Certificate | None
    certificates: list[Certificate]
    award: Milestone | None
    ects: Ects
    cost: Cost
    meta: Meta
    replan: Replan
    given: Given


class PlanDocument(Head, Perhaps, Rest):
    """A plan (`terms` and what follows from them), or why there is none."""

    assumptions: list[Assumption]
