"""Formats load their libraries only when they write."""

from __future__ import annotations

import subprocess
import sys

from tests.support import ROOT

MODULES = ("agenda", "formats.ics", "formats.xlsx", "formats.csv_table", "formats.markdown")
HEAVY = {"icalendar", "xlsxwriter", "ortools", "pandas", "matplotlib", "typst"}


def test_importing_a_format_loads_no_heavy_library() -> None:
    asked = "; ".join(f"import planner.report.{name}" for name in MODULES)
    command = f"import sys; {asked}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True, cwd=ROOT)
    names = set(loaded.stdout.split())
    assert "planner.report.formats.xlsx" in names
    assert names & HEAVY == set()


def test_a_timetable_is_shown_without_a_solver() -> None:
    """Only a cohort is planned, and only a workbook needs a library for it."""
    path = ROOT / "instances" / "casp-2019-2020" / "timetables" / "illustrative-evening.csv"
    arguments = ["timetable", "casp-2019-2020", "--timetable", str(path)]
    lines = ("import sys", "from planner.cli import main", "try:", f"    main({arguments!r})", "except SystemExit:")
    command = "\n".join([*lines, "    print(*sys.modules)"])
    loaded = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True, cwd=ROOT)
    names = set(loaded.stdout.splitlines()[-1].split())
    assert "planner.study.collisions" in names
    assert names & (HEAVY | {"openpyxl"}) == set()
