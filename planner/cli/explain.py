"""`planner explain LEARNER`: why no plan exists and the smallest changes that make one, or why the best is the best."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from planner.cli import shared


@click.command("explain")
@click.argument("learner", type=click.Path(path_type=Path))
@shared.reports_errors
@shared.text_or_json
@shared.today_option
@shared.learner_options
@shared.solver_options
@shared.lang_option
def command(
    learner: Path, form: str, out: Path | None, today: str | None, given: shared.Given, limits: shared.Limits
) -> None:
    """Say why LEARNER has no plan, with the smallest changes that make one; or why the best plan is not shorter or
    cheaper, how far each unit could move, and what one small change would bring.
    """
    given_day = shared.day_option(today)
    case = given.case(learner)

    from planner.report.documents.plan.data import asked, of_result
    from planner.report.impossible import impossible_data
    from planner.report.json import dumps
    from planner.report.stored import in_words
    from planner.report.why import explain_data, explain_text
    from planner.solve.result import IMPOSSIBLE
    from planner.study.explain import explain

    shared.speak_about([case])
    found = explain(case, limits.config(), today=given_day or date.today())
    meta = asked(limits.settings(given_day))
    data: Any = of_result(case, found.result, today=given_day or date.today(), meta=meta)
    if found.result.status == IMPOSSIBLE:
        data |= impossible_data(case, found)
    data = in_words(explain_data(case, data, found))
    shared.emit(dumps(data) if form == "json" else explain_text(case, data, found), out)
    sys.exit(shared.exit_code(found.result.status))
