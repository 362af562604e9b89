"""The keys of `planner/plan/1`: names that users rely on. None stands for what is unknown, never 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, TypedDict

from planner.domain.status import Status
from planner.domain.text import Day, Words
from planner.report.documents import Worded
from planner.report.documents.plan.changes_shape import Replan
from planner.report.documents.plan.costs_shape import Amount as Amount
from planner.report.documents.plan.costs_shape import Cost as Cost
from planner.report.documents.plan.costs_shape import CostLine as CostLine
from planner.report.documents.plan.costs_shape import Lost as Lost
from planner.report.documents.plan.costs_shape import OverBudget as OverBudget
from planner.report.documents.plan.costs_shape import Payer as Payer
from planner.report.documents.plan.costs_shape import Shares as Shares
from planner.report.documents.plan.past_shape import Carried as Carried
from planner.report.documents.plan.past_shape import Days as Days
from planner.report.documents.plan.past_shape import History, Migration
from planner.report.documents.plan.past_shape import Paid as Paid
from planner.report.documents.plan.past_shape import PastAttempt as PastAttempt
from planner.report.documents.plan.terms_shape import Attempt as Attempt
from planner.report.documents.plan.terms_shape import Attended as Attended
from planner.report.documents.plan.terms_shape import Beyond as Beyond
from planner.report.documents.plan.terms_shape import Classes as Classes
from planner.report.documents.plan.terms_shape import Event as Event
from planner.report.documents.plan.terms_shape import Exam as Exam
from planner.report.documents.plan.terms_shape import Figure as Figure
from planner.report.documents.plan.terms_shape import Judged as Judged
from planner.report.documents.plan.terms_shape import Load as Load
from planner.report.documents.plan.terms_shape import Named as Named
from planner.report.documents.plan.terms_shape import Paused as Paused
from planner.report.documents.plan.terms_shape import PlannedUnit as PlannedUnit
from planner.report.documents.plan.terms_shape import Session as Session
from planner.report.documents.plan.terms_shape import Taken as Taken
from planner.report.documents.plan.terms_shape import Term as Term


class Certificate(TypedDict):
    """A certificate: when it is held, None where it was from the start (`held`) or never is."""

    id: str
    term: str | None
    date: Day | None
    held: bool


class Milestone(TypedDict):
    """A term, and the day in it."""

    term: str
    date: Day


class Ects(TypedDict):
    """Credits of the units, and of the whole title."""

    units: int | None
    total: int | None


class Objective(TypedDict):
    """An objective, in their order: no value is below `bound`."""

    name: str
    value: Figure | None
    bound: Figure | None
    proven: bool


class Assumption(TypedDict):
    """What the data of the programme take for granted, and why."""

    id: str
    text: Words
    reason: Words


class Notice(TypedDict):
    """What nobody should miss, and the units and terms that it is about."""

    id: str
    subjects: list[str]
    text: Words


class Waived(TypedDict):
    """A prerequisite that the learner is dispensed from."""

    unit: str
    prerequisite: str


class Fingerprints(TypedDict):
    """SHA-256 of what the plan was made from."""

    programme: str
    learner: str


class Asked(TypedDict, total=False):
    """The settings of the solver, and the day where it matters."""

    time_limit: float
    seed: int
    workers: int
    today: Day


class Meta(Asked):
    """How the document was made."""

    planner: str
    sha256: Fingerprints


class Curriculum(TypedDict):
    """A programme as people know it; `priced` where it has any prices."""

    title: Words
    vintage: str
    school: str
    priced: bool
    currency: str
    timezone: str


class Held(TypedDict):
    """A unit acquired before, and how."""

    unit: str
    by: str | None


class OtherUnit(TypedDict):
    """The report or the workshop (`kind`), which have no classes."""

    kind: str
    title: Words
    ects: int | None


class About(TypedDict):
    """What pages say of the learner and the programme beside the plan.

    `days` of terms that are named, `caps` on evening units by term of the plan, `fundings` by their ids.
    """

    programme: Curriculum
    funding: Words
    payers: Words
    fundings: Mapping[str, Words]
    budgets: bool
    pause: list[Words]
    acquired: list[Held]
    caps: list[int]
    days: dict[str, Days]
    others: dict[str, OtherUnit]


class Wishes(TypedDict, total=False):
    """The certificate that is the goal, what the learner is dispensed from, and terms without classes."""

    goal: str
    waived: list[Waived]
    pause: list[str]


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


class Conflict(TypedDict):
    """A condition, and the units and terms that it is about."""

    rule: str
    what: Words
    subjects: list[str]


class Gives(TypedDict):
    """What a plan gives: terms and award, cost, and what of it the learner pays."""

    duration: int
    cost: float | None
    own: float | None
    award: str
    date: Day


class Repair(TypedDict):
    """Changes of the learner's data that make a plan possible; `undoes` are keys that said otherwise."""

    change: Words
    kinds: list[str]
    undoes: list[str]
    set: Mapping[str, Any]
    gives: Gives


class Impossible(TypedDict, total=False):
    """What cannot hold together, where `each_needed` says so of each, and what would make a plan possible; `titles` of
    the units that are named, by their codes.
    """

    conflicts: list[Conflict]
    each_needed: bool
    facts: Sequence[Words]
    titles: Mapping[str, Words]
    repairs: list[Repair]


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


class EarlierUnit(Classes):
    """A unit of an earlier plan."""

    unit: str
    offering: str
    modality: str


class EarlierTerm(TypedDict):
    """A term of an earlier plan, without a text."""

    term: str
    units: list[EarlierUnit]
    attempts: list[EarlierUnit]
    events: list[Event]


class BeforeThen(TypedDict):
    """Terms and award of a plan that another one takes the place of."""

    terms: list[EarlierTerm]
    award: Milestone


class Earlier(TypedDict, total=False):
    """The plan before, where there is one."""

    before: BeforeThen


class Given(Earlier):
    """What was given: the learner's data, as read."""

    learner: Mapping[str, Any]


class Perhaps(Past, Impossible, total=False):
    """What a document has only of a plan, or of a search; and who the adviser is, where that is set."""

    adviser: str
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
