"""`planner cohort COHORT.csv`: many learners at once, each alone or sharing seats; or a synthetic cohort."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli import shared, showing, targets, terminal
from planner.cli.misuse import Misuse
from planner.cli.showing import Output, document_options
from planner.messages import bound, speaking
from planner.report.formats import PAGES

if TYPE_CHECKING:
    from planner.report.documents import Document


@click.command(
    "cohort",
    epilog="Exit codes: 0 done, impossible learners included; 1 rows refused, the others done; 4 some not decided "
    "within the limit.",
)
@click.argument("cohort", type=click.Path(path_type=Path), required=False)
@shared.reports_errors
@click.option("--share-seats", is_flag=True, help="Share seats between all, proven as good as can be.")
@click.option(
    "--seats", multiple=True, metavar="CLASS=N,…", help="Seats of a class, of a unit's classes, or of all (*=N)."
)
@click.option(
    "--generate", "number", type=click.IntRange(1, 100_000), metavar="N", help="Make up N fictional learners."
)
@click.option(
    "--distribution", type=click.Path(path_type=Path), metavar="FILE", help="What they are like, in shares (YAML)."
)
@click.option("--risk", is_flag=True, help="Say too what to expect when exams can be failed, repeaters included.")
@shared.past_option
@click.option("--overwrite", is_flag=True, help="With --generate: replace the file of --out where it exists.")
@shared.processes_option
@shared.time_limit_option("Seconds a learner, and for the sharing.")
@shared.seed_option("Seed of what is random.")
@partial(document_options, forms=PAGES)
@shared.learner_options
def command(
    cohort: Path | None, share_seats: bool, seats: tuple[str, ...], number: int | None, distribution: Path | None,
    risk: bool, past: Path | None, overwrite: bool, workers: int | None, time_limit: float, seed: int, output: Output,
    given: shared.Given,
) -> None:  # fmt: skip
    """Plan for every learner in COHORT (CSV, as for planner batch): what comes of each, and how many would sit in each
    class beside its seats.

    Seats are those of the timetable, or of --seats: AST004=25 for each class of a unit, AST004-S1-evening=25 for a
    class every year, AST004-2019-S1-evening=25 for one year. With --share-seats nobody gets a seat twice: as many as
    possible end on time (by their deadline, or as soon as they could alone), then few are left without a plan, then the
    terms of all are few, then the longest delay is short.

    With --risk, learners go on in the best way after each result: how many are expected in each class of the coming
    terms, those who take it again included, and when titles come, with intervals. Who has no chances of their own gets
    those of --chances, else the programme's.

    With --generate N and --distribution FILE a synthetic cohort is made instead, as CSV.
    """
    if number is not None or distribution is not None:
        if number is None or distribution is None:
            raise Misuse("usage.generate_distribution")
        if cohort is not None or share_seats or seats or risk or past is not None:
            raise Misuse("usage.generate_alone")
        _generate(number, distribution, given.programme, seed, output.out, overwrite=overwrite)
        return
    if overwrite:
        raise Misuse("usage.overwrite_generate")
    if past is not None and not risk:
        raise Misuse("usage.chances_risk")
    if cohort is None:
        raise Misuse("usage.no_cohort")
    asked = {"share_seats": share_seats, "seats": seats, "risk": risk, "past": past}
    _plan(cohort, asked, shared.Limits(time_limit, seed, workers or shared.cores()), output, given)


def _generate(
    number: int, distribution: Path, programme: str | None, seed: int, out: Path | None, *, overwrite: bool
) -> None:
    """A synthetic cohort as CSV."""
    showing.form_of(out, None, ("csv",))
    targets.is_new(out, overwrite=overwrite)
    from planner.service.cohort import generate

    made = generate(distribution, number, seed=seed, programme=programme)
    showing.emit(made if out is not None or showing.to_terminal() else made.encode(), out)


def _plan(
    cohort: Path, asked: Mapping[str, Any], limits: shared.Limits, output: Output, given: shared.Given
) -> None:  # fmt: skip
    """What comes of a cohort; `asked` is what else the service is asked."""
    from planner.cli.batch_progress import Bar
    from planner.report.documents import document
    from planner.service import cohort as service

    with Bar() as bar:
        answer = service.cohort(
            cohort, **asked, changes=given.changes, programme=given.programme, timetable=given.timetable,
            time_limit=limits.time_limit, seed=limits.seed, workers=limits.workers, today=output.today, progress=bar,
        )  # fmt: skip
    made = document(answer)
    with speaking(made.spoken(bound().code)):
        for entry in answer.entries:
            if entry.problem is not None:
                terminal.tell(entry.row.describe(entry.problem))
    output.show(made, "done", _exit_code(made))


def _exit_code(made: Document) -> int:
    if made.data["refused"]:
        return shared.BAD_INPUT
    return shared.UNDECIDED if made.data["counts"].get("unknown") else shared.DONE
