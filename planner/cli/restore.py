"""`planner restore`: a desk out of a copy."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli import shared
from planner.cli.desk import database_option, desk_option, web_extra, writes_below


@click.command("restore")
@click.argument("copy", type=click.Path(path_type=Path, dir_okay=False))
@desk_option
@database_option
@shared.reports_errors
@shared.lang_option
def command(copy: Path, data: Path, database: str) -> None:
    """Lay a copy of a desk out in a new folder, ready to be served; the folder comes to stdout."""
    with web_extra():
        from planner.web.restoring import restore
    with writes_below(data):
        restore(copy, data, database=database)
    click.echo(data)
