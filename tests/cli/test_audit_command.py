"""`planner check` as an auditor: each false statement is named with the right value; what is not checked is said."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.audits import EVENING, Data, Run, audit, committed, said
from tests.support import INSTANCES, ROOT, refused

REUNION = INSTANCES / "casp-2010-reunion" / "learners" / "autumn-evening.yaml"


@pytest.fixture
def plan() -> Data:
    return committed()


# The whole lie, and its parts


def test_a_plan_of_lies_is_told_statement_by_statement(planner: Run, tmp_path: Path, plan: Data) -> None:
    """Bounds of 99 proven, cents for euros, 60 credits a unit, an early award, another's pathway, an internship."""
    for objective in plan["objectives"]:
        objective["bound"] = 99
    for line in plan["cost"]["lines"]:
        line["amount"] = 0.01
    for term in plan["terms"]:
        for unit in term["units"]:
            unit["ects"] = 60
    plan["award"]["date"] = "2019-12-24"
    plan["pathway"] = "daytime"
    plan["terms"][4]["events"].append({"kind": "internship", "starts": "9999-01-01", "ends": "9999-04-01"})
    code, found = audit(planner, tmp_path, plan, "--lang", "en")
    assert (code, found["violations"]) == (3, [])
    told = said(found)
    for place, value in enumerate((5, 0, 1462.0, 3, 5 - 2)):
        assert (f"objectives[{place}].bound", "wrong", 99, value) in told
    lines, units = len(plan["cost"]["lines"]), sum(len(term["units"]) for term in plan["terms"])
    assert sum(path.startswith("cost.lines[") and path.endswith(".amount") for path, *_ in told) == lines
    assert sum(path.endswith(".ects") and claimed == 60 for path, _, claimed, _ in told) == units
    assert ("award.date", "wrong", "2019-12-24", "2022-01-31") in told
    assert ("pathway", "wrong", "daytime", "evening") in told
    assert [path for path, kind, *_ in told if kind == "extra"] == [
        f"terms[4].events[{len(plan['terms'][4]['events']) - 1}]"
    ]
    assert len(told) == 5 + lines + units + 3
    assert "award › date: the plan states 2019-12-24; recomputed, it is 2022-01-31." in found["mismatches"]


@pytest.mark.parametrize(
    "change, expected",
    [
        (lambda p: p["objectives"][2].update(bound=1461.0), ("objectives[2].bound", "wrong", 1461.0, 1462.0)),
        (lambda p: p["objectives"][2].update(proven=False), ("status", "wrong", "optimal", "feasible")),
        (lambda p: p.update(status="feasible"), ("status", "wrong", "feasible", "optimal")),
        (lambda p: p["objectives"].reverse(), ("objectives", "wrong", "certificate, load, cost, order, duration", ...)),
        (lambda p: p["objectives"].pop(1), ("objectives", "missing", None, 0)),
        (lambda p: p["objectives"].append({"name": "beauty", "value": 1}),
         ("objectives[5]", "extra", "name: beauty, value: 1", None)),
        (lambda p: p["terms"][0].update(ends="2020-02-01"), ("terms[0].ends", "wrong", "2020-02-01", "2020-01-31")),
        (lambda p: p["terms"][0].update(projected=False), ("terms[0].projected", "wrong", False, True)),
        (lambda p: p["terms"][0].update(evenings=2), ("terms[0].evenings", "wrong", 2, 3)),
        (lambda p: p["terms"][0]["units"][0].update(offering="AST004-2019-S1-x"),
         ("terms[0].units[0].offering", "wrong", "AST004-2019-S1-x", "AST004-2019-S1-evening")),
        (lambda p: p["terms"][0]["units"][0].update(site="Lyon"), ("terms[0].units[0].site", "wrong", "Lyon", None)),
        (lambda p: p["cost"].update(currency="USD"), ("cost.currency", "wrong", "USD", "EUR")),
        (lambda p: p["cost"]["by_year"][0].update(amount=1.0), ("cost.by_year[0].amount", "wrong", 1.0, 618.0)),
        (lambda p: p["cost"]["lines"][0].update(payer="employer"),
         ("cost.lines[0].payer", "wrong", "employer", "individual")),
        (lambda p: p["cost"]["lines"][0].update(year="2021-2022"),
         ("cost.lines[0].year", "wrong", "2021-2022", "2019-2020")),
        (lambda p: p["certificates"][0].update(held=True), ("certificates[0].held", "wrong", True, False)),
        (lambda p: p.update(learner="somebody"), ("learner", "wrong", "somebody", "autumn-evening")),
        (lambda p: p.update(start="2019-S2"), ("start", "wrong", "2019-S2", "2019-S1")),
        (lambda p: p["meta"]["sha256"].update(programme="0" * 64), ("meta.sha256.programme", "wrong", "0" * 64, ...)),
        (lambda p: p["meta"]["sha256"].update(learner="0" * 64), ("meta.sha256.learner", "wrong", "0" * 64, ...)),
        (lambda p: p["assumptions"][0].update(text="I said so"), ("assumptions[0].text", "wrong", "I said so", ...)),
        (lambda p: p["assumptions"].pop(0), ("assumptions", "missing", None, ...)),
        (lambda p: p["warnings"].append("Beware."), ("warnings[1]", "extra", "Beware.", None)),
        (lambda p: p.update(warnings=[]), ("warnings", "missing", None, ...)),
    ],
)  # fmt: skip
def test_one_lie_is_one_message(
    planner: Run, tmp_path: Path, plan: Data, change: Callable[[Data], Any], expected: tuple[Any, ...]
) -> None:
    change(plan)
    code, found = audit(planner, tmp_path, plan)
    assert (code, found["violations"]) == (3, [])
    assert len(found["statements"]) == 1, found["mismatches"]
    assert all(one in (..., other) for one, other in zip(expected, said(found)[0], strict=True)), said(found)


@pytest.mark.parametrize("lang, words", [("fr", "le plan annonce faux ; le calcul donne vrai"), ("en", "it is true")])
def test_the_messages_are_in_the_language_of_the_reader(
    planner: Run, tmp_path: Path, plan: Data, lang: str, words: str
) -> None:
    plan["cost"]["known"] = False
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan), encoding="utf-8")
    result = planner("check", EVENING, path, "--lang", lang)
    assert result.exit_code == 3
    assert words in " ".join(result.stdout.replace("\u00a0", " ").split())


# Languages, other tools, other learners


def test_the_file_may_be_in_either_language_or_in_both(planner: Run, tmp_path: Path, plan: Data) -> None:
    english = json.loads(planner("plan", EVENING, "--format", "json", "--lang", "en").stdout)
    assert english["warnings"] != plan["warnings"]
    mixed = plan | {"warnings": english["warnings"]}
    for data in (plan, english, mixed):
        for lang in ("fr", "en"):
            code, found = audit(planner, tmp_path, data, "--lang", lang)
            assert (code, found["mismatches"]) == (0, [])


def test_a_plan_of_another_tool_may_leave_out_what_it_likes(planner: Run, tmp_path: Path, plan: Data) -> None:
    """But what it says must be so, and an annual unit stands in both its terms."""
    del plan["meta"], plan["assumptions"], plan["warnings"], plan["certificates"], plan["objectives"]
    plan["cost"] = {"total": 1462.0}
    plan["tool"] = {"name": "abacus"}
    for term in plan["terms"]:
        term["units"] = [{"unit": unit["unit"], "modality": "evening", "room": "B2"} for unit in term["units"]]
        for key in ("title", "exams", "hours_per_week", "enrol_by"):
            del term[key]
    code, found = audit(planner, tmp_path, plan, "--lang", "en")
    assert (code, found["mismatches"]) == (0, [])
    assert [(entry["id"], entry["text"]) for entry in found["not_checked"]] == [
        ("unknown", "Keys that the planner does not know: terms[].units[].room, tool.")
    ]
    plan["terms"][1]["units"].pop(0)
    assert audit(planner, tmp_path, plan)[0] == 3


def test_what_this_version_writes_must_be_there_where_it_says_that_it_wrote_it(
    planner: Run, tmp_path: Path, plan: Data
) -> None:
    del plan["cost"]["by_payer"]
    _, found = audit(planner, tmp_path, plan)
    assert [entry[:2] for entry in said(found)] == [("cost.by_payer", "missing")]
    plan["meta"]["planner"] = "0.0.1"
    code, found = audit(planner, tmp_path, plan)
    assert code == 0
    assert "version" in {entry["id"] for entry in found["not_checked"]}


def test_the_plan_of_another_learner_is_told_by_its_fingerprint(planner: Run, tmp_path: Path, plan: Data) -> None:
    """Nothing but the fingerprint tells that the learner has become more patient."""
    _, found = audit(planner, tmp_path, plan, "--set", "deadline=2023-S2")
    assert [entry[0] for entry in said(found)] == ["meta.sha256.learner"]


def test_the_plan_of_somebody_else_is_told_once(planner: Run, tmp_path: Path, plan: Data) -> None:
    plan["learner"], plan["meta"]["sha256"]["learner"] = "somebody", "0" * 64
    plan["cost"]["total"] = 1
    code, found = audit(planner, tmp_path, plan)
    assert (code, found["valid"], said(found)) == (3, False, [("learner", "wrong", "somebody", "autumn-evening")])
    assert "somebody" in found["mismatches"][0] and "autumn-evening" in found["mismatches"][0]
    plan["terms"].pop()
    assert audit(planner, tmp_path, plan)[1]["violations"] != []


def test_what_cannot_be_recomputed_is_said(planner: Run, tmp_path: Path, plan: Data) -> None:
    _, found = audit(planner, tmp_path, plan)
    assert [entry["id"] for entry in found["not_checked"]] == ["proof", "settings"]
    plan["status"] = "feasible"
    plan["objectives"][4].update(proven=False, bound=1)
    _, found = audit(planner, tmp_path, plan)
    assert [entry["id"] for entry in found["not_checked"]] == ["proof", "bounds", "settings"]
    path = tmp_path / "plan.json"
    for lang, heading in (("fr", "NON VÉRIFIÉ"), ("en", "NOT CHECKED")):
        assert heading in planner("check", EVENING, path, "--lang", lang).stdout


# The day


def test_notices_of_the_day_are_recomputed_for_the_day_of_the_file(planner: Run, tmp_path: Path) -> None:
    """Enrolment for 2010-S1 is open until 29 October 2010, for 2010-S2 until 31 March 2011; S1 ends in February."""
    learner = tmp_path / "learner.yaml"
    learner.write_text(REUNION.read_text(encoding="utf-8").replace("fictional: true", ""), encoding="utf-8")
    made = json.loads(planner("plan", learner, "--today", "2010-11-15", "--format", "json").stdout)
    assert made["meta"]["today"] == "2010-11-15"
    assert [(entry["id"], entry["subjects"]) for entry in made["notices"]] == [
        ("term_running", ["2010-S1"]), ("enrolment_closed", ["2010-S1"]),
    ]  # fmt: skip
    assert audit(planner, tmp_path, made, learner=learner)[0] == 0
    for day, paths in (("2010-09-01", ["notices[0]", "notices[1]"]), ("2011-02-26", ["notices[0].text", "notices[1]"])):
        other = made | {"meta": made["meta"] | {"today": day}}
        _, found = audit(planner, tmp_path, other, learner=learner)
        assert sorted(entry[0] for entry in said(found)) == paths, found["mismatches"]
    undated = made | {"meta": {key: value for key, value in made["meta"].items() if key != "today"}}
    for notices in (undated["notices"], []):
        code, found = audit(planner, tmp_path, undated | {"notices": notices}, learner=learner)
        assert code == 0
        assert "day" in {entry["id"] for entry in found["not_checked"]}
    invented = {"id": "unknown_weekdays", "subjects": [], "text": "Days."}
    code, found = audit(planner, tmp_path, undated | {"notices": [invented]}, learner=learner)
    assert (code, [entry[:2] for entry in said(found)]) == (3, [("notices[0]", "extra")])
    undated["notices"], undated["fictional"] = made["notices"], True
    undated["meta"]["sha256"] = committed_of(planner, REUNION)["meta"]["sha256"]
    _, found = audit(planner, tmp_path, undated, learner=REUNION)
    assert {"notices[0]", "notices[1]"} <= {entry[0] for entry in said(found)}, "no day matters to an example"


def committed_of(planner: Run, learner: Path) -> Data:
    found: Data = json.loads(planner("plan", learner, "--format", "json").stdout)
    return found


# New plans


def test_a_new_plan_within_so_many_terms_is_not_another_learner_s(planner: Run, tmp_path: Path) -> None:
    """`--keep-duration` plans for the learner with a deadline, whose fingerprint the file has."""
    results, new = tmp_path / "results.csv", tmp_path / "new.json"
    results.write_text("unit,term,result\nTET003,2019-S2,failed\n", encoding="utf-8")
    before = ROOT / "solutions" / "casp-2019-2020" / "autumn-evening.json"
    options = ("--results", results, "--keep-duration", "7", "--format", "json", "--out", new)
    assert planner("replan", EVENING, before, *options).exit_code == 0
    assert planner("check", EVENING, new).exit_code == 0
    data = json.loads(new.read_text(encoding="utf-8"))
    data["meta"]["sha256"]["learner"] = "1" * 64
    _, found = audit(planner, tmp_path, data)
    assert [entry[0] for entry in said(found)] == ["meta.sha256.learner"]
    data["replan"]["moves"] = [{"unit": "CCE003", "from": "2020-S1", "to": "2020-S1"}]
    data["replan"]["spent"] = 3
    _, found = audit(planner, tmp_path, data)
    assert {"meta.sha256.learner", "replan.moves[0]", "replan.spent"} <= {entry[0] for entry in said(found)}


# Numbers that are none


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000])
def test_numbers_that_json_does_not_have_are_refused(planner: Run, tmp_path: Path, plan: Data, text: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan, indent=1).replace('"value": 1462.0', f'"value": {text}', 1), encoding="utf-8")
    for lang in ("fr", "en"):
        assert refused(planner, "check", EVENING, path, lang=lang).startswith(str(path))


STRANGE = [None, True, -1, 10**400, "", "\ud800", [], {}, [[[[[]]]]], [None], {"a": {"b": {"c": {"d": 1}}}}]
PLACES = [
    ("meta",), ("meta", "sha256"), ("meta", "today"), ("warnings",), ("assumptions",), ("replan",), ("shares",),
    ("cost", "lines"), ("cost", "lines", 0), ("cost", "lines", 0, "amount"), ("terms", 0, "units", 0, "sessions"),
    ("terms", 0, "exams"), ("terms", 0, "evenings"), ("certificates",), ("objectives", 0, "bound"),
    ("objectives", 0, "proven"),
]  # fmt: skip


@pytest.mark.parametrize("value", STRANGE, ids=repr)
def test_no_value_in_any_place_ends_in_a_crash(planner: Run, tmp_path: Path, plan: Data, value: Any) -> None:
    for lang in ("fr", "en"):
        for path in PLACES:
            data = copy.deepcopy(plan)
            node: Any = data
            for step in path[:-1]:
                node = node[step]
            node[path[-1]] = value
            file = tmp_path / "plan.json"
            file.write_text(json.dumps(data), encoding="utf-8")
            result = planner("check", EVENING, file, "--lang", lang, "--out", tmp_path / "audit.txt")
            assert result.exit_code in (0, 1, 3)
            assert result.exception is None or isinstance(result.exception, SystemExit), (path, result.exception)
