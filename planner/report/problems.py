"""What is wrong with an input, as words of a document: the place, then the message."""

from __future__ import annotations

from pathlib import Path

from planner.domain.text import COLON, Joined, Key, Words
from planner.errors import BadInput


def problem_words(problem: BadInput, *, path: bool = False, file: bool = True) -> Words:
    """The first of the problems, its file by name alone unless the `path` is wanted; without `file`, and its line, the
    place in it alone.
    """
    name = problem.file if problem.file is None or path else Path(problem.file).name
    place = ":".join(str(part) for part in (name, problem.line) if part is not None) if file else ""
    message = Key(problem.key, **problem.values)
    return Joined((*filter(None, (place, problem.where)), message), COLON)
