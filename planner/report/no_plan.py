"""Who of a cohort has no plan, in the same words and figures wherever a cohort is planned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.messages import say
from planner.report.listing import listed

Data = dict[str, Any]
MOST_NAMES = 5
"""Of more learners, a sentence names the first."""


def no_plan_data(learners: Sequence[str], later: Sequence[str]) -> Data:
    """Learners without a plan as things are, seats aside, and those among them who only miss their deadline."""
    return {"count": len(learners), "learners": list(learners), "later": list(later)}


def no_plan_text(found: Data, total: int, lang: str) -> str:
    """How many have no plan at all, and how many have one that comes after their deadline; empty where all have one."""
    later = len(found["later"])
    values = {"count": found["count"], "total": total, "later": later, "never": found["count"] - later}
    if not found["count"]:
        return ""
    names = found["later"]
    shown = listed([*names[:MOST_NAMES], *(["…"] if len(names) > MOST_NAMES else [])], lang) if names else ""
    return say(lang, "no_plan.later" if names else "no_plan.never", **values, names=shown)
