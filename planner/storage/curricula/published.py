"""What a file says of a curriculum, whatever its format; what it does not say is None or empty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.credits import Worth

Condition = tuple[tuple[str, ...], ...]
"""One code out of each of these."""


@dataclass(slots=True)
class Course:
    """A unit: `code` as published, or as near as a code can be; `term` is where the curriculum places it, from 1."""

    code: str
    title: str
    credits: Worth | None = None
    hours: int | None = None
    term: int | None = None
    block: str = ""
    choice: str = ""
    seasons: tuple[tuple[int, ...], ...] = ()
    """The terms of the year of each way to run; empty where the file does not say when it runs."""
    modalities: tuple[str, ...] = ()
    price: float | None = None
    after: Condition = ()
    together: Condition = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """So many `units`, or `credits`, out of a group."""

    name: str
    units: int | None = None
    credits: Worth | None = None


@dataclass(slots=True)
class Curriculum:
    """A curriculum, its courses in the order of the file."""

    title: str
    school: str
    system: str
    courses: list[Course] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    """Names that are no codes, or stand for several courses, and the codes that were given instead."""

    @property
    def heaviest(self) -> Worth | None:
        """The credits of the heaviest published term, those of a unit in each of its terms; None where nothing is
        published, or a credit is not known.
        """
        placed = [course for course in self.courses if course.term is not None]
        if not placed or any(course.credits is None for course in placed):
            return None
        loads: dict[int, Worth] = defaultdict(int)
        for course in placed:
            for place in range(len(course.seasons[0]) if course.seasons else 1):
                loads[(course.term or 0) + place] += course.credits or 0
        return max(loads.values())


def alone(codes: Iterable[str]) -> Condition:
    """Each of the codes."""
    return tuple((code,) for code in codes)
