"""No command writes over a file that it reads, nor over a cohort by mistake; and no document of other inputs stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli import main
from tests.support import INSTANCES

LEARNER = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
HEAD = "id,programme,start,acquired\n"
ALL_BUT_ONE = "TET099;AST004;TRS001;CCE001;TET003;TET007;AST005;TRS002;CCE003;AST002;PSY001"


def run(*words: object) -> tuple[int, str]:
    found = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    return found.exit_code, found.output


def cohort(path: Path, *ids: str) -> Path:
    rows = "".join(f"{name},casp-2019-2020,2019-S1,{ALL_BUT_ONE}\n" for name in ids)
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def refused(target: Path, *words: object) -> None:
    before = target.read_bytes()
    for lang, told in (("fr", "donnée de ce calcul"), ("en", "an input of this run")):
        code, output = run(*words, "--lang", lang)
        assert (code, told in output) == (1, True), output
    assert target.read_bytes() == before


def test_out_is_no_input(tmp_path: Path) -> None:
    learner, plan = tmp_path / "learner.yaml", tmp_path / "plan.json"
    learner.write_bytes(LEARNER.read_bytes())
    code, output = run("plan", learner, "--out", plan)
    assert code == 0, output
    results = tmp_path / "results.csv"
    results.write_text("unit,term,result\nAST004,2019-S1,passed\n", encoding="utf-8")
    table = tmp_path / "timetable.csv"
    table.write_text(
        "offering,unit,period,modality,weekday,start,end\nA,AST004,S1,evening,mon,18:00,21:00\n", encoding="utf-8"
    )
    link = tmp_path / "link.csv"
    link.symlink_to(results)
    rows = cohort(tmp_path / "cohort.csv", "ada")
    refused(results, "replan", learner, plan, "--results", results, "--out", results)
    refused(results, "replan", learner, plan, "--results", results, "--out", link)
    refused(results, "replan", learner, plan, "--results", link, "--out", results)
    refused(table, "timetable", "casp-2019-2020", "--timetable", table, "--out", table)
    refused(rows, "cohort", rows, "--out", rows)
    refused(plan, "check", learner, plan, "--out", plan)


def test_a_new_plan_may_replace_the_earlier_one_and_nothing_else_does(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    assert run("plan", LEARNER, "--out", plan)[0] == 0
    before = plan.read_bytes()
    assert run("plan", LEARNER, "--from", plan, "--avoid", "UEV010", "--out", plan)[0] == 0
    changed = plan.read_bytes()
    assert before != changed
    refused(plan, "replan", LEARNER, plan, "--now", "2020-S1", "--set", "deadline=2019-S2", "--out", plan)


def test_out_is_no_file_that_an_input_names(tmp_path: Path) -> None:
    for file in (INSTANCES / "casp-2019-2020" / "programme.yaml", LEARNER):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    table = tmp_path / "timetable.csv"
    table.write_text(
        "offering,unit,period,modality,weekday,start,end\nA,AST004,S1,evening,mon,18:00,21:00\n", encoding="utf-8"
    )
    refused(table, "timetable", tmp_path / "programme.yaml", "--out", table)
    code, _ = run("plan", tmp_path / LEARNER.name, "--out", tmp_path / "plan.csv")
    assert code == 0
    code, _ = run("plan", tmp_path / LEARNER.name, "--out", tmp_path / "plan.csv")
    assert code == 0, "what an earlier run wrote may be replaced"


def test_a_folder_that_holds_an_input(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    assert run("batch", cohort(tmp_path / "cohort.csv", "ada"), "--out", folder, "--workers", 1)[0] == 0
    table = cohort(folder / "summary.csv", "ada")
    refused(table, "batch", table, "--out", folder, "--workers", 1, "--overwrite")
    beside = cohort(folder / "list.csv", "ada")
    code, output = run("batch", beside, "--out", folder, "--workers", 1, "--overwrite")
    assert (code, beside.exists()) == (0, True), output


def test_a_batch_over_another_one(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    run("batch", cohort(tmp_path / "one.csv", "ada", "bea", "cid"), "--out", folder, "--workers", 1)
    (folder / "cid.html").write_text("mine now", encoding="utf-8")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    code, _ = run("batch", cohort(tmp_path / "two.csv", "ada"), "--out", folder, "--workers", 1, "--overwrite")
    assert code == 0
    kept = {"ada.html", "ada.json", "batch.json", "cid.html", "notes.txt", "summary.csv", "summary.xlsx"}
    assert {path.name for path in folder.iterdir()} == kept


@pytest.mark.parametrize("option", ["--resume", "--overwrite"])
def test_a_stress_run_over_another_one(tmp_path: Path, option: str) -> None:
    rows, folder = cohort(tmp_path / "cohort.csv", "ada"), tmp_path / "made"
    scenarios = tmp_path / "scenarios.yaml"
    words = ("stress", scenarios, "--cohort", rows, "--out", folder, "--workers", 1)
    scenarios.write_text("scenarios: [{id: a, changes: [{close: {unit: UEV010, year: 2019}}]}]\n", encoding="utf-8")
    code, output = run(*words, "--format", "md,csv,html")
    assert code == 0, output
    assert (folder / "stress.md").exists()
    (folder / "stress.csv").write_text("mine now", encoding="utf-8")
    scenarios.write_text("scenarios: [{id: b, changes: [{close: {unit: TET006, year: 2019}}]}]\n", encoding="utf-8")
    code, output = run(*words, option)
    assert code == 0, output
    assert {"stress.html", "stress.json", "stress.csv"} == {path.name for path in folder.glob("stress.*")}


def test_a_made_up_cohort_replaces_no_other(tmp_path: Path) -> None:
    rows = cohort(tmp_path / "cohort.csv", "ada")
    given = ("cohort", "--generate", 2, "--distribution", INSTANCES / "casp-2019-2020" / "distribution.yaml")
    before = rows.read_bytes()
    code, output = run(*given, "--out", rows)
    assert (code, "--overwrite" in output, rows.read_bytes()) == (1, True, before)
    assert run(*given, "--out", rows, "--overwrite")[0] == 0
    assert rows.read_bytes() != before
    assert run("cohort", rows, "--overwrite")[0] == 2
