"""The one place that writes to the terminal: nothing that a user brought in commands it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO

import click

from planner.domain.text import Key, visible
from planner.errors import MOST_PROBLEMS, BadInput, PlannerError

SHOWN = 50
"""Problems of one input that are printed; the others are counted."""
ARGUMENTS = {"changes": "--set", "now": "--now", "seats": "--seats", "slack": "--slack", "years": "--years"}
"""Options that give what a service calls so."""
REMEDIES = {
    "batch.exists": ("--resume", "--overwrite"),
    "batch.worker": ("--workers", "--resume"),
    "cluster.killed": ("--resume",),
    "cluster.lost": ("--resume",),
    "compare.too_many": ("--pathways", "--fundings", "--starts", "--programmes", "--vary"),
    "file.empty": ("planner new",),
    "file.input": ("--out",),
    "new.exists": ("--overwrite",),
    "offer.exists": ("--overwrite",),
    "stress.exists": ("--resume", "--overwrite"),
    "stress.no_scenario": ("--scan",),
}
"""Options and commands that do what the message of a problem advises."""


def tell(text: str) -> None:
    """A message on stderr; where nobody can hear it, it is not said."""
    try:
        click.echo(visible(text), err=True)
    except OSError:
        _silence(sys.stderr)


def tell_problems(error: PlannerError) -> None:
    """The messages of an error on stderr, a problem a line."""
    problems = error.problems if isinstance(error, BadInput) else (error,)
    for problem in problems[:SHOWN]:
        remedies = REMEDIES.get(problem.key, ())
        tell(_name_option(problem).text() + (f" ({', '.join(remedies)})" if remedies else ""))
    if len(problems) > SHOWN:
        from planner.messages import say

        key = "problems.many_more" if len(problems) >= MOST_PROBLEMS else "problems.more"
        tell(say(key, count=len(problems) - SHOWN))


def _name_option(problem: PlannerError) -> PlannerError:
    """The same, with the option in place of the argument of a service."""
    if isinstance(problem, BadInput) and problem.file is None:
        argument, blank, rest = problem.where.partition(" ")
        problem.where = ARGUMENTS.get(argument, argument) + blank + rest
    return problem


def show(content: str | bytes) -> None:
    """A result on stdout: text in what stdout can show, bytes as they are.

    Raises:
        BadInput: stdout is closed, or its disk is full.
        BrokenPipeError: its reader has gone away, which is no error.
    """
    if sys.stdout is None:
        raise BadInput("file.write", file="stdout", why=Key("write.closed"))
    if isinstance(content, str):
        content = showable(visible(content))
    try:
        click.echo(content, nl=False)
    except BrokenPipeError:
        _silence(sys.stdout)
        raise
    except OSError as error:
        from planner.storage.output import refusal

        _silence(sys.stdout)
        raise refusal(Path("stdout"), error) from None


def showable(text: str) -> str:
    """The text in what stdout can show: letters that it has not are question marks."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at it."""
    return stream is not None and stream.isatty()


def _silence(stream: TextIO) -> None:
    """What is still kept for the stream goes nowhere, instead of failing again when Python ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
