"""The README is one page: what this is, the two commands, one picture, and where to go."""

from __future__ import annotations

import re
from pathlib import Path

from planner.cli import COMMANDS
from tests.support import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS_OF_README = re.findall(r"^```sh\n(.*?)\n```", README, re.DOTALL | re.MULTILINE)


def test_it_is_one_page() -> None:
    assert len(README.encode()) < 6_500


def test_one_command_makes_a_plan_one_runs_all_tests_and_one_serves_the_desk() -> None:
    install = "python3 -m venv .venv && .venv/bin/pip install --quiet"
    run, test, serve = COMMANDS_OF_README
    learner = run.removeprefix(f"{install} . && .venv/bin/planner plan ")
    assert (ROOT / learner).is_file()
    assert serve == f"{install} '.[web]' && .venv/bin/planner serve --data desk"
    assert test == f"{install} --editable '.[dev]' && .venv/bin/pytest"
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == test


def test_the_pictures_are_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert len(pictures) == 2
    for picture in pictures:
        assert 0 < (ROOT / picture).stat().st_size < 100_000


def test_it_names_every_command_and_leads_to_every_guide() -> None:
    assert {name for name in COMMANDS if f"`planner {name}" not in README and f"`{name}`" not in README} == set()
    guides = {path.relative_to(ROOT).as_posix() for path in Path(ROOT, "docs", "guide").glob("*.md")}
    assert guides <= set(re.findall(r"\]\(([^)]+\.md)\)", README))
