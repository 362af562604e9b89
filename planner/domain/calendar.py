"""Days, months, terms and the calendar that repeats from one academic year to the next."""

from __future__ import annotations

import calendar as _calendar
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from planner.domain.text import Text


class Span(NamedTuple):
    """Days from `starts` to `ends`, both included."""

    starts: date
    ends: date

    def overlaps(self, other: Span) -> bool:
        """Whether a day belongs to both."""
        return self.starts <= other.ends and other.starts <= self.ends

    def shifted(self, years: int) -> Span:
        """The same days `years` later."""
        return Span(shift_years(self.starts, years), shift_years(self.ends, years))


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month where it has no such day."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, _calendar.monthrange(year, month + 1)[1]))


def months(starts: date, ends: date) -> int:
    """Whole months from a day to another, rounded up."""
    count = (ends.year - starts.year) * 12 + ends.month - starts.month
    return count + (add_months(starts, count) < ends)


def shift_years(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes the 28th where there is none."""
    return add_months(day, 12 * years) if years else day


@dataclass(frozen=True, slots=True)
class TermPattern:
    """A term of the academic year, dated for the calendar's own year."""

    id: str
    title: Text
    span: Span
    exact: bool
    classes_end: date | None
    enrol_from: date | None
    enrol_by: date | None
    exams: tuple[tuple[int, Span], ...]
    assumption: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """A named span of the academic year: the positions of its terms, and its days in the calendar's own year."""

    id: str
    positions: tuple[int, ...]
    span: Span
    assumption: str | None


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a given academic year. `index` counts terms since year 0, so that neighbours differ by 1."""

    index: int
    name: str
    year: int
    position: int
    span: Span
    projected: bool
    enrol_by: date | None


@dataclass(frozen=True)
class Calendar:
    """Terms and periods of the academic year `year`; other years have the same days.

    `periods` is keyed by (id, modality); a key with modality None serves those modalities that have no own entry.
    """

    year: int
    patterns: tuple[TermPattern, ...]
    periods: dict[tuple[str, str | None], Period]
    holidays: tuple[tuple[Text, Span], ...] = ()
    resits: tuple[Span, ...] = ()
    resits_assumption: str | None = None
    later_years: str | None = None
    _terms: dict[int, Term] = field(default_factory=dict, repr=False, compare=False)

    @property
    def size(self) -> int:
        """Terms in an academic year."""
        return len(self.patterns)

    def index(self, name: str) -> int | None:
        """Index of a term by its name, `2019-S1`; None where the calendar has no such term."""
        year, _, label = name.partition("-")
        for position, pattern in enumerate(self.patterns):
            if pattern.id == label and year.isdigit():
                return int(year) * self.size + position
        return None

    def term(self, index: int) -> Term:
        """The term with this index."""
        term = self._terms.get(index)
        if term is None:
            term = self._terms[index] = self._make(index)
        return term

    def _make(self, index: int) -> Term:
        year, position = divmod(index, self.size)
        pattern, later = self.patterns[position], year - self.year
        enrol_by = shift_years(pattern.enrol_by, later) if pattern.enrol_by else None
        projected = bool(later) or not pattern.exact
        return Term(index, f"{year}-{pattern.id}", year, position, pattern.span.shifted(later), projected, enrol_by)

    def period(self, period: str, modality: str) -> Period | None:
        """The period that offerings of this modality run in."""
        return self.periods.get((period, modality)) or self.periods.get((period, None))

    def year_name(self, year: int) -> str:
        """How people write an academic year: `2019-2020`, or `2019` where it ends in the same calendar year."""
        last = self.patterns[-1].span.ends.year - self.year
        return f"{year}-{year + last}" if last else str(year)

    def term_at(self, day: date, first: int) -> Term:
        """The first term, not before `first`, that ends on or after the day."""
        term = self.term(first)
        while term.span.ends < day:
            term = self.term(term.index + 1)
        return term
