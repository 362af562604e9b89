"""Why there is no plan, and what would make one possible, in the JSON of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from planner.domain.text import Day, Words


class Conflict(TypedDict):
    """A condition, and the units and terms that it is about."""

    rule: str
    what: Words
    subjects: list[str]


class Gives(TypedDict):
    """What a plan gives: terms and award, cost, and what of it the learner pays."""

    duration: int
    cost: float | None
    own: float | None
    award: str
    date: Day


class Repair(TypedDict):
    """Changes of the learner's data that make a plan possible; `undoes` are keys that said otherwise."""

    change: Words
    kinds: list[str]
    undoes: list[str]
    set: Mapping[str, Any]
    gives: Gives


class Impossible(TypedDict, total=False):
    """What cannot hold together, where `each_needed` says so of each, and what would make a plan possible; `titles` of
    the units that are named, by their codes.
    """

    conflicts: list[Conflict]
    each_needed: bool
    facts: Sequence[Words]
    titles: Mapping[str, Words]
    repairs: list[Repair]
