"""The page of alternatives: a table to choose from, and each plan with what sets it apart from the best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from planner.messages import say, worded
from planner.report.documents.alternatives.shape import Alternative, AlternativesDocument
from planner.report.documents.plan.milestones import duration
from planner.report.documents.several.page import Several, several_page
from planner.report.pages.common import titled
from planner.report.pages.page import Page
from planner.study.pareto import front


def page(data: AlternativesDocument, created: date) -> Page:
    """The plans, the best one first; those that no other of them beats are marked in the chart."""
    plans = data["plans"]
    best, *others = (worded(plan["difference"]) for plan in plans)
    told = Several(
        plans, titled("alternatives.title", data["learner"]), tuple(_lead(data)),
        [best, *(say("frontier.against", number=1, what=text) for text in others)],
        [bool(best) for best in _front(plans)], data["notices"], data["warnings"], data["meta"],
    )  # fmt: skip
    return several_page(told, created)


def _front(plans: Sequence[Alternative]) -> list[bool | None]:
    """Which plans no other beats in duration, cost and load at once."""
    return front(
        [(duration(plan), plan["cost"]["total"], max(len(t["units"]) for t in plan["terms"])) for plan in plans]
    )


def _lead(data: AlternativesDocument) -> Iterator[str]:
    """What came of the search, how many plans there are, and how much they differ."""
    count = len(data["plans"])
    yield say(f"{'alternatives' if count > 1 else 'text'}.{data['status']}")
    alone = "alternatives.none" if data["complete"] else "alternatives.none_found"
    yield say("alternatives.count" if count > 1 else alone, count=count)
    if count > 1:
        key = "alternatives.distance_proven" if data["proven"] else "alternatives.distance"
        yield say(key, count=data["smallest_distance"], bound=data["bound"])
    if 1 < count < data["asked"]:
        yield say("alternatives.fewer" if data["complete"] else "alternatives.fewer_found", asked=data["asked"])
