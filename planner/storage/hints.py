"""What a message proposes in place of a name that is not known: the names that are most like it, or all."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.text import Key

LONGEST = 400


def near(name: object, known: Iterable[str]) -> Key:
    """`: did you mean AST004?`, or `; known: …` where no name is like it."""
    names = list(dict.fromkeys(known))
    found = close(str(name), names)
    if found:
        return Key("hint.near", names=" / ".join(found))
    return Key("hint.known", names=shortened(names))


def close(name: str, known: list[str]) -> list[str]:
    """The known names that are most like a name, whatever their case."""
    from difflib import get_close_matches

    plain = {each.casefold(): each for each in reversed(known)}
    return [plain[each] for each in get_close_matches(name[:200].casefold(), plain, 2, 0.7)]


def shortened(names: Iterable[str]) -> str:
    """The names, as many as a message bears."""
    text = ", ".join(names) or "-"
    return text if len(text) <= LONGEST else text[: text.rfind(", ", 0, LONGEST - 3)] + ", …"
