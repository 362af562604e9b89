"""What learners say of their lives, beside what they wish for: a repair leaves it alone while another one helps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from planner.study.menu import Change

AVAILABILITY, WINDOWS, WORK, PAUSE = "availability", "internship_windows", "experience.working", "pause"


def undone(data: Mapping[str, Any], changes: Iterable[Change]) -> tuple[str, ...]:
    """Keys of the learner's file (`data`) under which it says something that the changes take back: when they are free
    in the week, when they can do an internship, whether they work, when they pause. What the file leaves open is no
    statement, and a window that only becomes longer stays where they said.
    """
    found: dict[str, None] = {}
    for change in changes:
        if change.kind == "work" and data.get("experience"):
            found[WORK] = None
        elif AVAILABILITY in change.set and data.get(AVAILABILITY):
            found[AVAILABILITY] = None
        elif change.kind == PAUSE and data.get(PAUSE):
            found[PAUSE] = None
        elif change.kind == "window" and change.subject[0] == "new" and data.get(WINDOWS):
            found[WINDOWS] = None
    return tuple(found)
