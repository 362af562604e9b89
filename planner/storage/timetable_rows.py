"""A row of a timetable: the offering that it names and, where it has one, its session; errors name row and column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import FIRST_YEAR, LAST_YEAR
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import DAYTIME, DISTANCE, EVENING, Session
from planner.domain.programme import Programme
from planner.errors import BadInput, Gathering, read_each
from planner.storage import dates, hints, numbers
from planner.storage.synonyms import meaning

CONFIDENCE = ("confirmed", "usual", "unknown")
MODALITIES = (EVENING, DAYTIME, DISTANCE)
MOST_SEATS = 100_000
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])(?::([0-5][0-9])(?::00)?| ?[hH] ?([0-5][0-9])?)\Z")
_YEAR = re.compile(r"([0-9]{4})-(.+)\Z")


@dataclass(frozen=True, slots=True)
class Row:
    """`year` is the academic year of a row that holds for one only; `dated` the one that the day of its session lies
    in. `about` are the cells that all rows of an offering share.
    """

    line: int
    offering: str
    unit: str
    period: str
    modality: str
    year: int | None
    dated: int | None
    session: Session | None
    about: Mapping[str, str]
    named: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows against a programme. `known` are ids of assumptions that rows may name."""

    programme: Programme
    file: str
    known: tuple[str, ...]

    def read(self, line: int, cells: Mapping[str, str]) -> Row:
        """The row.

        Raises:
            BadInput: naming the columns.
        """
        choices = {"weekday": WEEKDAYS, "modality": MODALITIES, "confidence": CONFIDENCE}
        cells = {**cells, **{name: meaning(cells[name][:60], words) or cells[name] for name, words in choices.items()}}
        gathering = Gathering()
        unit = gathering.read(lambda: self._unit(line, cells))
        with gathering:
            self._choice(line, cells, "modality", MODALITIES)
        for column, known in (("confidence", CONFIDENCE), ("assumption", self.known)):
            with gathering:
                if cells[column]:
                    self._choice(line, cells, column, known)
        with gathering:
            if cells["seats"] and numbers.whole(cells["seats"], MOST_SEATS) is None:
                raise self._wrong(line, cells, "seats", "csv.number", most=MOST_SEATS)
        named = _YEAR.match(cells["period"])
        name, year = (named[2], int(named[1])) if named else (cells["period"], None)
        if cells["modality"] in MODALITIES:
            with gathering:
                period = self.programme.calendar.period(name, cells["modality"])
                if period is None or (year is not None and not FIRST_YEAR <= year <= LAST_YEAR):
                    raise self._wrong(line, cells, "period", "programme.period")
        session = gathering.read(lambda: self._session(line, cells))
        gathering.end()
        dated = self._academic_year(line, cells, name, year, session) if session else None
        offering = cells["offering"] or f"{unit}-*-{name}-{cells['modality']}"
        offering += f"-{cells['section']}" if cells["section"] else ""
        offering += "" if "*" in offering else "-*"
        about = {key: cells[key] for key in ("seats", "confidence", "assumption")}
        given = (cells["offering"], cells["section"]) if cells["offering"] else None
        return Row(line, offering, unit, name, cells["modality"], year, dated, session, about, given)

    def _unit(self, line: int, cells: Mapping[str, str]) -> str:
        unit = self.programme.unit_code(cells["unit"])
        if unit is None or self.programme.units[unit].kind != "course":
            known = hints.near(cells["unit"], self.programme.courses())
            raise self._wrong(line, cells, "unit", "unit.unknown", known=known)
        return unit

    def _session(self, line: int, cells: Mapping[str, str]) -> Session | None:
        day = self._day(line, cells) if cells["date"] else None
        weekday = cells["weekday"] or (WEEKDAYS[day.weekday()] if day else "")
        if not weekday:
            given = next((column for column in ("start", "end") if cells[column]), None)
            if given:
                raise BadInput("timetable.weekday", file=self.file, line=line, where="weekday")
            return None
        if cells["weekday"]:
            self._choice(line, cells, "weekday", WEEKDAYS)
        if day and WEEKDAYS[day.weekday()] != weekday:
            values = {"day": day, "weekday": WEEKDAYS[day.weekday()]}
            raise self._wrong(line, cells, "weekday", "timetable.other_day", **values)
        starts, ends = read_each(("start", "end"), lambda column: self._minutes(line, cells, column))
        if ends <= starts:
            raise self._wrong(line, cells, "end", "timetable.backwards")
        teachers = tuple(name.strip() for name in cells["teacher"].split(";") if name.strip())
        return Session(weekday, starts, ends, day, None, cells["site"] or None, cells["room"] or None, teachers)

    def _academic_year(
        self, line: int, cells: Mapping[str, str], period: str, year: int | None, session: Session
    ) -> int | None:
        """The academic year whose period holds the day of a dated session; where none does, the nearest is named."""
        if session.day is None:
            return None
        day, calendar = session.day, self.programme.calendar
        years = (day.year, day.year - 1, day.year + 1, day.year - 2) if year is None else (year,)
        spans = {each: calendar.days_of(period, cells["modality"], each) for each in years}
        for each, span in spans.items():
            if span.starts <= day <= span.ends:
                return each
        each = min(years, key=lambda near: max(spans[near].starts - day, day - spans[near].ends))
        values = {"period": cells["period"], "starts": spans[each].starts, "ends": spans[each].ends}
        raise self._wrong(line, cells, "date", "timetable.outside", year=calendar.year_name(each), **values)

    def _day(self, line: int, cells: Mapping[str, str]) -> date:
        def wrong(key: str, **values: object) -> BadInput:
            return self._wrong(line, cells, "date", key, **values)

        return dates.parse(cells["date"], wrong, "timetable.day")

    def _minutes(self, line: int, cells: Mapping[str, str], column: str) -> int:
        found = _CLOCK.match(cells[column])
        if found is None:
            raise self._wrong(line, cells, column, "timetable.clock")
        return int(found[1]) * 60 + int(found[2] or found[3] or 0)

    def _choice(self, line: int, cells: Mapping[str, str], column: str, known: tuple[str, ...]) -> None:
        if cells[column] not in known:
            raise self._wrong(line, cells, column, "csv.choice", known=hints.near(cells[column], known))

    def _wrong(self, line: int, cells: Mapping[str, str], column: str, key: str, **values: object) -> BadInput:
        return BadInput(key, file=self.file, line=line, where=column, **{"value": cells[column], **values})
