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
    (("explain", LEARNER), "why.ics", ".html"),
    (("check", LEARNER, "none.json"), "check.ics", ".txt"),
    (("programmes",), "list.ics", ".csv"),
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
    for lang, meant in (("fr", "Vouliez-vous dire plan"), ("en", "Did you mean plan")):
        result = planner("pln", LEARNER, "--lang", lang)
        assert (result.exit_code, result.stdout) == (2, "")
        assert meant in result.stderr
        assert meant not in planner("xyzzy", "--lang", lang).stderr


@pytest.mark.parametrize(
    ("arguments", "french", "english"),
    [
        (("plan",), "Il manque AUDITEUR.", "Missing argument LEARNER."),
        (("plan", "a", "b", "c"), "Arguments de trop\u00a0: b c", "Unexpected extra arguments: b c"),
        (("plan", "a", "--time-limt", 3), "L’option --time-limt n’existe pas.", "No such option --time-limt."),
        (
            ("plan", "a", "--seed", "x"),
            "convient pas\u00a0; donnez un nombre entier de 0",
            "give a whole number from 0",
        ),
        (("plan", "a", "--time-limit", 0), "plus grand que 0 et d’au plus 86400", "above 0 and at most 86400"),
        (("schema", "nothing"), "choisissez parmi learner, ", "KIND: 'nothing' does not do; choose one of learner"),
        (("batch", "a", "--out", "b", "--resume", "--overwrite"), "s’excluent", "exclude each other"),
        (("batch", "a", "--out", "b", "--format", "x"), "choisissez parmi text", "--format: 'x' does not do"),
        (("stress",), "Il manque l’option --cohort.", "Missing option --cohort."),
    ],
)
def test_wrong_usage_is_told_in_both_languages(
    planner: Run, arguments: tuple[object, ...], french: str, english: str
) -> None:
    for lang, words in (((), french), (("--lang", "en"), english), (("--lang=en",), english)):
        command, *others = arguments
        result = planner(command, *lang, *others)
        assert (result.exit_code, result.stdout) == (2, "")
        assert words in result.stderr
        assert f"{command} --help" in result.stderr


def test_an_ending_chooses_the_form_and_a_form_any_ending(planner: Run, tmp_path: Path) -> None:
    for name, options in (("why.JSON", ()), ("why.dat", ("--format", "json"))):
        assert planner("programmes", "--out", tmp_path / name, *options).exit_code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith("{")
    assert planner("programmes", "--out", tmp_path / "plain").exit_code == 0
    assert not (tmp_path / "plain").read_text(encoding="utf-8").startswith("{")
