"""Days, months, terms and the calendar that repeats from one academic year to the next."""

from __future__ import annotations

import calendar as _calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from planner.domain.text import Text

FIRST_YEAR, LAST_YEAR = 1990, 2150
"""Academic years that files may name."""
YEAR_DIGITS = 4
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)
"""Days that files may name: before and after them no plan can reach, and all that is reckoned from them exists."""
DAY = timedelta(days=1)


class Span(NamedTuple):
    """Days from `starts` to `ends`, both included."""

    starts: date
    ends: date

    def overlaps(self, other: Span) -> bool:
        """Whether a day belongs to both."""
        return self.starts <= other.ends and other.starts <= self.ends


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


class Shift(NamedTuple):
    """From the calendar's own year to the one so many `years` later: days and months stay, and what touches goes on
    touching. `touching` are the calendar years in which something of the calendar starts on 1 March.
    """

    years: int
    touching: frozenset[int] = frozenset()

    def day(self, day: date) -> date:
        """The same day; 29 February becomes the last day of February."""
        return add_months(day, 12 * self.years)

    def start(self, day: date) -> date:
        """A first day: what starts on 29 February starts on 1 March where there is none."""
        found = self.day(day)
        return found + DAY if found.day < day.day else found

    def end(self, day: date) -> date:
        """A last day: what ends on 28 February and touches what starts on 1 March ends on the 29th in a leap year."""
        found = self.day(day)
        touches = (day.month, day.day) == (2, 28) and day.year in self.touching and (day + DAY).month == 3
        return found + DAY if touches and (found + DAY).month == 2 else found

    def span(self, span: Span) -> Span:
        """First and last day; of what is on 29 February alone, the last day of February."""
        ends = self.end(span.ends)
        return Span(min(self.start(span.starts), ends), ends)

    def opening(self, day: date | None, until: date | None) -> date | None:
        """The first day of something that ends on the day `until`, as far as either is known."""
        if day is None or until is None:
            return day and self.start(day)
        return self.span(Span(day, until)).starts

    def holiday(self, span: Span) -> Span | None:
        """The days of a holiday; None where it is on 29 February alone and there is none."""
        found = Span(self.start(span.starts), self.end(span.ends))
        return found if found.starts <= found.ends else None


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


class AcademicYear(NamedTuple):
    """Every day of one academic year, derived at once from those of the calendar's own.

    Terms, and what belongs to each, are in the order of the terms; periods have the keys of the calendar.
    """

    terms: tuple[Span, ...]
    classes_end: tuple[date, ...]
    enrol_from: tuple[date | None, ...]
    enrol_by: tuple[date | None, ...]
    exams: tuple[tuple[tuple[int, Span], ...], ...]
    periods: dict[tuple[str, str | None], Span]
    holidays: tuple[Span, ...]
    resits: tuple[Span, ...]


@dataclass(frozen=True)
class Calendar:
    """Terms and periods of the academic year `year`; other years are derived from it in `of`, and nowhere else.

    `periods` is keyed by (id, modality); a key with modality None serves those modalities that have no own entry.
    `windows` repeat with the calendar though they stand elsewhere: those of internships. `breaks` are the assumptions
    behind holidays.

    Terms, years and the class days of `weekly` are derived when they are first asked for. Threads may share a calendar:
    each derives them whole, and the first one derived is kept. Copies for other processes begin without them.
    """

    year: int
    patterns: tuple[TermPattern, ...]
    periods: dict[tuple[str, str | None], Period]
    holidays: tuple[tuple[Text, Span], ...] = ()
    resits: tuple[Span, ...] = ()
    resits_assumption: str | None = None
    later_years: str | None = None
    windows: tuple[Span, ...] = ()
    breaks: tuple[str, ...] = ()
    _terms: dict[int, Term] = field(default_factory=dict, init=False, repr=False, compare=False)
    _years: dict[int, AcademicYear] = field(default_factory=dict, init=False, repr=False, compare=False)
    weekly: dict[tuple[tuple[int, ...], Span, str], frozenset[date]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __getstate__(self) -> dict[str, Any]:
        # Other threads may fill these while this one is copied.
        return {**self.__dict__, "_terms": {}, "_years": {}, "weekly": {}}

    @property
    def size(self) -> int:
        """Terms in an academic year."""
        return len(self.patterns)

    def index(self, name: str) -> int | None:
        """Index of a term by its name, `2019-S1`; None where the calendar has no such term."""
        year, _, label = name.partition("-")
        for position, pattern in enumerate(self.patterns):
            if pattern.id == label and year.isascii() and year.isdigit() and len(year) <= YEAR_DIGITS:
                return int(year) * self.size + position
        return None

    def term(self, index: int) -> Term:
        """The term with this index."""
        term = self._terms.get(index)
        if term is None:
            term = self._terms.setdefault(index, self._make(index))
        return term

    def _make(self, index: int) -> Term:
        year, position = divmod(index, self.size)
        pattern, days = self.patterns[position], self.of(year)
        name, projected = f"{year}-{pattern.id}", year != self.year or not pattern.exact
        return Term(index, name, year, position, days.terms[position], projected, days.enrol_by[position])

    def of(self, year: int) -> AcademicYear:
        """The days of an academic year."""
        found = self._years.get(year)
        if found is None:
            found = self._years.setdefault(year, self._derive(self.shift(year)))
        return found

    def shift(self, year: int) -> Shift:
        """From the calendar's own year to another one."""
        return Shift(year - self.year, self._touching)

    @cached_property
    def _touching(self) -> frozenset[int]:
        """Calendar years in which something starts on 1 March."""
        starts = [period.span.starts for period in self.periods.values()]
        starts += [pattern.span.starts for pattern in self.patterns]
        for pattern in self.patterns:
            starts += [span.starts for _, span in pattern.exams]
            starts += [pattern.enrol_from] if pattern.enrol_from else []
        starts += [span.starts for span in (*(span for _, span in self.holidays), *self.resits, *self.windows)]
        return frozenset(day.year for day in starts if (day.month, day.day) == (3, 1))

    def _derive(self, shift: Shift) -> AcademicYear:
        return AcademicYear(
            terms=tuple(shift.span(pattern.span) for pattern in self.patterns),
            classes_end=tuple(shift.end(pattern.classes_end or pattern.span.ends) for pattern in self.patterns),
            enrol_from=tuple(shift.opening(pattern.enrol_from, pattern.enrol_by) for pattern in self.patterns),
            enrol_by=tuple(pattern.enrol_by and shift.end(pattern.enrol_by) for pattern in self.patterns),
            exams=tuple(tuple((n, shift.span(span)) for n, span in pattern.exams) for pattern in self.patterns),
            periods={key: shift.span(period.span) for key, period in self.periods.items()},
            holidays=tuple(span for span in (shift.holiday(span) for _, span in self.holidays) if span),
            resits=tuple(shift.span(span) for span in self.resits),
        )

    def period(self, period: str, modality: str) -> Period | None:
        """The period that offerings of this modality run in."""
        return self.periods.get((period, modality)) or self.periods.get((period, None))

    def days_of(self, period: str, modality: str, year: int) -> Span:
        """The days of a period of the calendar in an academic year, for offerings of this modality."""
        key = (period, modality)
        return self.of(year).periods[key if key in self.periods else (period, None)]

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

    def term_on(self, day: date, first: int) -> Term:
        """The last term, from `first` on, that starts no later than the day; `first` where none does."""
        term = self.term(first)
        while (after := self.term(term.index + 1)).span.starts <= day:
            term = after
        return term
