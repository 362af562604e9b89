"""The pages of a plan that are for its person: three answers first, no codes before dates, two sheets of paper."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.report.documents import Document
from planner.report.pages.blocks import Answers, Signature, Steps
from planner.report.pages.page import Page, Section
from tests.support import INSTANCES, SAMPLES, sample_name
from tests.worded import in_language

POSSIBLE = [path for path in SAMPLES if not path.stem.startswith("impossible-")]
EVENING = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
TERM = re.compile(r"\b\d{4}-[A-Z]\w*\b")
FOR_ADVISERS = ("proven", "prouvé", "--", "json", "objective", "objectif", "assum", "hypothèse")


def page_of(path: Any, day: date, lang: str = "en") -> Page:
    document = planner.document(planner.plan(path, today=day))
    made: Page = in_language(document.spoken(lang), document.page, day)
    return made


def of_the_person(page: Page) -> list[Section]:
    names = [section.id for section in page.sections]
    return list(page.sections[: names.index("adviser")])


def texts(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    if not isinstance(node, (tuple, list)):
        return []
    names = getattr(node, "_fields", ("",) * len(node))
    shown = [item for name, item in zip(names, node, strict=True) if name not in ("id", "kind", "key")]
    return [text for item in shown for text in texts(item)]


@pytest.mark.parametrize("path", POSSIBLE, ids=sample_name)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_code_of_a_term_and_no_word_of_how_it_was_made(path: Path, lang: str) -> None:
    for text in texts(of_the_person(page_of(path, date(2019, 9, 1), lang))):
        assert not TERM.search(text), text
        assert not any(word in text.lower() for word in FOR_ADVISERS), text


def test_the_answers_are_when_how_much_and_what_next() -> None:
    """618 euros in the first year, 450 in the second, 394 in the third (170 + 4 x 84 + 112, ...)."""
    page = page_of(EVENING, date(2019, 9, 1))
    (answers,) = [block for block in page.sections[0].blocks if isinstance(block, Answers)]
    assert [item.answer for item in answers.items] == ["January 2022", "€618 in 2019-2020", "1 October 2019"]
    assert answers.items[1].detail == "€1,462 in all."
    later = page_of(EVENING, date(2020, 11, 20))
    (answers,) = [block for block in later.sections[0].blocks if isinstance(block, Answers)]
    assert [item.answer for item in answers.items] == ["January 2022", "€450 in 2020-2021", "1 February 2021"]
    over = page_of(EVENING, date(2026, 1, 1))
    (answers,) = [block for block in over.sections[0].blocks if isinstance(block, Answers)]
    assert [item.answer for item in answers.items] == ["January 2022", "€618 in 2019-2020", "1 October 2019"]


def test_what_to_do_next_says_what_nobody_knows() -> None:
    page = page_of(EVENING, date(2019, 9, 1))
    (steps,) = [block for section in page.sections for block in section.blocks if isinstance(block, Steps)]
    told = " ".join(steps.items)
    assert "Enrol with Cnam Paris" in told and "no document gives the last day" in told
    assert "AST004" in told and "1 October 2019" in told
    assert "days and hours of some classes" in told and "projected" in told
    assert any(isinstance(block, Signature) for section in page.sections for block in section.blocks)


def test_others_pay_the_rest() -> None:
    path = INSTANCES / "casp-2019-2020" / "learners" / "mix-employer-own-cost.yaml"
    page = page_of(path, date(2019, 9, 1))
    (answers,) = [block for block in page.sections[0].blocks if isinstance(block, Answers)]
    price = answers.items[1]
    assert price.answer.startswith("€0 in") and "The rest is paid by: employer or body." in price.detail


TIMETABLE = INSTANCES / "casp-2019-2020" / "timetables" / "illustrative-evening.csv"
EVENINGS = [path for path in POSSIBLE if "evening" in path.stem and "casp" in str(path)]
WITH_TIMETABLE = [path for path in EVENINGS if "casp-2019-2020" in str(path) and "no-spring" not in path.stem]
"""Of the programme that the timetable is for, and possible with its days."""


@pytest.mark.parametrize(
    "path, timetable", [*((path, None) for path in EVENINGS), *((path, TIMETABLE) for path in WITH_TIMETABLE)]
)
def test_an_evening_plan_has_two_pages_for_its_person(path: Path, timetable: Path | None) -> None:
    from pypdf import PdfReader

    case = planner.read_learner(path, timetable=timetable)
    document = planner.document(planner.plan(case, today=date(2019, 9, 1)))
    content = document.render("pdf", "fr")
    assert isinstance(content, bytes)
    pages = [page.extract_text().replace("\xa0", " ") for page in PdfReader(io.BytesIO(content)).pages]
    first = next(number for number, text in enumerate(pages) if "Pour votre conseiller" in text)
    assert first <= 2
    assert all(("Horaires inventés" in text) is (timetable is not None) for text in pages)


def test_a_document_of_before_has_its_letter_too() -> None:
    """Stored before anything was kept beside the plan: the programme is named by its id, prices as they are."""
    new = planner.document(planner.plan(EVENING, today=date(2019, 9, 1))).data
    old = Document({key: value for key, value in new.items() if key not in ("about", "given")})
    text = old.render("html", "en", created=date(2019, 9, 1))
    assert isinstance(text, str)
    assert text.index("January 2022") < text.index("€618 in 2019-2020") < text.index("For your adviser")


def test_the_adviser_is_named_where_the_setting_says_who() -> None:
    document = planner.document(planner.plan(EVENING, today=date(2019, 9, 1))).signed_by("C. Dupré, 01 00 00 00 00")
    assert "Adviser: C. Dupré, 01 00 00 00 00" in str(document.render("md", "en"))
    again = planner.read_document(str(document.render("json", "fr")))
    assert "Adviser: C. Dupré, 01 00 00 00 00" in str(again.render("md", "en"))
