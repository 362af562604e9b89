"""Documents of plans: built without a word, read back from JSON of any language, drawn the same in every format."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planner.errors import BadInput
from planner.report.documents import Document, read_document
from planner.report.documents import document as document_of
from planner.report.formats import CALENDAR, FORMATS, JSON
from planner.service.plan import PlanAnswer, plan, replan_answer
from planner.service.settings import Settings
from planner.solve.config import Config
from planner.storage import learners
from planner.storage.results import ResultRow
from planner.study.past import after_results
from planner.study.replan import replan
from tests.support import INSTANCES, ROOT

DAY = date(2019, 6, 1)
PARIS = INSTANCES / "casp-2019-2020" / "learners"
WAYS: dict[str, tuple[Path, tuple[str, ...]]] = {
    "evening": (PARIS / "autumn-evening.yaml", ()),
    "goal and pause": (PARIS / "autumn-evening.yaml", ("goal=CP29", "pause=[2020-S1]")),
    "payers and the day": (
        PARIS / "mix-employer-own-cost.yaml",
        ("fictional=false", "funding=[individual, cpf]", "payer_budgets={cpf: 500}"),
    ),
    "daytime": (INSTANCES / "casp-2020-2021" / "learners" / "daytime-full-time-employer.yaml", ()),
    "three terms": (next((INSTANCES / "fictional-three-terms" / "learners").glob("*.yaml")), ()),
    "after results": (INSTANCES / "casp-2010-reunion" / "learners" / "autumn-evening.yaml", ()),
}
OLD = [
    path
    for path in sorted((ROOT / "solutions").rglob("*.json"))
    if json.loads(path.read_text(encoding="utf-8")).get("schema") == "planner/plan/1"
]


@cache
def answered(name: str) -> PlanAnswer:
    file, changes = WAYS[name]
    case = learners.load(file, changes)
    first = plan(case, today=DAY)
    if name != "after results":
        return first
    assert first.result.plan is not None
    told = [("AST004", 0, "passed"), ("TRS001", 0, "passed"), ("TET003", 1, "failed"), ("TET099", 1, "failed")]
    rows = tuple(ResultRow(unit, case.learner.start + later, how, 2) for unit, later, how in told)
    left = after_results(case, first.result.plan, rows, resits=False)
    found = replan(left, first.result.plan, results=rows)
    assert found.moves
    return replan_answer(found, Settings(Config(), DAY, DAY))


@cache
def made(name: str) -> Document:
    return document_of(answered(name))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", WAYS)
def test_a_document_read_in_one_language_is_the_same_in_the_other(name: str, form: str) -> None:
    stored = read_document(str(made(name).render(JSON, "fr")))
    again, fresh = (each.render(form, "en", created=DAY) for each in (stored, made(name)))
    if form == JSON:
        again, fresh = json.loads(again), json.loads(fresh)
        for each in (again, fresh):
            each["words"] = sorted(each["words"], key=json.dumps)
    assert again == fresh


@pytest.mark.parametrize("name", WAYS)
def test_the_json_says_the_same_in_both_languages_but_for_texts(name: str) -> None:
    french, english = (json.loads(str(made(name).render(JSON, lang))) for lang in ("fr", "en"))
    assert french["words"] == english["words"]
    texts = {place for entry in french["words"] for place in entry["at"]}
    assert differing(french, english, ()) <= texts


def differing(one: Any, other: Any, place: tuple[str | int, ...]) -> set[str]:
    if isinstance(one, dict):
        assert one.keys() == other.keys()
        return {found for key in one for found in differing(one[key], other[key], (*place, key))}
    if isinstance(one, list):
        assert len(one) == len(other)
        return {
            found for n, (a, b) in enumerate(zip(one, other, strict=True)) for found in differing(a, b, (*place, n))
        }
    return set() if one == other else {json.dumps(place, ensure_ascii=False)[1:-1]}


@pytest.mark.parametrize("path", OLD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_documents_of_before_are_drawn_in_every_format(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    stored = read_document(text)
    for form in (form for form in FORMATS if form != CALENDAR):
        assert stored.render(form, "en", created=DAY)
    data = {key: value for key, value in json.loads(text).items() if key not in ("about", "given", "words", "wording")}
    with pytest.raises(BadInput):
        read_document(data).render(CALENDAR, "en")


def test_a_calendar_asks_for_the_programme_that_the_document_was_made_with() -> None:
    data = json.loads(str(made("evening").render(JSON, "fr")))
    data["meta"]["sha256"]["programme"] = "0" * 64
    with pytest.raises(BadInput, match="casp-2019-2020"):
        read_document(data).render(CALENDAR, "en")
    data["programme"] = data["given"]["learner"]["programme"] = str(INSTANCES / "casp-2019-2020" / "programme.yaml")
    with pytest.raises(BadInput, match="not known"):
        read_document(data).render(CALENDAR, "en")


def test_a_document_about_a_certificate_leaves_the_words_of_others_alone() -> None:
    before = made("evening").render("md", "fr", created=DAY)
    made("goal and pause").render("md", "fr", created=DAY)
    assert made("evening").render("md", "fr", created=DAY) == before
    assert "titre" in str(before)
