"""`planner plan LEARNER`: the best plan, with its proof, cost and assumptions; or why there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli import shared


@click.command("plan")
@click.argument("learner", type=click.Path(path_type=Path))
@shared.reports_errors
@shared.format_option("text", "json")
@shared.out_option
@shared.learner_options
@click.option("--today", metavar="DAY", help="Warn of enrolment deadlines that have passed on this day.")
@shared.solver_options
@shared.lang_option
def command(
    learner: Path, form: str, out: Path | None, given: shared.Given, today: str | None, limits: shared.Limits, lang: str
) -> None:
    """Make the best study plan of the learner in the file LEARNER (YAML), and prove that none is better."""
    day = shared.day_option(today)
    case = given.case(learner)

    from planner.report.document import document
    from planner.report.json import dumps
    from planner.report.text import plan_text
    from planner.solve.pipeline import solve
    from planner.solve.result import IMPOSSIBLE

    result = solve(case, limits.config())
    data = document(case, result, lang, today=day, meta=limits.meta())
    if result.status == IMPOSSIBLE:
        from planner.report.impossible import impossible_data
        from planner.study.explain import explain

        data |= impossible_data(case, explain(case, limits.config(), result), lang)
    shared.emit(dumps(data) if form == "json" else plan_text(case, data, lang), out)
    sys.exit(shared.exit_code(result.status))
