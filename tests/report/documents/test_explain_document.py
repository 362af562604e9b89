"""Explanations: built without a word, read back from JSON of any language, drawn the same in every format."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from planner.messages import LANGUAGES, bound
from planner.report.claims.compare import straight
from planner.report.documents import Document, document, read_document
from planner.report.documents.explain.shape import Possible
from planner.report.formats import CALENDAR, FORMATS, JSON, TEXT
from planner.service.explain import explain
from planner.storage import learners
from tests.support import INSTANCES

DAY = date(2019, 6, 1)
FORMS = [form for form in FORMATS if form != CALENDAR]
PARIS = INSTANCES / "casp-2019-2020" / "learners"
WAYS: dict[str, tuple[Path, tuple[str, ...]]] = {
    "evening": (PARIS / "autumn-evening.yaml", ()),
    "goal and pause": (PARIS / "autumn-evening.yaml", ("goal=CP29", "pause=[2020-S1]")),
    "payers": (
        PARIS / "mix-employer-own-cost.yaml",
        ("funding=[individual, cpf]", "payer_budgets={cpf: 500}", "acquired=[TET099, TRS001, AST004, TET003]"),
    ),
    "without prices": (INSTANCES / "casp-rncp36625" / "learners" / "mixed-deadline.yaml", ()),
    "three terms": (next((INSTANCES / "fictional-three-terms" / "learners").glob("*.yaml")), ()),
    "deadline": (PARIS / "impossible-deadline.yaml", ()),
    "budget": (INSTANCES / "casp-2016-2017" / "learners" / "impossible-budget.yaml", ()),
    "budgets of payers": (PARIS / "autumn-evening.yaml", ("funding=[cpf, employer]", "payer_budgets={cpf: 9}")),
    "no time": (PARIS / "autumn-evening.yaml", ()),
}
NEWER = {"best", "cost_parts", "payers_open", "without_gain", "titles", "about", "words", "wording"}


@cache
def made(name: str) -> Document:
    file, changes = WAYS[name]
    answer = explain(learners.load(file, changes), today=DAY, time_limit=0.000001 if name == "no time" else 60.0)
    with pytest.raises(LookupError):
        bound()
    return document(answer)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", WAYS)
def test_stored_in_french_and_drawn_in_english(name: str, form: str) -> None:
    fresh, again = made(name), read_document(str(made(name).render(JSON, "fr")))
    first, second = (each.render(form, "en", created=DAY) for each in (fresh, again))
    if form == JSON:
        first, second = json.loads(first), json.loads(second)
        for each in (first, second):
            each.get("words", []).sort(key=json.dumps)
    assert first == second


@pytest.mark.parametrize("name", ["evening", "deadline"])
def test_units_have_their_titles_on_pages_and_only_their_codes_where_there_is_no_room(name: str) -> None:
    page, text = (str(made(name).render(form, "fr")) for form in ("html", TEXT))
    assert "Champs de la sociologie" in page and page.count("AST002") > 1
    assert "AST002" in text and "Champs de la sociologie" not in text


@pytest.mark.parametrize("name", WAYS)
def test_documents_without_the_newer_keys_are_drawn(name: str) -> None:
    data = {key: value for key, value in json.loads(str(made(name).render(JSON, "fr"))).items() if key not in NEWER}
    for link in data.get("chain", ()):
        del link["modality"]
    for lang in LANGUAGES:
        for form in FORMS:
            assert read_document(data).render(form, lang, created=DAY)


def test_what_is_said_of_a_plan_is_one_of_the_keys_that_are_promised() -> None:
    data = json.loads(str(made("evening").render(JSON, "en")))
    assert set(data) - set(json.loads(str(made("deadline").render(JSON, "en")))) <= set(Possible.__annotations__)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in WAYS if name != "no time"])
def test_every_sentence_of_the_data_is_on_every_page(name: str, lang: str) -> None:
    data = json.loads(str(made(name).render(JSON, lang)))
    told = [entry["what"] for entry in data.get("conflicts", data.get("sooner", {}).get("conflicts", ()))]
    told += [entry["change"] for entry in (*data.get("repairs", ()), *data.get("gains", ()))]
    told += [*data.get("facts", data.get("sooner", {}).get("facts", ())), *data["warnings"]]
    chain = data.get("chain", ())
    told += [link["why"] for link in chain if link["why"] and len(chain) > 1]
    assert told
    for form in (TEXT, "md"):
        page = straight(plain(str(made(name).render(form, lang, created=DAY))))
        assert [text for text in told if straight(plain(text))[1:] not in page] == []


def plain(text: str) -> str:
    """Without line breaks, and without what marks a text as plain in Markdown."""
    return " ".join(text.replace("\\", "").split())


def test_the_text_leads_with_what_is_asked() -> None:
    best = str(made("evening").render(TEXT, "en", created=DAY))
    assert "The best plan takes 5 terms" in best
    for one, other in (("The best plan takes", "WHY NOT SOONER"), ("WHY NOT SOONER", "WHY NOT CHEAPER"),
                       ("WHY NOT CHEAPER", "TO CHECK"), ("TO CHECK", "ASSUMPTIONS")):  # fmt: skip
        assert best.index(one) < best.index(other)
    none = str(made("deadline").render(TEXT, "en", created=DAY))
    assert none.index("WHAT STANDS IN THE WAY") < none.index("WHAT WOULD MAKE A PLAN POSSIBLE")
    assert 'deadline: "2021-S1"' in none
