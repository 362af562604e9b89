"""Terms as numbers, and dates that follow the pattern of one academic year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any


def day(value: Any) -> date:
    """The day written YYYY-MM-DD (or already a date)."""
    return date.fromisoformat(str(value))


def on(year: int, month: int, number: int) -> date:
    """A day of a month, the last of the month when it is too short."""
    return date(year, month, min(number, monthrange(year, month)[1]))


def shifted(value: date, years: int) -> date:
    """The same day some years later: 29 February becomes 28 where it does not exist."""
    return on(value.year + years, value.month, value.day)


def add_months(value: date, months: int) -> date:
    """From date to date; the day is clamped to the length of the month."""
    count = value.year * 12 + value.month - 1 + months
    return on(count // 12, count % 12 + 1, value.day)


class Calendar:
    """Numbers, names and dates of the terms: a term is year * (terms in a year) + position."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.base: int = raw["year"]
        self.ids: list[str] = [term["id"] for term in raw["terms"]]
        self._starts = [day(term["starts"]) for term in raw["terms"]]
        self._ends = [day(term["ends"]) for term in raw["terms"]]

    @property
    def size(self) -> int:
        """Terms in an academic year."""
        return len(self.ids)

    def index(self, name: str) -> int:
        """The number of a term such as 2019-S1."""
        year, _, term = name.partition("-")
        return int(year) * self.size + self.ids.index(term)

    def name(self, term: int) -> str:
        """The name of a term."""
        return f"{self.year(term)}-{self.term_id(term)}"

    def year(self, term: int) -> int:
        """The year in which the academic year of a term starts."""
        return term // self.size

    def term_id(self, term: int) -> str:
        """The id of a term within its academic year."""
        return self.ids[term % self.size]

    def starts(self, term: int) -> date:
        """First day of a term."""
        return self.in_year(self._starts[term % self.size], self.year(term))

    def ends(self, term: int) -> date:
        """Last day of a term."""
        return self.in_year(self._ends[term % self.size], self.year(term))

    def in_year(self, value: date, year: int) -> date:
        """A date written for the calendar's year, in another academic year."""
        return shifted(value, year - self.base)
