"""`planner frontier LEARNER`: every trade-off between duration, cost and load, each a plan."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli import shared
from planner.cli.showing import Output


@click.command("frontier")
@click.argument("learner", type=click.Path(path_type=Path))
@shared.reports_errors
@click.option("--max-terms", type=click.IntRange(1, 200), metavar="N", help="Do not look at plans of more terms.")
@shared.format_option("text", "json")
@shared.out_option
@shared.learner_options
@shared.solver_options
@shared.lang_option
def command(
    learner: Path, max_terms: int | None, form: str, out: Path | None, given: shared.Given, limits: shared.Limits,
    lang: str,
) -> None:  # fmt: skip
    """Show every plan of LEARNER that no other beats in duration, cost and load at once, and what each one trades."""
    case = given.case(learner)

    from planner.study.frontier import frontier

    found = frontier(case, limits.config(), max_terms=max_terms)
    if found.first.plan is None:
        Output(form, out, lang).plan(found.case, found.first, limits, within=max_terms)

    from planner.report.frontier import frontier_data, frontier_text
    from planner.report.json import dumps

    data = frontier_data(case, found, lang, limits.meta(), max_terms)
    shared.emit(dumps(data) if form == "json" else frontier_text(case, data, lang), out)
