"""The terms of a plan in its JSON: units, exams and what happens."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from planner.domain.text import Day, Words

Figure = float | int
"""A number of a document: whole where it is one."""


class Session(TypedDict):
    """A weekly class, or with `date` one of that day; `site` where it is not the offering's."""

    weekday: str
    start: str
    end: str
    date: NotRequired[Day]
    site: NotRequired[str]
    room: NotRequired[str]
    teachers: NotRequired[list[str]]


class Classes(TypedDict):
    """When and where the classes of an offering are in a term; `terms` are all those that it runs in."""

    starts: Day
    ends: Day
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


class Alone(TypedDict, total=False):
    """Of a unit that fills its terms."""

    alone: bool


class Judged(TypedDict, total=False):
    """The result of a unit, where it has one."""

    result: str


class PlannedUnit(Taken, Beyond, Alone, Judged):
    """A unit that counts."""

    ects: Figure | None


class Attempt(Taken):
    """A unit that was attended, and what came of it, which the plan does not count on."""

    result: str


class Named(TypedDict, total=False):
    """The unit or the certificate that an event is about."""

    id: str


class Event(Named):
    """A milestone, its days both included."""

    kind: str
    starts: Day
    ends: Day


class Exam(TypedDict):
    """A session of exams."""

    session: int
    starts: Day
    ends: Day


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
    starts: Day
    ends: Day
    projected: bool
    enrol_by: Day | None
    exams: list[Exam] | None
    units: list[PlannedUnit]
    evenings: int
    hours_per_week: list[Figure] | None
    events: list[Event]


class Milestone(TypedDict):
    """A term, and the day in it."""

    term: str
    date: Day


class Certificate(TypedDict):
    """A certificate: when it is held, None where it was from the start (`held`) or never is."""

    id: str
    term: str | None
    date: Day | None
    held: bool
