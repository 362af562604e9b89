"""`planner replan`: exit codes, the shape of its JSON, plans fed back, both languages, and bad input."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import INSTANCES, ROOT, refused

Run = Callable[..., Result]
LEARNER = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
PLAN = ROOT / "solutions" / "casp-2019-2020" / "autumn-evening.json"
HEAD = "unit,term,result\n"


@pytest.fixture
def results(tmp_path: Path) -> Callable[[str], Path]:
    """`results(text)`: the path of a CSV file with it."""

    def write(text: str) -> Path:
        path = tmp_path / "results.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def failure(results: Callable[[str], Path]) -> Path:
    return results(HEAD + "TET003,2019-S2,failed\nTET099,2019-S2,passed\nTET007,2019-S2,passed\n")


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_shape_of_the_data(planner: Run, failure: Path) -> None:
    result = planner("replan", LEARNER, PLAN, "--results", failure, "--format", "json", "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    data = json.loads(result.stdout)
    assert (data["schema"], data["status"], data["programme"]) == ("planner/plan/1", "optimal", "casp-2019-2020")
    assert [item["name"] for item in data["objectives"]][:2] == ["duration", "moves"]
    assert all(item["proven"] and item["value"] == item["bound"] for item in data["objectives"])
    assert set(data["replan"]) == {
        "now", "results", "before", "moves", "kept", "retakes", "added", "no_longer", "supposed", "spent", "otherwise",
        "unplanned", "to_come", "today", "overdue",
    }  # fmt: skip
    assert data["replan"]["now"] == data["history"]["now"] == "2020-S1"
    assert data["replan"]["before"] == {"award": "2021-S1", "duration": 5, "cost": 1462.0}
    move = data["replan"]["moves"][0]
    assert set(move) == {"unit", "from", "to", "modality", "rule", "reason"}
    assert (move["rule"], move["unit"] in move["reason"]) == ("load_cap", True)
    assert data["replan"]["retakes"] == [
        {"unit": "TET003", "failed": "2019-S2", "result": "failed", "how": "classes", "to": "2020-S1",
         "starts": "2020-10-01", "ends": "2021-06-30", "cost": 112.0},
    ]  # fmt: skip
    told = {(entry["unit"], entry["result"], entry["said"]) for entry in data["history"]["attempts"]}
    assert told >= {("TET003", "failed", True), ("TET099", "passed", True), ("AST004", "passed", False)}
    assert data["replan"]["supposed"] == ["AST004", "TRS001"]


def test_with_nothing_new_a_cheap_plan_is_not_made_short_unless_one_asks(planner: Run, tmp_path: Path) -> None:
    """With the cost first, six terms for 1 434 euros; the duration first gives five for 1 462."""
    plan, wish = tmp_path / "cheap.json", ("--minimise", "cost", "--format", "json")
    assert planner("plan", LEARNER, *wish, "--out", plan).exit_code == 0
    found = {}
    for prefer in ((), ("--prefer", "own"), ("--prefer", "stability"), ("--prefer", "duration")):
        data = json.loads(planner("replan", LEARNER, plan, *wish, *prefer).stdout)
        values = {item["name"]: item["value"] for item in data["objectives"]}
        found[prefer[1:]] = (len(data["replan"]["moves"]), values["duration"], values["cost"])
    assert set(found.values()) == {(0, 6, 1434.0), (1, 5, 1462.0)}
    assert [prefer for prefer, (moves, *_) in found.items() if moves] == [("duration",)]


def test_an_internship_before_the_first_classes_keeps_them_apart_once_it_counts_as_begun(
    planner: Run, tmp_path: Path
) -> None:
    """It ends on 1 December 2019: a year of classes by day begins in autumn 2020, today as when the plan was made."""
    plan, given = tmp_path / "plan.json", ("--set", "pathway=daytime", "--format", "json")
    given += ("--set", "experience={months: 24, in_sector: false}")
    given += ("--set", "internship_windows=[{from: 2019-09-01, to: 2019-12-01}]")
    assert planner("plan", LEARNER, *given, "--out", plan).exit_code == 0
    for prefer in ("own", "duration", "stability"):
        data = json.loads(planner("replan", LEARNER, plan, *given, "--prefer", prefer).stdout)
        assert (data["replan"]["moves"], data["award"]["term"]) == ([], "2020-S2")
        assert data["history"]["internship"] == {"starts": "2019-09-01", "ends": "2019-12-01"}
        assert {term["term"] for term in data["terms"] if term["units"]} == {"2020-S1"}


def test_what_comes_out_can_be_checked_and_planned_again(planner: Run, tmp_path: Path, failure: Path) -> None:
    new, newer = tmp_path / "new.json", tmp_path / "newer.json"
    arguments = ("--format", "json", "--out")
    assert planner("replan", LEARNER, PLAN, "--results", failure, *arguments, new).exit_code == 0
    made = json.loads(new.read_text(encoding="utf-8"))
    checked = planner("check", LEARNER, new, "--format", "json")
    assert (checked.exit_code, json.loads(checked.stdout)["mismatches"]) == (0, [])
    assert json.loads(checked.stdout)["cost"]["total"] == made["cost"]["total"]
    assert planner("replan", LEARNER, new, *arguments, newer).exit_code == 0
    again = json.loads(newer.read_text(encoding="utf-8"))
    assert again["history"] == made["history"]
    assert (again["replan"]["moves"], again["award"], again["cost"]) == ([], made["award"], made["cost"])
    failure.write_text(HEAD + "TET003,2020-S2,failed\n", encoding="utf-8")
    assert planner("replan", LEARNER, newer, "--results", failure, *arguments, newer).exit_code == 0
    last = json.loads(newer.read_text(encoding="utf-8"))
    lost = [(line["year"], line["amount"]) for line in last["cost"]["lines"] if line.get("lost")]
    assert lost == [("2019-2020", 112.0), ("2020-2021", 112.0)]
    assert planner("check", LEARNER, newer).exit_code == 0


def test_a_wrong_cost_after_results_is_found(planner: Run, tmp_path: Path, failure: Path) -> None:
    path = tmp_path / "new.json"
    planner("replan", LEARNER, PLAN, "--results", failure, "--format", "json", "--out", path)
    data = json.loads(path.read_text(encoding="utf-8"))
    data["cost"]["total"] -= 112
    path.write_text(json.dumps(data), encoding="utf-8")
    result = planner("check", LEARNER, path, "--format", "json")
    assert (result.exit_code, len(json.loads(result.stdout)["mismatches"])) == (3, 1)


@pytest.mark.parametrize(
    "lang, sentences",
    [
        ("fr", ["CE QUI CHANGE", "- Le titre est obtenu un semestre plus tard, en 2021-S2",
                "- TET003 (non validée en 2019-S2) se reprend en 2020-S1", "et se paie de nouveau : 112 €.",
                "à 2021-S2 ; sinon, il y aurait 4 UE du soir en 2020-S2",
                "! Résultat non indiqué, compté comme une réussite : AST004, TRS001.",
                "618 € ; reste à payer : 956 €."]),
        ("en", ["WHAT CHANGES", "- The title comes one term later, in 2021-S2",
                "- TET003 (failed in 2019-S2) is retaken in 2020-S1", "and paid again: €112.",
                "to 2021-S2; otherwise there would be 4 evening units in 2020-S2",
                "! No result given, counted as passed: AST004, TRS001.", "€618; still to pay: €956."]),
    ],
)  # fmt: skip
def test_the_text(planner: Run, tmp_path: Path, failure: Path, lang: str, sentences: list[str]) -> None:
    result = planner("replan", LEARNER, PLAN, "--results", failure, "--lang", lang)
    assert (result.exit_code, result.stderr) == (0, "")
    for sentence in sentences:
        assert sentence in flat(result.stdout)
    target = tmp_path / "new.txt"
    assert planner("replan", LEARNER, PLAN, "--results", failure, "--lang", lang, "--out", target).stdout == ""
    assert target.read_text(encoding="utf-8") == result.stdout


def test_a_result_is_told_with_its_own_term(planner: Run, tmp_path: Path) -> None:
    path = tmp_path / "autumn.csv"
    path.write_text(HEAD + "AST004,2019-S1,passed\nTET003,2019-S1,failed\n", encoding="utf-8")
    text = planner("replan", LEARNER, PLAN, "--results", path, "--lang", "en").stdout
    assert "TET003 (failed in 2019-S1) is retaken in 2020-S1" in flat(text)


def test_an_annual_unit_that_failed_in_its_first_term_ends_there(planner: Run, tmp_path: Path) -> None:
    """Neither the spring of the first new plan nor that of the one after it shows the unit, or counts an evening of it;
    told in its last term it was attended all year.
    """
    path, new = tmp_path / "results.csv", tmp_path / "new.json"

    def spring(rows: str, plan: Path) -> tuple[set[str], int]:
        path.write_text(HEAD + rows, encoding="utf-8")
        result = planner("replan", LEARNER, plan, "--results", path, "--format", "json")
        assert result.exit_code == 0, result.stderr
        new.write_text(result.stdout, encoding="utf-8")
        assert planner("check", LEARNER, new).exit_code == 0
        term = json.loads(result.stdout)["terms"][1]
        return {entry["unit"] for entry in (*term["units"], *term["attempts"])}, term["evenings"]

    units, evenings = spring("TET003,2019-S1,failed\n", PLAN)
    assert "TET003" not in units
    assert evenings == len(units) <= 3
    again, evenings = spring("TET099,2019-S2,failed\n", new)
    assert "TET003" not in again
    assert evenings == len(again) <= 3
    assert "TET003" in spring("TET003,2019-S2,failed\n", PLAN)[0]


def test_nothing_moves_and_nothing_else_is_said(planner: Run, tmp_path: Path) -> None:
    path = tmp_path / "passed.csv"
    path.write_text(HEAD + "AST004,2019-S1,passed\nTRS001,2019-S1,passed\n", encoding="utf-8")
    text = planner("replan", LEARNER, PLAN, "--results", path, "--lang", "en").stdout
    assert "- No unit changes place." in text
    assert "No other unit" not in text


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_impossible_says_why(planner: Run, failure: Path, lang: str) -> None:
    arguments = ("replan", LEARNER, PLAN, "--results", failure, "--set", "deadline=2021-S1", "--lang", lang)
    assert planner(*arguments).exit_code == 3
    result = planner(*arguments, "--format", "json")
    data = json.loads(result.stdout)
    assert (result.exit_code, data["status"], "terms" in data) == (3, "impossible", False)
    assert {conflict["rule"] for conflict in data["conflicts"]} >= {"deadline"}
    assert data["repairs"]
    late = planner("replan", LEARNER, PLAN, "--results", failure, "--keep-duration", "2", "--lang", lang)
    assert (late.exit_code, late.stderr) == (3, "")


def test_a_year_too_late_is_impossible_with_a_budget_too(planner: Run, results: Callable[[str], Path]) -> None:
    path = results(HEAD + "PSY001,2020-S2,failed\n")
    options = ("--keep-duration", "2", "--set", "max_cost_per_year=900")
    assert planner("replan", LEARNER, PLAN, "--results", path, *options).exit_code == 3


def test_results_with_semicolons_and_a_plan_made_by_hand(planner: Run, tmp_path: Path, results: Any) -> None:
    path = results("unit;term;result\nAST004;2019-S1;failed\n")
    assert planner("replan", LEARNER, PLAN, "--results", path).exit_code == 0
    plan = tmp_path / "mine.csv"
    rows = {"2019-S1": "AST004 TRS001 TET003", "2019-S2": "TET099 TET007", "2020-S1": "CCE001 CCE003 AST002",
            "2020-S2": "AST005 TRS002 PSY001", "2021-S1": "UEV010"}  # fmt: skip
    lines = [f"{unit};{term};evening" for term, units in rows.items() for unit in units.split()]
    plan.write_text("\n".join(["unit;term;modality", *lines]), encoding="utf-8")
    result = planner("replan", LEARNER, plan, "--results", path, "--format", "json")
    data = json.loads(result.stdout)
    moves = [(entry["unit"], entry["to"], entry["rule"]) for entry in data["replan"]["moves"]]
    assert (result.exit_code, moves) == (0, [("AST002", "2021-S1", "load_cap")])  # AST004 needs a place in autumn 2020
    assert [entry["unit"] for entry in data["replan"]["retakes"]] == ["AST004"]


@pytest.mark.parametrize("arguments", [("--prefer", "speed"), ("--keep-duration", "0"), ("--format", "docx")])
def test_usage(planner: Run, failure: Path, arguments: tuple[str, ...]) -> None:
    assert planner("replan", LEARNER, PLAN, "--results", failure, *arguments).exit_code == 2


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "text, words",
    [
        ("", []),
        ("unit,term\nAST004,2019-S1\n", ["result"]),
        ("unit,term,result,mark\nAST004,2019-S1,passed,12\n", ["mark"]),
        (HEAD + "XYZ001,2019-S1,passed\n", [":2", "XYZ001", "AST004"]),
        (HEAD + "UAS003,2019-S1,passed\n", [":2", "UAS003"]),
        (HEAD + "AST004,2019-S1,passed\nTRS001,2019-S9,passed\n", [":3", "term", "2019-S9"]),
        (HEAD + "AST004,autumn,passed\n", [":2", "term", "autumn"]),
        (HEAD + "AST004,2018-S1,passed\n", [":2", "2018-S1", "2019-S1"]),
        (HEAD + "AST004,2019-S1,maybe\n", [":2", "result", "maybe", "passed, failed, pending, absent"]),
        (HEAD + "AST004,2019-S1,\n", [":2", "result"]),
        (HEAD + "AST004,2019-S1,passed\nAST004,2019-S1,failed\n", [":3", "AST004", "2019-S1"]),
        (HEAD + "TET099,2019-S1,passed\n", [":2", "TET099", "2019-S1"]),
        (HEAD + "AST004,2019-S1,passed,early\n", [":2"]),
    ],
)
def test_bad_results(planner: Run, results: Any, lang: str, text: str, words: list[str]) -> None:
    path = results(text)
    message = refused(planner, "replan", LEARNER, PLAN, "--results", path, lang=lang)
    assert message.startswith(str(path))
    for word in words:
        assert word in message.removeprefix(str(path)), message


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_results_that_do_not_fit_what_is_open(planner: Run, results: Any, lang: str) -> None:
    path = results(HEAD + "TRS001,2019-S1,passed\nPSY001,2020-S2,failed\n")
    message = refused(planner, "replan", LEARNER, PLAN, "--results", path, "--now", "2020-S1", lang=lang)
    assert message.startswith(f"{path}:3")
    assert "2020-S2" in message
    assert "2020-S1" in message
    path = results(HEAD + "AST004,2020-S1,failed\n")
    message = refused(planner, "replan", LEARNER, PLAN, "--results", path, lang=lang)
    assert message.startswith(f"{path}:2")
    assert "2019-S1" in message
    missing = path.with_name("none.csv")
    assert str(missing) in refused(planner, "replan", LEARNER, PLAN, "--results", missing, lang=lang)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("term", ["2018-S1", "2019-S9", "soon"])
def test_a_first_open_term_that_does_not_fit(planner: Run, failure: Path, lang: str, term: str) -> None:
    message = refused(planner, "replan", LEARNER, PLAN, "--now", term, lang=lang)
    assert "--now" in message
    assert term in message


def test_no_term_reopens(planner: Run, tmp_path: Path, failure: Path) -> None:
    path = tmp_path / "new.json"
    planner("replan", LEARNER, PLAN, "--results", failure, "--format", "json", "--out", path)
    message = refused(planner, "replan", LEARNER, path, "--now", "2019-S2")
    assert "2019-S2" in message
    assert "2020-S1" in message


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_bad_plans(planner: Run, tmp_path: Path, failure: Path, lang: str) -> None:
    other = ROOT / "solutions" / "casp-2016-2017" / "autumn-evening.json"
    message = refused(planner, "replan", LEARNER, other, "--results", failure, lang=lang)
    assert message.startswith(str(other))
    assert "casp-2016-2017" in message
    data = json.loads(PLAN.read_text(encoding="utf-8"))
    history = {"now": "2020-S1", "attempts": [{"unit": "AST004", "term": "2019-S2", "result": "passed"}]}
    broken: dict[str, Any] = {
        "{": [], "": [], json.dumps(data)[:200]: [],
        json.dumps(data | {"history": {"now": "2020-S9"}}): ["history.now", "2020-S9"],
        json.dumps(data | {"history": history}): ["history.attempts[0]", "AST004", "2019-S2"],
        json.dumps(data | {"history": {"now": "2020-S1", "attempts": [history["attempts"][0] | {"result": "won"}]}}):
            ["history.attempts[0].result", "won"],
    }  # fmt: skip
    path = tmp_path / "plan.json"
    for text, words in broken.items():
        path.write_text(text, encoding="utf-8")
        message = refused(planner, "replan", LEARNER, path, "--results", failure, lang=lang)
        assert message.startswith(str(path))
        assert all(word in message for word in words), message


@pytest.mark.parametrize("terms", [3, 4])
def test_repairs_within_a_number_of_terms_keep_it(planner: Run, terms: int) -> None:
    command = ("replan", LEARNER, PLAN, "--keep-duration", str(terms), "--format", "json")
    impossible = planner(*command)
    assert impossible.exit_code == 3
    repairs = json.loads(impossible.stdout)["repairs"]
    assert repairs
    for repair in repairs:
        changes = [word for key, value in repair["set"].items() for word in ("--set", f"{key}={json.dumps(value)}")]
        result = planner(*command, *changes)
        assert result.exit_code == 0, repair
        duration = next(o["value"] for o in json.loads(result.stdout)["objectives"] if o["name"] == "duration")
        assert duration == repair["gives"]["duration"] <= terms
