"""The keys of `planner/cohort/1`: names that users rely on. None stands for what is unknown, never 0."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from planner.domain.text import Day, Words
from planner.report.causes import Cause
from planner.report.documents import Wording
from planner.report.documents.cohort.risk_shape import CohortRisk
from planner.report.documents.plan.basis_shape import Notice
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


class About(TypedDict):
    """Who a learner is: `line` is that of the row, `goal` the certificate that is wanted alone; the status of the plan
    alone, and the `outcome`, with seats where they are shared.
    """

    line: int
    id: str
    fictional: bool
    programme: str
    start: str
    pathway: str
    goal: NotRequired[str]
    status: str
    outcome: str


class Figures(TypedDict):
    """The plan that a learner has, None where there is none: terms, the award and its day, money, the fullest term."""

    duration: int | None
    award: str | None
    award_date: str | None
    cost: float | None
    currency: str
    peak_units: int | None
    peak_evenings: int | None
    units: list[Taken]


class Why(TypedDict):
    """What is taken by who can only end after the deadline (`late_units`), and why there is no plan alone, None for who
    has one: in the words of the person (`reason`), and of a coordinator (`cause`).

    Of a sharing: the term until which the award is on time, the terms that it is late, and the term of it alone.
    """

    late_units: NotRequired[list[Taken]]
    reason: Words | None
    cause: Words | None
    notices: list[Notice]
    target: NotRequired[str | None]
    delay: NotRequired[int | None]
    alone: NotRequired[str | None]


class Learner(About, Figures, Why):
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


class CohortDocument(TypedDict):
    """A cohort: what came of the learners, in the order of the file, the demand for classes, terms, the goals of a
    sharing in their order, what is said of all, and how it was asked.
    """

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
    objectives: NotRequired[list[Objective]]
    risk: NotRequired[CohortRisk]
    notices: list[SharedNotice]
    unpriced: list[str]
    meta: Meta
    about: NotRequired[Shown]
    wording: NotRequired[Wording]
