"""`planner check LEARNER PLAN`: every violation of a plan, and its figures recomputed, without a solver."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from planner.cli import shared, showing
from planner.messages import bound
from planner.report.formats import PAGES


@click.command("check")
@click.argument("learner", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path))
@shared.reports_errors
@partial(showing.formats, forms=PAGES)
@shared.programme_option
@shared.set_option
@shared.timetable_option
@shared.lang_option
def command(
    learner: Path, plan: Path, form: str, out: Path | None, programme: str | None, changes: tuple[str, ...],
    timetable: Path | None
) -> None:  # fmt: skip
    """Audit PLAN (JSON of `planner plan`, or YAML or CSV by hand: unit, term, modality) for the learner LEARNER."""
    from planner.report.documents import document
    from planner.service.audit import audit

    case = shared.Given(changes, programme, timetable).case(learner)
    shared.speak_about([case])
    made = document(audit(case, plan))
    showing.emit(showing.as_is(made.render(form, bound().code), form), out)
    sys.exit(shared.DONE if made.data["valid"] else shared.IMPOSSIBLE)
