"""The page of a front: a table of the trade-offs, duration against cost, and each plan with what it trades."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.messages import say, worded
from planner.report.documents.frontier.shape import FrontierDocument
from planner.report.documents.several.page import Several, several_page
from planner.report.pages.common import titled
from planner.report.pages.page import Page


def page(data: FrontierDocument, created: date) -> Page:
    """The plans by duration, cost and load; none beats another."""
    points = data["points"]
    plans = [point["plan"] for point in points]
    told = Several(
        plans, titled("frontier.title", data["learner"]), tuple(_lead(data)),
        [worded(point["why"]) for point in points], [True] * len(points), data["notices"],
        data["warnings"], data["meta"],
    )  # fmt: skip
    return several_page(told, created)


def _lead(data: FrontierDocument) -> Iterator[str]:
    """What the plans are, and how far was looked."""
    priced = any(point["cost"] is not None for point in data["points"])
    yield say(f"{'frontier' if priced else 'unpriced'}.{data['status']}")
    if data["max_terms"] is not None:
        yield say("frontier.max_terms", count=data["max_terms"])
