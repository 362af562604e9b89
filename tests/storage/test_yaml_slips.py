"""Slips in YAML are told in words, at the line where they are, whatever stands in comments and quotation marks."""

from __future__ import annotations

import pytest

from planner.errors import BadInput
from planner.storage import yaml_reader
from tests.worded import text_of

HEAD = "## Fichier d'auditeur\u00a0: à modifier\u00a0!\nprogramme: p\n"
SLIPS = {
    "avoid: [A\npathway: evening\n": ("yaml.unclosed", 3),
    "experience: {months: 12\n": ("yaml.unclosed", 3),
    "pins: [{unit: A, term: B]\nstart: 2019-S1\n": ("yaml.unclosed", 3),
    'start: "2019-S1\npathway: evening\n\ngoal: award\n': ("yaml.unquoted", 3),
    "start: 2019-S1\npathway:evening\ndeadline: 2021-S2\n": ("yaml.colon", 4),
    "pathway:evening\n": ("yaml.colon", 3),
    "start: 2019-S1\n  pathway: evening\n": ("yaml.indent", 4),
    "experience:\n    months: 12\n  working: true\n": ("yaml.indent", 5),
    "start: 2019-S1\nbonjour tout le monde\npathway: evening\n": ("yaml.no_key", 4),
    "start = 2019-S1\n": ("yaml.no_key", 3),
    "note: lundi: non\n": ("yaml.two_colons", 3),
    "id: @zoe\n": ("yaml.sign", 3),
    "id: *zoe\n": ("yaml.sign", 3),
    "start: 2019-S1\n- A\n": ("yaml.dash", 4),
    "avoid: [A]]\n": ("yaml.opening", 3),
    'note: "C:\\Users"\n': ("yaml.escape", 3),
    "---\nstart: 2019-S1\n": ("yaml.documents", 3),
    "note: a\u2028b\nbonjour\n": ("yaml.no_key", None),
    "start:\u00a02019-S1\npathway: evening\n": ("yaml.blank", 3),
    "note: 'a\u00a0: b'\npathway:evening\n": ("yaml.colon", 4),
}


@pytest.mark.parametrize("text", SLIPS)
def test_the_slip_is_named_at_its_line(text: str) -> None:
    key, line = SLIPS[text]
    with pytest.raises(BadInput) as caught:
        yaml_reader.parse(HEAD + text, "x.yaml")
    assert caught.value.key == key
    assert line is None or caught.value.line == line
    for lang in ("fr", "en"):
        assert not any(word in text_of(caught.value, lang) for word in ("expected", "mapping", "YAML"))


def test_the_blank_after_a_colon_on_the_first_line() -> None:
    with pytest.raises(BadInput) as caught:
        yaml_reader.parse("programme:p\nstart: 2019-S1\n", "x.yaml")
    assert (caught.value.key, caught.value.line) == ("yaml.colon", 1)
    assert "programme: p" in text_of(caught.value, "fr")
