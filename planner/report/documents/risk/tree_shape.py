"""The keys of the tree of a risk document: what to take next for each set of results of two terms."""

from __future__ import annotations

from typing import TypedDict

from planner.domain.text import Day


class Begun(TypedDict):
    """What is begun."""

    unit: str
    offering: str


class Reached(TypedDict):
    """The term of the award, and its last day."""

    term: str
    ends: Day


class Rest(TypedDict):
    """How many other `sets` of results have so many exams `failed`, the chance of them all, and means after them."""

    failed: int
    sets: int
    probability: float
    on_time: float | None
    expected_terms: float


class Results(TypedDict):
    """Units with results in a term: passed, passed only at the second session (`resat`), failed, and failed with a
    second session to come (`waiting`). The chance of it, given what was before; the chance to be on time (None without
    a deadline) and the expected terms from the start to the award after it; the award where nothing is left.
    """

    passed: list[str]
    resat: list[str]
    failed: list[str]
    waiting: list[str]
    probability: float
    on_time: float | None
    expected_terms: float
    award: Reached | None


class Take(TypedDict):
    """What to take in a term."""

    term: str
    take: list[Begun]


class LastResults(Results):
    """With what to take in the term after; None where the award is reached."""

    next: Take | None


class NextTake(Take):
    """With what can come of it, the most likely first, and of the rest sums."""

    results: list[LastResults]
    rest: list[Rest]


class FirstResults(Results):
    """With what to take next; None where the award is reached."""

    next: NextTake | None


class FirstTake(Take):
    """What to take first, with what can come of it, the most likely first, and of the rest sums."""

    results: list[FirstResults]
    rest: list[Rest]
