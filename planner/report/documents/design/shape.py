"""The keys of `planner/design/1`: names that users rely on. None stands for what is unknown, never 0."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from planner.domain.status import Status
from planner.domain.text import Words
from planner.report.documents.plan.basis_shape import Asked, Assumption
from planner.report.documents.plan.terms_shape import Figure
from planner.report.problems import Refused

SCHEMA = "planner/design/1"
Name = str | int
"""A period of the offer, or the number of a term, counted from 1."""


class Term(TypedDict):
    """A term of the offer; `name` counts it from 1, with its period."""

    number: int
    name: str
    period: str | None
    title: Words | None


class Place(TypedDict):
    """Where a unit stands: terms, counted from 1, and their period where they have one."""

    terms: list[int]
    period: str | None


class Parts(TypedDict):
    """What the value adds up, without the weights."""

    balance: Figure | None
    unwanted: int
    changes: int
    delay: int | None


class PlacedUnit(Place):
    """A unit of the offer with its proposed place."""

    unit: str
    title: Words
    credits: Figure | None
    today: list[Name]
    changed: bool
    curricula: list[str]


class Change(PlacedUnit):
    """A unit that leaves its place, and what that costs."""

    penalty: int


class Unwanted(TypedDict):
    """A wish that the proposal goes against, in the words of the file."""

    unit: str
    said: Name
    weight: int


class Running(TypedDict):
    """A unit in a term, with the share of its credits that falls into it."""

    unit: str
    credits: Figure | None
    going_on: bool
    changed: bool


class TermLoad(TypedDict):
    """A term of a curriculum; `distance` is that of its credits from the even load."""

    term: int
    units: list[Running]
    credits: Figure | None
    distance: Figure | None


class Curriculum(TypedDict):
    """A curriculum: what it takes of its choices, and its terms; `even` is the even load of one."""

    curriculum: str
    title: Words
    programme: str | None
    bounds: dict[str, Figure | None]
    credits: Figure | None
    even: Figure | None
    distance: Figure | None
    taken: list[str]
    terms: list[TermLoad]


class Outcome(TypedDict):
    """What came of a question; `difference` is against the value of the proposal, `balance` a part of the value."""

    status: Status
    value: Figure | None
    bound: Figure | None
    balance: Figure | None
    difference: Figure | None


Move = TypedDict("Move", {"unit": str, "from": list[Name], "terms": list[int], "period": str | None})
"""A unit that leaves today's place, and where it goes."""


class Front(Outcome):
    """The best that at most so many changes allow."""

    changes: int
    moves: list[Move]


class Held(Outcome):
    """The best without an unwanted term."""

    unit: str
    said: Name


class Freed(Outcome):
    """The best where a fixed unit may run anywhere."""

    unit: str


class Looser(Outcome):
    """The best where a bound of these curricula is wider by one."""

    rule: str
    limit: Figure
    curricula: list[str]


class Tradeoffs(TypedDict):
    """What could be traded; `complete` where nothing was left out for want of time."""

    complete: bool
    front: list[Front]
    held: list[Held]
    freed: list[Freed]
    looser: list[Looser]


class Demand(TypedDict):
    """A demand of the offer, by its kind; `places` are the periods or terms open to a unit that is to stand in one."""

    kind: str
    subjects: list[str]
    limit: Figure | None
    places: NotRequired[list[str]]


class Conflict(TypedDict):
    """Demands that cannot hold together; `smallest` where none of them can be spared."""

    smallest: bool
    demands: list[Demand]


class Fresh(TypedDict):
    """A new learner of a curriculum, and whether the award comes `within` the terms of the offer."""

    curriculum: str
    status: Status
    duration: int | None
    within: bool


class Learner(TypedDict):
    """A learner of the cohort: the `fewest` terms of any offer, and those of this one."""

    id: str
    programme: str
    fewest: int
    terms: int | None
    delay: int | None
    status: Status
    duration: int | None


class Cohort(TypedDict):
    """The learners whose delay counts."""

    name: str
    learners: list[Learner]
    refused: list[Refused]


class Fingerprint(TypedDict):
    """The SHA-256 of the offer."""

    offer: str


class Meta(Asked):
    """How the document was made."""

    planner: str
    sha256: Fingerprint


class Decided(TypedDict):
    """What a proposal decides: nothing where there is none."""

    parts: Parts | None
    units: list[PlacedUnit]
    curricula: list[Curriculum]
    changes: list[Change]
    unwanted: list[Unwanted]


class DesignDocument(Decided):
    """A proposal for an offer, or why there is none. `written` are the files of the programmes, if they were."""

    schema: str
    status: Status
    offer: str
    title: Words
    terms: list[Term]
    weights: Mapping[str, int]
    value: Figure | None
    bound: Figure | None
    gap: Figure | None
    conflict: Conflict | None
    tradeoffs: Tradeoffs
    fresh: list[Fresh]
    cohort: Cohort | None
    written: list[str]
    assumptions: list[Assumption]
    meta: Meta
