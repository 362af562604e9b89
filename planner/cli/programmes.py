"""`planner programmes [ID]`: what there is, and everything that one holds, with where it stands."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli import shared


@click.command("programmes")
@click.argument("programme", metavar="[ID]", required=False)
@shared.reports_errors
@shared.text_or_json
@shared.timetable_option
@shared.lang_option
def command(programme: str | None, form: str, out: Path | None, timetable: Path | None) -> None:
    """List the programmes with what is assumed in each, or show the one with this ID (or path) in full."""
    from planner.report import catalogue
    from planner.report.json import dumps
    from planner.storage import programmes

    if programme is None:
        listed = [programmes.load(name) for name in programmes.identifiers()]
        text = dumps(catalogue.list_data(listed)) if form == "json" else catalogue.list_text(listed)
    else:
        shown = programmes.load(programme, timetable=timetable)
        raw = programmes.raw(programme)
        text = dumps(catalogue.show_data(raw)) if form == "json" else catalogue.show_text(shown, raw)
    shared.emit(text, out)
