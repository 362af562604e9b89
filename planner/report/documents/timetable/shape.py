"""The keys of `planner/timetable/1`: names that users rely on. None stands for what is unknown."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from planner.domain.text import Day, Words
from planner.report.causes import Cause
from planner.report.documents import Worded
from planner.report.documents.plan.basis_shape import Assumption
from planner.report.documents.plan.impossible_shape import Conflict
from planner.report.documents.plan.terms_shape import Session
from planner.report.no_plan import NoPlan
from planner.report.problems import Refused

SCHEMA = "planner/timetable/1"


class Running(TypedDict):
    """A class in a term; `name` is that of every year."""

    offering: str
    name: str
    unit: str
    title: Words
    modality: str
    site: str | None
    sessions: list[Session]


class Term(TypedDict):
    """A term with its classes."""

    term: str
    title: Words
    starts: Day
    ends: Day
    projected: bool
    offerings: list[Running]


class Pattern(TypedDict):
    """A class as the file has it; `named` are the name and the section there, where they are not its id."""

    offering: str
    unit: str
    title: Words
    period: str
    years: Words
    modality: str
    sessions: list[Session]
    site: str | None
    seats: int | None
    confidence: str | None
    assumption: str | None
    named: list[str] | None


class Travel(TypedDict):
    """Minutes between two sites."""

    between: list[str]
    minutes: int


class Met(TypedDict):
    """Two sessions at once, or too close for the way: `gap` in minutes (negative where they overlap), `travel` too;
    `date` where they meet on one day only.
    """

    sessions: list[Session]
    date: Day | None
    gap: int
    travel: int | None


class Meeting(Met):
    """The same of two units, with the sites."""

    sites: list[str | None]


class Pair(TypedDict):
    """Units that clash in a term; `avoidable` where other classes of them go together; who needs both."""

    term: str
    units: list[str]
    offerings: list[str]
    avoidable: bool
    certificates: list[str]
    meetings: list[Meeting]


class Use(Met):
    """Classes that need the same room, or teacher, at once."""

    offerings: list[str]


class Room(Use):
    """A room, at its site, that is needed twice at once."""

    room: str
    site: str | None


class Teacher(Use):
    """A teacher who is expected in two places."""

    teacher: str


class Missing(TypedDict):
    """Units that a pathway needs, and that nobody offers there."""

    pathway: str
    units: list[str]


class EveryYear(TypedDict):
    """A unit that the timetable offers every year, and the programme in some (`even`, `odd`, or named ones)."""

    unit: str
    years: Words


class Idle(Session):
    """A session without a class: its class, the year, and why: `holiday`, `outside` the term, `never`."""

    offering: str
    year: str
    why: str


class Unused(TypedDict):
    """A row of the travel table about a site where nothing takes place."""

    file: str
    line: int
    site: str


class Findings(TypedDict):
    """What to look at before publishing."""

    clashes: list[Pair]
    rooms: list[Room]
    teachers: list[Teacher]
    missing: list[Missing]
    every_year: list[EveryYear]
    idle: list[Idle]
    travel_unknown: list[list[str]]
    travel_unused: list[Unused]


class Unserved(TypedDict):
    """A learner without a plan: why, in the words of the person and of a coordinator; `later` with more time."""

    line: int
    id: str
    status: str
    reason: Words
    conflicts: list[Conflict]
    later: bool
    cause: Words | None


class Cohort(TypedDict):
    """What comes of a list of learners."""

    learners: int
    served: int
    no_plan: NoPlan
    causes: list[Cause]
    unserved: list[Unserved]
    bad: list[Refused]


class Fingerprints(TypedDict):
    """SHA-256 of what the document was made from."""

    programme: str


class Meta(TypedDict):
    """What the document was made from."""

    planner: str
    sha256: Fingerprints


class About(TypedDict):
    """What a page shows beside: titles of the units that findings name; `made_up` where hours of classes are."""

    titles: dict[str, Words]
    made_up: bool


class TimetableDocument(Worded):
    """A timetable, of one term or of every year that it names."""

    schema: str
    programme: str
    title: Words
    vintage: str
    school: str
    fictional: bool
    timetable: str | None
    known: bool
    terms: list[Term]
    offerings: list[Pattern]
    sites: list[str]
    travel: list[Travel]
    findings: Findings
    cohort: Cohort | None
    assumptions: list[Assumption]
    meta: Meta
    about: NotRequired[About]
