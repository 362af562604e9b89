"""What pages say of a learner and a programme beside the plan, in its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from planner.domain.text import Words
from planner.report.documents.plan.past_shape import Days
from planner.report.documents.plan.terms_shape import Figure


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
    ects: Figure | None


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
