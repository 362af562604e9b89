"""Texts that data files carry: one string, or one for each language."""

from __future__ import annotations

import re
from collections.abc import Mapping

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


class Key:
    """A message inside a message: its key and values, worded in the language of the whole."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
