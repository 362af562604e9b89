"""What a file says in each language: what its texts are made of must say what is right in every one of them."""

from __future__ import annotations

from planner.domain.case import Case
from planner.messages import LANGUAGES, language, speaking
from planner.report.claims.statement import Data
from planner.report.stored import from_json, in_words


def readings(case: Case, data: Data) -> tuple[Data, ...] | None:
    """What the file says in each of the languages; None where nothing can be made of its `words`."""
    try:
        made, found = from_json(data), []
        for code in LANGUAGES:
            with speaking(language(code).about_cases([case])):
                found.append(in_words(made))
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, StopIteration):
        return None
    return tuple(found)
