"""`planner backup`: a copy of a desk, even while it is served."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli import shared
from planner.cli.desk import desk_option, web_extra, writes_below


@click.command("backup")
@desk_option
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File of the copy, if not among the desk's."
)
@shared.reports_errors
@shared.lang_option
def command(data: Path, out: Path | None) -> None:
    """Copy a desk into one file, whole even while it is served; the path of the copy comes to stdout."""
    with web_extra():
        from planner.web.copying import backup
    with writes_below(out or data):
        made = backup(data, out)
    click.echo(made)
