"""`planner check LEARNER PLAN`: every violation of a plan, and its figures recomputed, without a solver."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli import shared


@click.command("check")
@click.argument("learner", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path))
@shared.reports_errors
@shared.text_or_json
@shared.programme_option
@shared.set_option
@shared.timetable_option
@shared.lang_option
def command(
    learner: Path, plan: Path, form: str, out: Path | None, programme: str | None, changes: tuple[str, ...],
    timetable: Path | None
) -> None:  # fmt: skip
    """Audit PLAN (JSON of `planner plan`, or YAML or CSV by hand: unit, term, modality) for the learner LEARNER."""
    from planner.report.audit import audit_data, audit_text, audited
    from planner.report.json import dumps
    from planner.storage import learners, plans

    case = learners.load(learner, changes, programme=programme, timetable=timetable)
    shared.speak_about([case])
    draft, claims = plans.load(plan, case, past=bool(case.learner.alone))
    audit = audited(draft, claims)
    data = audit_data(audit)
    shared.emit(dumps(data) if form == "json" else audit_text(audit.case, data), out)
    sys.exit(shared.DONE if audit.valid else shared.IMPOSSIBLE)
