"""The table of equivalences of a programme: read, shown with what it rests on, and refused where it cannot hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.domain.programme import Equivalence
from planner.storage import programmes
from tests.support import refused, tiny_programme

Run = Callable[..., Result]
TABLE = [
    {"programme": "older", "unit": "X", "counts_as": ["A", "B"], "assumption": "agreed"},
    {"unit": "Y", "counts_as": ["C"], "source": "decree: p. 2"},
]
ORIGINS: dict[str, Any] = {
    "assumptions": [{"id": "agreed", "text": {"fr": "Convenu.", "en": "Agreed."}, "reason": "Silence."}],
    "documents": [{"id": "decree", "title": "Decree"}],
}


def test_the_table_is_read(tmp_path: Path) -> None:
    programme = programmes.load(str(tiny_programme(tmp_path, equivalences=TABLE, **ORIGINS)))
    assert programme.equivalences == (
        Equivalence("older", "X", ("A", "B"), "agreed"),
        Equivalence(None, "Y", ("C",), None),
    )


def test_the_shipped_programmes_invent_none() -> None:
    assert all(programmes.load(name).equivalences == () for name in programmes.identifiers())


@pytest.mark.parametrize(
    "lang, lines",
    [
        ("fr", ["ÉQUIVALENCES", "X (older) compte comme A + B (hypothèse\u00a0: agreed)",
                "Y (tout autre programme) compte comme C (source\u00a0: decree: p. 2)"]),
        ("en", ["EQUIVALENCES", "X (older) counts as A + B (assumption: agreed)",
                "Y (any other programme) counts as C (source: decree: p. 2)"]),
    ],
)  # fmt: skip
def test_a_programme_shows_it(planner: Run, tmp_path: Path, lang: str, lines: list[str]) -> None:
    path = tiny_programme(tmp_path, equivalences=TABLE, **ORIGINS)
    text = planner("programmes", path, "--lang", lang).stdout
    for line in lines:
        assert line in text
    data = json.loads(planner("programmes", path, "--format", "json", "--lang", lang).stdout)
    assert data["equivalences"] == TABLE
    assert lines[0] not in planner("programmes", "casp-2019-2020", "--lang", lang).stdout


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "change, words",
    [
        ({"counts_as": ["A", "E"]}, ["equivalences[1].counts_as[1]", "E", "A, B, C, D"]),
        ({"counts_as": ["A", "A"]}, ["equivalences[1].counts_as[1]", "A"]),
        ({"counts_as": []}, ["equivalences[1].counts_as"]),
        ({"unit": "A"}, ["equivalences[1].unit", "A"]),
        ({"unit": "X", "programme": "older"}, ["equivalences[1].unit", "X"]),
        ({"source": None}, ["equivalences[1]", "source", "assumption"]),
        ({"source": "law: p. 2"}, ["equivalences[1].source", "law"]),
        ({"assumption": "guessed"}, ["equivalences[1].assumption", "guessed"]),
        ({"count_as": ["C"]}, ["equivalences[1].count_as", "counts_as"]),
    ],
)
def test_an_entry_that_cannot_hold(
    planner: Run, tmp_path: Path, lang: str, change: dict[str, Any], words: list[str]
) -> None:
    path = tiny_programme(tmp_path, equivalences=[TABLE[0], {**TABLE[1], **change}], **ORIGINS)
    message = refused(planner, "programmes", path, lang=lang)
    assert message.startswith(str(path))
    for word in words:
        assert word in message, message
