"""`planner cohort --generate`: a synthetic cohort on stdout or in a file, and what it cannot be asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.support import INSTANCES

Run = Callable[..., Result]
SAMPLE = INSTANCES / "casp-2019-2020" / "distribution.yaml"


def test_stdout_and_file_are_the_same(planner: Run, tmp_path: Path) -> None:
    asked = ("cohort", "--generate", 20, "--distribution", SAMPLE, "--seed", 5)
    printed = planner(*asked)
    assert (printed.exit_code, printed.stderr) == (0, "")
    assert len(printed.stdout.splitlines()) == 21
    assert planner(*asked, "--out", tmp_path / "c.csv").exit_code == 0
    assert (tmp_path / "c.csv").read_bytes() == printed.stdout_bytes


@pytest.mark.parametrize(
    "arguments, code, told",
    [
        (("--generate", "5"), 2, "--distribution"),
        (("--distribution", str(SAMPLE)), 2, "--generate"),
        (("--generate", "0", "--distribution", str(SAMPLE)), 2, "--generate"),
        (("--generate", "5", "--distribution", "nowhere.yaml"), 1, "nowhere.yaml"),
        (("--generate", "5", "--distribution", str(SAMPLE), "--programme", "casp"), 1, "casp-2010-reunion"),
        (("--generate", "5", "--distribution", str(SAMPLE), "--programme", "fictional-three-terms"), 1, "yaml:10:"),
    ],
)  # fmt: skip
def test_wrong_use(planner: Run, arguments: tuple[str, ...], code: int, told: str) -> None:
    result = planner("cohort", *arguments, "--lang", "en")
    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr
