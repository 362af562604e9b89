"""The keys of `planner/explain/1`: names that users rely on. None stands for what is unknown, never 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, TypedDict

from planner.domain.text import Words
from planner.report.documents.plan.basis_shape import Assumption, Meta
from planner.report.documents.plan.impossible_shape import Conflict, Gives, Impossible
from planner.report.documents.plan.shape import Head, Rest
from planner.report.documents.plan.terms_shape import Certificate, Figure, Milestone

SCHEMA = "planner/explain/1"


class Part(TypedDict):
    """A part of the cost (`yearly`, `fees`, `units`, `lost`), and the academic years in which it is due."""

    part: str
    amount: float
    years: list[str]


class Spent(TypedDict):
    """What the best plan costs."""

    known: bool
    total: float | None


class Sooner(TypedDict):
    """What keeps the award from the term before: `kind` is `rules`, `wishes` (those before the duration), `first` where
    there is no term before, or `open`.
    """

    kind: str
    wishes: list[str]
    conflicts: list[Conflict]
    facts: Sequence[Words]


class Link(TypedDict):
    """A milestone or unit, and what keeps it from an earlier term; `earliest` where it is in the first one that its
    `modality` has.
    """

    what: str
    term: str
    rule: str | None
    why: Words | None
    earliest: bool
    modality: NotRequired[str | None]


class Slack(TypedDict):
    """Where a unit could start without a later award: `terms` is by how many it can move."""

    unit: str
    planned: str
    earliest: str
    latest: str
    terms: int


class Anyone(Gives):
    """The cheapest plan that the `payers` can pay together."""

    payers: list[str]


class Gained(TypedDict):
    """What a change brings: terms, money, units, credits less, below 0 where it takes them; None where unknown."""

    duration: int
    cost: float | None
    order: int
    load: int
    certificate: int
    recommended: NotRequired[int]
    own: NotRequired[float | None]
    balance: NotRequired[Figure | None]


class Gain(TypedDict):
    """One small change, what it takes in the learner's file, what it gives, and how much better that is."""

    kind: str
    change: Words
    set: Mapping[str, Any]
    gives: Gives
    gain: Gained


class Possible(TypedDict, total=False):
    """Of a learner who has a plan: `best` is what it gives, `cost_parts` what is paid, `payers_open` where the limit
    leaves open what it would cost with other payers, and `gains_open` what some changes bring, `without_gain` names the
    kinds of change that bring nothing, and `titles` are those of units by their codes.
    """

    award: Milestone | None
    best: Gives
    certificate: Certificate | None
    cost: Spent
    cost_parts: list[Part]
    sooner: Sooner
    chain: list[Link]
    slack: list[Slack]
    titles: Mapping[str, Words]
    cheapest: Gives | None
    anyone: Anyone
    payers_open: bool
    gains: list[Gain]
    tried: list[str]
    without_gain: list[Words]
    gains_open: bool


class ExplainDocument(Head, Impossible, Possible, Rest):
    """An explanation: of why there is no plan, or of the best one."""

    assumptions: list[Assumption]
    meta: Meta
