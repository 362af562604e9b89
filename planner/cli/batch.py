"""`planner batch COHORT.csv --out DIR`: the documents of every learner of a list, and a table of all."""

from __future__ import annotations

import os
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli import ending, shared, terminal
from planner.cli.batch_progress import Bar
from planner.cli.misuse import Misuse
from planner.report.formats import FORMATS, JSON

if TYPE_CHECKING:
    from planner.report.batch.run import Batch
    from planner.report.batch.work import Settings

DEFECT, INTERRUPTED = 70, 130


@click.command(
    "batch",
    epilog="Exit codes: 0 all rows done, impossible ones included; 1 rows refused, the others done; 4 some not decided "
    "within the limit; 130 interrupted.",
)
@click.argument("cohort", type=click.Path(path_type=Path))
@shared.reports_errors
@click.option("--out", "folder", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Folder to fill.")
@click.option(
    "--format",
    "forms",
    metavar="NAMES",
    help="Documents beside the JSON one: html unless said otherwise.",
)
@click.option("--resume", is_flag=True, help="Go on where an earlier run stopped; what still fits is kept.")
@click.option("--overwrite", is_flag=True, help="Make everything again over an earlier batch.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; as many as there are cores unless given.")
@click.option("--time-limit", type=shared.Seconds(), default=60.0, show_default=True, help="Seconds a learner.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Seed of the solver.")
@shared.today_option
@shared.learner_options
@shared.lang_option
def command(
    cohort: Path, folder: Path, forms: str | None, resume: bool, overwrite: bool, workers: int | None,
    time_limit: float, seed: int, today: str | None, given: shared.Given
) -> None:  # fmt: skip
    """Make the best plan of every learner in COHORT (CSV), with documents and a table (summary.csv, summary.xlsx).

    A learner a row: `id`, `programme`, `start` and any key of a learner's file as columns, with dots for a key inside
    another (experience.months). Lists are separated by semicolons: AST004;TRS001:VES in acquired, mon;wed (or none) in
    availability.evenings, 2020-09-01..2020-12-31 in internship_windows, TET003=2019-S1 in pins, 3;2020-S1=4 in
    max_units_per_term. YAML in braces or brackets goes into any cell. Rows that do not fit are named and left out.
    """
    from planner.messages import bound
    from planner.report.batch.run import Batch
    from planner.report.batch.work import Settings
    from planner.storage import cohorts
    from planner.storage.batch_folder import RESERVED, BatchFolder
    from planner.storage.lock import only_filler

    if resume and overwrite:
        raise Misuse("usage.resume_overwrite")
    formats = _formats(forms)
    reader = cohorts.CaseReader(cohort, given.changes, given.programme, given.timetable)
    rows = cohorts.load(cohort, reader.given(), RESERVED)
    ending.cleans_up_on_signals()
    with only_filler(folder):
        target = BatchFolder(folder)
        given_day, created = _days(today, target.state if resume else {})
        settings = Settings(formats, bound().code, created, given_day, time_limit, seed)
        batch = Batch(rows, reader, settings, target)
        batch.begin(resume=resume, overwrite=overwrite)
        found = _made(batch, workers or _cores())
    _report(batch, found, settings, folder)
    sys.exit(_exit_code(found))


def _made(batch: Batch, workers: int) -> Counter[str]:
    """What came of all rows; how to go on where somebody stops it."""
    with Bar() as bar:
        try:
            for _ in batch.run(workers, progress=bar):
                pass
            return batch.end()
        except KeyboardInterrupt:
            bar.interrupted()
            sys.exit(INTERRUPTED)


def _formats(text: str | None) -> tuple[str, ...]:
    """Names of formats in the order of the table of formats; JSON is always made."""
    names = ["html"] if text is None else [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in FORMATS:
            raise Misuse("usage.choice", option="--format", value=name, known=", ".join(FORMATS))
    return tuple(name for name in FORMATS if name in names and name != JSON)


def _days(today: str | None, state: dict[str, object]) -> tuple[date | None, date]:
    """The day that was given, if any, and that of the documents: those of the batch that goes on unless given anew."""
    given = shared.day_option(today if today is not None else _text(state, "today"))
    return given, given or shared.day_option(_text(state, "created")) or date.today()


def _text(state: dict[str, object], key: str) -> str | None:
    return None if state.get(key) is None else str(state[key])


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _report(batch: Batch, found: Counter[str], settings: Settings, folder: Path) -> None:
    """Rows that were refused, by line, then what came of all."""
    from planner.messages import say

    for entry in batch.entries:
        if entry.problem:
            terminal.tell(entry.problem)
    left = batch.left()
    if left:
        terminal.tell(say("batch.left", names=", ".join(left)))
    counts = {
        "rows": found.total(),
        "plans": found["optimal"] + found["feasible"],
        "impossible": found["impossible"],
        "unknown": found["unknown"],
        "bad": found["error"] + found["defect"],
    }
    terminal.tell(say("batch.end", **counts, table=folder / "summary.xlsx"))


def _exit_code(found: Counter[str]) -> int:
    if found["defect"]:
        return DEFECT
    if found["error"]:
        return shared.BAD_INPUT
    return shared.UNDECIDED if found["unknown"] else shared.DONE
