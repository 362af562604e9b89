"""`planner frontier LEARNER`: every trade-off between duration, cost and load, each a plan."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli import shared
from planner.cli.showing import Output, document_options


@click.command("frontier")
@click.argument("learner", type=click.Path(path_type=Path))
@shared.reports_errors
@click.option("--max-terms", type=click.IntRange(1, 200), metavar="N", help="Do not look at plans of more terms.")
@document_options
@shared.learner_options
@shared.solver_options
def command(learner: Path, max_terms: int | None, output: Output, given: shared.Given, limits: shared.Limits) -> None:
    """Show every plan of LEARNER that no other beats in duration, cost and load at once, and what each one trades."""
    case = given.case(learner)

    from planner.service.frontier import frontier_of

    output.answer(frontier_of(case, max_terms, limits.settings(output.today)))
