"""`planner stress SCENARIOS.yaml --cohort C.csv`: what changed timetables do to a whole cohort, and why."""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli import ending, shared, terminal
from planner.cli.batch_progress import Bar
from planner.cli.misuse import Misuse
from planner.errors import BadInput
from planner.messages import bound, say, speaking
from planner.report.formats import CALENDAR, FORMATS

if TYPE_CHECKING:
    from planner.report.stress.session import Session
    from planner.study.stress.log import Log
    from planner.study.stress.run import Executor

INTERRUPTED = 130
SHOWN = tuple(name for name in FORMATS if name != CALENDAR)


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
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; as many as there are cores unless given.")
@click.option("--cluster", metavar="ADDRESS", help="Scheduler of a Dask cluster to work on, instead of processes.")
@click.option("--time-limit", type=shared.Seconds(), default=60.0, show_default=True, help="Seconds a plan.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Seed of all draws.")
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
    created = shared.day_option(today) or date.today()

    from planner.report.stress.session import Session, Wanted, forms_of
    from planner.storage.cohorts import CaseReader
    from planner.study.stress.inputs import Settings

    reader = CaseReader(cohort, given.changes, given.programme, given.timetable)
    wanted = Wanted(scenarios, scan, _years(years), names if folder is None else forms_of(names), bound().code)
    bar = Bar("stress")
    session = Session(cohort, reader, wanted, Settings(seed, time_limit, runs, not no_dedup, progress=bar))
    for row, problem in session.bad:
        terminal.tell(row.told(problem))
    session.prepare()
    executor = _executor(workers or _cores(), cluster)
    if folder is None:
        _answer(session, executor, None, bar)
        shared.emit(_content(session, names[0], created), None)
    else:
        from planner.storage.lock import only_filler

        ending.cleans_up_on_signals()
        with only_filler(folder):
            _fill(folder, session.begin(folder, resume=resume, overwrite=overwrite), session, executor, created, bar)
    _leave(session)


def _fill(folder: Path, log: Log | None, session: Session, executor: Executor, created: date, bar: Bar) -> None:
    """Every file of the folder; nothing to do without a log."""
    if log is None:
        terminal.tell(say("stress.complete", folder=folder))
        sys.exit(shared.BAD_INPUT if session.bad else shared.DONE)
    try:
        _answer(session, executor, log, bar)
        written = session.write(folder, log, created)
    finally:
        log.close()
    terminal.tell(say("stress.written", names=", ".join(str(folder / name) for name in written)))


def _years(text: str | None) -> tuple[int, ...]:
    """Academic years by the calendar year in which they begin."""
    names = [] if text is None else [name.strip() for name in text.split(",")]
    if not all(name.isdigit() and len(name) == 4 for name in names):
        raise Misuse("usage.years", option="--years", value=text or "")
    return tuple(sorted({int(name) for name in names}))


def _formats(text: str | None, *, several: bool) -> tuple[str, ...]:
    """Names of formats in the order of the table of formats; one where they go to stdout."""
    given = ("html" if several else "text") if text is None else text
    names = [name.strip() for name in given.split(",") if name.strip()]
    for name in names:
        if name not in SHOWN:
            raise Misuse("usage.choice", option="--format", value=name, known=", ".join(SHOWN))
    if not names or (len(names) > 1 and not several):
        raise Misuse("usage.one_format", option="--format")
    return tuple(name for name in SHOWN if name in names)


def _executor(workers: int, address: str | None) -> Executor:
    if address is not None:
        from planner.processes import cluster

        return partial(cluster.run, address=address)
    from planner.processes import pool

    return partial(pool.run, workers=workers)


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _answer(session: Session, executor: Executor, log: Log | None, bar: Bar) -> None:
    """All answers, with how far it is on stderr."""
    begun = time.monotonic()
    answers = session.answers(executor, log)
    with bar:
        try:
            kept = next(answers).done
            for _ in answers:
                pass
        except KeyboardInterrupt:
            if log is None:
                terminal.tell("\n" + say("stress.stopped"))
            else:
                bar.interrupted()
            sys.exit(INTERRUPTED)
    run = session.run
    assert run is not None, "answered"
    counts = {"cases": run.pairs, "distinct": run.distinct, "solved": run.done - kept}
    terminal.tell(say("stress.end", **counts, seconds=f"{time.monotonic() - begun:.1f}"))
    for what in run.problems:
        terminal.tell(say("stress.defect", what=what))


def _content(session: Session, form: str, created: date) -> str | bytes:
    from planner.report.closures import rendered
    from planner.report.stress.document import stress_document

    with speaking(session.language):
        content = rendered(stress_document(session.data()), form, created)
    return content if isinstance(content, bytes) or form == "text" or shared.to_terminal() else content.encode()


def _leave(session: Session) -> None:
    """The exit code that fits."""
    run = session.run
    assert run is not None, "answered"
    if run.problems:
        sys.exit(70)
    if session.bad:
        sys.exit(shared.BAD_INPUT)
    sys.exit(shared.UNDECIDED if run.has_unknown else shared.DONE)
