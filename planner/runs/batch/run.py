"""A batch from its rows to its table: what is complete is kept, the rest is made, and nothing is half-written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, cast

from planner.domain.case import Case
from planner.errors import BadInput
from planner.messages import DEFAULT, speaking
from planner.processes import pool
from planner.report.documents.plan.shape import PlanDocument
from planner.report.formats import FORMATS, JSON, draw
from planner.report.json import dumps
from planner.report.pages.blocks import Cell
from planner.report.pages.page import Page
from planner.runs.batch.summary import BAD, DEFECT, figures, table
from planner.runs.batch.work import Made, Settings, Work
from planner.service.many import Learners, read_rows
from planner.solve.config import Config
from planner.solve.progress import Event, Listener, Stage, Stop, criterion
from planner.solve.result import UNKNOWN
from planner.storage import dates
from planner.storage.batch_folder import RESERVED, SCHEMA, SUMMARY, BatchFolder
from planner.storage.cohorts import CaseReader, Cohort, Row
from planner.storage.lock import only_filler


@dataclass(slots=True)
class Entry:
    """A row, the fingerprint of what its documents are made from, and its cells of the table once they are known."""

    row: Row
    fingerprint: str = ""
    cells: dict[str, Cell] | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """What a batch made: an entry for every row, how many have each status (`error` for those that do not fit), and the
    names of documents of an earlier batch whose learners are no longer in the cohort.
    """

    folder: Path
    entries: tuple[Entry, ...]
    counts: Counter[str]
    left: tuple[str, ...] = ()


def batch(
    learners: Learners, folder: Path | str, *, formats: Sequence[str] = ("html",), language: str = DEFAULT,
    resume: bool = False, overwrite: bool = False, changes: Sequence[str] = (), programme: str | None = None,
    timetable: Path | None = None, time_limit: float = 60.0, seed: int = 0, workers: int = 1,
    today: date | None = None, stop: Stop | Event | None = None, progress: Listener | None = None,
) -> BatchAnswer:  # fmt: skip
    """The best plan of every learner of a file or a list, with documents in these `formats` beside the JSON one, and a
    table of all (`summary.csv`, `summary.xlsx`), in a folder.

    `resume` keeps what an earlier batch made there and still fits, and its day where none is given; `overwrite` makes
    all again. `changes`, `programme` and `timetable` hold for all learners; `time_limit` is in seconds a learner, and
    `workers` counts processes. Once `stop` is true, or set, who has no plan is unknown; another call goes on.

    Raises:
        BadInput: the file or its columns do not fit, there is no such format, or the folder holds what is not to be
            replaced.
        PlannerError: a process was lost.
    """
    if resume and overwrite:
        raise BadInput("batch.resume_overwrite")
    asked = _formats(formats)
    with speaking(language):
        rows, reader = read_rows(learners, changes, programme, timetable, RESERVED)
        with only_filler(Path(folder)):
            target = BatchFolder(Path(folder))
            given, created = _days(today, target.state if resume else {})
            settings = Settings(asked, language, created, given, time_limit, seed)
            made = Batch(rows, reader, settings, target)
            made.begin(resume=resume, overwrite=overwrite)
            for _ in made.run(workers, stop, progress):
                pass
            return BatchAnswer(Path(folder), tuple(made.entries), made.end(), tuple(made.find_left_over()))


def _formats(names: Sequence[str]) -> tuple[str, ...]:
    """The formats in the order of their table; JSON is always made."""
    for name in names:
        if name not in FORMATS:
            raise BadInput("format.none", value=name, known=", ".join(FORMATS))
    return tuple(name for name in FORMATS if name in names and name != JSON)


def _days(today: date | None, state: Mapping[str, object]) -> tuple[date | None, date]:
    """The day that was given, if any, and that of the documents: those of the batch that goes on unless given anew."""
    given = today or _day(state, "today")
    return given, given or _day(state, "created") or date.today()


def _day(state: Mapping[str, object], key: str) -> date | None:
    text = state.get(key)
    return None if text is None else dates.parse(str(text), partial(BadInput, where=key), "date.form")


class Batch:
    """All rows of a cohort on their way to a folder. Rows that do not fit have their `problem` from the beginning."""

    def __init__(self, cohort: Cohort, reader: CaseReader, settings: Settings, folder: BatchFolder) -> None:
        self.cohort, self.reader, self.settings, self.folder = cohort, reader, settings, folder
        self.entries = [self._entry(row, case) for row, case in reader.cases(cohort.rows)]
        self.good = {entry.row.name: entry for entry in self.entries if not entry.problem}

    def _entry(self, row: Row, case: Case | BadInput) -> Entry:
        if not isinstance(case, BadInput):
            return Entry(row, self.settings.fingerprint(case))
        own = case.file == row.file
        place: dict[str, Any] = {} if own or case.file is None else {"file": Path(case.file).name, "line": case.line}
        short = BadInput(case.key, where=case.where, **place, **case.values).text()
        return Entry(row, cells={"status": BAD, "reason": short}, problem=row.describe(case))

    def begin(self, *, resume: bool, overwrite: bool) -> int:
        """Make the folder ready; with `resume`, say how many learners are complete in it already.

        Raises:
            BadInput: the folder holds a batch and neither is asked for, or files that no batch made are in the way.
        """
        state = dumps({"schema": SCHEMA, **self.settings.data()})
        self.folder.begin(state, self.good, self.settings.suffixes, again=resume or overwrite)
        if overwrite:
            self.folder.clear(self.good)
        for name, entry in self.good.items() if resume else ():
            data = self.folder.complete(name, entry.fingerprint)
            if data is not None:
                entry.cells = figures(cast(PlanDocument, data), [*data["meta"]["batch"]["documents"], f"{name}.json"])
        return len(self.good) - len(self.waiting)

    @property
    def waiting(self) -> list[Entry]:
        """Learners whose documents are still to be made."""
        return [entry for entry in self.entries if entry.cells is None]

    def run(
        self, workers: int, stop: Stop | Event | None = None, progress: Listener | None = None
    ) -> Iterator[Entry]:  # fmt: skip
        """Make what is waiting, in as many processes; each learner is given out when all documents are written. Who has
        none when `stop` ends it is `unknown` in the table, and another run goes on from there.

        Raises:
            PlannerError: a process was lost.
        """
        rows, watched = [entry.row for entry in self.waiting], Config(stop=stop, progress=progress)
        made_before, total = len(self.good) - len(rows), len(self.good)
        watched.tell(Stage.LEARNERS, made_before, total)
        answers = pool.run(rows, Work(self.reader, self.settings), workers, criterion(stop))
        for number, (row, made) in enumerate(answers, made_before + 1):
            entry = self.good[row.name]
            self._write(entry, made)
            watched.tell(Stage.LEARNERS, number, total)
            yield entry

    def _write(self, entry: Entry, made: Made) -> None:
        name = entry.row.name
        if made.problem:
            entry.problem = f"{self.cohort.path}:{entry.row.line}: {made.problem}"
            entry.cells = {"status": DEFECT, "reason": made.problem}
            return
        sealed = self.folder.write_documents(name, made.documents, entry.fingerprint, self.settings.suffixes)
        self.folder.write(f"{name}.json", dumps({**made.data, "meta": {**made.data["meta"], "batch": sealed}}))
        entry.cells = figures(made.data, [*sealed["documents"], f"{name}.json"])

    def end(self) -> Counter[str]:
        """Write the table, as CSV and as a workbook; how many rows have each status."""
        rows = [{"line": e.row.line, "id": e.row.id, **(e.cells or {"status": UNKNOWN})} for e in self.entries]
        made = table(rows, self.cohort.path.stem)
        page = Page(made.title, "", (), (made,), "", self.settings.created)
        for name, form in zip(SUMMARY, ("csv", "xlsx"), strict=True):
            self.folder.write(name, draw(page, form))
        self.folder.end()
        return Counter(str(row["status"]) for row in rows)

    def find_left_over(self) -> list[str]:
        """Documents of an earlier batch whose learners are no longer in the cohort."""
        return self.folder.find_left_over(self.good)
