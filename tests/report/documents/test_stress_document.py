"""Documents of scenarios: built without a language, stored in one, read back and drawn in the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from planner.messages import LANGUAGES
from planner.report.documents import Document, document, read_document
from planner.report.formats import CALENDAR, FORMATS
from planner.report.pages.blocks import Table
from planner.service.stress import ReadCohort, prepare, read_cohort
from planner.study.stress.inputs import Settings
from tests.worded import in_language

DAY = date(2026, 11, 21)
FORMS = [form for form in FORMATS if form != CALENDAR]
HELD = ["AST004", "TRS001", "CCE001", "TET099", "TET007", "AST005", "TRS002", "CCE003", "AST002", "PSY001", "UEV010"]
START: dict[str, Any] = {
    "programme": "casp-2019-2020", "start": "2019-S1", "experience": {"months": 24, "in_sector": True}
}  # fmt: skip
COHORT: list[dict[str, Any]] = [
    {**START, "id": "new"},
    {**START, "id": "nearly", "acquired": HELD, "deadline": "2021-S1"},
    {**START, "id": "late", "deadline": "2020-S1"},
    {**START, "id": "wrong", "start": "2019-S9"},
]
SCENARIOS = {
    "scenarios": [
        {
            "id": "closed",
            "title": {"fr": "TET003 n'a pas lieu", "en": "TET003 does not run"},
            "changes": [{"close": {"unit": "TET003", "period": "2019-year"}}],
        },
        {"id": "for-good", "changes": [{"close": {"unit": "AST005"}}]},
        {"id": "small", "changes": [{"seats": {"unit": "AST004", "modality": "evening", "seats": 1}}]},
        {"id": "failing", "runs": 2, "changes": [{"fail": {"rate": 0.2}}]},
    ]
}
KINDS = ("scenarios", "scan")


@cache
def cohort() -> ReadCohort:
    return read_cohort(COHORT)


def here(jobs: Any, work: Any, stop: Any = None) -> Iterator[Any]:
    for job in jobs:
        yield job, work(job)


@cache
def made(kind: str) -> Document:
    scan, years = ("close", (2019,)) if kind == "scan" else (None, ())
    trial = prepare(cohort(), None if scan else SCENARIOS, scan, years, Settings())
    *_, run = trial.answers(here)
    return document(trial.answer(run, DAY))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_stored_in_french_and_drawn_in_english(kind: str, form: str) -> None:
    again = read_document(str(made(kind).render("json", "fr")))
    assert again.created == DAY
    assert again.render(form, "en") == made(kind).render(form, "en")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_documents_without_the_newer_keys_are_drawn(kind: str, form: str) -> None:
    data = json.loads(str(made(kind).render("json", "en")))
    old = {key: value for key, value in data.items() if key not in ("words", "about")}
    del old["meta"]["today"]
    for language in LANGUAGES:
        assert read_document(old).render(form, language, created=DAY)


def test_a_chart_comes_first_and_titles_stand_beside_codes_once() -> None:
    text = " ".join(str(made("scenarios").render("text", "en")).split())
    assert text.index("Share on time, against the present") < text.index("SCENARIOS") < text.index("WHO IS HURT")
    reasons = text[text.index("WHO IS HURT") : text.index("DEMAND AND SEATS")]
    title = "Méthodes de recherche et traitement de l’information"
    assert f"TET003 {title}" in reasons
    assert "instead: TET003 (2020-S1" in reasons, "a title is told once in a scenario"
    assert title in text[text.index("STRUCTURE OF THE PROGRAMME") :]


def test_a_scan_ranks_what_hurts_and_counts_the_rest() -> None:
    page = in_language("en", made("scan").page, DAY)
    ranked = next(section for section in page.sections if section.id == "scenarios")
    rows = next(block.rows for block in ranked.blocks if isinstance(block, Table))
    every = page.sheets[[table.id for table in page.sheets].index("criticality")].rows
    assert [row[:2] for row in rows] == [(row[0], row[2]) for row in every if row[3]]
    left = len(every) - len(rows)
    assert left and f"{left} other changes" in str(ranked.blocks)


def test_texts_of_the_file_stay_codes() -> None:
    data = made("scenarios").plain("en")
    what = data["scenarios"][0]["reasons"][0]["what"]
    assert what.startswith("2 terms later: TET003 (2019-S1, evening classes) does not take place then any more")
    assert data["about"]["units"]["TET003"].startswith("Méthodes de recherche")
