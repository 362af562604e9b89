"""`--out` with an ending that the command cannot write is refused before anything else is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.support import INSTANCES

Run = Callable[..., Result]
LEARNER = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
COMMANDS: list[tuple[tuple[object, ...], str, str]] = [
    (("plan", LEARNER), "plan.docx", ".ics"),
    (("compare", LEARNER), "plan.doc", ".html"),
    (("alternatives", LEARNER), "plan.jpg", ".md"),
    (("frontier", LEARNER), "plan.yaml", ".pdf"),
    (("replan", LEARNER, "none.json"), "plan.odt", ".json"),
    (("explain", LEARNER), "why.html", ".json"),
    (("check", LEARNER, "none.json"), "check.pdf", ".txt"),
    (("programmes",), "list.csv", ".json"),
    (("schema",), "schema.yaml", ".json"),
    (("timetable", "casp-2019-2020"), "week.ics", ".xlsx"),
    (("cohort", "none.csv"), "all.ics", ".csv"),
    (("cohort", "--generate", 3, "--distribution", "none.yaml"), "all.json", ".csv"),
    (("design", "none.yaml"), "offer.docx", ".html"),
]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("command", "name", "known"), COMMANDS, ids=[str(command[0]) for command, *_ in COMMANDS])
def test_the_endings_are_named(
    planner: Run, tmp_path: Path, command: tuple[object, ...], name: str, known: str, lang: str
) -> None:
    out = tmp_path / name
    result = planner(*command, "--out", out, "--lang", lang)
    assert (result.exit_code, result.stdout, out.exists()) == (2, "", False), result.output
    (line,) = result.stderr.splitlines()
    assert line.startswith(str(out))
    assert out.suffix in line
    assert known in line.partition(out.name)[2]


def test_a_misspelt_command(planner: Run) -> None:
    result = planner("pln", LEARNER)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Did you mean plan" in result.stderr
    assert "Did you mean" not in planner("xyzzy").stderr


def test_an_ending_chooses_the_form_and_a_form_any_ending(planner: Run, tmp_path: Path) -> None:
    for name, options in (("why.JSON", ()), ("why.dat", ("--format", "json"))):
        assert planner("programmes", "--out", tmp_path / name, *options).exit_code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith("{")
    assert planner("programmes", "--out", tmp_path / "plain").exit_code == 0
    assert not (tmp_path / "plain").read_text(encoding="utf-8").startswith("{")
