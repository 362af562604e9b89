"""Two documents field by field: what a file says against what follows from its plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeGuard

from planner.domain.text import Joined, Words
from planner.messages import LANGUAGES
from planner.report.claims.statement import EXTRA, MISSING, NOTHING, TWICE, WRONG, InEach, Path, Statement
from planner.report.claims.table import IDENTITY, ORDERED, SOMETIMES

CENT = 0.005
ALIKE = 0.5
Name = tuple[str | int | None, ...]
Right = tuple[Any, ...]
"""What is right, once for each language that the file may be written in."""


def same(claimed: Any, right: Any) -> bool:
    """Whether two values say the same; numbers may differ by less than a cent, apostrophes by being straight marks."""
    if isinstance(right, str):
        return isinstance(claimed, str) and straight(claimed) == straight(right)
    if isinstance(right, bool) or right is None:
        return type(claimed) is type(right) and bool(claimed == right)
    if isinstance(right, dict):
        return isinstance(claimed, dict) and claimed.keys() == right.keys() and all(
            same(claimed[key], value) for key, value in right.items()
        )  # fmt: skip
    if isinstance(right, list):
        return isinstance(claimed, list) and len(claimed) == len(right) and all(map(same, claimed, right))
    return is_number(claimed) and (claimed == right or right - CENT < claimed < right + CENT)


def straight(text: str) -> str:
    """The text with straight marks, as files of earlier versions and of people have them."""
    return text.replace("\u2019", "'")


def is_number(value: Any) -> TypeGuard[int | float]:
    """Whether a value of a file is a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


class Comparison:
    """Collects what is `found` false, and keys that are `unknown` to the planner.

    With `complete`, keys that the planner writes must all be there; otherwise what is not said is not false. Units in
    `skipped` are not looked at. What is right is given in all languages, and the file may use any of them, or only the
    one with the number `spoken`.
    """

    def __init__(self, *, complete: bool, skipped: Collection[str] = (), spoken: int | None = None) -> None:
        self.complete, self.skipped, self.spoken = complete, skipped, spoken
        self.found: list[Statement] = []
        self.unknown: list[str] = []

    def node(self, path: Path, pattern: str, place: tuple[Words, ...], claimed: Any, right: Right) -> None:
        """Compare a value."""
        if isinstance(right[0], dict) and isinstance(claimed, dict):
            self._mapping(path, pattern, place, claimed, right)
        elif isinstance(right[0], list) and isinstance(claimed, list) and pattern not in ORDERED:
            self._list(path, pattern, place, claimed, right)
        elif not self._fits(claimed, right):
            self._say(WRONG, path, pattern, place, claimed, right)

    def _say(self, key: str, path: Path, pattern: str, place: tuple[Words, ...], claimed: Any, right: Right) -> None:
        """Something is not so."""
        value = right[0] if all(other == right[0] for other in right) else InEach(right)
        self.found.append(Statement(key, path, pattern, place, claimed, value))

    def _mapping(self, path: Path, pattern: str, place: tuple[Words, ...], claimed: Any, right: Right) -> None:
        lead = f"{pattern}." if pattern else ""
        for key in right[0]:
            inner = tuple(other[key] for other in right)
            if key in claimed:
                self.node((*path, key), lead + key, (*place, key), claimed[key], inner)
            elif self.complete:
                self._say(MISSING, (*path, key), lead + key, (*place, key), NOTHING, inner)
        for key in (key for key in claimed if key not in right[0]):
            if key not in SOMETIMES:
                self.unknown.append(lead + str(key))
            elif claimed[key]:
                self._say(EXTRA, (*path, key), lead + key, (*place, key), claimed[key], (NOTHING,))

    def _list(self, path: Path, pattern: str, place: tuple[Words, ...], claimed: list[Any], right: Right) -> None:
        item, known = f"{pattern}[]", list(zip(*right, strict=True))
        equal = {n for n, (value, values) in enumerate(zip(claimed, known, strict=False)) if self._fits(value, values)}
        if len(equal) == len(claimed) == len(known):
            return
        names = IDENTITY.get(item, ())
        told = {number: value for number, value in enumerate(claimed) if not self._skips(item, value)}
        pairs = self._paired(told, known, names, equal)
        for number, value in told.items():
            if number in equal:
                continue
            name, partner = _with_name(place, label(value, names)), pairs.get(number)
            if partner is not None:
                self.node((*path, number), item, name, value, known[partner])
            else:
                repeated = any(same(value, other) for other in claimed[:number])
                self._say(TWICE if repeated else EXTRA, (*path, number), item, name, value, (NOTHING,))
        for number in sorted(set(range(len(known))) - set(pairs.values())):
            if not self._skips(item, known[number][0]):
                name = _with_name(place, in_each([label(value, names) for value in known[number]]))
                self._say(MISSING, path, item, name, NOTHING, known[number])

    def _skips(self, item: str, value: Any) -> bool:
        return item == "terms[].units[]" and isinstance(value, dict) and value.get("unit") in self.skipped

    def _fits(self, claimed: Any, right: Right) -> bool:
        return any(same(claimed, value) for value in self._accepted(right))

    def _accepted(self, right: Right) -> Right:
        """What is right in the languages that the file may use."""
        return right if self.spoken is None else (right[self.spoken],)

    def _paired(
        self, claimed: Mapping[int, Any], known: Sequence[Right], names: tuple[str, ...], equal: Collection[int]
    ) -> dict[int, int]:
        """Which item of a file is which of those that are right: those that say the same, then those of the same name,
        then those that have the most in common.
        """
        pairs = {number: number for number in equal if number in claimed}
        pairs |= self._of_one_name(claimed, known, names, pairs)
        for least in (2.0, 1.0, ALIKE):
            free = [place for place in range(len(known)) if place not in pairs.values()]
            for number, value in claimed.items():
                if number in pairs or not free:
                    continue
                likeness = {place: self._likeness(value, known[place], names) for place in free}
                best = max(likeness, key=lambda place: likeness[place])
                if likeness[best] >= least:
                    pairs[number] = best
                    free.remove(best)
        return pairs

    def _of_one_name(
        self, claimed: Mapping[int, Any], known: Sequence[Right], names: tuple[str, ...], pairs: Mapping[int, int]
    ) -> dict[int, int]:
        """Items whose name only one of the others has, too: most are, and need not be compared with all."""
        if not names or len(pairs) == len(claimed):
            return {}
        told, places = dict[Name, list[int]](), dict[Name, list[int]]()
        for number, value in claimed.items():
            if number not in pairs and (name := _name(value, names)):
                told.setdefault(name, []).append(number)
        for place in set(range(len(known))) - set(pairs.values()):
            for name in {_name(value, names) for value in self._accepted(known[place])}:
                places.setdefault(name, []).append(place)
        both = ((numbers, places.get(name, ())) for name, numbers in told.items())
        return {numbers[0]: found[0] for numbers, found in both if len(numbers) == len(found) == 1}

    def _likeness(self, claimed: Any, right: Right, names: tuple[str, ...]) -> float:
        """2 for items that say the same, 1 and more for those of one name, else the share that they have in common."""
        if self._fits(claimed, right):
            return 2.0
        if not isinstance(claimed, Mapping) or not isinstance(right[0], Mapping) or not right[0]:
            return 0.0
        equal = [key for key in right[0] if key in claimed and any(same(claimed[key], value[key]) for value in right)]
        share = len(equal) / len(right[0])
        named = names and all(key in equal or (key not in right[0] and not claimed.get(key)) for key in names)
        return 1.0 + share * 0.9 if named else share * 0.9


def _name(value: Any, names: tuple[str, ...]) -> Name:
    """What tells an item of a list apart; nothing of what has no such name."""
    found = tuple(value.get(key) or None for key in names) if isinstance(value, dict) else ()
    return found if any(found) and all(one is None or isinstance(one, (str, bool, int)) for one in found) else ()


def label(value: Any, names: tuple[str, ...]) -> str:
    """The name of an item of a list, for people."""
    if not isinstance(value, dict):
        return ""
    return " ".join(text for key in names if isinstance(text := value.get(key), str))


def in_each(texts: Sequence[str]) -> Words:
    """A text that is given in each of the languages, or in some."""
    return texts[0] if all(text == texts[0] for text in texts) else dict(zip(LANGUAGES, texts, strict=False))


def _with_name(place: tuple[Words, ...], name: Words) -> tuple[Words, ...]:
    last = place[-1]
    if not name:
        return place
    return (
        *place[:-1],
        f"{last} {name}" if isinstance(last, str) and isinstance(name, str) else Joined((last, name), " "),
    )
