"""`planner token`: lets a program use the API of a desk."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli import shared
from planner.cli.desk import database_option, desk_option, has_room, web_extra


@click.command("token")
@desk_option
@click.option("--name", required=True, metavar="NAME", help="What the token is for.")
@database_option
@shared.reports_errors
@shared.lang_option
def command(data: Path, name: str, database: str) -> None:
    """Print a new token for the API of the desk, alone on stdout; it is shown this once."""
    with web_extra():
        from planner.web import serving
    with has_room(data):
        click.echo(serving.new_token(data, name, database))
