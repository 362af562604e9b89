"""The guides hold: their commands run as they stand there and say what is shown, in order; no command is left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from planner.cli import COMMANDS
from tests.guides import DOCS, blocks, commands, follow
from tests.support import ROOT

GUIDES = sorted((DOCS / "guide").glob("*.md"))
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_what_a_guide_shows_is_what_happens(
    guide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planner: Callable[..., Result]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert follow(guide, tmp_path, planner)


def test_there_is_a_guide_for_everybody_and_an_example_of_every_command() -> None:
    assert {guide.stem for guide in GUIDES} == {
        "administrateurs", "auditeurs", "conseillers", "coordinateurs", "engineers",
    }  # fmt: skip
    shown = {
        command.split()[1] for guide in GUIDES for kind, _, content in blocks(guide) if kind == "console"
        for command, _ in commands(content)
    }  # fmt: skip
    assert set(COMMANDS) <= shown


def test_commands_stand_where_they_are_run() -> None:
    told = [(guide.name, content) for guide in GUIDES for kind, _, content in blocks(guide) if kind != "console"]
    assert [place for place in told if re.search(r"^(\$ )?planner [a-z]", place[1], re.MULTILINE)] == []


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
