"""Whose plans they are: what all plans of one learner say alike."""

from __future__ import annotations

from typing import TypedDict

from planner.report.documents.plan.shape import Moved, Wishes


class Whose(TypedDict):
    """The learner, and what was asked for."""

    programme: str
    learner: str
    fictional: bool
    start: str
    pathway: str
    funding: str


class Told(Moved, Wishes):
    """How the learner came from another programme, and the wishes that change what a plan is."""
