"""A command keeps the collector for long runs, and what is alive at the end is left to the system."""

from __future__ import annotations

import subprocess
import sys

from planner.cli import NEW_OBJECTS
from tests.support import ROOT

CODE = """
import atexit, gc
atexit.register(lambda: print(gc.isenabled(), gc.get_threshold()[0], gc.get_freeze_count() > 1000))
import planner.cli
planner.cli.main(["programmes"])
"""


def test_a_command_collects_seldom_and_freezes_what_is_left() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines()[-1] == f"True {NEW_OBJECTS} True"


def test_to_import_the_commands_changes_nothing() -> None:
    code = "import gc; before = gc.get_threshold(); import planner.cli; print(before == gc.get_threshold())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "True\n"
