"""A run over scenarios from its inputs to its files: what is answered is kept, and files are whole or not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.scenario import Scenario
from planner.errors import BadInput
from planner.messages import Language, language, speaking
from planner.report.closures import rendered
from planner.report.formats import JSON, SUFFIXES
from planner.storage import cohorts, scenarios
from planner.storage.files import keep
from planner.storage.output import write, write_parts
from planner.study.stress import inputs
from planner.study.stress.inputs import Settings
from planner.study.stress.log import FOLDER, Log
from planner.study.stress.scan import scan

if TYPE_CHECKING:
    from planner.study.stress.run import Executor, Run

CASES = "outcomes.csv"
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: scenarios of a file, or of a scan for good or in single `years`, or both; and documents in
    `forms`, JSON always among them.
    """

    scenarios: Path | None
    scan: str | None
    years: tuple[int, ...]
    forms: tuple[str, ...]
    lang: str

    @property
    def files(self) -> dict[str, str]:
        """Names of the documents with their formats."""
        return {f"stress.{SUFFIXES[form]}": form for form in self.forms}


class Session:
    """A cohort that has been read; `bad` are its rows that were refused.

    Raises:
        BadInput: the cohort cannot be read.
    """

    def __init__(self, cohort: Path, reader: cohorts.CaseReader, wanted: Wanted, settings: Settings) -> None:
        self.reader, self.wanted, self.settings, self.cohort = reader, wanted, settings, cohort
        read = cohorts.load(cohort, reader.given())
        self.rows, self.bad, self.programmes = inputs.read(reader, read.rows)
        self.language: Language = language(wanted.lang).about([programme.calendar for programme in self.programmes])
        self.given: list[Scenario] = []
        self.sha256 = ""
        self.run: Run | None = None

    def prepare(self) -> None:
        """Read the scenarios.

        Raises:
            BadInput: no row of the cohort could be read, or the scenarios cannot.
        """
        if not self.rows:
            raise BadInput("stress.no_learner", file=str(self.cohort))
        wanted = self.wanted
        if wanted.scenarios is not None:
            self.given = scenarios.load(wanted.scenarios, self.programmes)
        told = (self.given, wanted.scan, wanted.years)
        self.sha256 = inputs.fingerprint(self.settings, self.reader, self.rows, self.programmes, told)

    def begin(self, folder: Path, *, resume: bool, overwrite: bool) -> Log | None:
        """The log of the folder, ready; None where a finished run has written everything that is asked for.

        Raises:
            BadInput: the folder holds a run and neither is asked for, or files that no run made, or
                that were read for this one, are in the way.
        """
        log = Log(folder, self.sha256)
        names = (*self.wanted.files, CASES)
        if resume and log.complete(names, self.wanted.lang):
            return None
        for name in names:
            if not log.exists and (folder / name).exists():
                raise BadInput("stress.not_ours", file=str(folder / name))
            keep(folder / name)
        if resume or overwrite:
            log.clear(self.wanted.lang)
        if overwrite:
            log.forget()
        log.begin(again=resume or overwrite)
        return log

    def answers(self, executor: Executor, log: Log | None) -> Iterator[Run]:
        """Answer everything; the run is given out now and then, so that one can say how far it is."""
        from planner.study.stress.run import Run

        ids = {scenario.id for scenario in self.given}
        found = [*(each for each in inputs.published_seats(self.programmes) if each.id not in ids), *self.given]
        base: Run | None = None
        if self.wanted.scan == "seats":
            base = Run(self.reader, self.rows, (), self.settings)
            for entry in log.answers() if log else ():
                base.remember_baseline(entry)
            for _ in base.answers(executor, log):
                yield base
        if self.wanted.scan:
            demand = base.most_takers() if base else None
            tried = scan(self.programmes, self.wanted.scan, demand, self.wanted.years)
            found += [each for each in tried if each.id not in {one.id for one in found}]
        if not found:
            raise BadInput("stress.nothing_to_scan")
        self.run = Run(self.reader, self.rows, found, self.settings)
        for entry in log.answers() if log else ():
            self.run.remember(entry)
        if base is not None:
            self.run.adopt(base)
        for _ in self.run.answers(executor, log):
            yield self.run

    def data(self) -> Data:
        """The document of a finished run."""
        assert self.run is not None, "answered"
        refused = tuple({"line": row.line, "id": row.id, "error": self._told(bad)} for row, bad in self.bad)
        from planner.report.stress.data import Asked, stress_data

        asked = Asked(self.cohort.stem, self.wanted.scan, self.sha256, refused, self.wanted.years)
        return stress_data(self.run, asked)

    def _told(self, bad: BadInput) -> str:
        """What is wrong with a row, without the place of its file on this machine."""
        return BadInput(bad.key, where=bad.where, **bad.values).text()

    def write(self, folder: Path, log: Log, created: date) -> list[str]:
        """Every file, whole; then the log gives way, unless the run was stopped and can go on from it."""
        from planner.report.stress.document import stress_document
        from planner.report.stress.outcomes import outcome_lines

        assert self.run is not None, "answered"
        with speaking(self.language):
            document = stress_document(self.data())
        parts = folder / FOLDER
        for name, form in self.wanted.files.items():
            write(folder / name, rendered(document, form, created), by=parts)
        write_parts(folder / CASES, outcome_lines(self.run), by=parts)
        names = [*self.wanted.files, CASES]
        if not self.settings.config().stopped:
            log.end(names, self.wanted.lang)
        return names


def forms_of(names: tuple[str, ...]) -> tuple[str, ...]:
    """Formats of a folder: JSON is always made."""
    return (JSON, *(name for name in names if name != JSON))
