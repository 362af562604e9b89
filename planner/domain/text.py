"""Texts that data files carry: one string, or one for each language."""

from __future__ import annotations

from collections.abc import Mapping

Text = str | Mapping[str, str]


def say(text: Text, lang: str) -> str:
    """The text in the language, or in its only one."""
    return text if isinstance(text, str) else text[lang]


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
