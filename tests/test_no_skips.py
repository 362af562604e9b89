"""Where PLANNER_ALL_TESTS is set, a test that is skipped has failed, and says why; elsewhere it is skipped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support import ROOT

SKIPPED = """
import pytest

def test_passes():
    pass

@pytest.mark.skip(reason="no such program")
def test_marked():
    pass

def test_asks():
    pytest.skip("no such device")

@pytest.mark.xfail(reason="known", strict=True)
def test_is_known_to_fail():
    assert False
"""


def said(folder: Path, **environment: str) -> str:
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-n", "0", "-rs", "--rootdir", str(folder), "."]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PLANNER_", "PYTEST_"))}
    environment = clean | {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": ""} | environment
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout


def test_a_skip_is_a_failure_where_all_tests_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "test_marked.py").write_text(SKIPPED)
    whole = tmp_path / "test_whole.py"
    whole.write_text("import pytest\npytest.importorskip('nothing_of_the_name')\n")
    without = said(tmp_path)
    assert "1 passed, 3 skipped, 1 xfailed" in without
    assert "no such program" in without
    asked = said(tmp_path, PLANNER_ALL_TESTS="1")
    assert "1 error" in asked and "nothing_of_the_name" in asked
    whole.unlink()
    asked = said(tmp_path, PLANNER_ALL_TESTS="1")
    assert "1 failed, 1 passed, 1 xfailed, 1 error" in asked
    assert "no such program" in asked and "no such device" in asked
