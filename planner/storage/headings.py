"""Names of the columns of a cohort as people write them, in every language, and the keys that they mean.

A column has the path of a key (`experience.months`), or the words that the catalogue has for it (`mois d'expérience`);
words with the name of a term behind, `soirs libres (2020-S2)`, are the key of that term.
"""

from __future__ import annotations

import re
from functools import cache

from planner.domain.text import Key
from planner.messages import LANGUAGES, bound, language
from planner.storage import hints, tables
from planner.storage.synonyms import bare
from planner.storage.validation import keys_at

DOCUMENTS, REMARK = "documents", "remark"
"""Columns that are no keys: the learner's name on documents, where it is not `id`; and what is read over."""
_HEADING = "heading."
_OF_TERM = re.compile(r"(.+?)\s*\(\s*(\d{4}-\w+)\s*\)")
_AVAILABILITY = "availability."


def meant(name: str) -> str:
    """The path that the name of a column means, whatever its case and blanks; the name itself where it means none."""
    words = _paths()
    found = _OF_TERM.fullmatch(name)
    if found is not None and (path := words.get(bare(found[1]), "")).startswith(_AVAILABILITY):
        return f"{_AVAILABILITY}terms.{found[2]}.{path.removeprefix(_AVAILABILITY)}"
    return _path(name) if name in keys_at("learner", ()) or bare(name) not in words else words[bare(name)]


def written(path: str) -> str:
    """The name of the column of a path in the language that is bound."""
    steps = path.split(".")
    if len(steps) == 4 and path.startswith(f"{_AVAILABILITY}terms."):
        return f"{written(_AVAILABILITY + steps[3])} ({steps[2]})"
    return bound().messages.get(_HEADING + path, path)


def near(name: str) -> str | None:
    """The known name that is most like this one: in the language that is bound, else in any, else a key."""
    own = [told for key, told in bound().messages.items() if key.startswith(_HEADING)]
    words = [told for code in LANGUAGES for key, told in language(code).messages.items() if key.startswith(_HEADING)]
    for known in (own, [*words, *keys_at("learner", ())]):
        if found := hints.close(name, known):
            return found[0]
    return None


def proposed(name: str) -> Key | None:
    """What a message proposes in place of an unknown name, or nothing."""
    words = [told for code in LANGUAGES for key, told in language(code).messages.items() if key.startswith(_HEADING)]
    found = hints.close(name, [*keys_at("learner", ()), *dict.fromkeys(words)])
    return Key("hint.near", names=" / ".join(found)) if found else None


def _path(name: str) -> str:
    steps: list[str] = []
    for step in (part.strip() for part in name.split(".")):
        steps.append(tables.column(step, keys_at("learner", tuple(steps))))
    return ".".join(steps)


@cache
def _paths() -> dict[str, str]:
    """Paths by the words of all languages, without accents, case and blanks."""
    return {
        bare(told): key.removeprefix(_HEADING)
        for code in LANGUAGES
        for key, told in language(code).messages.items()
        if key.startswith(_HEADING)
    }
