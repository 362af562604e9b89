"""Chances to fail, as learners and programmes state them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from planner.domain.chances import Chances
from tests.support import case_of, refusals, tiny_programme

Planner = Callable[..., Result]


def learner(folder: Path, **keys: object) -> Path:
    path = folder / "learner.yaml"
    data = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True}
    path.write_text(json.dumps(data | keys), encoding="utf-8")
    return path


def test_chances_are_read_with_their_defaults() -> None:
    given = {"fail": 0.15, "units": {"AST005": 0.3}, "second_session": 0.5}
    case = case_of("casp-2019-2020", chances=given)
    assert case.learner.chances == Chances(0.15, {"AST005": 0.3}, 0.5)
    assert case.chances is not None
    assert (case.chances.of("AST005"), case.chances.of("AST004")) == (0.3, 0.15)
    assert case_of("casp-2019-2020", chances={"fail": 1}).chances == Chances(1.0, {}, 1.0)
    assert case_of("casp-2019-2020").chances is None


def test_those_of_the_programme_hold_where_the_learner_says_nothing(tmp_path: Path) -> None:
    path = tiny_programme(tmp_path, chances={"fail": 0.2, "units": {"A": 0.4}})
    assert case_of(path, start="2020-S1").chances == Chances(0.2, {"A": 0.4}, 1.0)
    assert case_of(path, start="2020-S1", chances={"fail": 0.1}).chances == Chances(0.1, {}, 1.0)


@pytest.mark.parametrize(
    "given, parts",
    [
        ({"fail": 1.5}, ("chances.fail", "1")),
        ({"fail": -0.1}, ("chances.fail", "0")),
        ({"fail": 0.1, "units": {"AST005": 2}}, ("chances.units.AST005",)),
        ({"fail": 0.1, "units": {"AST999": 0.5}}, ("chances.units.AST999", "AST005")),
        ({"fail": 0.1, "units": {"UA211G": 0.5}}, ("chances.units.UA211G",)),
        ({"fail": "often"}, ("chances.fail",)),
        ({"fail": 0.1, "second": 0.5}, ("chances.second", "second_session")),
        ({"second_session": 3}, ("chances.second_session",)),
    ],
)
def test_what_does_not_fit_is_told(
    planner: Planner, tmp_path: Path, given: dict[str, object], parts: tuple[str, ...]
) -> None:
    (line,) = refusals(planner, "plan", learner(tmp_path, chances=given))
    assert all(part in line for part in parts), line


def test_every_problem_is_told_at_once(planner: Planner, tmp_path: Path) -> None:
    found = refusals(planner, "plan", learner(tmp_path, chances={"fail": 2, "units": {"AST999": 0.5, "AST998": 0.1}}))
    assert any("chances.fail" in line for line in found)


def test_a_programme_names_its_own_units(planner: Planner, tmp_path: Path) -> None:
    programme = tiny_programme(tmp_path, chances={"fail": 0.2, "units": {"Z": 0.4}})
    (line,) = refusals(planner, "plan", learner(tmp_path, programme=str(programme), start="2020-S1"))
    assert "chances.units.Z" in line


def test_chances_can_be_set_and_no_plan_depends_on_them(planner: Planner, tmp_path: Path) -> None:
    path = learner(tmp_path)
    plain = planner("plan", path, "--format", "json")
    told = planner("plan", path, "--format", "json", "--set", "chances.fail=0.3", "--set", "chances={fail: 0.3}")
    assert (plain.exit_code, told.exit_code) == (0, 0), told.output
    assert json.loads(plain.stdout)["terms"] == json.loads(told.stdout)["terms"]


def test_another_vintage_drops_what_it_does_not_have_and_says_so(planner: Planner, tmp_path: Path) -> None:
    chances = {"fail": 0.1, "units": {"TET006": 0.5, "AST005": 0.2}}
    path = learner(tmp_path, chances=chances)
    found = planner("plan", path, "--programme", "casp-2010-reunion", "--set", "start=2010-S1", "--lang", "en")
    assert found.exit_code == 0, found.output
    line = next(line for line in found.stdout.splitlines() if "(chances)" in line)
    assert "TET006" in line
    assert "AST005" not in line
