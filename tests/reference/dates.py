"""Terms as numbers, and dates that follow the pattern of one academic year.

Days and months are those of the calendar's year, and what touches there touches in every year: 29 February becomes the
last day of February, what starts on it starts on 1 March, and what ends on the eve of a first day goes on doing so.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
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


def begins(raw: Any) -> Iterator[date]:
    """Every first day in the data of a calendar, or of a part of it."""
    if isinstance(raw, Mapping):
        yield from (day(raw[key]) for key in ("starts", "from", "enrol_from") if raw.get(key))
        yield from (found for value in raw.values() for found in begins(value))
    elif isinstance(raw, Iterable) and not isinstance(raw, str):
        yield from (found for value in raw for found in begins(value))


def add_months(value: date, months: int) -> date:
    """From date to date; the day is clamped to the length of the month."""
    count = value.year * 12 + value.month - 1 + months
    return on(count // 12, count % 12 + 1, value.day)


class Calendar:
    """Numbers, names and dates of the terms: a term is year * (terms in a year) + position."""

    def __init__(self, raw: Mapping[str, Any], pathways: Any = ()) -> None:
        self.base: int = raw["year"]
        self._firsts = {*begins(raw), *begins(pathways)}
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
        return self.first_in(self._starts[term % self.size], self.year(term))

    def ends(self, term: int) -> date:
        """Last day of a term."""
        return self.last_in(self._ends[term % self.size], self.year(term))

    def first_in(self, value: date, year: int) -> date:
        """A first day written for the calendar's year, in another academic year."""
        later = value.year + year - self.base
        if (value.month, value.day) == (2, 29) and not isleap(later):
            return date(later, 3, 1)
        return shifted(value, year - self.base)

    def last_in(self, value: date, year: int) -> date:
        """A last day: the eve of what starts on the next day, where something does."""
        following = value + timedelta(days=1)
        if following in self._firsts:
            return self.first_in(following, year) - timedelta(days=1)
        return shifted(value, year - self.base)
