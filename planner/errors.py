"""The errors that commands turn into one message and an exit code.

PlannerError
├── BadInput      exit 1: files or values do not fit; each message names file, line or key, and what to do
├── Undecided     exit 4: more work than a command does without being asked; the message says what would spare it
└── Inconsistent  exit 70: the checker disagrees with the solver; a defect of the program, never of the input
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from errno import ENOMEM
from types import TracebackType
from typing import Any, TypeVar, cast

MOST_PROBLEMS = 1_000
"""Problems of one input that are gathered; nobody reads more, and a file may have a hundred thousand."""
Item = TypeVar("Item")
Read = TypeVar("Read")


class PlannerError(Exception):
    """`key` and `values` choose and fill a message of the catalogue."""

    exit_code = 70

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, values)
        self.key, self.values = key, values

    def __reduce__(self) -> tuple[Any, ...]:
        """Other processes are told the same."""
        return type(self).__new__, (type(self), *self.args), vars(self)

    def text(self) -> str:
        """The message in the language that is bound."""
        from planner.messages import say

        return say(self.key, **self.values)

    def __str__(self) -> str:
        from planner.messages import REFERENCE, speaking

        with speaking(REFERENCE):
            return self.text()


class BadInput(PlannerError):
    """A file or a value does not fit. `file`, `line` and `where` (a key path) name the place, as far as known.

    An input may have several problems: the error is then the first of them, and `problems` are all, in the order of
    their lines, each an error like this one.
    """

    exit_code = 1

    def __init__(self, key: str, *, file: str | None = None, line: int | None = None, where: str = "", **values: Any):
        super().__init__(key, **values)
        self.file, self.line, self.where = file, line, where
        self._others: tuple[BadInput, ...] = ()

    @classmethod
    def of(cls, problems: Iterable[BadInput]) -> BadInput:
        """One error of several problems; those at the same place for the same reason are one."""
        found: dict[object, BadInput] = {}
        for problem in problems:
            found.setdefault((problem.file, problem.line, problem.where, problem.key), problem)
        files = list(dict.fromkeys(problem.file for problem in found.values()))
        first, *others = sorted(found.values(), key=lambda each: (files.index(each.file), each.line or 0))
        first._others = tuple(others)
        return first

    @property
    def problems(self) -> tuple[BadInput, ...]:
        """Every problem, this one first."""
        return (self, *self._others)

    def message(self) -> str:
        """The message without its place."""
        return super().text()

    def text(self) -> str:
        """The place, then the message."""
        from planner.messages import bound

        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        return bound().colon.join(part for part in (place, self.where, self.message()) if part)


class Gathering:
    """The problems of several steps, so that none hides the next: `with gathering:` around each step, and `end()` once
    all have been tried. Some may be `known` before.
    """

    def __init__(self, known: Iterable[BadInput] = ()) -> None:
        self.found = [problem for error in known for problem in error.problems]

    def __enter__(self) -> None:
        """A step begins."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        if not isinstance(error, BadInput):
            return False
        self.found += error.problems
        if len(self.found) >= MOST_PROBLEMS:
            self.end()
        return True

    def read(self, step: Callable[[], Read]) -> Read:
        """What the step gives; where it has a problem, nothing that may be used once `end` was called."""
        with self:
            return step()
        return cast(Read, None)

    def end(self) -> None:
        """Nothing where every step went well.

        Raises:
            BadInput: with the problems of all steps.
        """
        if self.found:
            raise BadInput.of(self.found)


def read_each(items: Iterable[Item], read: Callable[[Item], Read]) -> list[Read]:
    """What is read of each item.

    Raises:
        BadInput: with the problems of every item that cannot be read.
    """
    gathering, found = Gathering(), []
    for item in items:
        with gathering:
            found.append(read(item))
    gathering.end()
    return found


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
