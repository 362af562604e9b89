"""The document of a timetable: built without a language, stored in one, read back and drawn in the other."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import pytest

from planner.messages import LANGUAGES, bound
from planner.report.documents import Document, document, read_document
from planner.report.formats import CALENDAR, FORMATS
from planner.report.pages.charts import Bars, HeatMap
from planner.service.timetable import timetable
from tests.support import INSTANCES
from tests.worded import in_language

DAY = date(2026, 11, 21)
FORMS = [form for form in FORMATS if form not in (CALENDAR, "pdf")]
MADE_UP = INSTANCES / "casp-2019-2020" / "timetables" / "illustrative-evening.csv"
USUAL: dict[str, Any] = {"programme": "casp-2019-2020", "start": "2019-S1"}
LEARNERS: list[Any] = [
    {"id": "usual", **USUAL},
    {"id": "late", **USUAL, "deadline": "2019-S2"},
    {"id": "busy", **USUAL, "availability": {"evenings": ["mon"]}},
    {"id": "other", "programme": "casp-2020-2021", "start": "2020-S1"},
    {"id": "broken", **USUAL, "pathway": "nightly"},
]


@cache
def made(name: str) -> Document:
    with pytest.raises(LookupError):
        bound()
    if name == "short terms":
        return document(timetable("fictional-three-terms"))
    return document(timetable("casp-2019-2020", timetable=MADE_UP, cohort=LEARNERS if name == "cohort" else None))


def stored(shown: Document, language: str) -> str:
    text = shown.render("json", language)
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["cohort", "alone", "short terms"])
def test_stored_in_french_and_drawn_in_english(name: str, form: str) -> None:
    again = read_document(stored(made(name), "fr"))
    assert again.render(form, "en", created=DAY) == made(name).render(form, "en", created=DAY)


@pytest.mark.parametrize("form", FORMS)
def test_documents_without_the_newer_keys_are_drawn(form: str) -> None:
    data = json.loads(stored(made("cohort"), "en"))
    old = {key: value for key, value in data.items() if key not in ("words", "about", "wording")}
    for language in LANGUAGES:
        assert read_document(old).render(form, language, created=DAY)


def test_learners_of_a_list_are_named_by_their_place() -> None:
    found = made("cohort").plain("en")["cohort"]
    assert (found["learners"], found["served"]) == (3, 1)
    assert [(row["id"], row["later"]) for row in found["unserved"]] == [("late", True), ("busy", False)]
    assert [row["error"].partition(":")[0] for row in found["bad"]] == ["[3]", "[4].pathway"]


def test_a_picture_comes_first_and_what_is_made_up_carries_a_mark() -> None:
    for name, kind in (("cohort", Bars), ("alone", HeatMap)):
        page = in_language("en", made(name).page, DAY)
        assert isinstance(page.sections[0].blocks[0], kind)
        assert page.mark == "Invented timetable"
    assert in_language("en", made("short terms").page, DAY).mark == ""


def test_classes_without_hours_stand_apart_and_columns_say_something() -> None:
    page = in_language("en", made("alone").page, DAY)
    timed, untimed = next(section for section in page.sections if section.id == "offerings").blocks
    assert "Seats" in [column.title for column in timed.columns]
    assert [column.title for column in untimed.columns] == ["Class", "Title", "Period", "Modality"]
    assert {row[0] for row in untimed.rows}.isdisjoint(row[0] for row in timed.rows)
    assert next(row for row in timed.rows if row[0] == "TET003-year")[2] == "whole year"


def test_text_keeps_codes_whole_and_leaves_out_what_is_said_before() -> None:
    text = made("cohort").render("text", "en", created=DAY)
    assert isinstance(text, str)
    lines = text.splitlines()
    assert max(map(len, lines)) <= 100
    assert any(line.startswith("AST005-S1b-daytime ") for line in lines)
    assert any(line.startswith("18:00-21:30") and "AST004-S1-A," in line for line in lines)
    assert "Learners without a plan" not in text
    assert "made up" in " ".join(text.split())
