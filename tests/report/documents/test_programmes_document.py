"""Documents of programmes: built without a language, stored in one, read back and drawn in the other."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.errors import BadInput
from planner.messages import LANGUAGES, bound
from planner.report.documents import Document, document, read_document
from planner.report.formats import CALENDAR, FORMATS
from planner.service.programmes import programme, programmes
from tests.support import INSTANCES

DAY = date(2026, 3, 1)
FORMS = [form for form in FORMATS if form != CALENDAR]
ANSWERS: dict[str, Callable[[], Any]] = {
    "list": programmes,
    "assumptions": lambda: programmes(assumptions=True),
    "casp-2010-reunion": lambda: programme("casp-2010-reunion"),
    "casp-2019-2020": lambda: programme("casp-2019-2020"),
    "casp-rncp36625": lambda: programme("casp-rncp36625"),
    "fictional-three-terms": lambda: programme("fictional-three-terms"),
}


def made(name: str) -> Document:
    with pytest.raises(LookupError):
        bound()
    return document(ANSWERS[name]())


def stored(shown: Document, language: str) -> str:
    text = shown.render("json", language)
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ANSWERS)
def test_stored_in_french_and_drawn_in_english(name: str, form: str) -> None:
    fresh = made(name)
    again = read_document(stored(fresh, "fr"))
    assert again.render(form, "en", created=DAY) == fresh.render(form, "en", created=DAY)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ANSWERS)
def test_documents_without_the_newer_keys_are_drawn(name: str, form: str) -> None:
    data = json.loads(stored(made(name), "en"))
    old = {key: value for key, value in data.items() if key not in ("words", "about")}
    for language in LANGUAGES:
        assert read_document(old).render(form, language, created=DAY)


@pytest.mark.parametrize("name", ["/etc/passwd", str(INSTANCES / "casp-2019-2020" / "programme.yaml"), "../x"])
def test_a_text_is_an_id_and_opens_nothing_else(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        programme(name)
    assert refused.value.key == "programme.unknown_id"


def test_a_path_may_be_any_file(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("extends: casp-2019-2020\nid: own\nvintage: '2031'\n", encoding="utf-8")
    answer = programme(path)
    assert (answer.programme.id, answer.file["vintage"]) == ("own", "2031")


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_stand_where_they_stood(language: str) -> None:
    """The file's keys in their order, each text in the language, and what it was made of beside it."""
    answer = programme("casp-2019-2020")
    data = json.loads(stored(document(answer), language))
    assert list(data) == [*answer.file, "about", "words"]
    assert data["title"] == answer.file["title"][language]
    assert data["award"] == answer.file["award"]
    assert {"text": answer.file["title"]} in [entry["of"] for entry in data["words"]]
