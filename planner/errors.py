"""The errors that commands turn into one message and an exit code.

PlannerError
├── BadInput      exit 1: a file or value does not fit; the message names file, line or key, and what to do
├── Undecided     exit 4: more work than a command does without being asked; the message says what would spare it
└── Inconsistent  exit 70: the checker disagrees with the solver; a defect of the program, never of the input
"""

from __future__ import annotations

from errno import ENOMEM
from typing import Any


class PlannerError(Exception):
    """`key` and `values` choose and fill a message of the catalogue."""

    exit_code = 70

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, values)
        self.key, self.values = key, values

    def text(self, lang: str) -> str:
        """The message in the language."""
        from planner.messages import say

        return say(lang, self.key, **self.values)

    def __str__(self) -> str:
        return self.text("en")


class BadInput(PlannerError):
    """A file or a value does not fit. `file`, `line` and `where` (a key path) name the place, as far as known."""

    exit_code = 1

    def __init__(self, key: str, *, file: str | None = None, line: int | None = None, where: str = "", **values: Any):
        super().__init__(key, **values)
        self.file, self.line, self.where = file, line, where

    def text(self, lang: str) -> str:
        """The place, then the message."""
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        return " : ".join(part for part in (place, self.where, super().text(lang)) if part).replace(
            " : ", ": " if lang == "en" else " : "
        )


class Undecided(PlannerError):
    """The answer was not found with the effort that is allowed."""

    exit_code = 4


class Inconsistent(PlannerError):
    """The solver's plan does not pass the checker."""


def is_short_of_memory(error: BaseException) -> bool:
    """Whether the system had no memory, whoever noticed it."""
    told = str(error).lower()
    return (
        isinstance(error, MemoryError)
        or (isinstance(error, ImportError) and any(sign in told for sign in ("failed to map", "cannot allocate")))
        or (isinstance(error, OSError) and error.errno == ENOMEM)
        or (isinstance(error, RuntimeError) and "start new thread" in told)
    )
