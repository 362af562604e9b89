"""The keys of `planner/risk/1`: names that users rely on. None is what is unknown or does not apply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypedDict

from planner.domain.text import Day, Words
from planner.report.documents import Worded
from planner.report.documents.chances.shape import Past
from planner.report.documents.plan.about_shape import Curriculum
from planner.report.documents.plan.basis_shape import Meta, Notice
from planner.report.documents.plan.past_shape import Days
from planner.report.documents.risk.tree_shape import Begun, FirstTake

SCHEMA = "planner/risk/1"


class Assumed(TypedDict):
    """The chances to fail: of an exam, of single units, and of the second session where it is counted on; `source` is
    the file that states them, of the learner or of the programme.
    """

    fail: float
    units: dict[str, float]
    second_session: NotRequired[float]
    source: NotRequired[Literal["learner", "programme"]]


class AwardTerm(TypedDict):
    """A term in which the award may come, its last day, the chance that it does, with its interval if it is estimated,
    and which term it is from the start, counted from 1.
    """

    term: str
    ends: Day
    probability: float
    terms: NotRequired[int]
    interval: NotRequired[list[float]]


class Outlook(TypedDict):
    """What to expect: the chance to be on time (None without a deadline), terms from the start to the award, the whole
    cost, and the chance of each term of the award. `expected_date` is the day on which so many terms are over.
    Estimates have the `interval` of 95 % of each figure, by its name.
    """

    on_time: float | None
    expected_terms: float
    expected_cost: float | None
    award: list[AwardTerm]
    expected_date: NotRequired[Day]
    interval: NotRequired[dict[str, list[float]]]


class Policy(Outlook):
    """The best way to go on: the chance to have no award within 16 years, and what is begun first."""

    unfinished: float
    now: list[Begun]


class UnitRisk(TypedDict):
    """A unit: the chance that it is tried, terms more and the chance to be on time when its first exam fails; expected
    terms from the start to the award when that exam is passed, and when it is failed, with the days of both.
    """

    unit: str
    attempted: float
    delay: float | None
    on_time_if_failed: float | None
    terms_if_passed: NotRequired[float | None]
    terms_if_failed: NotRequired[float | None]
    date_if_passed: NotRequired[Day | None]
    date_if_failed: NotRequired[Day | None]
    interval: NotRequired[dict[str, list[float]]]


class Bound(TypedDict):
    """No way to go on reaches more: `proven`, or the mean of draws of chance whose results are known in advance."""

    on_time: float | None
    expected_terms: float
    expected_cost: float | None
    proven: bool
    interval: NotRequired[dict[str, list[float]]]


class Gap(TypedDict):
    """How far the policy is from the proven bound: chances, and terms."""

    on_time: float | None
    expected_terms: float


class Change(TypedDict):
    """A change of the learner's file, what to `set` in it, and what to expect then; the award comes `sooner` by so many
    terms on average.
    """

    kind: str
    change: Words
    set: Mapping[str, Any]
    on_time: float | None
    expected_terms: float
    expected_cost: float | None
    sooner: float


class Margin(TypedDict):
    """The `chance` to fail a unit (None: all that have none of their own), and those from `low` to `high` that lead to
    the same choice now. What is better beyond: `below` is None where the choice holds down to 0, `above` where it holds
    up to the highest chance that was looked at.
    """

    unit: str | None
    chance: float
    low: float
    high: float
    below: list[Begun] | None
    above: list[Begun] | None


class Row(TypedDict):
    """What to expect with one chance to fail for all exams."""

    fail: float
    on_time: float | None
    expected_terms: float
    expected_cost: float | None
    interval: NotRequired[dict[str, list[float]]]


class RiskDocument(Worded):
    """The best way to go on (`policy`), the plan gone on with (`plan`), and units, with the `tree` of
    two terms; without chances a `table`. `changes` gain, the best
    first; `tried` are the kinds that were looked at, and `changes_open` says that the time limit left some. `days`
    are those of terms that are named, `titles` those of units, by their codes; `curriculum` is the programme as people
    know it. Estimates come with the number of `draws` of chance, the part of them in which least loads were waived,
    bounds, and the gap.
    """

    schema: str
    status: Literal["optimal", "feasible", "no_chances", "impossible", "unknown"]
    programme: str
    learner: str
    fictional: bool
    start: str
    deadline: str | None
    currency: str
    chances: NotRequired[Assumed]
    past: NotRequired[Past]
    exact: bool
    policy: NotRequired[Policy]
    plan: NotRequired[Outlook]
    units: NotRequired[list[UnitRisk]]
    tree: NotRequired[FirstTake]
    changes: NotRequired[list[Change]]
    tried: NotRequired[list[str]]
    changes_open: NotRequired[bool]
    margins: NotRequired[list[Margin]]
    table: NotRequired[list[Row]]
    draws: NotRequired[dict[str, int]]
    minima_waived: NotRequired[float]
    bound: NotRequired[Bound]
    sampled_bound: NotRequired[Bound]
    gap: NotRequired[Gap]
    days: NotRequired[dict[str, Days]]
    titles: NotRequired[Mapping[str, Words]]
    curriculum: NotRequired[Curriculum]
    warnings: list[Words]
    notices: list[Notice]
    meta: Meta
