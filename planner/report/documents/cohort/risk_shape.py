"""The key `risk` of `planner/cohort/1`: what to expect when exams can be failed. None stands for what is unknown."""

from __future__ import annotations

from typing import TypedDict

from planner.domain.text import Day, Words
from planner.report.documents.chances.shape import Past
from planner.report.documents.risk.shape import AwardTerm


class Expected(TypedDict):
    """A number of learners: its mean, and the fewest and most that it is with 95 %."""

    expected: float
    interval: list[int]


class OnTime(Expected):
    """Those on time, out of all that have a deadline."""

    of: int


class RiskDemand(Expected):
    """Classes of a unit in a term that only hours and places tell apart: who takes one, those who take the unit once
    more (on average), seats of all together, and the chance that they are not enough.
    """

    programme: str
    unit: str
    modality: str
    term: str
    last_term: str
    offerings: list[str]
    repeaters: float
    seats: int | None
    over: float | None


class RiskAwards(Expected):
    """Awards in a term, and up to it."""

    programme: str
    term: str
    ends: Day
    by_then: Expected


class RiskLearner(TypedDict):
    """What to expect of a learner: the terms by which the award has come with 50 % (`half`) and 90 % (`likely`), None
    where it never is so likely. Not `exact` are figures from draws of chance.
    """

    id: str
    exact: bool
    on_time: float | None
    expected_terms: float
    expected_cost: float | None
    currency: str
    half: str | None
    likely: str | None
    award: list[AwardTerm]
    unfinished: float


class LeftOut(TypedDict):
    """Who is not counted, and why, as a word and in words."""

    id: str
    why: str
    text: Words


class CohortRisk(TypedDict):
    """What to expect of a cohort; demand that is less than `planner.report.documents.cohort.risk_data.LEAST` learners
    is left out.
    """

    past: Past | None
    on_time: OnTime | None
    demand: list[RiskDemand]
    awards: list[RiskAwards]
    learners: list[RiskLearner]
    left_out: list[LeftOut]
    warnings: list[Words]
