"""A run over scenarios in a folder: answers are kept as they come, and files are whole or not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import BadInput
from planner.report.documents import document
from planner.report.formats import JSON, SUFFIXES
from planner.runs.outcomes import outcome_lines
from planner.storage.files import keep
from planner.storage.output import write, write_parts
from planner.study.stress.log import FOLDER, Log

if TYPE_CHECKING:
    from planner.service.stress import StressAnswer, Trial

CASES = "outcomes.csv"


@dataclass(frozen=True, slots=True)
class Target:
    """A folder for the answer of a trial: documents in `forms` and a language, with JSON, and all cases."""

    folder: Path
    trial: Trial
    forms: Sequence[str]
    language: str

    @property
    def files(self) -> dict[str, str]:
        """Names of the documents with their formats."""
        names = (JSON, *(name for name in self.forms if name != JSON))
        return {f"stress.{SUFFIXES[form]}": form for form in names}

    def begin(self, *, resume: bool, overwrite: bool) -> Log | None:
        """The log of the folder, ready; None where a finished run has written everything that is asked for.

        Raises:
            BadInput: the folder holds a run and neither is asked for, or files that no run made, or
                that were read for this one, are in the way.
        """
        log = Log(self.folder, self.trial.sha256)
        names = (*self.files, CASES)
        if resume and log.complete(names, self.language):
            return None
        for name in names:
            if not log.exists and (self.folder / name).exists():
                raise BadInput("stress.not_ours", file=str(self.folder / name))
            keep(self.folder / name)
        if resume or overwrite:
            log.clear(self.language)
        if overwrite:
            log.forget()
        log.begin(again=resume or overwrite)
        return log

    def write(self, answer: StressAnswer, log: Log, created: date) -> list[str]:
        """Every file, whole; then the log gives way, unless the run was stopped and can go on from it."""
        made, parts = document(answer), self.folder / FOLDER
        for name, form in self.files.items():
            write(self.folder / name, made.render(form, self.language, created=created), by=parts)
        write_parts(self.folder / CASES, outcome_lines(answer.run), by=parts)
        names = [*self.files, CASES]
        if not self.trial.settings.config().stopped:
            log.end(names, self.language)
        return names
