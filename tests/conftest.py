"""What several tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from planner.domain.case import Case
from tests.support import case_of, tiny_programme

ALL = "PLANNER_ALL_TESTS"
"""Where this variable is set, a test that is skipped has failed: `.ci/run` sets it."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def _not_skipped(report: Any) -> Any:
    """The report; of what was skipped a failure that says why, where nothing may be."""
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get(ALL):
        why = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"{report.nodeid}: {ALL} is set, and this was not tested. {why}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    return _not_skipped((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    return _not_skipped((yield))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of the machine, or the one that CHROMIUM names; without it, tests in a browser are skipped."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is installed, and CHROMIUM names none")
    return {**browser_type_launch_args, "executable_path": found, "args": ["--no-sandbox"]}


@pytest.fixture(autouse=True)
def _time_for_each_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of an answer may take all of its time: what is answered is the same however busy the machine is."""
    monkeypatch.setattr("planner.study.repair_search.SOLVE_LIMIT", 600.0)
    monkeypatch.setattr("planner.study.alternatives.IMPROVING", 1.0)


@pytest.fixture
def tiny(tmp_path: Path) -> Callable[..., Case]:
    """`tiny(learner_key=..., programme={key: value})`: a case of the tiny programme, from 2020-S1."""

    def make(*, programme: dict[str, Any] | None = None, timetable: str | None = None, **keys: Any) -> Case:
        rows = None
        if timetable is not None:
            rows = tmp_path / "timetable.csv"
            rows.write_text(timetable, encoding="utf-8")
        path = tiny_programme(tmp_path, **(programme or {}))
        return case_of(path, timetable=rows, **{"start": "2020-S1", **keys})

    return make


@pytest.fixture
def planner() -> Callable[..., Result]:
    """`planner("plan", path, "--lang", "en")`: the command's exit code, stdout and stderr."""

    def run(*arguments: object) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
