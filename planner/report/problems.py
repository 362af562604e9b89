"""What is wrong with an input, as words of a document: the place, then the message."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from planner.domain.text import COLON, Joined, Key, Words
from planner.errors import BadInput

if TYPE_CHECKING:
    from planner.storage.cohorts import Row


class Problems(TypedDict, total=False):
    """Of what has several problems: all of them, the one that is told first."""

    problems: list[Words]


class Refused(Problems):
    """A row of a list that was left out, and why."""

    line: int
    id: str
    error: Words


def refused_row(row: Row, problem: BadInput, *, path: bool = False) -> Refused:
    """What is wrong with a row; without the place of its file on this machine, unless the `path` is wanted."""
    error, every = problem_words(problem, path=path, file=path), all_problems(problem, path=path, file=path)
    return {"line": row.line, "id": row.id, "error": error, **every}


def all_problems(problem: BadInput, *, path: bool = False, file: bool = True) -> Problems:
    """The key `problems`, each in the words of `problem_words`, where there are several."""
    told = [problem_words(one, path=path, file=file) for one in problem.problems]
    return {"problems": told} if len(told) > 1 else {}


def problem_words(problem: BadInput, *, path: bool = False, file: bool = True) -> Words:
    """The first of the problems, its file by name alone unless the `path` is wanted; without `file`, and its line, the
    place in it alone.
    """
    name = problem.file if problem.file is None or path else Path(problem.file).name
    place = ":".join(str(part) for part in (name, problem.line) if part is not None) if file else ""
    message = Key(problem.key, **problem.values)
    return Joined((*filter(None, (place, problem.where)), message), COLON)
