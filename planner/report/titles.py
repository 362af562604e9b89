"""Titles of units beside their codes: a coordinator knows the one, a spreadsheet the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.domain.text import Joined, Key, Sentence, Words
from planner.messages import worded


class Titles:
    """Names units in the language that is bound: a code with its title where it is told first, then the code alone."""

    def __init__(self, titles: Mapping[str, Words]) -> None:
        self.known = {code: worded(title) for code, title in titles.items()}
        self._told: set[str] = set()

    def __call__(self, code: str) -> str:
        """A unit by its code, and its title where it has another and was not told yet."""
        title = self.known.get(code, code)
        if title == code or code in self._told:
            return code
        self._told.add(code)
        return f"{code} {title}"

    def title(self, code: str) -> str:
        """The title alone; empty where there is no other than the code."""
        title = self.known.get(code, code)
        return "" if title == code else title

    def within(self, words: Words) -> Words:
        """The words with the codes in them named; a text that was stored without its words stays as it is."""
        return self._named(words) if isinstance(words, (Key, Joined, Sentence)) else words

    def _named(self, value: Any) -> Any:
        match value:
            case Key():
                return Key(value.key, **{name: self._named(item) for name, item in value.values.items()})
            case Joined():
                return Joined(tuple(map(self._named, value.parts)), value.sign)
            case Sentence():
                return Sentence(self._named(value.of))
            case tuple():
                return tuple(map(self._named, value))
            case str() if value in self.known:
                return self(value)
        return value
