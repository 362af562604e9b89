"""The code in the documentation of the Python API runs as it stands there, each block in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import planner
from tests.guides import DOCS, blocks, flat
from tests.support import ROOT

PAGE = DOCS / "api.md"
BLOCKS = list(blocks(PAGE))
CODE = [content for kind, _, content in BLOCKS if kind == "python"]


def run(code: str, folder: Path) -> str:
    (folder / "instances").symlink_to(ROOT / "instances")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_script_plans_explains_changes_compares_and_writes_a_pdf(tmp_path: Path) -> None:
    printed = run(CODE[0], tmp_path)
    told = next(content for kind, _, content in BLOCKS if kind == "text")
    assert flat(printed) == flat(told)
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert len([line for line in CODE[0].splitlines() if line.strip()]) <= 15


@pytest.mark.parametrize("code", CODE[1:], ids=lambda code: code.strip().splitlines()[-1][:40])
def test_an_example_runs(code: str, tmp_path: Path) -> None:
    run(code, tmp_path)


def test_every_public_function_is_described() -> None:
    text = PAGE.read_text(encoding="utf-8")
    functions = [name for name in planner.__all__ if name[0].islower()]
    assert [name for name in functions if f"`{name}(" not in text] == []
    answers = [name for name in planner.__all__ if name.endswith("Answer")]
    assert [name for name in answers if f"`{name}`" not in text and not name.startswith("Programme")] == []
