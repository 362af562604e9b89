"""`planner plan LEARNER`: the best plan, with its proof, cost and assumptions; or why there is none."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from planner.cli import shared
from planner.cli.showing import Output, adviser_option, document_options, earlier_plan


@click.command("plan")
@click.argument("learner", type=click.Path(path_type=Path))
@partial(shared.reports_errors, replaces="start")
@document_options
@adviser_option
@shared.learner_options
@click.option("--from", "start", type=click.Path(path_type=Path), metavar="PLAN", help="Stay close to this plan.")
@shared.solver_options
def command(learner: Path, output: Output, given: shared.Given, start: Path | None, limits: shared.Limits) -> None:
    """Make the best study plan of the learner in the file LEARNER (YAML), and prove that none is better.

    With --from PLAN the plan is as good as can be in the first objective, and then moves as few units of PLAN as
    possible: for a dialogue, with --pin and --avoid.
    """
    case, settings = given.case(learner), limits.settings(output.today)

    from planner.service import plan as service

    if start is not None:
        case, before = earlier_plan(start, case)
        output.plan(service.near_plan(case, before, settings))
    output.plan(service.plan_of(case, settings))
