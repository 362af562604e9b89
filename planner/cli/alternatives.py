"""`planner alternatives LEARNER`: a few good plans that really differ."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli import shared
from planner.cli.showing import Output, document_options


@click.command("alternatives")
@click.argument("learner", type=click.Path(path_type=Path))
@shared.reports_errors
@click.option("-k", "number", type=click.IntRange(2, 12), default=5, show_default=True, help="Plans in all.")
@click.option(
    "--slack",
    "slacks",
    multiple=True,
    metavar="NAME=N,…",
    help="How much worse than the best a plan may be: duration=1,cost=10% unless said otherwise.",
)
@document_options
@shared.learner_options
@shared.solver_options
def command(
    learner: Path, number: int, slacks: tuple[str, ...], output: Output, given: shared.Given, limits: shared.Limits
) -> None:
    """Show the best plan of LEARNER and others within the slack that differ as much as possible from each other."""
    asked = _read_slacks(slacks)
    case = given.case(learner)

    from planner.service.alternatives import SLACK, alternatives_of

    output.answer(alternatives_of(case, number, {**SLACK, **asked}, limits.settings(output.today)))


def _read_slacks(slacks: tuple[str, ...]) -> dict[str, str]:
    """Names and amounts as they were written."""
    from planner.service.alternatives import check_slack

    found = {}
    for part in ",".join(slacks).split(",") if slacks else ():
        name, sign, amount = (text.strip() for text in part.partition("="))
        check_slack(name, amount if sign else part.strip())
        found[name] = amount
    return found
