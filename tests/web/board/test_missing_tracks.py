"""What the board says is missing of a group of tracks."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.text import Key
from planner.storage.learners import read_learner
from planner.web.dossiers.board.cards import Card
from planner.web.dossiers.board.missing import Missing
from tests.support import tiny_programme

LAW = {"id": "law", "title": "Law", "requirements": [{"all_of": ["A"]}, {"k": 1, "of": ["B", "C"]}]}
WAY = {"id": "way", "title": "Way", "one_of": [LAW, [{"all_of": ["C", "D"]}]]}


@pytest.mark.parametrize(
    ("held", "track", "told"),
    [
        ("", "way-2", [("board.compulsory", "CD")]),
        ("A", "Law", [("board.choose", "BC")]),
        ("BD", "Law", [("board.compulsory", "A")]),
        ("D", "way-2", [("board.compulsory", "C")]),
        ("AB", "", []),
    ],
)
def test_the_track_that_lacks_least(tmp_path: Path, held: str, track: str, told: list[tuple[str, str]]) -> None:
    tiny_programme(tmp_path, requirements=[WAY])
    (tmp_path / "learner.yaml").write_text("programme: programme.yaml\nstart: 2020-S1\n")
    case = read_learner(tmp_path / "learner.yaml")
    found = Missing(case, set(held), lambda unit: Card(unit, unit, "", 6, pinned=False)).choices()
    assert [
        (one.need.key, "".join(card.unit for card in one.cards)) for one in found if isinstance(one.need, Key)
    ] == told
    assert {one.title for one in found} == ({Key("board.track", group="Way", track=track)} if told else set())
