"""What the commands of the study desk have in common."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from click.core import ParameterSource

from planner.errors import BadInput, PlannerError
from planner.messages import say

desk_option = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="FOLDER",
    help="Folder of the desk: made where it is missing.",
)  # fmt: skip


def _unseen(context: click.Context, option: click.Parameter, value: str) -> str:
    """The address; a password in it that others can read is warned of."""
    from planner.web.database import shown

    if context.get_parameter_source(str(option.name)) is ParameterSource.COMMANDLINE and shown(value) != value:
        click.echo(say("desk.password_seen"), err=True)
    return value


database_option = click.option(
    "--database", default="", metavar="URL", envvar="PLANNER_DATABASE", callback=_unseen,
    help="PostgreSQL database (postgresql://user@host/name) instead of a file in the folder, which remembers it.",
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


@contextmanager
def has_room(path: Path) -> Iterator[None]:
    """That there is no room left is told, whoever notices it inside: a database says it in its own way.

    Raises:
        BadInput: the disk is full.
    """
    try:
        yield
    except PlannerError:
        raise
    except Exception as error:
        from planner.storage.output import refusal
        from planner.web.disk import is_full

        if not is_full(error):
            raise
        raise refusal(path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) from None


@contextmanager
def writes_below(path: Path) -> Iterator[None]:
    """What the disk refuses inside is told.

    Raises:
        BadInput: there is no room, say, or no right to write.
    """
    from planner.storage.output import refusal

    try:
        with has_room(path):
            yield
    except OSError as error:
        raise refusal(Path(error.filename or path), error) from None
