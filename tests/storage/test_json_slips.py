"""What is wrong with JSON is told at its place, in the language of who reads it, whatever the library calls it."""

from __future__ import annotations

import pytest

from planner.errors import BadInput
from planner.messages import speaking
from planner.storage import json_reader

SLIPS = {
    '{"start":': "au caractère 10, il manque une valeur",
    "{start: 1}": "au caractère 2, il manque une clé entre guillemets",
    '{"a": 1 "b": 2}': "au caractère 9, il manque une virgule",
    '{"a" 1}': "au caractère 6, il manque deux-points",
    '{"a": "b': "au caractère 7, un guillemet n’est pas refermé",
    '{"a": "\n"}': "au caractère 8, un texte entre guillemets passe à la ligne",
    '{"a": "\\x"}': "au caractère 8, une barre oblique inverse est de trop",
    '{"a": 1} b': "au caractère 10, quelque chose suit la fin",
}


@pytest.mark.parametrize(("text", "told"), SLIPS.items(), ids=[*map(str, range(len(SLIPS)))])
def test_a_slip_is_told_in_words(text: str, told: str) -> None:
    with pytest.raises(BadInput) as found:
        json_reader.parse(text, "learner.json")
    assert (found.value.file, found.value.line) == ("learner.json", 1)
    with speaking("fr"):
        assert found.value.message() == f"JSON illisible ({told})"


def test_a_comma_too_many_is_told_by_every_version_of_the_library() -> None:
    with pytest.raises(BadInput) as found:
        json_reader.parse('{"a": 1,}', "x")
    with speaking("fr"):
        assert any(words in found.value.message() for words in ("il manque une clé", "une virgule est de trop"))
