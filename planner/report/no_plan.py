"""Who of a cohort has no plan, in the same words and figures wherever a cohort is planned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from planner.domain.text import Key, Words
from planner.report.listing import few


class NoPlan(TypedDict):
    """Learners without a plan as things are, seats aside, and those among them who only miss their deadline."""

    count: int
    learners: list[str]
    later: list[str]


def no_plan_data(learners: Sequence[str], later: Sequence[str]) -> NoPlan:
    """The same of these learners, by their ids."""
    return {"count": len(learners), "learners": list(learners), "later": list(later)}


def no_plan_words(found: NoPlan, total: int) -> Words:
    """How many have no plan at all, and how many have one that comes after their deadline; empty where all have one."""
    later = len(found["later"])
    values = {"count": found["count"], "total": total, "later": later}
    if not found["count"]:
        return ""
    if not later:
        return Key("no_plan.never", **values)
    names = few(found["later"])
    if later == found["count"]:
        return Key("no_plan.only_later", **values, names=names)
    none = Key("no_plan.none", count=found["count"] - later)
    return Key("no_plan.later", **values, none=none, names=names)
