"""The page of a front: a table of the trade-offs, duration against cost, and each plan with what it trades."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from planner.domain.text import Key, Words
from planner.messages import say, worded
from planner.report.documents.frontier.shape import FrontierDocument
from planner.report.documents.plan.shape import PlanDocument
from planner.report.documents.several.page import Several, several_page
from planner.report.documents.several.shared import shared_warnings
from planner.report.pages.blocks import Page


def page(data: FrontierDocument, created: date) -> Page:
    """The plans by duration, cost and load; none beats another."""
    points = data["points"]
    plans = [point["plan"] for point in points]
    told = Several(
        plans, say("frontier.title", name=data["learner"]), tuple(_lead(data)),
        [worded(point["why"]) for point in points], [True] * len(points), data["notices"],
        [*data["warnings"], *_to_check(plans)], [*data["warnings"], *shared_warnings(plans)], data["meta"],
    )  # fmt: skip
    return several_page(told, created)


def _lead(data: FrontierDocument) -> Iterator[str]:
    """What the plans are, and how far was looked."""
    priced = any(point["cost"] is not None for point in data["points"])
    yield say(f"{'frontier' if priced else 'unpriced'}.{data['status']}")
    if data["max_terms"] is not None:
        yield say("frontier.max_terms", count=data["max_terms"])


def _to_check(plans: Sequence[PlanDocument]) -> Iterator[Words]:
    """What to check of the plans; which dates are projected is said once, for the longest of them."""
    longest = max(range(len(plans)), key=lambda place: len(plans[place]["terms"]))
    yield from shared_warnings([_without_dates(plan) for plan in plans])
    yield from (text for text in plans[longest]["warnings"] if _is_of_dates(text))


def _without_dates(plan: PlanDocument) -> PlanDocument:
    return {**plan, "warnings": [text for text in plan["warnings"] if not _is_of_dates(text)]}


def _is_of_dates(text: Words) -> bool:
    return isinstance(text, Key) and text.key == "warning.projected"
