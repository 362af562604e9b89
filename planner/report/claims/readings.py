"""What a file says in each language: what its texts are made of must say what is right in every one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.domain.case import Case
from planner.messages import LANGUAGES, Language, language, speaking
from planner.report.claims.statement import WRONG, Statement
from planner.report.stored import WORDS, from_json, in_words

Data = dict[str, Any]


def malformed(data: Data) -> Iterator[Statement]:
    """The key `words`, where nothing can be made of it."""
    if WORDS in data and _made(data) is None:
        yield Statement(WRONG, (WORDS,), WORDS, (WORDS,), data[WORDS], [])


def readings(case: Case, data: Data) -> Iterator[tuple[Language, Data]]:
    """Each language, and what the file says in it; none of a file that keeps nothing but its texts."""
    made = _made(data) if WORDS in data else None
    for code in LANGUAGES if made is not None else ():
        spoken = language(code).about_cases([case])
        with speaking(spoken):
            yield spoken, in_words(made)


def _made(data: Data) -> Data | None:
    """The data with what its texts are made of, which can be said; None where that fails."""
    try:
        made = from_json(data)
        for code in LANGUAGES:
            with speaking(code):
                in_words(made)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, ArithmeticError):
        return None
    return made
