"""Whose plans they are: what all plans of one learner say alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict, TypeVar, cast

from planner.report.documents.plan.shape import Moved, Wishes

Keys = TypeVar("Keys")


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


def part(keys: type[Keys], plan: Mapping[str, object]) -> Keys:
    """What one of the plans says under these keys, as far as it has them."""
    return cast("Keys", {key: plan[key] for key in keys.__annotations__ if key in plan})
