"""Words in a language that is named, for tests that read both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from planner import messages
from planner.domain.text import Text, Unworded
from planner.errors import PlannerError
from planner.messages import Language, speaking
from planner.report.pages.page import Page
from planner.report.stored import in_words


def in_language(lang: Language | str, function: Callable[..., Any], *values: Any, **named: Any) -> Any:
    """What a function makes where the language is bound; what it yields and data without words are worded there."""
    with speaking(lang):
        made = function(*values, **named)
        made = list(made) if isinstance(made, Iterator) else made
        return in_words(made) if isinstance(made, (dict, list, Unworded)) else made


def in_own_language(render: Callable[[Page], Any]) -> Callable[[Page], Any]:
    """A renderer that writes every page in the language of the page."""
    return lambda page: in_language(page.lang, render, page)


def text_of(error: PlannerError, lang: str) -> str:
    text: str = in_language(lang, error.text)
    return text


def say(lang: Language | str, key: str, /, **values: Any) -> str:
    text: str = in_language(lang, messages.say, key, **values)
    return text


def catalogue(lang: Language | str) -> Mapping[str, str]:
    return (messages.language(lang) if isinstance(lang, str) else lang).messages


def obstacle(lang: str, key: str, values: Mapping[str, Any]) -> str:
    text: str = in_language(lang, messages.obstacle, key, values)
    return text


def text(value: Text, lang: str) -> str:
    return messages.language(lang).text(value)


def day(lang: str, value: date) -> str:
    return messages.language(lang).day(value)


def money(lang: str, cents: int | None, currency: str = "EUR") -> str:
    return messages.language(lang).money(cents, currency)


def fraction(lang: str, value: Fraction | int | None) -> str:
    return messages.language(lang).fraction(value)
