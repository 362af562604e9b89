"""`planner replan LEARNER PLAN --results R.csv`: a new plan after results, changed as little as possible."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli import shared
from planner.cli.showing import Output, document_options, earlier_plan
from planner.errors import BadInput

if TYPE_CHECKING:
    from planner.domain.case import Case
    from planner.storage.results import ResultRow


@click.command("replan")
@click.argument("learner", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path))
@partial(shared.reports_errors, replaces="plan")
@click.option(
    "--results", type=click.Path(path_type=Path), help="CSV: unit,term,result (passed|failed|pending|absent)."
)
@click.option("--now", metavar="TERM", help="First term still open; otherwise the one after the last result.")
@click.option(
    "--prefer",
    type=click.Choice(["own", "duration", "stability"]),
    default="own",
    show_default=True,
    help="What comes first: the learner's own first objective, a short plan, or few moves.",
)
@click.option("--keep-duration", type=click.IntRange(1, 99), metavar="N", help="At most N terms; then few moves first.")
@click.option("--no-resits", is_flag=True, help="Do not count on second sessions of exams.")
@document_options
@shared.learner_options
@shared.solver_options
def command(
    learner: Path, plan: Path, results: Path | None, now: str | None, prefer: str, keep_duration: int | None,
    no_resits: bool, output: Output, given: shared.Given, limits: shared.Limits,
) -> None:  # fmt: skip
    """Plan again after the results of exams: what happened is fixed, what failed is retaken, the rest of PLAN (JSON of
    `planner plan`, or YAML or CSV by hand) changes as little as possible. --set tells what else changed.

    A second session is a second row of the unit, in the same term (failed, then failed or passed) or in the last term
    of the year.
    """
    case, before = earlier_plan(plan, given.case(learner))

    from planner.service.plan import replan_answer
    from planner.storage import results as files
    from planner.study.past import after_results, placed
    from planner.study.replan import replan

    rows = tuple(placed(case, before, files.load(results, case) if results else ()))
    _check_terms(case, rows, output.today, str(results))
    left = after_results(case, before, rows, shared.term_option(now, case, "--now"), str(results), resits=not no_resits)
    settings = limits.settings(output.today)
    found = replan(
        left, before, settings.config, prefer=prefer, within=keep_duration, results=rows, today=_day(case, output)
    )
    output.plan(replan_answer(found, settings))


def _check_terms(case: Case, rows: Iterable[ResultRow], today: date | None, file: str) -> None:
    """No result is of a term that begins after the day that was given.

    Raises:
        BadInput: naming the row.
    """
    for row in rows:
        term = case.programme.calendar.term(row.term)
        if today is not None and term.span.starts > today:
            values = {"value": term.name, "starts": term.span.starts, "today": today}
            raise BadInput("results.to_come", file=file, line=row.line, where="term", **values)


def _day(case: Case, output: Output) -> date | None:
    """The day on which results can be known: any for a learner who is made up, unless a day is given."""
    fictional = case.learner.fictional or bool(case.programme.about["fictional"])
    return output.today or (None if fictional else output.day)
