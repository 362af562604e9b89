"""`planner explain`: exit codes, the data it prints, what its sentences name, and what it never claims."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.cli.test_plan_command import assert_shape
from tests.support import INSTANCES, SAMPLES, sample_name

Run = Callable[..., Result]
IMPOSSIBLE = [path for path in SAMPLES if path.stem.startswith("impossible-")]
POSSIBLE = [
    INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml",
    INSTANCES / "casp-2010-reunion" / "learners" / "out-of-sector-internship.yaml",
    INSTANCES / "casp-2016-2017" / "learners" / "mixed-jobseeker.yaml",
    INSTANCES / "casp-2020-2021" / "learners" / "daytime-full-time-jobseeker.yaml",
    INSTANCES / "casp-rncp36625" / "learners" / "mixed-deadline.yaml",
]
EVENING = POSSIBLE[0]
FEW_LEFT = EVENING.with_name("acquired-vae-ves.yaml")
MONEY = (int, float, type(None))
GIVES = {"duration": int, "cost": MONEY, "own": MONEY, "award": str, "date": str}
CONFLICT = {"rule": str, "what": str, "subjects": [str]}
REPAIR = {"change": str, "set": dict, "gives": GIVES}
WHY_NOT = {"status": str, "conflicts": [CONFLICT], "facts": [str], "repairs": [REPAIR], "warnings": [str]}
WHY: dict[str, Any] = {
    "schema": str,
    "status": str,
    "programme": str,
    "learner": str,
    "award": {"term": str, "date": str},
    "cost": {"known": bool, "total": MONEY},
    "sooner": {"conflicts": [CONFLICT], "facts": [str]},
    "chain": [{"what": str, "term": str, "rule": (str, type(None)), "why": (str, type(None))}],
    "slack": [{"unit": str, "planned": str, "earliest": str, "latest": str, "terms": int}],
    "gains": [{"kind": str, "change": str, "set": dict, "gives": GIVES, "gain": dict}],
    "assumptions": [{"id": str, "text": str}],
}
TERM = re.compile(r"\b\d{4}-[ST]\d\b")
DATED = re.compile(r"(\d{4}-[ST]\d)(?: (?:to|à) (\d{4}-[ST]\d))?\s\(")


def explained(planner: Run, *arguments: object, code: int) -> dict[str, Any]:
    result = planner("explain", *arguments, "--format", "json")
    assert result.exit_code == code, result.stderr
    assert result.stderr == ""
    data: dict[str, Any] = json.loads(result.stdout)
    assert data["schema"] == "planner/explain/1"
    return data


def written(folder: Path, text: str) -> Path:
    path = folder / "learner.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", IMPOSSIBLE, ids=sample_name)
def test_shape_of_an_impossible_case(planner: Run, path: Path) -> None:
    data = explained(planner, path, code=3)
    assert data["status"] == "impossible"
    assert_shape(data, WHY_NOT)
    assert data["conflicts"]
    assert data["repairs"]


@pytest.mark.parametrize("path", IMPOSSIBLE[::2], ids=sample_name)
def test_plan_says_the_same_conflicts_and_repairs(planner: Run, path: Path) -> None:
    why = explained(planner, path, code=3)
    result = planner("plan", path, "--format", "json")
    assert result.exit_code == 3
    data = json.loads(result.stdout)
    assert_shape(data, {"schema": str, **WHY_NOT})
    assert "terms" not in data
    for key in ("conflicts", "repairs"):
        assert data[key] == why[key]


@pytest.mark.parametrize("path", IMPOSSIBLE[::2], ids=sample_name)
def test_each_repair_makes_a_plan_through_set(planner: Run, path: Path) -> None:
    for repair in explained(planner, path, code=3)["repairs"]:
        changes = [f"--set={key}={json.dumps(value)}" for key, value in repair["set"].items()]
        result = planner("plan", path, *changes, "--format", "json")
        assert result.exit_code == 0, result.stderr
        data = json.loads(result.stdout)
        told = repair["gives"]
        assert (data["award"]["term"], data["cost"]["total"]) == (told["award"], told["cost"])


@pytest.mark.parametrize("path", POSSIBLE, ids=sample_name)
def test_shape_of_a_possible_case(planner: Run, path: Path) -> None:
    data = explained(planner, path, code=0)
    assert data["status"] == "optimal"
    assert_shape(data, WHY)
    assert data["chain"][-1]["what"] == "award"
    assert data["cheapest"] is None or data["cheapest"]["cost"] <= data["cost"]["total"]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("path", [*IMPOSSIBLE, *POSSIBLE], ids=sample_name)
def test_text_is_narrow_and_dates_every_term(planner: Run, path: Path, lang: str) -> None:
    result = planner("explain", path, "--lang", lang)
    assert result.stderr == ""
    assert max(map(len, result.stdout.splitlines())) <= 100
    sentences = " ".join(result.stdout.split())
    written_keys = re.sub(
        r"(?:to write in the file|à écrire dans le fichier)\s?: .*?(?= \d\. | à écrire| to write|$)", "", sentences
    )
    dated = {name for pair in DATED.findall(sentences) for name in pair if name}
    assert set(TERM.findall(written_keys)) <= dated


def test_out_holds_the_text_and_stdout_nothing(planner: Run, tmp_path: Path) -> None:
    target = tmp_path / "why.json"
    result = planner("explain", IMPOSSIBLE[0], "--format", "json", "--out", target)
    assert (result.exit_code, result.stdout, result.stderr) == (3, "", "")
    assert json.loads(target.read_text(encoding="utf-8"))["status"] == "impossible"


def test_bad_input_names_file_and_line(planner: Run, tmp_path: Path) -> None:
    path = written(tmp_path, "programme: casp-2019-2020\nstart: 2019-S1\npathway: by-boat\n")
    result = planner("explain", path, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{path}:3" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_missing_file_is_bad_input(planner: Run, tmp_path: Path) -> None:
    result = planner("explain", tmp_path / "nobody.yaml", "--lang", "en")
    assert result.exit_code == 1
    assert "nobody.yaml" in result.stderr


@pytest.mark.parametrize("options", [["--format", "ics"], ["--time-limit", "0"], ["--lang", "de"], ["--what"]])
def test_usage(planner: Run, options: list[str]) -> None:
    result = planner("explain", POSSIBLE[0], *options)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("limit", ["0.000001", "0.001", "0.02"])
@pytest.mark.parametrize("path", [*IMPOSSIBLE, *POSSIBLE], ids=sample_name)
def test_too_little_time_is_never_impossible(planner: Run, path: Path, limit: str) -> None:
    result = planner("explain", path, "--time-limit", limit, "--format", "json")
    assert result.stderr == ""
    data = json.loads(result.stdout)
    assert (result.exit_code, data["status"]) in {
        (0, "optimal"), (0, "feasible"), (3, "impossible"), (4, "unknown"),
    }  # fmt: skip
    if data["status"] == "impossible":
        assert path in IMPOSSIBLE
        full = json.loads(planner("explain", path, "--format", "json").stdout)
        assert data["conflicts"] in ([], full["conflicts"])
        assert all(repair["gives"]["duration"] for repair in data["repairs"])
    elif data["status"] == "unknown":
        assert not data.get("conflicts")
        assert not data.get("repairs")
    text = planner("explain", path, "--time-limit", limit, "--lang", "en")
    assert text.exit_code in (0, 3, 4)
    assert (text.exit_code == 3) == ("Impossible" in text.stdout)


def test_amounts_are_in_the_currency_of_the_programme(planner: Run, tmp_path: Path) -> None:
    francs = tmp_path / "programme.yaml"
    francs.write_text("extends: casp-2016-2017\nid: francs\ncurrency: CHF\n", encoding="utf-8")
    poor = (INSTANCES / "casp-2016-2017" / "learners" / "impossible-budget.yaml").read_text(encoding="utf-8")
    path = written(tmp_path, poor.replace("casp-2016-2017", str(francs)))
    for options in ((), ("--set", "max_cost_per_year=700")):
        text = planner("explain", path, *options, "--lang", "en").stdout
        assert "CHF" in text
        assert "€" not in text


def test_an_award_that_waits_for_what_comes_first_is_not_the_soonest(planner: Run) -> None:
    result = planner("explain", FEW_LEFT, "--minimise", "cost", "--lang", "en")
    assert "you put this before the duration: cost" in " ".join(result.stdout.split())
    data = json.loads(planner("explain", FEW_LEFT, "--minimise", "cost", "--format", "json").stdout)
    assert (data["sooner"]["kind"], data["sooner"]["wishes"], data["sooner"]["conflicts"]) == ("wishes", ["cost"], [])


def test_a_repair_that_undoes_what_was_said_is_marked_in_every_format(planner: Run, tmp_path: Path) -> None:
    path = tmp_path / "learner.yaml"
    experience = "experience: {months: 6, in_sector: true, working: false}"
    path.write_text(f"programme: casp-2019-2020\nstart: 2019-S1\n{experience}\n", encoding="utf-8")
    (repair,) = json.loads(planner("explain", path, "--format", "json").stdout)["repairs"]
    assert repair["undoes"] == ["experience.working"]
    for command in (("explain", path), ("plan", path, "--format", "html")):
        for lang, words in (("en", "touches what you said: that you do not work"), ("fr", "touche à ce que vous avez")):
            shown = planner(*command, "--lang", lang).stdout.replace("\u202f", " ")
            assert words in " ".join(shown.split()), (command, lang)


def test_a_payer_with_whom_the_cost_stays_unknown_is_no_gain(planner: Run, tmp_path: Path) -> None:
    """The programme has no daytime price for cpf; with another payer beside it, the title only comes later."""
    path = tmp_path / "learner.yaml"
    keys = "funding: cpf\npathway: daytime\nmax_cost_per_year: 3000\nexperience: {months: 24, in_sector: true}\n"
    path.write_text(f"programme: casp-2019-2020\nstart: 2019-S1\nfictional: true\n{keys}", encoding="utf-8")
    data = json.loads(planner("explain", path, "--format", "json").stdout)
    assert data["cost"] == {"known": False, "total": None}
    assert [gain for gain in data["gains"] if gain["gain"]["cost"] is None] == []
    assert "payer" not in data["tried"]


def test_sooner_is_not_a_pause_alone_where_other_classes_come_before_it(planner: Run, tmp_path: Path) -> None:
    """CCE001 has classes in the paused autumn and in the one before, which is full."""
    path = tmp_path / "learner.yaml"
    path.write_text("programme: casp-2019-2020\nstart: 2019-S1\nfictional: true\ngoal: CP29\npause: [2020-S1]\n",
                    encoding="utf-8")  # fmt: skip
    data = json.loads(planner("explain", path, "--format", "json", "--lang", "en").stdout)
    link = next(link for link in data["chain"] if link["what"] == "CCE001")
    assert link["rule"] == "load_cap"
    assert "4 evening units in 2019-S1" in link["why"]
