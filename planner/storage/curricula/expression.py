"""Conditions as people write them, `A & (B | C)`, as clauses of which each asks for one of its codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from planner.storage import numbers
from planner.storage.curricula.published import Condition, alone

if TYPE_CHECKING:
    from planner.domain.credits import Worth

Atom = TypeVar("Atom")
"""What clauses are made of: codes, for one."""
_PARTS = re.compile(r"[&|()]|[^&|()]+")
_CREDITS = re.compile(r"([0-9.,]{1,9}?) *(?:ects|crédits?|credits?|cr)", re.IGNORECASE)
MOST_CLAUSES, MOST_PARTS, MOST_CREDITS = 200, 2_000, 10_000


class Malformed(Exception):
    """The text is no condition; `key` is the message that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def clauses(text: str) -> Condition:
    """The condition as clauses that all have to hold; none of an empty text.

    Raises:
        Malformed: brackets or signs are not in their places, or there would be too many clauses.
    """
    parts = [part.strip() for part in _PARTS.findall(text)]
    parts = [part for part in parts if part]
    if not parts:
        return ()
    if len(parts) > MOST_PARTS:
        raise Malformed("import.condition_long")
    reader = _Reader(parts)
    found = reader.either()
    if reader.place < len(parts):
        raise Malformed("import.condition")
    return shortest(found)


def credits_in(text: str) -> Worth | None:
    """How many credits stand where a code may; None where it is none of that."""
    found = _CREDITS.fullmatch(text)
    return None if found is None else numbers.credits(found[1], MOST_CREDITS) or None


class _Reader:
    def __init__(self, parts: Sequence[str]) -> None:
        self.parts, self.place = parts, 0

    def _take(self, sign: str) -> bool:
        found = self.place < len(self.parts) and self.parts[self.place] == sign
        self.place += found
        return found

    def either(self) -> Condition:
        """Alternatives: a clause out of every one of each, since one of them has to hold."""
        found = self.both()
        while self._take("|"):
            found = either(found, self.both())
        return found

    def both(self) -> Condition:
        """What has to hold together."""
        found = self.one()
        while self._take("&"):
            found += self.one()
        return found

    def one(self) -> Condition:
        """A code, or what stands in brackets."""
        if self._take("("):
            found = self.either()
            if not self._take(")"):
                raise Malformed("import.condition")
            return found
        if self.place >= len(self.parts) or self.parts[self.place] in "&|)":
            raise Malformed("import.condition")
        self.place += 1
        return alone([self.parts[self.place - 1]])


def either(one: tuple[tuple[Atom, ...], ...], other: tuple[tuple[Atom, ...], ...]) -> tuple[tuple[Atom, ...], ...]:
    """The clauses of one condition or another.

    Raises:
        Malformed: they are too many.
    """
    if len(one) * len(other) > MOST_CLAUSES:
        raise Malformed("import.condition_long")
    return tuple(tuple(dict.fromkeys((*first, *second))) for first, second in product(one, other))


def shortest(found: tuple[tuple[Atom, ...], ...]) -> tuple[tuple[Atom, ...], ...]:
    """The clauses without those that hold whenever another does."""
    sets = sorted(dict.fromkeys(frozenset(clause) for clause in found), key=len)
    kept: list[frozenset[Atom]] = []
    for one in sets:
        if not any(other <= one for other in kept):
            kept.append(one)
    return tuple(clause for clause in dict.fromkeys(found) if frozenset(clause) in kept)
