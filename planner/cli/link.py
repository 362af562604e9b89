"""`planner link`: the way in for who has no other, by whoever has the machine."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli import shared
from planner.cli.desk import database_option, desk_option, has_room, web_extra


@click.command("link")
@desk_option
@click.option("--to", default="", metavar="NAME", help="Sign-in name of whom; an administrator if not given.")
@click.option("--without-second-step", is_flag=True, help="Remove the person's second step, as of a lost phone.")
@click.option("--address", default="http://127.0.0.1:8000", show_default=True, metavar="URL", help="Where the desk is.")
@database_option
@shared.reports_errors
@shared.lang_option
def command(data: Path, to: str, without_second_step: bool, address: str, database: str) -> None:
    """Print a link that signs somebody in, once, alone on stdout, even while the desk is served."""
    with web_extra():
        from planner.web import serving
    with has_room(data):
        click.echo(serving.new_link(data, to, address, database, second_step=not without_second_step))
