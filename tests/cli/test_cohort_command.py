"""`planner cohort`: each learner alone with the demand for classes, or seats shared between all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.storage import distributions
from planner.study.cohort.generate import cohort_text
from tests.support import INSTANCES, tiny_programme

Run = Callable[..., Result]
FOLDER = INSTANCES / "casp-2019-2020"
SAMPLE = FOLDER / "cohort.csv"
DAY = ("--today", "2026-11-21", "--lang", "en", "--workers", "1")


def written(folder: Path, *rows: str) -> Path:
    tiny_programme(folder)
    path = folder / "c.csv"
    path.write_text("\n".join(["id,programme,start,max_units_per_term,deadline,acquired", *rows]), encoding="utf-8")
    return path


def data(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_each_alone_is_what_plan_says(planner: Run) -> None:
    found = data(planner("cohort", SAMPLE, "--format", "json", *DAY))
    assert (found["schema"], found["mode"], found["fictional"]) == ("planner/cohort/1", "alone", True)
    assert found["counts"] == {"optimal": 7, "impossible": 1}
    usual = found["learners"][0]
    assert (usual["duration"], usual["cost"], usual["award"]) == (5, 1462.0, "2021-S1")
    last = found["learners"][-1]
    assert last["reason"].startswith("These do not hold together")
    assert (last["award"], last["cost"], last["units"]) == (None, None, [])


def test_demand_counts_the_plans(planner: Run) -> None:
    found = data(planner("cohort", SAMPLE, "--format", "json", "--seats", "TET003=3,TET099-2019-S2-evening=2", *DAY))
    plans = [learner["units"] + learner.get("late_units", []) for learner in found["learners"]]
    taken = Counter(unit["offering"] for plan in plans for unit in plan)
    assert {row["offering"]: row["alone"] for row in found["demand"] if row["alone"]} == dict(taken)
    by_id = {row["offering"]: row for row in found["demand"]}
    annual = by_id["TET003-2019-year-evening"]
    assert (annual["term"], annual["last_term"]) == ("2019-S1", "2019-S2")
    assert (annual["seats"], annual["over"]) == (3, annual["alone"] - 3)
    assert by_id["TET099-2019-S2-evening"]["seats"] == 2
    assert by_id["AST004-2019-S1-evening"]["seats"] is None
    assert by_id["TET006-2019-S2-evening"]["alone"] == 0, "also what nobody takes"
    assert [learner["id"] for learner in found["learners"] if "late_units" in learner] == found["no_plan"]["later"]
    places = sum(plan != [] for plan in plans)
    assert found["terms"][0]["learners"] <= places


def test_bad_rows_are_named_and_left_out(planner: Run, tmp_path: Path) -> None:
    path = written(
        tmp_path, "a,programme.yaml,2020-S1,,,", "b,programme.yaml,2020-S7,,,", "a,programme.yaml,2020-S1,,,"
    )
    result = planner("cohort", path, "--format", "json", *DAY)
    assert result.exit_code == 1
    assert [line.partition(": ")[0] for line in result.stderr.splitlines()] == [f"{path}:3", f"{path}:4"]
    found = data(result)
    assert [row["line"] for row in found["refused"]] == [3, 4]
    assert [learner["id"] for learner in found["learners"]] == ["a"]
    assert str(tmp_path) not in result.stdout


def test_seats_are_shared_by_hand(planner: Run, tmp_path: Path) -> None:
    """Three need D alone and one a term; two seats in each class of D: two end in 2020-S1, the third in 2020-S2."""
    rows = [f"{name},programme.yaml,2020-S1,1,{end},A;B;C" for name, end in (("x", ""), ("y", ""), ("z", "2020-S2"))]
    found = data(
        planner("cohort", written(tmp_path, *rows), "--share-seats", "--seats", "D=2", "--format", "json", *DAY)
    )
    assert [goal["value"] for goal in found["objectives"]] == [3, 0, 4, 0]
    assert all(goal["proven"] and goal["gap"] == 0 for goal in found["objectives"])
    assert [learner["award"] for learner in found["learners"]] == ["2020-S1", "2020-S1", "2020-S2"]
    one = data(planner("cohort", tmp_path / "c.csv", "--share-seats", "--seats", "D=1", "--format", "json", *DAY))
    assert [goal["value"] for goal in one["objectives"]] == [2, 0, 6, 2]
    assert {learner["id"]: learner["outcome"] for learner in one["learners"]} == {
        "x": "on_time", "y": "delayed", "z": "on_time",
    }  # fmt: skip
    assert [row["shared"] for row in one["demand"] if row["shared"]] == [1, 1, 1]
    none = data(planner("cohort", tmp_path / "c.csv", "--share-seats", "--seats", "D=0", "--format", "json", *DAY))
    assert {learner["outcome"] for learner in none["learners"]} == {"without_plan"}


def test_generated_learners_share_seats(planner: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(cohort_text(distributions.load(FOLDER / "distribution.yaml"), 16, 2), encoding="utf-8")
    alone = data(planner("cohort", path, "--format", "json", *DAY))
    wanted = {row["offering"]: max(1, row["alone"] * 8 // 10) for row in alone["demand"]}
    seats = ",".join(f"{name}={number}" for name, number in wanted.items())
    asked = ("cohort", path, "--share-seats", "--seats", seats, "--format", "json", "--today", "2026-11-21")
    found = data(planner(*asked, "--lang", "en", "--workers", "1"))
    assert found["objectives"][0]["proven"]
    for row in found["demand"]:
        assert row["seats"] is None or row["shared"] <= row["seats"]
    late = [learner for learner in found["learners"] if learner["outcome"] == "delayed"]
    assert found["objectives"][0]["value"] + len(late) + found["objectives"][1]["value"] == sum(
        learner["outcome"] != "impossible" for learner in found["learners"]
    )
    assert sum(learner["duration"] or 0 for learner in found["learners"]) == found["objectives"][2]["value"]
    assert max((learner["delay"] or 0) for learner in found["learners"]) == found["objectives"][3]["value"]


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_the_same_reason_and_what_nobody_takes_are_said_once(planner: Run, tmp_path: Path, form: str) -> None:
    rows = [f"{name},programme.yaml,2020-S1,0,2020-S1,A;B;C" for name in ("w", "late", "none")]
    path = written(tmp_path, "one,programme.yaml,2020-S1,3,,A;B", *rows)
    found = planner("cohort", path, "--format", form, *DAY).stdout
    assert "3 learners: no plan is possible with the number of units they take a term" in found.replace("\n", " ")
    assert found.count("(w, late and none)") == 1
    entries = data(planner("cohort", path, "--format", "json", *DAY))
    assert sum(learner["reason"] is not None for learner in entries["learners"]) == 3
    idle = [row for row in entries["demand"] if not row["alone"]]
    assert f"{len(idle)} other classes of these years are wanted by nobody." in found
    assert not any(row["offering"] in found for row in idle)


@pytest.mark.parametrize("form", ["text", "csv", "md", "html", "xlsx", "pdf"])
@pytest.mark.parametrize("options", [(), ("--share-seats", "--seats", "TET003-2019-year-evening=2")])
def test_every_format_twice_the_same(planner: Run, form: str, options: tuple[str, ...], tmp_path: Path) -> None:
    for name in ("one", "two"):
        out = tmp_path / f"{name}.{form}"
        result = planner("cohort", SAMPLE, *options, "--format", form, "--out", out, *DAY)
        assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / f"one.{form}").read_bytes() == (tmp_path / f"two.{form}").read_bytes()
    if form in ("text", "md", "html"):
        found = (tmp_path / f"one.{form}").read_text(encoding="utf-8")
        assert "fictional-08" in found
        assert "TET003-2019-year-evening" in found
        assert ("terms in all" in found) == bool(options)


def test_french(planner: Run) -> None:
    result = planner("cohort", SAMPLE, "--share-seats", "--seats", "TET003-2019-year-evening=2", "--workers", "1")
    assert result.exit_code == 0
    assert "finissent à temps" in result.stdout
    assert "à temps" in result.stdout


@pytest.mark.parametrize(
    "arguments, code, told",
    [
        ((), 2, "COHORT"),
        ((SAMPLE, "--generate", "5", "--distribution", "d.yaml"), 2, "--generate"),
        (("--generate", "5", "--distribution", "d.yaml", "--share-seats"), 2, "--share-seats"),
        (("nowhere.csv",), 1, "nowhere.csv"),
        ((SAMPLE, "--seats", "AST004"), 1, "AST004=25"),
        ((SAMPLE, "--seats", "AST004=many"), 1, "CLASS=SEATS"),
        ((SAMPLE, "--seats", "AST004=-1"), 1, "CLASS=SEATS"),
        ((SAMPLE, "--seats", "AST004=2,AST004=3"), 1, "twice"),
        ((SAMPLE, "--seats", "AST044=2"), 1, "AST04"),
        ((SAMPLE, "--seats", "AST004-19-S1-evening=2"), 1, "no class"),
        ((SAMPLE, "--format", "ics"), 2, "ics"),
        ((SAMPLE, "--workers", "0"), 2, "workers"),
        ((SAMPLE, "--set", "colour=red"), 1, "colour"),
    ],
)
def test_wrong_use(planner: Run, arguments: tuple[object, ...], code: int, told: str) -> None:
    result = planner("cohort", *arguments, "--lang", "en")
    assert (result.exit_code, result.stdout) == (code, ""), result.stderr
    assert told in result.stderr


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_one_account_of_a_sharing(planner: Run, tmp_path: Path, form: str) -> None:
    """One on time, one late whatever the seats, one who cannot take anything, and one for whom no seat is left."""
    rows = (
        "here,programme.yaml,2020-S1,1,,A;B;C",
        "late,programme.yaml,2020-S1,1,2020-S1,A;C",
        "never,programme.yaml,2020-S1,0,,A;B;C",
        "without,programme.yaml,2020-S1,1,,A;B;D",
    )
    path = written(tmp_path, *rows)
    asked = ("cohort", path, "--share-seats", "--seats", "C=0", *DAY)
    found = data(planner(*asked, "--format", "json"))
    assert found["counts"] == {"on_time": 1, "delayed": 1, "impossible": 1, "without_plan": 1}
    assert [goal["value"] for goal in found["objectives"]] == [1, 1, 3, 1]
    assert found["unseated"] == [{"what": "no seat left in C", "count": 1, "learners": ["without"]}]
    wanted = Counter({row["unit"]: row["alone"] for row in found["demand"] if row["alone"]})
    assert wanted["B"] == 1, "who only ends after the deadline wants a seat"
    told = " ".join(planner(*asked, "--format", form).stdout.replace("\\", "").split())
    for part in (
        "1 has no plan for want of seats", "1 has no plan at all, even with every seat", "cannot be kept (late)",
        "The demand also counts 1 learner who can only end after their deadline (late).", "no seat left in C (without)",
    ):  # fmt: skip
        assert part in told
    without = told.lower().partition("without a plan <" if form == "html" else "without a plan")[2]
    assert "(late)" not in without.partition("late, even with every seat")[0].partition("demand")[0]


@pytest.mark.parametrize(
    "lang, words", [("en", "the costs of its learners"), ("fr", "les coûts de ses auditeur·rices sont inconnus")]
)
def test_classes_of_several_programmes_are_told_apart(planner: Run, tmp_path: Path, lang: str, words: str) -> None:
    """Two vintages have the same classes under the same names, and one of them has no prices."""
    path, row = tmp_path / "c.csv", '"TRS001;CCE001;TET003;TET007;AST005;TRS002;CCE003;AST002;UEV010"'
    names = ("casp-2019-2020", "casp-rncp36625")
    lines = [f"{name},{name},2027-S1,{row}" for name in names]
    path.write_text("\n".join(["id,programme,start,acquired", *lines]), encoding="utf-8")
    shown = planner("cohort", path, "--today", "2026-11-21", "--lang", lang, "--workers", "1").stdout
    assert words in " ".join(shown.split())
    rows = [" ".join(line.split()) for line in shown.splitlines()]
    for name in names:
        assert any(row.startswith(f"{name} AST004-2027-S1-evening Institutions") and "2027-S1 1" in row for row in rows)
    assert all(any(line.startswith(f"{name} 2027-S1 1 ") for line in rows) for name in names)
