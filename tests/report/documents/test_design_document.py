"""Documents of offers: built without a language, stored in one, read back and drawn in the other."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from planner.messages import LANGUAGES
from planner.report.documents import Document, document, read_document
from planner.report.formats import CALENDAR, FORMATS
from planner.service.design import DesignAnswer, design
from tests.study.design.small import SMALL
from tests.support import INSTANCES

DAY = date(2026, 11, 21)
FORMS = [form for form in FORMATS if form != CALENDAR]
TITLE = {"fr": "Petite offre", "en": "Small offer"}
ROWS = [
    {"id": "x", "programme": "casp-2010-reunion", "start": "2010-S2"},
    {"id": "z", "programme": "casp-2010-reunion", "start": "2010-S7"},
]
ANSWERS: dict[str, Callable[[], DesignAnswer]] = {
    "small": lambda: design({**SMALL, "title": TITLE, "term_titles": [TITLE] * 4}, today=DAY),
    "impossible": lambda: design({**SMALL, "max_units": 1}, today=DAY),
    "cohort": lambda: design(INSTANCES / "casp-offer" / "offer.yaml", cohort=ROWS, seconds=0, today=DAY),
}


@cache
def made(name: str) -> Document:
    return document(ANSWERS[name]())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ANSWERS)
def test_stored_in_french_and_drawn_in_english(name: str, form: str) -> None:
    again = read_document(str(made(name).render("json", "fr")))
    assert again.created == DAY
    assert again.render(form, "en") == made(name).render(form, "en")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ANSWERS)
def test_documents_without_the_newer_keys_are_drawn(name: str, form: str) -> None:
    old = json.loads(str(made(name).render("json", "en")))
    old.pop("words", None)
    del old["meta"]["today"]
    for language in LANGUAGES:
        assert read_document(old).render(form, language, created=DAY)


def test_the_chart_comes_first_and_titles_stand_beside_codes() -> None:
    text = str(made("cohort").render("text", "en"))
    assert text.startswith("Offer: The five vintages of the CASP title in four terms\ncasp-offer\n")
    assert text.index("Credits by curriculum and term") < text.index("WHAT CHANGES") < text.index("WHAT COUNTS")
    moved = next(line for line in text.splitlines() if line.startswith("TET003"))
    assert "Méthodes de recherche" in moved
