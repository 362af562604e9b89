"""What a message proposes in place of a name that is not known: the names that are most like it, or all."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.text import Key

LONGEST = 400
MOST, SHORTEST = 2, 3
"""Names that are proposed, and letters with which one may begin."""


def near(name: object, known: Iterable[str]) -> Key:
    """`: did you mean AST004?`, or `; known: …` where no name is like it."""
    names = list(dict.fromkeys(known))
    found = close(str(name), names)
    if found:
        return Key("hint.near", names=" / ".join(found))
    return Key("hint.known", names=shorten(names))


def close(name: str, known: list[str]) -> list[str]:
    """The known name that a name means; else those that begin with it, whatever their case, or are most like it."""
    from difflib import get_close_matches

    from planner.storage.synonyms import meaning

    meant = meaning(name[:200], known)
    if meant is not None:
        return [meant]
    plain, said = {each.casefold(): each for each in reversed(known)}, name[:200].casefold()
    longer = [each.casefold() for each in known if len(said) >= SHORTEST and each.casefold().startswith(said)]
    return [plain[each] for each in (longer or get_close_matches(said, plain, MOST, 0.7))[:MOST]]


def shorten(names: Iterable[str]) -> str:
    """The names, as many as a message bears."""
    text = ", ".join(names) or "-"
    return text if len(text) <= LONGEST else text[: text.rfind(", ", 0, LONGEST - 3)] + ", …"
