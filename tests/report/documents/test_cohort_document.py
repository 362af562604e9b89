"""The document of a cohort: built without a language, stored in one, read back and drawn in the other."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import pytest

from planner.messages import LANGUAGES, bound
from planner.report.documents import Document, document, read_document
from planner.report.formats import CALENDAR, FORMATS
from planner.report.pages.blocks import Table
from planner.report.pages.charts import Bars
from planner.service.cohort import cohort
from tests.worded import in_language

DAY = date(2026, 11, 21)
FORMS = [form for form in FORMATS if form not in (CALENDAR, "pdf")]
HELD = ["TRS001", "CCE001", "TET003", "TET007", "AST005", "TRS002", "CCE003", "AST002", "UEV010"]
USUAL: dict[str, Any] = {"programme": "casp-2019-2020", "start": "2019-S1", "acquired": HELD}
LEARNERS: list[Any] = [
    {"id": "usual", **USUAL},
    {"id": "also", **USUAL},
    {"id": "late", **USUAL, "deadline": "2019-S1"},
    {"id": "never", **USUAL, "max_units_per_term": 0},
    {"id": "other", **USUAL, "programme": "casp-rncp36625", "start": "2026-S1"},
    {"id": "broken", **USUAL, "pathway": "nightly", "start": "2019-S9"},
    "no learner",
]
SHARED: dict[str, Any] = {"share_seats": True, "seats": {"AST004": 1}}


@cache
def made(sharing: bool) -> Document:
    with pytest.raises(LookupError):
        bound()
    return document(cohort(LEARNERS, today=DAY, **(SHARED if sharing else {})))


def stored(shown: Document, language: str) -> str:
    text = shown.render("json", language)
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sharing", [False, True])
def test_stored_in_french_and_drawn_in_english(sharing: bool, form: str) -> None:
    again = read_document(stored(made(sharing), "fr"))
    assert again.render(form, "en", created=DAY) == made(sharing).render(form, "en", created=DAY)


@pytest.mark.parametrize("form", FORMS)
def test_documents_without_the_newer_keys_are_drawn(form: str) -> None:
    data = json.loads(stored(made(True), "en"))
    old = {key: value for key, value in data.items() if key not in ("words", "about", "wording")}
    for language in LANGUAGES:
        assert read_document(old).render(form, language, created=DAY)


def test_rows_of_a_list_are_named_by_their_place() -> None:
    data = made(False).plain("en")
    assert data["cohort"] == "cohort"
    assert [row["line"] for row in data["refused"]] == [6, 7]
    first, other = data["refused"]
    assert first["problem"] == first["problems"][0] and first["problem"].startswith("[5].pathway: ")
    assert [text.partition(":")[0] for text in first["problems"]] == ["[5].pathway", "[5].start"]
    assert "problems" not in other
    assert {learner["id"]: learner["status"] for learner in data["learners"]} == {
        "usual": "optimal", "also": "optimal", "late": "impossible", "never": "impossible", "other": "optimal",
    }  # fmt: skip


def test_a_picture_comes_first_and_titles_stand_beside_codes() -> None:
    for sharing in (False, True):
        page = in_language("en", made(sharing).page, DAY)
        first = page.sections[0].blocks[0]
        assert isinstance(first, Bars)
        assert first.id == ("demand-chart" if sharing else "term-chart")
        tables = [block for section in page.sections for block in section.blocks if isinstance(block, Table)]
        (table,) = [table for table in tables if table.id == "demand-table"]
        place = [column.key for column in table.columns].index("title")
        assert "Institutions et acteurs" in " ".join(str(row[place]) for row in table.rows)
