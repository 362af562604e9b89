"""Texts that data files carry, and what becomes text only in the language of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated

Text = str | Mapping[str, str]
Day = Annotated[str, date]
"""A day as documents write it: YYYY-MM-DD."""
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
    """What becomes words only when a document is rendered, in its language: never text before.

    Those of one kind that hold the same are equal, and nobody changes them. They are no dataclasses, which take a
    command longer to make than to use.
    """

    def __str__(self) -> str:
        raise TypeError(f"{self!r} is to be worded first")

    def __format__(self, _spec: str) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, vars(self).values()))})"

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))


class Key(Unworded):
    """A message: its key and values, worded in the language of the whole."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values

    def __hash__(self) -> int:
        return hash((self.key, tuple(sorted(self.values))))


class _Changed(Unworded):
    """Words in another form."""

    def __init__(self, of: Words) -> None:
        self.of = of


class Sentence(_Changed):
    """Words that begin with a capital and end with a full stop."""


class Part(_Changed):
    """A sentence among others: without its full stop."""


class Clause(_Changed):
    """A sentence inside another: without its full stop, and its first letter small unless it begins a code."""


class ShortDay(Unworded):
    """A day whose year is clear."""

    def __init__(self, day: date) -> None:
        self.day = day


COLON = ":"


class Joined(Unworded):
    """Words one after the other, with the same sign between them in every language; `COLON` as each writes it."""

    def __init__(self, parts: tuple[Words, ...], sign: str = ", ") -> None:
        self.parts, self.sign = parts, sign


Words = str | Mapping[str, str] | Unworded
"""What a document says somewhere: a text that is the same in all languages, one of a data file, or a message."""
