"""Documents of audits: built without a word, read back from JSON of any language, drawn the same in every format."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest

from planner.errors import BadInput
from planner.report.documents import Document, document, read_document
from planner.report.formats import CALENDAR, FORMATS, JSON
from planner.service.audit import audit
from planner.storage import learners
from tests.audits import EVENING, by_hand, committed
from tests.support import INSTANCES

DAY = date(2026, 11, 30)
DRAWN = [form for form in FORMATS if form not in (JSON, CALENDAR)]
Data = dict[str, Any]


def lied(data: Data) -> Data:
    """A plan whose file says much that is not so: figures, texts, texts of another kind, things twice and nothing."""
    data["cost"]["total"] = 1.0
    data["cost"]["lines"][0]["what"] = "Gratis"
    data["cost"]["lines"].pop(2)
    data["warnings"] = ["Nothing to fear."]
    data["terms"][0]["units"].append(dict(data["terms"][0]["units"][0]))
    data["assumptions"].pop()
    data["certificates"] *= 2
    return data


def moved(data: Data) -> Data:
    """The same with a unit where nothing offers it, and another one missing."""
    data["terms"][1]["units"].append(data["terms"][0]["units"].pop())
    data["terms"][-1]["units"].pop()
    return data


WAYS: dict[str, tuple[Callable[[], Data], tuple[str, ...]]] = {
    "true": (committed, ()),
    "false": (lambda: lied(committed()), ()),
    "broken": (lambda: moved(committed()), ("deadline=2020-S2", "max_units_per_term=2")),
    "goal": (committed, ("goal=CP29", "pause=[2020-S1]")),
    "no prices": (lambda: committed("casp-rncp36625"), ()),
    "by hand": (lambda: {"units": [{"unit": "AST004", "term": "2019-S1"}], "workshop": "2019-S2"}, ()),
}


@cache
def made(name: str) -> Document:
    given, changes = WAYS[name]
    data = given()
    folder = INSTANCES / data.get("programme", "casp-2019-2020") / "learners"
    return document(audit(learners.load(folder / EVENING.name, changes), data))


def values(found: Document, lang: str) -> Data:
    read: Data = json.loads(str(found.render(JSON, lang)))
    return read


def test_the_cases_are_what_they_are_named_after() -> None:
    assert [made(name).data["valid"] for name in WAYS] == [True, False, False, False, True, False]
    kinds = {entry["kind"] for entry in made("false").data["statements"]}
    assert kinds == {"wrong", "missing", "extra", "twice"}
    assert len(made("broken").data["violations"]) > 3
    assert made("by hand").data["violations"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", WAYS)
def test_a_document_read_in_one_language_is_the_same_in_the_other(name: str, form: str) -> None:
    stored = read_document(str(made(name).render(JSON, "fr")))
    if form == CALENDAR:
        with pytest.raises(BadInput):
            stored.render(form, "en", created=DAY)
        return
    again, fresh = (each.render(form, "en", created=DAY) for each in (stored, made(name)))
    if form == JSON:
        again, fresh = json.loads(str(again)), json.loads(str(fresh))
        for each in (again, fresh):
            each["words"] = sorted(each["words"], key=json.dumps)
    assert again == fresh


@pytest.mark.parametrize("name", WAYS)
def test_only_texts_differ_between_languages(name: str) -> None:
    french, english = values(made(name), "fr"), values(made(name), "en")
    for told in (french, english):
        for entry in told["statements"]:
            entry["value"] = entry["value"] if isinstance(entry["value"], (int, float)) else None
        for key in ("violations", "mismatches", "not_checked", "warnings", "notices", "cost", "about", "words"):
            told[key] = len(told[key])
    assert french == english


def test_what_is_right_is_told_in_the_language_of_the_document() -> None:
    """Whatever language the file was written in: a missing line of the cost, a missing warning."""
    for lang, line, warning in (
        ("fr", "cours du soir", "Dates projetées"),
        ("en", "evening classes", "Dates projected"),
    ):
        told = values(made("false"), lang)
        right = [str(entry["value"]) for entry in told["statements"] if entry["kind"] == "missing"]
        assert any(line in text for text in right), (lang, right)
        assert any(warning in text for text in right), (lang, right)
        assert any(line in text and "cost" in text for text in told["mismatches"])


@pytest.mark.parametrize("form", DRAWN)
def test_an_audit_without_what_its_texts_were_made_of_is_drawn(form: str) -> None:
    """As it was written before documents kept that: texts stay as they are."""
    for name in WAYS:
        old = {key: value for key, value in values(made(name), "fr").items() if key not in ("words", "about", "meta")}
        drawn = read_document(json.loads(json.dumps(old))).render(form, "en", created=DAY)
        assert drawn
        if form == "text":
            assert all(text.split()[0] in str(drawn) for text in old["mismatches"])


def test_the_page_says_what_is_wrong_first() -> None:
    text = str(made("broken").render("text", "en"))
    assert (
        text.index("RULES THAT ARE BROKEN") < text.index("WHAT THE FILE SAYS AND IS NOT SO") < text.index("RECOMPUTED")
    )
    assert "[deadline]" in text
    for title in ("RULES THAT ARE BROKEN", "WHAT THE FILE SAYS AND IS NOT SO"):
        assert title not in str(made("true").render("text", "en"))


def test_the_table_for_machines_has_a_row_for_each_problem() -> None:
    for name in WAYS:
        data, rows = made(name).data, str(made(name).render("csv", "en")).split("\r\n")[1:-1]
        assert len(rows) == len(data["violations"]) + len(data["statements"])


@pytest.mark.parametrize(
    "of",
    [{"fraction": "1e9999999999"}, {"fraction": "1/0"}, {"day": 1}, {"key": "none", "values": {}}, {"key": "dated"}],
)
def test_words_of_which_nothing_can_be_made_are_a_false_statement(of: Any) -> None:
    data = committed() | {"words": [{"of": of, "at": ['"learner"']}]}
    told = document(audit(EVENING, data)).data["statements"]
    assert [entry["path"] for entry in told if entry["path"] in ("words", "learner")] != []


def test_a_plan_by_hand_as_csv_is_audited_too(tmp_path: Any) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(by_hand({"2019-S1": "AST004"}), encoding="utf-8")
    found = document(audit(EVENING, path))
    assert (found.data["valid"], found.data["not_checked"]) == (False, [])
