"""A timetable before it is published: what collides in it, and whom of a list of learners it leaves without a plan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.service.many import Learners, read_rows
from planner.solve.config import Config
from planner.solve.progress import Event, Listener, Stop
from planner.storage import dates, programmes, timetables
from planner.storage.validation import Source
from planner.study.collisions import Collisions, collisions

if TYPE_CHECKING:
    from planner.study.cohort.run import Entry

MOST_YEARS = 6


@dataclass(frozen=True, slots=True)
class Unused:
    """A row of a travel table, by its line, about a site where nothing takes place."""

    file: str
    line: int
    site: str


@dataclass(frozen=True, slots=True)
class TimetableAnswer:
    """What was `found` in the classes of a `programme`, read from `file` where they have one, in these `terms` (their
    indices). `entries` are the learners of the list that was given: their plan or why there is none, or their problem.
    """

    programme: Programme
    file: Path | None
    terms: tuple[int, ...]
    found: Collisions
    unused: tuple[Unused, ...] = ()
    entries: tuple[Entry, ...] | None = None


def timetable(
    programme: str | Path, *, timetable: Path | None = None, term: str | None = None, cohort: Learners | None = None,
    time_limit: float = 60.0, seed: int = 0, workers: int = 1, stop: Stop | Event | None = None,
    progress: Listener | None = None,
) -> TimetableAnswer:  # fmt: skip
    """What to look at in the classes of a programme (its id or path), or in those of the file `timetable` instead: in
    one `term`, else in every year that it names.

    With `cohort`, the learners of a file or a list are planned, each alone: `time_limit` is in seconds for one, and
    `workers` counts processes. Once `stop` is true, or set, who has no answer is unknown.

    Raises:
        BadInput: programme, timetable, term or the head of the cohort do not fit; it names file, line or key.
        Undecided: there are so many classes that comparing them would take too long.
    """
    read = programmes.load(str(programme), timetable=timetable)
    index = None if term is None else dates.term(Source(None, None), ("term",), term, read)
    config = Config(time_limit, seed, workers, stop, progress)
    return of_programme(read, str(programme), timetable, index, cohort, config)


def of_programme(
    programme: Programme, name: str, timetable: Path | None, term: int | None, cohort: Learners | None, config: Config
) -> TimetableAnswer:
    """The answer for a programme that was read by its `name` with a `timetable`, or with its own."""
    file = programmes.timetable_of(name, timetable)
    entries = None if cohort is None else _plan_each(programme, timetable, cohort, config)
    size = programme.calendar.size
    years = _years(programme) if term is None else [term // size]
    terms = [year * size + place for year in years for place in range(size)] if term is None else [term]
    found = collisions(programme, years, term)
    return TimetableAnswer(programme, file, tuple(terms), found, _find_unused(programme, file), entries)


def _years(programme: Programme) -> list[int]:
    """Academic years that rows name, and the calendar's own where a row holds for every year."""
    named = {year for p in programme.patterns for year in (p.years, p.dated) if isinstance(year, int)}
    if any(not isinstance(pattern.years, int) and pattern.dated is None for pattern in programme.patterns):
        named.add(programme.calendar.year)
    return sorted(named)[:MOST_YEARS]


def _find_unused(programme: Programme, file: Path | None) -> tuple[Unused, ...]:
    if file is None:
        return ()
    read = timetables.load(file)
    found = timetables.travel_of(read, programme.patterns).unused
    return tuple(Unused(Path(read.travel_path).name, line, site) for line, site in found)


def _plan_each(programme: Programme, timetable: Path | None, cohort: Learners, config: Config) -> tuple[Entry, ...]:
    """Learners of the programme, each planned alone; who follows another one has that as a problem."""
    from planner.study.cohort.run import Runner, entries

    rows, reader = read_rows(cohort, timetable=timetable)
    found = entries(rows, reader)
    for entry in found:
        if entry.case is not None and entry.case.programme.id != programme.id:
            entry.problem = _of_another(entry, str(rows.path), programme)
            entry.case = None
    Runner(reader, config, config.workers).plan_alone(found, sharing=False)
    return tuple(found)


def _of_another(entry: Entry, path: str, programme: Programme) -> BadInput:
    assert entry.case is not None
    row = entry.row
    values: dict[str, Any] = {"value": entry.case.programme.id, "programme": programme.id}
    if row.file is None:
        return BadInput("weeks.cohort_programme", where=f"[{row.line - 1}]", **values)
    return BadInput("weeks.cohort_programme", file=path, line=row.line, **values)
