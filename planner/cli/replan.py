"""`planner replan LEARNER PLAN --results R.csv`: a new plan after results, changed as little as possible."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from planner.cli import shared
from planner.cli.showing import Output, adviser_option, document_options, earlier_plan


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
@adviser_option
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

    from planner.service.replan import replan_of

    answer = replan_of(
        case, before, results or (), limits.settings(output.today),
        now=now, prefer=prefer, keep_duration=keep_duration, resits=not no_resits,
    )  # fmt: skip
    output.plan(answer)
