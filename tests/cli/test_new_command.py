"""`planner new`: a learner file to begin with, which the planner reads as it is and with each of its examples."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from planner.storage import learners, programmes
from tests.support import refused, tiny_programme

Run = Callable[..., Result]
TODAY = ("--today", "2026-11-30")
PROGRAMMES = programmes.identifiers()


def examples(text: str) -> Iterator[str]:
    """The lines that one can use by taking the sign and the space away."""
    return (line[2:] for line in text.splitlines() if line.startswith("# "))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", PROGRAMMES)
def test_the_file_is_planned_as_it_is(planner: Run, tmp_path: Path, name: str, lang: str) -> None:
    path = tmp_path / "learner.yaml"
    result = planner("new", "--programme", name, "--lang", lang, "--out", path, *TODAY)
    assert (result.exit_code, result.output) == (0, "")
    told = planner("plan", path, "--format", "json", *TODAY)
    assert told.exit_code == 0, told.output
    data = json.loads(told.stdout)
    assert (data["programme"], data["status"]) == (name, "optimal")
    assert data["notices"] == []


@pytest.mark.parametrize("name", PROGRAMMES)
def test_every_example_holds_in_its_programme(planner: Run, tmp_path: Path, name: str) -> None:
    text = planner("new", "--programme", name, *TODAY).stdout
    path = tmp_path / "learner.yaml"
    keys = []
    for example in examples(text):
        path.write_text(f"{text}\n{example}\n", encoding="utf-8")
        case = learners.load(path)
        keys.append(example.partition(":")[0])
        assert keys[-1] in case.learner.data
    always = {"id", "pathway", "acquired", "max_units_per_term", "availability", "minimise", "deadline", "pins"}
    assert always <= set(keys)
    assert ("goal" in keys) == bool(programmes.load(name).certificates)


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_plan_comes_of_each_example_and_of_all_together(planner: Run, tmp_path: Path, name: str) -> None:
    text = planner("new", "--programme", name, *TODAY).stdout
    path = tmp_path / "learner.yaml"
    for used in (*([example] for example in examples(text)), list(examples(text))):
        path.write_text("\n".join([text, *used, ""]), encoding="utf-8")
        told = planner("plan", path, "--format", "json", *TODAY)
        assert told.exit_code == 0, (used, told.output)


def test_only_pathways_with_classes_are_named(planner: Run) -> None:
    text = planner("new", "--programme", "casp-2010-reunion", *TODAY).stdout
    assert "evening = du soir" in text
    assert "daytime" not in text


def test_the_languages_have_the_same_keys(planner: Run) -> None:
    french, english = (planner("new", "--lang", lang, *TODAY).stdout for lang in ("fr", "en"))
    assert french != english
    assert [line.partition(":")[0] for line in examples(french)] == [
        line.partition(":")[0] for line in examples(english)
    ]


def test_it_starts_in_the_next_term(planner: Run, tmp_path: Path) -> None:
    path = tmp_path / "learner.yaml"
    for day, start in (("2026-11-30", "2026-S2"), ("2027-01-31", "2026-S2"), ("2027-02-01", "2027-S1")):
        planner("new", "--programme", "casp-2019-2020", "--out", path, "--today", day, "--overwrite")
        case = learners.load(path)
        assert case.learner.data["start"] == start
        assert case.start_day > date.fromisoformat(day)
    assert "start: 2010-S1\n" in planner("new", "--programme", "casp-2010-reunion", "--today", "2009-05-05").stdout


def test_an_existing_file_is_kept_unless_it_is_to_go(planner: Run, tmp_path: Path) -> None:
    path = tmp_path / "learner.yaml"
    path.write_text("mine\n", encoding="utf-8")
    assert "--overwrite" in refused(planner, "new", "--out", path)
    assert path.read_text(encoding="utf-8") == "mine\n"
    assert planner("new", "--out", path, "--overwrite").exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("## ")


def test_another_ending_is_refused(planner: Run, tmp_path: Path) -> None:
    result = planner("new", "--out", tmp_path / "learner.docx")
    assert result.exit_code == 2
    assert ".yaml" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_programme_file_is_named_by_its_way_from_the_learner(planner: Run, tmp_path: Path) -> None:
    programme = tiny_programme(tmp_path)
    folder = tmp_path / "learners"
    folder.mkdir()
    path = folder / "learner.yaml"
    assert planner("new", "--programme", programme, "--out", path, *TODAY).exit_code == 0
    assert "programme: ../programme.yaml\n" in path.read_text(encoding="utf-8")
    assert learners.load(path).programme.id == "tiny"


def test_names_that_yaml_takes_for_something_else_stand_in_quotation_marks(planner: Run, tmp_path: Path) -> None:
    names = ["6.100", "12", "no", "A"]
    programme = tiny_programme(
        tmp_path, units=[{"code": name, "title": name, "credits": 6} for name in names],
        requirements=[{"id": "core", "all_of": names}],
        offerings=[{"units": names, "period": period, "modality": "evening"} for period in ("S1", "S2")],
        prerequisites=[{"unit": "no", "after": ["12"]}],
    )  # fmt: skip
    path = tmp_path / "learner.yaml"
    planner("new", "--programme", programme, "--out", path, *TODAY)
    text = path.read_text(encoding="utf-8")
    for example in examples(text):
        path.write_text(f"{text}\n{example}\n", encoding="utf-8")
        learners.load(path)
    assert 'waive: [{unit: no, prerequisite: "12"}]' in text


def test_an_unknown_programme_is_refused(planner: Run) -> None:
    assert "casp-2019-2020" in refused(planner, "new", "--programme", "casp-2018")


@pytest.mark.parametrize("name, meant", [("casp-2010", "casp-2010-reunion"), ("CASP-RNCP", "casp-rncp36625")])
def test_the_beginning_of_a_programme_is_completed(planner: Run, name: str, meant: str) -> None:
    assert f"did you mean {meant}?" in refused(planner, "new", "--programme", name, lang="en")
