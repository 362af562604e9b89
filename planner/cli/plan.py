"""`planner plan LEARNER`: the best plan, with its proof, cost and assumptions; or why there is none."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli import shared
from planner.cli.showing import Output, earlier_plan


@click.command("plan")
@click.argument("learner", type=click.Path(path_type=Path))
@shared.reports_errors
@shared.format_option("text", "json")
@shared.out_option
@shared.learner_options
@click.option("--from", "start", type=click.Path(path_type=Path), metavar="PLAN", help="Stay close to this plan.")
@click.option("--today", metavar="DAY", help="Warn of enrolment deadlines that have passed on this day.")
@shared.solver_options
@shared.lang_option
def command(
    learner: Path, form: str, out: Path | None, given: shared.Given, start: Path | None, today: str | None,
    limits: shared.Limits, lang: str,
) -> None:  # fmt: skip
    """Make the best study plan of the learner in the file LEARNER (YAML), and prove that none is better.

    With --from PLAN the plan is as good as can be in the first objective, and then moves as few units of PLAN as
    possible: for a dialogue, with --pin and --avoid.
    """
    day = shared.day_option(today)
    case = given.case(learner)
    if start is not None:
        case, before = earlier_plan(start, case)

        from planner.study.replan import OWN, replan

        Output(form, out, lang).replan(replan(case, before, limits.config(), prefer=OWN), limits, day)

    from planner.solve.pipeline import solve

    Output(form, out, lang).plan(case, solve(case, limits.config()), limits, day)
