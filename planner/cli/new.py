"""`planner new`: a commented learner file of a programme, ready to edit."""

from __future__ import annotations

import os
from pathlib import Path

import click

from planner.cli import shared, showing, targets

ENDINGS = (".yaml", ".yml", ".txt")
NAME = "learner.yaml"


@click.command("new")
@shared.reports_errors
@click.option("--programme", metavar="ID", help="Programme of the learner (ID or path); the newest unless given.")
@click.option("--out", type=click.Path(path_type=Path), help="File to write, such as learner.yaml, instead of stdout.")
@click.option("--overwrite", is_flag=True, help="Replace the file where it exists.")
@shared.today_option
@shared.lang_option
def command(programme: str | None, out: Path | None, overwrite: bool, today: str | None) -> None:
    """Write a learner file with comments in the language: ready to edit, and to be read by `planner plan` as it is.

    It starts in the next term; every other key stands there as an example that holds in the programme.
    """
    from datetime import date

    from planner.report.new_learner import first_term, new_learner
    from planner.storage import programmes

    if out is not None and out.suffix:
        showing.ends_in(out, ENDINGS)
    targets.is_new(out, overwrite=overwrite)
    name = programme or _newest()
    read = programmes.load(name)
    if name not in programmes.identifiers():
        name = os.path.relpath(Path(name).resolve(), (out or Path(NAME)).resolve().parent)
    start = first_term(read, shared.day_option(today) or date.today())
    showing.emit(new_learner(read, name, start, NAME if out is None else out.name), out)


def _newest() -> str:
    """The programme of the latest academic year that is no example; of several the last in the list."""
    from planner.storage import programmes

    found = [programmes.load(name) for name in programmes.identifiers()]
    real = [each for each in found if not each.about["fictional"]] or found
    return max(enumerate(real), key=lambda item: (item[1].calendar.year, item[0]))[1].id
