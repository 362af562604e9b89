"""Whose plans they are: what all plans of one learner say alike."""

from __future__ import annotations

from typing import TypedDict

from planner.report.documents.plan.shape import Moved, PlanDocument, Wishes


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


def whose(plan: PlanDocument) -> Whose:
    """What one of the plans says of its learner."""
    return {
        "programme": plan["programme"],
        "learner": plan["learner"],
        "fictional": plan["fictional"],
        "start": plan["start"],
        "pathway": plan["pathway"],
        "funding": plan["funding"],
    }


def told(plan: PlanDocument) -> Told:
    """What it says only of some learners."""
    found = Told()
    if "migration" in plan:
        found["migration"] = plan["migration"]
    if "goal" in plan:
        found["goal"] = plan["goal"]
    if "waived" in plan:
        found["waived"] = plan["waived"]
    if "pause" in plan:
        found["pause"] = plan["pause"]
    return found
