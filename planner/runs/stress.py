"""A run over scenarios in a folder: answers are kept as they come, and files are whole or not there.

Beside the documents, every case as CSV: cohort × scenario × run, with stable English names, a line at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import BadInput
from planner.report.documents import document
from planner.report.formats import JSON, SUFFIXES
from planner.storage.csv_writer import Figure, lines
from planner.storage.files import keep
from planner.storage.output import write, write_parts
from planner.study.stress.log import FOLDER, Log
from planner.study.stress.outcome import Outcome
from planner.study.stress.reasons import delay

if TYPE_CHECKING:
    from planner.service.stress import StressAnswer, Trial
    from planner.study.stress.run import Run

CASES = "outcomes.csv"
COLUMNS = (
    "line", "id", "programme", "scenario", "run", "status", "on_time", "duration", "award", "award_date", "delay",
    "cost", "cost_change", "currency", "failed", "lost", "full", "offerings",
)  # fmt: skip


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
        write_parts(self.folder / CASES, _case_lines(answer.run), by=parts)
        names = [*self.files, CASES]
        if not self.trial.settings.config().stopped:
            log.end(names, self.language)
        return names


def _case_lines(run: Run) -> Iterator[str]:
    """The lines of the file, with their ends; the baseline of a learner comes before their scenarios."""
    yield lines([COLUMNS])
    for place, row in enumerate(run.rows):
        programme = run.programmes[run.programme(place)]
        baseline = run.outcomes.require(0, place)
        for slot, each in enumerate(run.slots):
            outcome = run.outcomes.require(slot, place)
            award = None if outcome.award is None else programme.calendar.term(outcome.award).name
            cells = (
                row.line, row.id, programme.id, run.scenarios[each.scenario].id, each.run, outcome.status,
                _yes(outcome.on_time), outcome.duration, award, outcome.day, delay(outcome, baseline),
                _amount(outcome.cost), _amount(_change(outcome, baseline)), programme.currency, outcome.failed,
                ";".join(outcome.lost), ";".join(run.refused.get((slot, place), ())), ";".join(outcome.offerings),
            )  # fmt: skip
            yield lines([cells])


def _yes(value: bool | None) -> str:
    return "" if value is None else str(value).lower()


def _amount(cents: int | None) -> str:
    return Figure("" if cents is None else f"{cents / 100:.2f}")


def _change(outcome: Outcome, baseline: Outcome) -> int | None:
    return None if outcome.cost is None or baseline.cost is None else outcome.cost - baseline.cost
