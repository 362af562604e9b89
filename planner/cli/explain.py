"""`planner explain LEARNER`: why no plan exists and the smallest changes that make one, or why the best is the best."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from planner.cli import shared
from planner.cli.showing import Output, document_options
from planner.report.formats import PAGES


@click.command("explain")
@click.argument("learner", type=click.Path(path_type=Path))
@shared.reports_errors
@partial(document_options, forms=PAGES)
@shared.learner_options
@shared.solver_options
def command(learner: Path, output: Output, given: shared.Given, limits: shared.Limits) -> None:
    """Say why LEARNER has no plan, with the smallest changes that make one; or why the best plan is not shorter or
    cheaper, how far each unit could move, and what one small change would bring.
    """
    case, settings = given.case(learner), limits.settings(output.today)

    from planner.report.documents import document
    from planner.service.explain import explanation_of

    answer = explanation_of(case, settings)
    output.show(document(answer), answer.explanation.result.status)
