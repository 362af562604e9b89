"""`planner risk LEARNER`: the best way to go on when units can be failed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from planner.cli import shared
from planner.cli.showing import Output, document_options
from planner.report.formats import PAGES


@click.command("risk")
@click.argument("learner", type=click.Path(path_type=Path))
@shared.reports_errors
@shared.past_option
@partial(document_options, forms=PAGES)
@shared.learner_options
@shared.solver_options
def command(
    learner: Path, past: Path | None, output: Output, given: shared.Given, limits: shared.Limits
) -> None:  # fmt: skip
    """Say what LEARNER should take now when units can be failed, and how likely each title date is.

    The chances to fail are an assumption: key chances of the learner's file, or of the programme's. Where the rules,
    or the size of the programme, allow no exact answer, it is estimated within the time limit.
    """
    case = given.case(learner)

    from planner.service.risk import risk_of

    output.answer(risk_of(case, output.today, past, limits.config()))
