"""What the commands of the study desk have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from planner.errors import BadInput

desk_option = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="FOLDER",
    help="Folder of the desk: made where it is missing.",
)  # fmt: skip


@contextmanager
def web_extra() -> Iterator[None]:
    """Loads what only the desk needs.

    Raises:
        BadInput: it is not installed.
    """
    try:
        import django  # noqa: F401
    except ImportError:
        raise BadInput("desk.extra") from None
    yield
