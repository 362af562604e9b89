"""`planner stress SCENARIOS.yaml --cohort C.csv`: what changed timetables do to a whole cohort, and why."""

from __future__ import annotations

import sys
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli import ending, shared, showing, terminal
from planner.cli.batch_progress import Bar
from planner.cli.misuse import Misuse
from planner.errors import BadInput
from planner.messages import bound, say
from planner.report.formats import PAGES

if TYPE_CHECKING:
    from planner.runs.stress import Target
    from planner.service.stress import Trial
    from planner.study.stress.log import Log
    from planner.study.stress.run import Executor, Run


@click.command(
    "stress",
    epilog="Exit codes: 0 done; 1 rows of the cohort refused, the others done; 4 some cases not decided within the "
    "limit; 130 interrupted.",
)
@click.argument("scenarios", type=click.Path(path_type=Path), required=False)
@shared.reports_errors
@click.option("--cohort", type=click.Path(path_type=Path), required=True, metavar="C.csv", help="A learner a row.")
@click.option(
    "--scan", type=click.Choice(("close", "move", "seats")), help="Try every single change of this kind, and rank them."
)
@click.option("--years", metavar="YEAR,…", help="With --scan: in one of these academic years each, not for good.")
@click.option("--out", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Folder to fill.")
@click.option("--format", "forms", metavar="NAMES", help="One format (text); any in a folder (html).")
@click.option("--runs", type=click.IntRange(1, 10_000), help="Repetitions where chance decides.")
@click.option("--resume", is_flag=True, help="Go on where an earlier run in --out stopped.")
@click.option("--overwrite", is_flag=True, help="Make everything again over an earlier run.")
@click.option("--no-dedup", is_flag=True, help="Solve identical sub-problems each, instead of once.")
@shared.processes_option
@click.option("--cluster", metavar="ADDRESS", help="Scheduler of a Dask cluster to work on, instead of processes.")
@shared.time_limit_option("Seconds a plan.")
@shared.seed_option("Seed of all draws.")
@click.option("--today", metavar="DAY", help="Day that the documents carry.")
@shared.learner_options
@shared.lang_option
def command(
    scenarios: Path | None, cohort: Path, scan: str | None, years: str | None, folder: Path | None, forms: str | None,
    runs: int | None, resume: bool, overwrite: bool, no_dedup: bool, workers: int | None, cluster: str | None,
    time_limit: float, seed: int, today: str | None, given: shared.Given
) -> None:  # fmt: skip
    """Plan for every learner of the cohort again in every scenario of SCENARIOS (YAML), and say who ends later or not
    at all, why, what it costs and where seats are missing. SCENARIOS may be left out with --scan.

    With --out, answers are kept as they come, and --resume goes on after an interruption; the folder then holds the
    documents and every case (outcomes.csv).
    """
    if scenarios is None and scan is None:
        raise BadInput("stress.no_scenario")
    if resume and overwrite:
        raise Misuse("usage.resume_overwrite")
    if folder is None and (resume or overwrite):
        raise Misuse("usage.resume_out")
    if cluster is not None and workers is not None:
        raise Misuse("usage.cluster_workers")
    names = _formats(forms, several=folder is not None)
    day = shared.day_option(today)

    from planner.report.documents import document
    from planner.service import stress as service
    from planner.study.stress.inputs import Settings

    bar = Bar("stress")
    read = service.read_cohort(cohort, given.changes, given.programme, given.timetable)
    for row, problem in read.refused:
        terminal.tell(row.describe(problem))
    settings = Settings(seed, time_limit, runs, not no_dedup, progress=bar)
    trial = service.prepare(read, scenarios, scan, _years(years), settings)
    executor = _executor(workers or shared.cores(), cluster)
    if folder is None:
        run = _answer(trial, executor, None, bar)
        content = document(trial.answer(run, day)).render(names[0], bound().code)
        showing.emit(showing.as_is(content, names[0]), None)
    else:
        from planner.runs.stress import Target
        from planner.storage.lock import only_filler

        ending.cleans_up_on_signals()
        target = Target(folder, trial, names, bound().code)
        with only_filler(folder):
            run = _fill(target, target.begin(resume=resume, overwrite=overwrite), executor, day, bar)
    _leave(trial, run)


def _fill(target: Target, log: Log | None, executor: Executor, day: date | None, bar: Bar) -> Run:
    """Every file of the folder; nothing to do without a log."""
    if log is None:
        terminal.tell(say("stress.complete", folder=target.folder))
        sys.exit(shared.BAD_INPUT if target.trial.cohort.refused else shared.DONE)
    try:
        run = _answer(target.trial, executor, log, bar)
        written = target.write(target.trial.answer(run, day), log, day or date.today())
    finally:
        log.close()
    terminal.tell(say("stress.written", names=", ".join(str(target.folder / name) for name in written)))
    return run


def _years(text: str | None) -> tuple[int, ...]:
    """Academic years by the calendar year in which they begin."""
    names = [] if text is None else [name.strip() for name in text.split(",")]
    if not all(name.isdigit() and len(name) == 4 for name in names):
        raise Misuse("usage.years", option="--years", value=text or "")
    return tuple(sorted({int(name) for name in names}))


def _formats(text: str | None, *, several: bool) -> tuple[str, ...]:
    """Names of formats in the order of the table of formats; one where they go to stdout."""
    names = showing.forms_named(("html" if several else "text") if text is None else text, PAGES)
    if not names or (len(names) > 1 and not several):
        raise Misuse("usage.one_format", option="--format")
    return tuple(name for name in PAGES if name in names)


def _executor(workers: int, address: str | None) -> Executor:
    if address is not None:
        from planner.processes import cluster

        return partial(cluster.run, address=address)
    from planner.service.stress import processes

    return processes(workers)


def _answer(trial: Trial, executor: Executor, log: Log | None, bar: Bar) -> Run:
    """All answers, with how far it is on stderr."""
    begun = time.monotonic()
    answers = trial.answers(executor, log)
    with bar:
        try:
            run = next(answers)
            kept = run.done
            for run in answers:  # noqa: B007
                pass
        except KeyboardInterrupt:
            if log is None:
                terminal.tell("\n" + say("stress.stopped"))
            else:
                bar.say_how_to_go_on()
            sys.exit(ending.INTERRUPTED)
    counts = {"cases": run.pairs, "distinct": run.distinct, "solved": run.done - kept}
    terminal.tell(say("stress.end", **counts, seconds=f"{time.monotonic() - begun:.1f}"))
    for what in run.problems:
        terminal.tell(say("stress.defect", what=what))
    return run


def _leave(trial: Trial, run: Run) -> None:
    """The exit code that fits."""
    if run.problems:
        sys.exit(shared.DEFECT)
    if trial.cohort.refused:
        sys.exit(shared.BAD_INPUT)
    sys.exit(shared.UNDECIDED if run.has_unknown else shared.DONE)
