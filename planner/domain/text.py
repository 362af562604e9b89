"""Texts that data files carry, and what becomes text only in the language of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Text = str | Mapping[str, str]
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Characters that command a terminal, turn the direction of what follows, or that no document may hold."""


def visible(text: str) -> str:
    """The text as it may go to a terminal: whatever would command it is seen as a replacement character."""
    return UNSEEN.sub("\ufffd", text.replace("\r\n", "\n"))


class Cents(int):
    """An amount of money, in cents of a currency; messages print it as money."""

    currency: str

    def __new__(cls, amount: int, currency: str = "EUR") -> Cents:
        """The amount in the currency."""
        found = super().__new__(cls, amount)
        found.currency = currency
        return found


class Unworded:
    """What becomes words only when a document is rendered, in its language: never text before."""

    def __str__(self) -> str:
        raise TypeError(f"{self!r} is to be worded first")

    def __format__(self, _spec: str) -> str:
        return str(self)


class Key(Unworded):
    """A message: its key and values, worded in the language of the whole."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values

    def __repr__(self) -> str:
        return f"Key({self.key!r}, {self.values!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and (self.key, self.values) == (other.key, other.values)

    def __hash__(self) -> int:
        return hash((self.key, tuple(sorted(self.values))))


@dataclass(frozen=True)
class Sentence(Unworded):
    """Words that begin with a capital and end with a full stop."""

    of: Words


@dataclass(frozen=True)
class Part(Unworded):
    """A sentence among others: without its full stop."""

    of: Words


@dataclass(frozen=True)
class Clause(Unworded):
    """A sentence inside another: without its full stop, and its first letter small unless it begins a code."""

    of: Words


@dataclass(frozen=True)
class ShortDay(Unworded):
    """A day whose year is clear."""

    day: date


COLON = ":"


@dataclass(frozen=True)
class Joined(Unworded):
    """Words one after the other, with the same sign between them in every language; `COLON` as each writes it."""

    parts: tuple[Words, ...]
    sign: str = ", "


Words = str | Mapping[str, str] | Unworded
"""What a document says somewhere: a text that is the same in all languages, one of a data file, or a message."""
