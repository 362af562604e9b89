"""Texts that data files carry: one string, or one for each language."""

from __future__ import annotations

from collections.abc import Mapping

Text = str | Mapping[str, str]


def say(text: Text, lang: str) -> str:
    """The text in the language, or in its only one."""
    return text if isinstance(text, str) else text[lang]


class Cents(int):
    """An amount of money, in cents; messages print it as money."""


class Key:
    """A message inside a message: its key and values, worded in the language of the whole."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
