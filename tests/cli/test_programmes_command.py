"""`planner programmes`: what there is, and what is assumed in each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.support import INSTANCES, tiny_programme

Run = Callable[..., Result]
VINTAGES = ["casp-2010-reunion", "casp-2016-2017", "casp-2019-2020", "casp-2020-2021", "casp-rncp36625"]


def test_the_list_names_every_programme_with_its_assumptions(planner: Run) -> None:
    data = json.loads(planner("programmes", "--format", "json").stdout)
    assert data["schema"] == "planner/programmes/1"
    found = {entry["id"]: entry for entry in data["programmes"]}
    assert set(VINTAGES) <= set(found)
    assert set(found) == {path.parent.name for path in INSTANCES.glob("*/programme.yaml")}
    for name in VINTAGES:
        assert found[name]["fictional"] is False
        assert len(found[name]["assumptions"]) >= 5
        assert all(entry["id"] and entry["text"] for entry in found[name]["assumptions"])
    assert found["fictional-three-terms"]["fictional"] is True


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_list_as_text(planner: Run, lang: str) -> None:
    short = planner("programmes", "--lang", lang)
    result = planner("programmes", "--assumptions", "--lang", lang)
    assert (result.exit_code, result.stderr, short.exit_code) == (0, "", 0)
    assert result.stdout.startswith(short.stdout)
    assert "[" not in short.stdout
    for name in VINTAGES:
        assert name in short.stdout
        data = json.loads(planner("programmes", "--format", "json", "--lang", lang).stdout)
        entry = next(item for item in data["programmes"] if item["id"] == name)
        for assumption in entry["assumptions"]:
            assert f"[{assumption['id']}]" in result.stdout


@pytest.mark.parametrize("name", [*VINTAGES, "fictional-three-terms"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_one_programme_in_full(planner: Run, name: str, lang: str) -> None:
    result = planner("programmes", name, "--lang", lang)
    assert (result.exit_code, result.stderr) == (0, "")
    data = json.loads(planner("programmes", name, "--format", "json", "--lang", lang).stdout)
    assert data["id"] == name
    for unit in data["units"]:
        assert unit["code"] in result.stdout
    for entry in (*data["documents"], *data["assumptions"]):
        assert entry["id"] in result.stdout
    assert "{" not in result.stdout


def test_the_list_leads_with_the_programmes(planner: Run) -> None:
    lines = planner("programmes", "--assumptions", "--lang", "en").stdout.splitlines()
    named = [place for place, line in enumerate(lines) for name in VINTAGES if line.startswith(name)]
    assert len(named) == len(VINTAGES)
    assert max(named) < min(place for place, line in enumerate(lines) if "ASSUMPTIONS" in line)
    assert all(len(line) <= 100 for line in lines)


@pytest.mark.parametrize("form", ["html", "pdf", "xlsx", "csv", "md"])
@pytest.mark.parametrize("asked", [[], ["--assumptions"], ["casp-2019-2020"]])
def test_every_format(planner: Run, tmp_path: Path, form: str, asked: list[str]) -> None:
    target = tmp_path / f"shown.{form}"
    result = planner("programmes", *asked, "--out", target, "--today", "2026-03-01")
    assert (result.exit_code, result.output) == (0, "")
    first = target.read_bytes()
    assert first
    planner("programmes", *asked, "--out", target, "--today", "2026-03-01")
    assert target.read_bytes() == first


def test_the_units_of_a_programme_as_csv(planner: Run) -> None:
    lines = planner("programmes", "casp-2019-2020", "--format", "csv").stdout.splitlines()
    assert lines[0] == "unit,title,ects,hours,block,source,assumption"
    assert lines[4].startswith("TET003,")
    assert ",8,," in lines[4]


def test_there_is_no_calendar_of_programmes(planner: Run) -> None:
    assert planner("programmes", "--format", "ics").exit_code == 2


def test_figures_stand_with_their_source(planner: Run) -> None:
    text = planner("programmes", "casp-2010-reunion").stdout
    flat = " ".join(text.split())
    assert "29 octobre 2010" in flat
    assert "152 €" in flat
    assert "suivi pédagogique et administratif du rapport" in flat
    assert "55 € par crédit" in flat
    assert "9,15\u00a0€ par heure" in planner("programmes", "casp-2016-2017").stdout
    assert "crédits inconnus" in planner("programmes", "casp-rncp36625").stdout


def test_a_programme_by_its_path(planner: Run, tmp_path: Path) -> None:
    path = tiny_programme(tmp_path)
    assert "Tiny" in planner("programmes", path).stdout
    assert "Tiny" in planner("programmes", tmp_path).stdout


def test_an_unknown_programme(planner: Run) -> None:
    result = planner("programmes", "casp-1999", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert "casp-1999" in result.stderr
    assert "casp-2019-2020" in result.stderr


def test_out(planner: Run, tmp_path: Path) -> None:
    target = tmp_path / "list.txt"
    assert planner("programmes", "--out", target).stdout == ""
    assert target.read_text(encoding="utf-8") == planner("programmes").stdout
