"""Conditions of curricula against what they say, for every set of codes that may be there."""

from __future__ import annotations

import random
from itertools import product

import pytest

from planner.storage.curricula.expression import Malformed, clauses

NAMES = "ABCDE"


def written(chance: random.Random, depth: int) -> tuple[str, str]:
    """A condition as people write it, and as Python reads it."""
    if not depth or chance.random() < 0.3:
        name = chance.choice(NAMES)
        return name, name
    sign, word = chance.choice((("&", "and"), ("|", "or")))
    texts, codes = zip(*(written(chance, depth - 1) for _ in range(chance.randint(2, 3))), strict=True)
    return f"({f' {sign} '.join(texts)})", f"({f' {word} '.join(codes)})"


def test_clauses_hold_when_the_condition_does() -> None:
    chance, seen = random.Random(22), 0
    while seen < 300:
        text, code = written(chance, 3)
        try:
            found = clauses(text)
        except Malformed:
            continue
        seen += 1
        for there in product((False, True), repeat=len(NAMES)):
            values = dict(zip(NAMES, there, strict=True))
            assert all(any(values[name] for name in clause) for clause in found) == eval(code, {}, values), text


def test_and_binds_closer_than_or() -> None:
    assert clauses("A | B & C") == (("A", "B"), ("A", "C"))
    assert clauses(" AB 1 & (C+ | D/2) ") == (("AB 1",), ("C+", "D/2"))
    assert clauses("A & A & (A | B)") == (("A",),)
    assert clauses("  ") == ()


def test_a_condition_of_too_many_clauses_is_refused() -> None:
    with pytest.raises(Malformed):
        clauses(" | ".join(f"(A{number} & B{number} & C{number})" for number in range(9)))
