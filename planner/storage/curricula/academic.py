"""The academic year of a curriculum whose file has no dates: the usual one of its kind, which its programme tells."""

from __future__ import annotations

from datetime import date
from typing import Any

SPANS = {
    "semester": (("S1", (0, 9, 1), (0, 12, 20)), ("S2", (1, 1, 15), (1, 5, 15))),
    "quarter": (("Q1", (0, 9, 20), (0, 12, 15)), ("Q2", (1, 1, 5), (1, 3, 20)), ("Q3", (1, 3, 28), (1, 6, 15))),
    "trimester": (("T1", (0, 9, 15), (0, 12, 20)), ("T2", (1, 1, 5), (1, 4, 5)), ("T3", (1, 4, 20), (1, 7, 5))),
    "fr": (("S1", (0, 9, 15), (1, 1, 31)), ("S2", (1, 2, 1), (1, 6, 30))),
}
"""Of each calendar the terms of a year: the name, and the first and last day as (year, month, day) from its autumn."""
USUAL = "semester"
ASSUMPTION = "dates"


def calendar(kind: str, year: int) -> dict[str, Any]:
    """The section `calendar` of a programme."""
    terms = [
        {"id": name, "title": name, "starts": _day(year, first), "ends": _day(year, last), "assumption": ASSUMPTION}
        for name, first, last in SPANS[kind]
    ]
    return {"year": year, "terms": terms, "later_years": {"assumption": ASSUMPTION}}


def _day(year: int, day: tuple[int, int, int]) -> date:
    after, month, number = day
    return date(year + after, month, number)
