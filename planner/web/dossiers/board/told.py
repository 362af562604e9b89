"""What does not hold on a board, told once: a rule that many units break in the same way is one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.text import Joined, Key
from planner.web.dossiers.board.cards import Broken

OF_ONE = ("check.internship_classes",)
"""Sentences about one unit each, which are the same but for the unit."""


def gathered(found: Sequence[Broken]) -> list[Broken]:
    """The same in order, of sentences that differ by their unit alone one for all of them."""
    told: dict[object, list[Broken]] = {}
    for place, one in enumerate(found):
        told.setdefault(_alike(one) or place, []).append(one)
    return [ones[0] if len(ones) == 1 else _whole(ones) for ones in told.values()]


def _alike(one: Broken) -> tuple[object, ...] | None:
    if not isinstance(one.words, Key) or one.words.key not in OF_ONE:
        return None
    return (one.words.key, *(item for item in sorted(one.words.values.items()) if item[0] != "unit"))


def _whole(ones: list[Broken]) -> Broken:
    words = ones[0].words
    assert isinstance(words, Key)
    units = Joined(tuple(one.words.values["unit"] for one in ones if isinstance(one.words, Key)), " · ")  # type: ignore[misc]
    subjects = tuple(dict.fromkeys(subject for one in ones for subject in one.subjects))
    return Broken(ones[0].rule, Key(words.key, **{**words.values, "unit": units}), subjects)
