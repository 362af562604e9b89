"""Changes of one kind that can be made together: what even all of them do not make better, none of them does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from planner.domain.calendar import Term
from planner.study.menu import Change, Menu

TOGETHER = ("evening", "cap", "window", "daytime")
"""Kinds whose steps can be made all at once; what allows each of them and more."""


def grouped(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes that can be made together, in their order; the others each alone."""
    found: dict[object, list[Change]] = {}
    for number, change in enumerate(changes):
        key = (change.kind, *sorted(change.set)) if change.kind in TOGETHER else number
        found.setdefault(key, []).append(change)
    yield from found.values()


def merged(one: Any, other: Any) -> Any:
    """What allows all that either of two values of a learner file allows."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, **{key: merged(one[key], value) if key in one else value for key, value in other.items()}}
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *(value for value in other if value not in one)]
    return other


def is_past(menu: Menu, change: Change) -> bool:
    """Whether the change is one of a term in which nothing can begin any more."""
    term, today = change.values.get("term"), menu.today
    if not isinstance(term, Term) or today is None or menu.case.learner.fictional:
        return False
    return not menu.can_begin(term) or (menu.case.history is not None and term.span.starts <= today)
