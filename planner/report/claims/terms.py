"""Terms that a file names."""

from __future__ import annotations

from typing import Any

from planner.domain.case import LONGEST_PLAN_YEARS, Case


def near_term(case: Case, name: Any) -> int | None:
    """A term by its name, not so far away that nobody would plan there."""
    if not isinstance(name, str) or not name[:4].isascii() or not name[:4].isdigit() or name[4:5] != "-":
        return None
    calendar = case.programme.calendar
    near = abs(int(name[:4]) - case.learner.start // calendar.size) <= 2 * LONGEST_PLAN_YEARS
    return calendar.index(name) if near else None
