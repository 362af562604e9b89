"""The keys of `planner/cohort/1`: names that users rely on. None stands for what is unknown, never 0."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from planner.domain.text import Day, Words
from planner.report.causes import Cause
from planner.report.documents import Worded
from planner.report.documents.plan.shape import Notice
from planner.report.no_plan import NoPlan
from planner.report.problems import Problems

SCHEMA = "planner/cohort/1"
ON_TIME, DELAYED, UNSEATED, IMPOSSIBLE, UNKNOWN = "on_time", "delayed", "without_plan", "impossible", "unknown"
"""What can come of a learner where seats are shared; alone it is the status of the plan."""


class Taken(TypedDict):
    """A unit in a class, which begins in the term."""

    unit: str
    offering: str
    term: str


class Goal(TypedDict, total=False):
    """The certificate that a learner wants alone."""

    goal: str


class Figures(TypedDict):
    """The plan that a learner has, None where there is none: terms, the award and its day, money, the fullest term."""

    duration: int | None
    award: str | None
    award_date: Day | None
    cost: float | None
    currency: str
    peak_units: int | None
    peak_evenings: int | None
    units: list[Taken]


class Late(TypedDict, total=False):
    """What somebody takes who can only end after the deadline."""

    late_units: list[Taken]


class Placed(TypedDict, total=False):
    """Of a sharing: the term until which the award is on time, the terms that it is late, and the term of it alone."""

    target: str | None
    delay: int | None
    alone: str | None


class About(TypedDict):
    """Who a learner is: `line` is that of the row, `outcome` what came of them, with seats where they are shared."""

    line: int
    id: str
    fictional: bool
    programme: str
    start: str
    pathway: str


class Came(TypedDict):
    """The status of the plan alone, and what came of the learner, with seats where they are shared."""

    status: str
    outcome: str


class Why(TypedDict):
    """Why there is no plan alone, None for who has one: in the words of the person, and in those of a coordinator."""

    reason: Words | None
    cause: Words | None
    notices: list[Notice]


class Learner(About, Goal, Came, Figures, Late, Why, Placed):
    """What comes of a learner."""


class Refused(Problems):
    """A row that was left out."""

    line: int
    id: str
    problem: Words


class Demand(TypedDict):
    """A class: who would take it planning alone, its seats, how many have none, and who has one in a sharing."""

    programme: str
    offering: str
    unit: str
    modality: str
    term: str
    last_term: str
    alone: int
    seats: int | None
    over: int
    shared: int | None


class Busiest(TypedDict):
    """The evening of the week on which most come."""

    weekday: str
    learners: int


class Term(TypedDict):
    """A term: learners with a unit, their units, those in the evening, and the most evenings a week of one of them."""

    programme: str
    term: str
    learners: int
    units: int
    evening_units: int
    peak_evenings: int
    busiest: Busiest | None


class Objective(TypedDict):
    """A goal of a sharing."""

    name: str
    value: int
    bound: int
    proven: bool
    gap: float


class Objectives(TypedDict, total=False):
    """The goals of a sharing, in their order."""

    objectives: list[Objective]


class SharedNotice(Notice):
    """What nobody should miss, with the learners whom it is about."""

    learners: list[str]


class Meta(TypedDict):
    """How it was asked."""

    planner: str
    programmes: dict[str, str]
    time_limit: float
    seed: int
    seats: dict[str, int]
    today: NotRequired[Day]


class Shown(TypedDict):
    """What a page shows beside: titles of units by programme and code; `made_up` where hours of classes are."""

    titles: dict[str, dict[str, Words]]
    made_up: bool


class Everybody(TypedDict):
    """The cohort, and what came of all."""

    schema: str
    mode: str
    cohort: str
    fictional: bool
    counts: dict[str, int]
    no_plan: NoPlan
    causes: list[Cause]
    unseated: list[Cause]
    learners: list[Learner]
    refused: list[Refused]
    demand: list[Demand]
    terms: list[Term]


class Rest(Worded):
    """What is said of all, and how it was asked."""

    notices: list[SharedNotice]
    unpriced: list[str]
    meta: Meta
    about: NotRequired[Shown]


class CohortDocument(Everybody, Objectives, Rest):
    """A cohort: learners in the order of the file, the demand for classes, terms, and the goals of a sharing."""
