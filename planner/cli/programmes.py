"""`planner programmes [ID]`: what there is, and everything that one holds, with where it stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from planner.cli import shared
from planner.cli.showing import Output, document_options
from planner.report.formats import PAGES


@click.command("programmes")
@click.argument("programme", metavar="[ID]", required=False)
@shared.reports_errors
@click.option("--assumptions", is_flag=True, help="Tell what is assumed in each programme of the list.")
@partial(document_options, forms=PAGES)
@shared.timetable_option
def command(programme: str | None, assumptions: bool, output: Output, timetable: Path | None) -> None:
    """List the programmes, or show the one with this ID (or path) in full, with what is assumed in it."""
    from planner.report.documents import document
    from planner.service import programmes

    if programme is None:
        shown = document(programmes.programmes(assumptions=assumptions))
    else:
        shown = document(programmes.programme(Path(programme), timetable=timetable))
    output.show(shown, "optimal")
