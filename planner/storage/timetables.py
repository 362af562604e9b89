"""Timetables (CSV or XLSX): rows of offerings with their sessions, which replace the pattern of their modalities.

One row a session. `offering` and `section` name the section of a unit: rows of the same ones belong together, other
ones are other sections. Several sections or units under one name of an offering, at the same hours and place, are one
class. A session is weekly (`weekday`) or dated (`date`), and may have `site`, `room` and `teacher`
(several with semicolons); `seats`, `confidence` and `assumption` hold for the section. Travel between the sites
stands in `travel.csv` beside the timetable, or on the sheet `travel` of a workbook.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.classes import class_days
from planner.domain.dated import firsts
from planner.domain.offering import ILLUSTRATIVE, Offering, OfferingPattern, Session
from planner.domain.programme import Programme
from planner.errors import BadInput, Gathering, read_each
from planner.messages import in_every_language
from planner.storage import tables

if TYPE_CHECKING:
    from planner.storage.timetable_rows import Row
    from planner.storage.travel import Travel

COLUMNS = (
    "offering", "section", "unit", "period", "modality", "weekday", "date", "start", "end", "site", "room", "teacher",
    "seats", "confidence", "assumption",
)  # fmt: skip
NEEDED = ("offering", "unit", "period", "modality")


@dataclass(frozen=True, slots=True)
class Timetable:
    """The texts of a timetable and, where there is one, of the travel between its sites. Hashable: equal texts are the
    same timetable.
    """

    path: str
    rows: str
    travel: str = ""
    travel_path: str = ""


def load(path: Path) -> Timetable:
    """The texts of a timetable file and of the travel that goes with it.

    Raises:
        BadInput: a file cannot be read.
    """
    from planner.storage import travel

    found, ways = tables.load_both(path, "timetable", travel.SHEET)
    beside = path.parent / travel.FILE_NAME
    if found.file == str(path) and beside.is_file() and beside != path:
        ways = tables.load(beside, travel.SHEET)
    return Timetable(found.file, found.text, ways.text, ways.file)


def with_timetable(programme: Programme, timetable: Timetable) -> Programme:
    """The programme with the timetable's offerings in place of its own, for each modality that the timetable lists.

    Raises:
        BadInput: naming the row.
    """
    sections = _sections(programme, timetable)
    patterns = tuple(read_each(sections.items(), lambda section: _pattern(timetable.path, *section)))
    kept = tuple(pattern for pattern in programme.patterns if not _is_replaced(programme, pattern, patterns))
    first = firsts(programme.calendar, kept + patterns)
    made = replace(programme, patterns=kept + patterns, firsts=first, untimed=programme, travel={})
    offerings: dict[int, dict[str, Offering]] = {}
    gathering = Gathering()
    for rows in sections.values():
        year = _own_year(made, rows)
        if year not in offerings:
            offerings[year] = {offering.pattern.id: offering for offering in made.offerings(year)}
        with gathering:
            _check_overlaps(made, timetable.path, rows, offerings[year])
    ways = gathering.read(lambda: travel_of(timetable, patterns))
    gathering.end()
    return replace(made, travel=ways.minutes, about=_about(programme) if is_made_up(made) else programme.about)


def _is_replaced(programme: Programme, old: OfferingPattern, new: Iterable[OfferingPattern]) -> bool:
    """Whether a timetable lists the modality; of free credits, which no timetable has to know, that very unit."""
    free = programme.units[old.unit].free
    return any(one.modality == old.modality and (not free or one.unit == old.unit) for one in new)


def travel_of(timetable: Timetable, patterns: Iterable[OfferingPattern]) -> Travel:
    """The travel that goes with a timetable of these offerings.

    Raises:
        BadInput: naming the row.
    """
    from planner.storage import travel

    if not timetable.travel:
        return travel.Travel({}, ())
    return travel.read(timetable.travel, timetable.travel_path, list(sites(patterns)))


def _sections(programme: Programme, timetable: Timetable) -> dict[str, list[Row]]:
    """Rows by the offering that they name, in the order of the file."""
    from planner.storage.timetable_rows import RowReader

    found = tables.rows(tables.Table(timetable.path, timetable.rows), NEEDED, COLUMNS)
    if not found:
        raise BadInput("file.empty", file=timetable.path)
    known = (*(entry["id"] for entry in programme.about["assumptions"] or ()), ILLUSTRATIVE)
    reader = RowReader(programme, timetable.path, tuple(dict.fromkeys(known)))
    sections: dict[tuple[str, str], list[Row]] = {}

    def read(record: tuple[int, dict[str, str]]) -> None:
        row = reader.read(*record)
        rows = sections.setdefault((row.offering, row.unit), [])
        if rows:
            _check_same(timetable.path, rows[0], row, record[1])
        rows.append(row)

    read_each(found, read)
    return _named_apart(sections)


def _named_apart(sections: dict[tuple[str, str], list[Row]]) -> dict[str, list[Row]]:
    """Rows by the id of their offering: where one name stands for several units, the unit is put before it."""
    several = {name for name, count in Counter(name for name, _ in sections).items() if count > 1}
    found: dict[str, list[Row]] = {}
    for (name, unit), rows in sections.items():
        own = f"{unit}-{name}" if name in several else name
        while own in found:
            own = f"{unit}-{own}"
        found[own] = [replace(row, offering=own) for row in rows]
    return found


def _check_same(file: str, first: Row, row: Row, cells: dict[str, str]) -> None:
    """What holds for a section is the same in each of its rows."""
    here = {"period": (row.period, row.year), "modality": row.modality, **row.about}
    there = {"period": (first.period, first.year), "modality": first.modality, **first.about}
    gathering = Gathering()
    for column in here:
        with gathering:
            if here[column] != there[column]:
                name = row.offering.replace("-*", "")
                values = {"value": name, "first": first.line, "here": cells[column] or "-"}
                raise BadInput("timetable.differs", file=file, line=row.line, where=column, **values)
    gathering.end()


def _pattern(file: str, name: str, rows: list[Row]) -> OfferingPattern:
    first, sessions = rows[0], [row.session for row in rows if row.session is not None]
    years = {row.dated: row.line for row in reversed(rows) if row.dated is not None}
    if len(years) > 1:
        line = max(years.values())
        raise BadInput("timetable.two_years", file=file, line=line, where="date", first=min(years.values()))
    sites = {session.site for session in sessions}
    site = sites.pop() if len(sites) == 1 else None
    return OfferingPattern(
        name, first.unit, first.period, first.modality, "every" if first.year is None else first.year,
        first.about["assumption"] or None,
        tuple(replace(session, site=None) for session in sessions) if site else tuple(sessions),
        site, int(first.about["seats"]) if first.about["seats"] else None, first.about["confidence"] or None,
        next(iter(years), None), named=first.named,
    )  # fmt: skip


def _own_year(programme: Programme, rows: list[Row]) -> int:
    """The year of a section's dates, or the calendar's own."""
    given = (rows[0].year, *(row.dated for row in rows))
    return next((year for year in given if year is not None), programme.calendar.year)


def _check_overlaps(programme: Programme, file: str, rows: list[Row], offerings: Mapping[str, Offering]) -> None:
    """No two rows of a section at the same time; the `offerings` of its year are given by their pattern. Rows of two
    dates are not compared: there may be thousands.
    """
    own = offerings[rows[0].offering]
    timed = list(zip([row for row in rows if row.session], own.sessions, strict=True))
    alike: dict[object, list[int]] = {}
    for number, (_, session) in enumerate(timed):
        weekly = session.day is None
        for key in (session.weekday, (session.weekday, "weekly") if weekly else session.day):
            alike.setdefault(key, []).append(number)
    for number, (one, a) in enumerate(timed):
        keys = (a.weekday,) if a.day is None else (a.day, (a.weekday, "weekly"))
        for later in sorted(n for key in keys for n in alike.get(key, ()) if n > number):
            other, b = timed[later]
            if a.starts < b.ends and b.starts < a.ends and _same_day(programme, own, a, b):
                values = {"first": one.line, "value": one.offering.replace("-*", "")}
                raise BadInput("timetable.overlap", file=file, line=other.line, where="start", **values)


def _same_day(programme: Programme, own: Offering, a: Session, b: Session) -> bool:
    """Whether two sessions of an offering ever take place on one day, or are on the same date."""
    if a.day is not None and a.day == b.day:
        return True
    calendar = programme.calendar
    return a.weekday == b.weekday and not class_days(calendar, own, a).isdisjoint(class_days(calendar, own, b))


def _about(programme: Programme) -> dict[str, object]:
    """What is shown of the programme, the made-up timetable among its assumptions."""
    texts = {part: in_every_language(f"timetable.illustrative_{part}") for part in ("text", "reason")}
    kept = [entry for entry in programme.about["assumptions"] or () if entry["id"] != ILLUSTRATIVE]
    return {**programme.about, "assumptions": [*kept, {"id": ILLUSTRATIVE, **texts}]}


def is_made_up(programme: Programme) -> bool:
    """Whether hours of its classes are made up, as their rows say."""
    return any(pattern.assumption == ILLUSTRATIVE for pattern in programme.patterns)


def sites(patterns: Iterable[OfferingPattern]) -> Iterator[str]:
    """Sites of the sessions of the patterns, each once, in order."""
    found = (session.site or pattern.site for pattern in patterns for session in pattern.sessions)
    return iter(dict.fromkeys(site for site in found if site))
