"""Notices: days of classes that nobody knows, and what the day of the run says of the terms, in every format."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.report.notices import notices
from planner.storage import learners
from tests.support import INSTANCES, ROOT, case_of

Run = Callable[..., Result]
PARIS = "casp-2019-2020"
TIMETABLES = INSTANCES / PARIS / "timetables"
FIRST = {"fr": "les jours de cours ne sont pas encore connus", "en": "the days of classes are not known yet"}
"""The same for the person, before anything else."""
LOUD = {"fr": "jours de cours inconnus", "en": "days of classes are unknown"}


@pytest.fixture
def someone(tmp_path: Path) -> Callable[..., Path]:
    """A learner's file, of a person who exists."""

    def write(**keys: Any) -> Path:
        path = tmp_path / "someone.yaml"
        known = {"programme": PARIS, "start": "2019-S1", "experience": {"months": 24, "in_sector": True}, **keys}
        path.write_text(json.dumps(known), encoding="utf-8")
        return path

    return write


def made(planner: Run, *arguments: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(planner(*arguments, "--format", "json", "--lang", "en").stdout)
    return found


def told(data: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(entry["id"], entry["subjects"]) for entry in data["notices"]]


def test_days_that_no_timetable_tells_are_said_where_the_learner_is_not_free_on_all(planner: Run, someone: Any) -> None:
    data = made(planner, "plan", someone(availability={"evenings": ["tue", "thu"]}), "--today", "2019-09-01")
    ((name, subjects),) = told(data)
    assert (data["status"], name) == ("optimal", "unknown_weekdays")
    assert set(subjects) == {u["unit"] for t in data["terms"] for u in t["units"]} | {
        t["term"] for t in data["terms"] if t["units"]
    }
    assert made(planner, "plan", someone(), "--today", "2019-09-01")["notices"] == []
    all_days = {"evenings": ["fri", "thu", "wed", "tue", "mon", "sat"]}
    assert made(planner, "plan", someone(availability=all_days), "--today", "2019-09-01")["notices"] == []
    timetable = next(iter(sorted(TIMETABLES.glob("*.csv"))))
    known = someone(availability={"evenings": ["mon", "tue", "wed", "thu"]})
    assert "unknown_weekdays" in dict(told(made(planner, "plan", known)))
    assert "unknown_weekdays" not in dict(told(made(planner, "plan", known, "--timetable", timetable)))


def test_only_terms_with_restricted_days_are_named(planner: Run, someone: Any) -> None:
    by_term = {"terms": {"2020-S1": {"evenings": ["mon", "tue", "wed"]}, "2020-S2": {"evenings": []}}}
    data = made(planner, "plan", someone(availability=by_term), "--today", "2019-09-01")
    ((_, subjects),) = told(data)
    (term,) = [entry for entry in data["terms"] if entry["term"] == "2020-S1"]
    assert subjects[-1] == "2020-S1"
    assert set(subjects[:-1]) == {unit["unit"] for unit in term["units"]}


@pytest.mark.parametrize(
    "day, known",
    [
        ("2010-09-26", []),
        ("2010-09-27", ["term_running"]),
        ("2010-10-29", ["term_running"]),
        ("2010-10-30", ["term_running", "enrolment_closed 2010-S1"]),
        ("2011-02-25", ["term_running", "enrolment_closed 2010-S1"]),
        ("2011-02-26", ["term_over"]),
        ("2011-04-01", ["term_over", "enrolment_closed 2010-S2"]),
        ("2011-07-16", ["term_over"]),
    ],
)
def test_the_day_and_the_first_terms(planner: Run, someone: Any, day: str, known: list[str]) -> None:
    """2010: enrolment until 29 October 2010 for S1, until 31 March 2011 for S2; S1 ends on 25 February 2011."""
    path = someone(programme="casp-2010-reunion", start="2010-S1")
    data = made(planner, "plan", path, "--today", day)
    names = [
        "term_over" if "over" in entry["text"] else "term_running"
        if entry["id"] == "term_running" else f"{entry['id']} {' '.join(entry['subjects'])}"
        for entry in data["notices"]
    ]  # fmt: skip
    assert names == known
    assert data["meta"]["today"] == day
    assert not [text for text in data["warnings"] if "enrolment" in text or "already" in text]


def test_today_is_the_day_of_the_run(planner: Run, someone: Any) -> None:
    data = made(planner, "plan", someone(start="2019-S1"))
    assert date.today() - date.fromisoformat(data["meta"]["today"]) <= timedelta(days=1)
    assert told(data) == [("term_running", ["2019-S1"])]


def test_an_example_and_a_plan_that_is_under_way_know_no_day(planner: Run, someone: Any, tmp_path: Path) -> None:
    data = made(planner, "plan", someone(fictional=True))
    assert (data["notices"], data["meta"].get("today")) == ([], None)
    path, plan = someone(), tmp_path / "plan.json"
    plan.write_text(planner("plan", path, "--format", "json").stdout, encoding="utf-8")
    data = made(planner, "replan", path, plan, "--now", "2020-S1")
    assert (data["notices"], data["meta"].get("today")) == ([], None)
    plan.write_text(json.dumps(data), encoding="utf-8")
    assert planner("check", path, plan).exit_code == 0


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("form", ["text", "html", "pdf", "xlsx", "md", "ics"])
def test_a_notice_is_told_once_in_every_format(
    planner: Run, someone: Any, tmp_path: Path, form: str, lang: str
) -> None:
    out = tmp_path / f"out.{form}"
    path = someone(availability={"evenings": ["tue", "thu"]}, start="2020-S1")
    asked = ("plan", path, "--today", "2020-11-15", "--lang", lang, "--format", form, "--out", out)
    assert planner(*asked).exit_code == 0
    first = out.read_bytes()
    assert planner(*asked).exit_code == 0
    assert out.read_bytes() == first, "the same bytes on the same day"
    text = " ".join(readable(form, first).replace("\xa0", " ").replace("\u202f", " ").lower().split())
    assert text.count(LOUD[lang]) == 1
    begun = {"fr": "), a déjà commencé", "en": "), has already begun"}[lang]
    assert text.replace("\\,", ",").count(begun) == 1
    if form in ("html", "md"):
        assert text.index(FIRST[lang]) < text.index("ast004") < text.index(LOUD[lang])
        assert text.count(FIRST[lang]) == 1


def readable(form: str, content: bytes) -> str:
    if form == "pdf":
        from pypdf import PdfReader

        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if form == "xlsx":
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(content))
        return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    text = content.decode()
    return text.replace("\r\n ", "") if form == "ics" else text


def test_documents_of_several_plans_tell_notices(planner: Run, someone: Any, tmp_path: Path) -> None:
    path, today = someone(availability={"evenings": ["tue", "thu", "fri"]}), ("--today", "2019-11-15")
    for asked in (
        ("explain", path),
        ("alternatives", path, "-k", "2"),
        ("frontier", path, "--max-terms", "6"),
        ("compare", path, "--fundings", "individual,cpf"),
    ):
        data = made(planner, *asked, *today)
        assert {name for name, _ in told(data)} == {"unknown_weekdays", "term_running"}, asked
        assert data["meta"]["today"] == "2019-11-15"
        text = " ".join(planner(*asked, *today, "--lang", "en").stdout.split())
        assert text.count("has already begun") == 1
        assert "days of classes are unknown" in text
    cohort = tmp_path / "cohort.csv"
    rows = ("a,{},2019-S1,tue;thu,false", "b,{},2019-S1,mon;wed;thu,false", "c,{},2019-S1,,true")
    head = "id,programme,start,availability.evenings,fictional"
    cohort.write_text("\n".join([head, *(row.format(PARIS) for row in rows)]), encoding="utf-8")
    data = made(planner, "cohort", cohort, *today, "--workers", "1")
    assert [(entry["id"], entry["learners"]) for entry in data["notices"]] == [
        ("unknown_weekdays", ["a", "b"]), ("term_running", ["a", "b"]),
    ]  # fmt: skip
    assert [len(learner["notices"]) for learner in data["learners"]] == [2, 2, 0]


def test_every_workbook_has_them(planner: Run, someone: Any, tmp_path: Path) -> None:
    out, today = tmp_path / "out.xlsx", ("--today", "2019-11-15", "--lang", "en", "--out")
    cohort = tmp_path / "cohort.csv"
    cohort.write_text(f"id,programme,start\na,{PARIS},2019-S1\n", encoding="utf-8")
    path = someone()
    for asked in (
        ("plan", path, "--set", "deadline=2019-S1"),
        ("compare", path, "--fundings", "individual,cpf"),
        ("alternatives", path, "-k", "2"),
        ("cohort", cohort, "--workers", "1"),
    ):
        planner(*asked, *today, out)
        assert readable("xlsx", out.read_bytes()).count("has already begun") == 1, asked


def test_without_a_plan_the_first_term_is_still_looked_at(planner: Run, someone: Any) -> None:
    data = made(planner, "plan", someone(deadline="2019-S1"), "--today", "2019-11-15")
    assert (data["status"], told(data)) == ("impossible", [("term_running", ["2019-S1"])])


def test_daytime_classes_ask_for_free_days() -> None:
    """Four days of five, and classes by day whose days nobody tells."""
    from planner.solve.pipeline import solve

    free = {"days": ["mon", "tue", "wed", "thu"]}
    for pathway, count in (("daytime", 1), ("evening", 0)):
        case = case_of(PARIS, pathway=pathway, availability=free)
        plan = solve(case).plan
        assert plan is not None
        assert len(notices(case, plan.chosen, None)) == count


def test_the_limit_of_three_is_warned_about_only_where_the_learner_wrote_it(planner: Run, someone: Any) -> None:
    two = {"availability": {"evenings": ["tue", "thu"]}}
    for keys, known in (({}, False), ({"max_units_per_term": 3}, True), ({"max_units_per_term": 2}, False)):
        for more in ({}, {"deadline": "2019-S1"}):
            data = made(planner, "plan", someone(**two, **keys, **more))
            assert any("above the number of free evenings" in text for text in data["warnings"]) is known
    capped = {"default": None, "terms": {"2019-S2": 3}}
    path = someone(**two, max_units_per_term={"terms": capped["terms"]})
    (text,) = [text for text in made(planner, "plan", path)["warnings"] if "above the number" in text]
    assert text.startswith("2019-S2 ")


def test_committed_plans_say_no_day() -> None:
    for path in sorted(ROOT.glob("solutions/*/*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        assert "today" not in data["meta"]
        assert {entry["id"] for entry in data["notices"]} <= {"unknown_weekdays"}
        assert learners.load(INSTANCES / path.parent.name / "learners" / f"{path.stem}.yaml").learner.fictional
