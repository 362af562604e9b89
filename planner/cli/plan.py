"""`planner plan LEARNER`: the best plan, with its proof, cost and assumptions."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli import shared


@click.command("plan")
@click.argument("learner", type=click.Path(path_type=Path))
@shared.format_option("text", "json")
@shared.out_option
@click.option("--minimise", metavar="NAMES", help="Objectives that come first, such as duration,cost.")
@click.option("--pin", "pins", multiple=True, metavar="UNIT=TERM", help="Keep a unit in a term.")
@click.option("--avoid", multiple=True, metavar="UNIT", help="Do without a unit.")
@shared.programme_option
@shared.set_option
@shared.timetable_option
@click.option("--today", metavar="DAY", help="Warn of enrolment deadlines that have passed on this day.")
@click.option("--time-limit", type=shared.Seconds(), default=60.0, show_default=True, help="Seconds.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Seed of the solver.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Threads of the solver.")
@shared.lang_option
@shared.reports_errors
def command(
    learner: Path, form: str, out: Path | None, minimise: str | None, pins: tuple[str, ...], avoid: tuple[str, ...],
    programme: str | None, changes: tuple[str, ...], timetable: Path | None, today: str | None, time_limit: float,
    seed: int, workers: int, lang: str,
) -> None:  # fmt: skip
    """Make the best study plan of the learner in the file LEARNER (YAML), and prove that none is better."""
    from planner.storage import learners

    day = shared.day_option(today)
    settings = shared.overrides(changes, minimise, pins, avoid)
    case = learners.load(learner, settings, programme=programme, timetable=timetable)

    from planner.report.document import document
    from planner.report.json import dumps
    from planner.report.text import plan_text
    from planner.solve.config import Config
    from planner.solve.pipeline import solve
    from planner.solve.result import IMPOSSIBLE, UNKNOWN

    result = solve(case, Config(time_limit, seed, workers))
    meta = {"time_limit": time_limit, "seed": seed, "workers": workers}
    data = document(case, result, lang, today=day, meta=meta)
    shared.emit(dumps(data) if form == "json" else plan_text(case, data, lang), out)
    sys.exit({IMPOSSIBLE: shared.IMPOSSIBLE, UNKNOWN: shared.UNDECIDED}.get(result.status, shared.DONE))
