"""`planner batch COHORT.csv --out DIR`: the documents of every learner of a list, and a table of all."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli import ending, shared, showing, terminal
from planner.cli.batch_progress import Bar
from planner.cli.misuse import Misuse
from planner.report.formats import FORMATS

if TYPE_CHECKING:
    from planner.runs.batch.run import BatchAnswer


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
@shared.processes_option
@shared.time_limit_option("Seconds a learner.")
@shared.seed_option()
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
    from planner.runs.batch.run import batch

    if resume and overwrite:
        raise Misuse("usage.resume_overwrite")
    formats = tuple(showing.forms_named("html" if forms is None else forms, tuple(FORMATS)))
    ending.cleans_up_on_signals()
    with Bar() as bar:
        try:
            answer = batch(
                cohort, folder, formats=formats, language=bound().code, resume=resume, overwrite=overwrite,
                changes=given.changes, programme=given.programme, timetable=given.timetable, time_limit=time_limit,
                seed=seed, workers=workers or shared.cores(), today=shared.day_option(today), progress=bar,
            )  # fmt: skip
        except KeyboardInterrupt:
            if not bar.total:
                raise
            bar.say_how_to_go_on()
            sys.exit(ending.INTERRUPTED)
    _report(answer)
    sys.exit(_exit_code(answer.counts))


def _report(answer: BatchAnswer) -> None:
    """Rows that were refused, by line, then what came of all."""
    from planner.messages import say

    for entry in answer.entries:
        if entry.problem:
            terminal.tell(entry.problem)
    if answer.left:
        terminal.tell(say("batch.left", names=", ".join(answer.left)))
    found = answer.counts
    counts = {
        "rows": found.total(),
        "plans": found["optimal"] + found["feasible"],
        "impossible": found["impossible"],
        "unknown": found["unknown"],
        "bad": found["error"] + found["defect"],
    }
    terminal.tell(say("batch.end", **counts, table=answer.folder / "summary.xlsx"))


def _exit_code(found: Counter[str]) -> int:
    if found["defect"]:
        return shared.DEFECT
    if found["error"]:
        return shared.BAD_INPUT
    return shared.UNDECIDED if found["unknown"] else shared.DONE
