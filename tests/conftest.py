"""What several tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from planner.domain.case import Case
from tests.support import case_of, tiny_programme


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
