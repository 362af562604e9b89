"""`planner serve`: the study desk, for people without a terminal."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli import shared
from planner.cli.desk import database_option, desk_option, has_room, web_extra


@click.command("serve")
@desk_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to answer at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to answer at.")
@click.option("--address", default="", metavar="URL", help="Address by TLS at which people reach the desk, by a proxy.")
@click.option("--proxy", default="", metavar="IP", help="Machine of that proxy, if not this one.")
@click.option("--processes", type=click.IntRange(1, 64), help="Processes that answer; one for each core unless given.")
@click.option("--demo", is_flag=True, help="Fill a new desk with fictional dossiers.")
@database_option
@shared.reports_errors
@shared.lang_option
def command(
    data: Path, host: str, port: int, address: str, proxy: str, processes: int | None, demo: bool, database: str
) -> None:
    """Serve the study desk kept in a folder; the first line is a link that signs the first person in, once."""
    with web_extra():
        from planner.web import serving
    with has_room(data):
        serving.serve(data, host, port, demo=demo, address=address, proxy=proxy, processes=processes, database=database)
