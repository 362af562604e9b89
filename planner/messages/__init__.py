"""The one catalogue of what people read: `say(key, **values)`, in the language that is bound.

A document is worded by binding a language once, around all of it: `with speaking("en"): ...`. Where none is bound,
nothing can be worded: what is computed before holds keys and values alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.text import Key
from planner.messages.language import MADE, ROOMS, Language, texts_of, words_about

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.domain.calendar import Calendar
    from planner.domain.text import Text, Words

__all__ = [
    "DEFAULT", "LANGUAGES", "REFERENCE", "Language", "add_room", "bind", "bound", "catalogue", "dated", "day", "day_of_year", "fraction",
    "in_every_language", "language", "money", "obstacle", "say", "spaced", "speaking", "text", "word", "worded",
    "words_about",
]  # fmt: skip
DEFAULT, REFERENCE = "fr", "en"
"""What users see unless they say otherwise; and the language of code, logs and errors of the program."""
_FOLDERS = sorted(path.name for path in Path(__file__).parent.iterdir() if (path / "__init__.py").exists())
LANGUAGES = tuple(sorted(_FOLDERS, key=lambda code: (code != DEFAULT, code)))
_BOUND: ContextVar[Language] = ContextVar("language")


@cache
def language(code: str) -> Language:
    """The language of a folder.

    Raises:
        KeyError: there is no such folder.
    """
    if code not in LANGUAGES:
        raise KeyError(code)
    found: Language = import_module(f"planner.messages.{code}").LANGUAGE()
    return found


def add_room(name: str) -> None:
    """Let every language say what the folder `name` inside its own says, too: words that most processes never need."""
    if name not in ROOMS:
        ROOMS.append(name)
        texts_of.cache_clear()
        for made in (*map(language, LANGUAGES), *MADE.values()):
            made.__dict__.pop("messages", None)


@contextmanager
def speaking(spoken: Language | str) -> Iterator[Language]:
    """Words are those of the language inside the block, in this thread and task alone."""
    token = _BOUND.set(language(spoken) if isinstance(spoken, str) else spoken)
    try:
        yield _BOUND.get()
    finally:
        _BOUND.reset(token)


def bind(spoken: Language | str) -> None:
    """Words are those of the language from here on, until the block of `speaking` around it ends."""
    _BOUND.set(language(spoken) if isinstance(spoken, str) else spoken)


def bound() -> Language:
    """The language of the block.

    Raises:
        LookupError: none is bound here, so nothing is to be worded here.
    """
    return _BOUND.get()


def say(key: str, **values: Any) -> str:
    """`Language.say` of the language that is bound; the functions below likewise."""
    return _BOUND.get().say(key, **values)


def catalogue() -> Mapping[str, str]:
    """All messages."""
    return _BOUND.get().messages


def word(name: str, value: Any) -> str:
    """A value as people write it."""
    return _BOUND.get().word(name, value)


def worded(value: Words) -> str:
    """Anything that a document says, as text."""
    return _BOUND.get().word("", value)


def text(value: Text) -> str:
    """A text of a data file."""
    return _BOUND.get().text(value)


def day(value: date) -> str:
    """A day with its year."""
    return _BOUND.get().day(value)


def day_of_year(value: date) -> str:
    """A day whose year is clear."""
    return _BOUND.get().day_of_year(value)


def fraction(value: Fraction | int | None) -> str:
    """An exact number."""
    return _BOUND.get().fraction(value)


def money(cents: int | None, currency: str = "EUR") -> str:
    """An amount, or the word for unknown."""
    return _BOUND.get().money(cents, currency)


@lru_cache(4096)
def spaced(value: str) -> str:
    """A text with the typography of all languages: a title that is French alone keeps its own among other words."""
    for code in LANGUAGES:
        value = language(code).typeset(value)
    return value


def in_every_language(key: str, **values: Any) -> dict[str, str]:
    """The message as a text of a data file, whatever language is bound."""
    return {code: language(code).say(key, **values) for code in LANGUAGES}


def obstacle(key: str, values: Mapping[str, Any]) -> Key:
    """What a rule would say of a plan that is not so: the clause `would.x` for the sentence `check.x`."""
    clause, known = key.replace("check.", "would.", 1), language(REFERENCE).messages
    return Key(clause if clause in known or f"{clause}.one" in known else key, **values)


def dated(calendar: Calendar, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with terms in place of their names, so that a sentence prints them with their days."""
    keys = ("term", "start", "last", "latest", "deadline")
    indices = {key: calendar.index(values[key]) for key in keys if isinstance(values.get(key), str)}
    return {**values, **{key: calendar.term(index) for key, index in indices.items() if index is not None}}
