"""The keys of `planner/plan/1`: names that users rely on. None stands for what is unknown, never 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, TypedDict

from planner.domain.text import Words
from planner.report.documents import Worded
from planner.report.documents.plan.changes_shape import Replan

Figure = float | int
"""A number of a document: whole where it is one."""


class Session(TypedDict):
    """A weekly class, or with `date` one of that day; `site` where it is not the offering's."""

    weekday: str
    start: str
    end: str
    date: NotRequired[str]
    site: NotRequired[str]
    room: NotRequired[str]
    teachers: NotRequired[list[str]]


class Classes(TypedDict):
    """When and where the classes of an offering are in a term; `terms` are all those that it runs in."""

    starts: str
    ends: str
    terms: list[str]
    sessions: list[Session]
    site: str | None
    seats: int | None
    confidence: str | None


class Taken(Classes):
    """A unit with classes in a term."""

    unit: str
    title: Words
    offering: str
    modality: str


class Beyond(TypedDict, total=False):
    """Of a unit that is taken beyond what is needed."""

    extra: bool


class Judged(TypedDict, total=False):
    """The result of a unit, where it has one."""

    result: str


class PlannedUnit(Taken, Beyond, Judged):
    """A unit that counts."""

    ects: int | None


class Attempt(Taken):
    """A unit that was attended, and what came of it, which the plan does not count on."""

    result: str


class Named(TypedDict, total=False):
    """The unit or the certificate that an event is about."""

    id: str


class Event(Named):
    """A milestone, its days both included."""

    kind: str
    starts: str
    ends: str


class Exam(TypedDict):
    """A session of exams."""

    session: int
    starts: str
    ends: str


class Attended(TypedDict, total=False):
    """What was attended in a term of a plan that is under way, and does not count."""

    attempts: list[Attempt]


class Paused(TypedDict, total=False):
    """Of a term in which the learner asks for a pause."""

    pause: bool


class Load(TypedDict, total=False):
    """The credits of a term, for a learner who asks about them."""

    credits: Figure


class Term(Attended, Paused, Load):
    """A term of a plan."""

    term: str
    title: Words
    starts: str
    ends: str
    projected: bool
    enrol_by: str | None
    exams: list[Exam] | None
    units: list[PlannedUnit]
    evenings: int
    hours_per_week: list[Figure] | None
    events: list[Event]


class Certificate(TypedDict):
    """A certificate: when it is held, None where it was from the start (`held`) or never is."""

    id: str
    term: str | None
    date: str | None
    held: bool


class Milestone(TypedDict):
    """A term, and the day in it."""

    term: str
    date: str


class Ects(TypedDict):
    """Credits of the units, and of the whole title."""

    units: int | None
    total: int | None


class Amount(TypedDict):
    """An academic year, and what it costs."""

    year: str
    amount: float | None


class Lost(TypedDict, total=False):
    """Of an attempt that came to nothing."""

    lost: bool


class CostLine(Lost):
    """Something that is paid."""

    year: str
    what: Words
    amount: float | None
    unit: str | None
    modality: str | None
    payer: str | None


class OverBudget(TypedDict, total=False):
    """Of what a learner pays because the funding's budget is spent."""

    beyond: bool


class Payer(OverBudget):
    """What a funding pays: `own` is the learner's money, None where nothing says so."""

    funding: str
    name: Words
    own: bool | None
    total: float | None
    by_year: list[Amount]


class Shares(TypedDict, total=False):
    """Units by the funding that pays them, and the fundings that one is chosen from."""

    payers: list[str]
    shares: dict[str, list[str]]


class Cost(Shares):
    """Amounts in the currency; `own` is what the learner pays."""

    known: bool
    total: float | None
    currency: str
    funding: str
    by_year: list[Amount]
    lines: list[CostLine]
    by_payer: list[Payer]
    own: float | None


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


Carried = TypedDict("Carried", {"unit": str, "as": str, "by": str | None, "how": str})
"""A unit of the other programme, and what it counts as."""


class Left(TypedDict):
    """What has no place in the new programme, and the key of the learner's file that named it."""

    key: str
    unit: str
    title: Words


Migration = TypedDict("Migration", {"from": str, "carried": list[Carried], "left": list[Left]})
"""Where a learner came from."""


class Days(TypedDict):
    """The first day and the last."""

    starts: str
    ends: str


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


class Fingerprints(TypedDict):
    """SHA-256 of what the plan was made from."""

    programme: str
    learner: str


class Asked(TypedDict, total=False):
    """The settings of the solver, and the day where it matters."""

    time_limit: float
    seed: int
    workers: int
    today: str


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
    date: str


class Repair(TypedDict):
    """Changes of the learner's data that make a plan possible; `undoes` are keys that said otherwise."""

    change: Words
    kinds: list[str]
    undoes: list[str]
    set: Mapping[str, Any]
    gives: Gives


class Impossible(TypedDict, total=False):
    """What cannot hold together, where `each_needed` says so of each, and what would make a plan possible."""

    conflicts: list[Conflict]
    each_needed: bool
    facts: Sequence[Words]
    repairs: list[Repair]


class Head(Wishes, Shares, Moved):
    """Whose document it is, and what came of the search."""

    schema: str
    status: str
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


class BeforeThen(TypedDict):
    """Terms and award of a plan that another one takes the place of."""

    terms: list[Term]
    award: Milestone


class Earlier(TypedDict, total=False):
    """The plan before, where there is one."""

    before: BeforeThen


class Given(Earlier):
    """What was given: the learner's data, as read."""

    learner: Mapping[str, Any]


class Perhaps(Past, Impossible, total=False):
    """What a document has only of a plan, or of a search."""

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
