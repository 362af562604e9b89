"""The academic year of a programme's file: terms, periods, holidays and resits, checked against each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from planner.domain.calendar import Calendar, Period, Span, TermPattern
from planner.errors import Gathering, read_each
from planner.storage import dates
from planner.storage import schema_calendar as stated
from planner.storage.dates import Path
from planner.storage.schema_types import assumed, spelled
from planner.storage.validation import Source

DAYS = ("starts", "ends")
SURE = ("Europe/Paris", "Indian/Reunion")
"""Time zones that are known to exist, so that the list of all need not be loaded; the first where none is given."""


LIKELY = range(2019, 2023)
"""Years in a row: 29 February is in their first calendar year, the second, the third, or in none of the three. Only it
moves a day against another, so that an order that holds in these years holds in every year.
"""


def calendar(source: Source, data: stated.Calendar, windows: tuple[Span, ...] = ()) -> Calendar:
    """The calendar of a programme's file, from its key `calendar`; `windows` are what else repeats with it."""
    path: Path = ("calendar",)
    gathering = Gathering()
    read = gathering.read
    terms = read(lambda: _terms(source, data))
    holidays = read(lambda: _spans(source, (*path, "holidays"), data.holidays))
    resits = read(lambda: _spans(source, (*path, "resits"), data.resits))
    periods = read(lambda: _periods(source, (*path, "periods"), data.periods, terms)) if terms else {}
    gathering.end()
    later = assumed(data.later_years)
    rests_on = next((entry.assumption for entry in data.resits if entry.assumption), None)
    breaks = tuple(dict.fromkeys(entry.assumption for entry in data.holidays if entry.assumption))
    titled = tuple((spelled(entry.title), span) for entry, span in zip(data.holidays, holidays, strict=True))
    found = Calendar(data.year, terms, periods, titled, tuple(resits), rests_on, later, windows, breaks)
    for year in (found.year, *LIKELY):
        _check_order(source, found, year)
    return found


def _terms(source: Source, data: stated.Calendar) -> tuple[TermPattern, ...]:
    terms = read_each(enumerate(data.terms), lambda item: _term(source, ("calendar", "terms", item[0]), item[1]))
    gathering = Gathering()
    for number, (one, other) in enumerate(pairwise(terms)):
        with gathering:
            if other.span.starts <= one.span.ends:
                raise source.error("programme.terms_overlap", ("calendar", "terms", number + 1))
    with gathering:
        if terms[0].span.starts.year != data.year:
            raise source.error("programme.year", ("calendar", "year"), value=data.year)
    gathering.end()
    return tuple(terms)


def _spans(source: Source, path: Path, entries: Sequence[stated.Holiday | stated.Resit]) -> list[Span]:
    return read_each(enumerate(entries), lambda item: dates.span(source, (*path, item[0]), vars(item[1]), DAYS))


def _periods(
    source: Source, path: Path, entries: Sequence[stated.Period], terms: tuple[TermPattern, ...]
) -> dict[tuple[str, str | None], Period]:
    """Periods by their id and, where they hold for one only, their modality."""
    positions = {term.id: number for number, term in enumerate(terms)}
    found: dict[tuple[str, str | None], Period] = {}

    def read(item: tuple[int, stated.Period]) -> None:
        number, entry = item
        period = _period(source, (*path, number), entry, positions, terms)
        if (key := (entry.id, entry.modality)) in found:
            raise source.error("programme.twice", (*path, number), value=entry.id)
        found[key] = period

    read_each(enumerate(entries), read)
    return found


def _check_order(source: Source, calendar: Calendar, year: int) -> None:
    """Terms follow each other in the year, and neither they nor periods run into the year after or before it."""
    name, days = calendar.year_name(year), calendar.of(year)
    for number, (one, other) in enumerate(pairwise(days.terms), 1):
        if other.starts <= one.ends:
            path: Path = ("calendar", "terms", number)
            raise source.error("programme.terms_overlap_in", path, year=name, starts=other.starts, ends=one.ends)
    spans = {("terms", number): span for number, span in enumerate(days.terms)}
    spans |= {("periods", number): span for number, span in enumerate(days.periods.values())}
    before, after = calendar.of(year - 1).terms[-1].ends, calendar.of(year + 1).terms[0].starts
    for wrong in ("programme.years_overlap", "programme.years_early"):
        early = wrong == "programme.years_early"
        for (key, number), span in spans.items():
            if span.starts <= before if early else span.ends >= after:
                values = {"starts": span.starts, "ends": before} if early else {"starts": after, "ends": span.ends}
                entry = source.data["calendar"][key][number]
                raise source.error(wrong, ("calendar", key, number), value=entry["id"], year=name, **values)


def timezone(source: Source, name: str) -> str:
    """The IANA name of the time zone of a programme's file, from its key `timezone`."""
    if name in SURE:
        return name
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise source.error("programme.timezone", ("timezone",), value=name) from None


def _term(source: Source, path: Path, entry: stated.Term) -> TermPattern:
    span = dates.span(source, path, vars(entry), DAYS)
    days = [
        dates.optional_day(source, (*path, key), getattr(entry, key))
        for key in ("classes_end", "enrol_from", "enrol_by")
    ]
    exams = tuple(
        (exam.session, dates.span(source, (*path, "exams", n), vars(exam), DAYS)) for n, exam in enumerate(entry.exams)
    )
    exact, assumption = entry.exact, entry.assumption
    return TermPattern(entry.id, spelled(entry.title), span, exact, days[0], days[1], days[2], exams, assumption)


def _period(
    source: Source, path: Path, entry: stated.Period, positions: dict[str, int], terms: tuple[TermPattern, ...]
) -> Period:
    unknown = [term for term in entry.terms if term not in positions]
    if unknown:
        values = {"programme": source.data["id"], "known": ", ".join(positions), "example": terms[0].id}
        raise source.error("term.unknown", (*path, "terms"), value=unknown[0], **values)
    places = tuple(sorted(positions[term] for term in entry.terms))
    if list(places) != list(range(places[0], places[-1] + 1)):
        raise source.error("programme.period_gap", path)
    days = {
        "starts": entry.starts or terms[places[0]].span.starts.isoformat(),
        "ends": entry.ends or terms[places[-1]].span.ends.isoformat(),
    }
    return Period(entry.id, places, dates.span(source, path, days, DAYS), entry.assumption)
