"""A stored document that somebody spoilt is refused in words, all that is wrong at once; what was cut is drawn."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from random import Random
from typing import Any

import pytest

import planner
from planner.errors import BadInput
from planner.messages import LANGUAGES, speaking
from planner.report.documents import KINDS, Document
from planner.report.formats import CALENDAR, FORMATS
from tests.study.design.small import SMALL
from tests.support import INSTANCES, ROOT

LEARNERS = INSTANCES / "casp-2019-2020" / "learners"
LEARNER, MIX = LEARNERS / "autumn-evening.yaml", LEARNERS / "mix-cpf-two-units.yaml"
PLAN = ROOT / "solutions" / "casp-2019-2020" / "autumn-evening.json"
START = {"programme": "casp-2019-2020", "start": "2019-S1"}
COHORT = [
    {**START, "id": "new"},
    {**START, "id": "late", "deadline": "2020-S1"},
    {**START, "id": "bad", "start": "2019-S9"},
]
CLOSED = {"scenarios": [{"id": "closed", "changes": [{"close": {"unit": "AST005"}}]}]}
FAILED = [{"unit": "AST004", "term": "2019-S1", "result": "failed"}]
DAY = date(2019, 11, 5)
DONE = ["TET099", "TRS001", "AST004", "TET003", "CCE001", "TET007", "TRS002", "CCE003", "PSY001"]
PAST = [
    {"unit": "AST005", "year": "2017", "attempted": "20", "failed": "8", "second_attempted": "6", "second_failed": "3"},
    {"unit": "TET003", "year": "2018", "attempted": "30", "failed": "3"},
]
ANSWERS: dict[str, Callable[[], object]] = {
    "alternatives": lambda: planner.alternatives(MIX, number=2, today=DAY),
    "audit": lambda: planner.audit(LEARNER, {**json.loads(PLAN.read_text(encoding="utf-8")), "fictional": False}),
    "chances": lambda: planner.chances(PAST, "casp-2019-2020"),
    "cohort": lambda: planner.cohort(COHORT, share_seats=True, seats=["*=1"], today=DAY),
    "compare": lambda: planner.compare(LEARNER, pathways=["evening", "mixed"], fundings=["cpf"], today=DAY),
    "design": lambda: planner.design({**SMALL}, today=DAY),
    "explain": lambda: planner.explain(LEARNER, today=DAY),
    "explain impossible": lambda: planner.explain(COHORT[1], today=DAY),
    "frontier": lambda: planner.frontier(LEARNER, max_terms=6, today=DAY),
    "impossible": lambda: planner.plan(COHORT[1], today=DAY),
    "plan": lambda: planner.plan(LEARNER, today=DAY),
    "programme": lambda: planner.programme("casp-2019-2020"),
    "programmes": planner.programmes,
    "replan": lambda: planner.replan(LEARNER, PLAN, FAILED),
    "risk": lambda: planner.risk({**START, "chances": {"fail": 0.2}, "acquired": DONE}, today=DAY),
    "risk of past results": lambda: planner.risk({**START, "acquired": DONE}, past=PAST, today=DAY),
    "risk table": lambda: planner.risk({**START, "acquired": DONE}, today=DAY),
    "stress": lambda: planner.stress(COHORT, CLOSED, today=DAY, workers=1),
    "timetable": lambda: planner.timetable("casp-2019-2020", cohort=COHORT),
}
"""Of each kind a document, of some two."""
OTHERS = (None, 5, True, "x", "", [], {}, ["x"], [[]], {"a": 1}, [None])
"""What stands in place of a value."""
QUICK = ("text", "md", "csv", "json")


@cache
def _stored(name: str) -> str:
    return str(planner.document(ANSWERS[name]()).render("json", "fr"))


def stored(name: str = "plan") -> dict[str, Any]:
    made: dict[str, Any] = json.loads(_stored(name))
    return made


def places(node: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the values of a document are, one of each list."""
    items = node.items() if isinstance(node, dict) else enumerate(node[:1]) if isinstance(node, list) else ()
    for step, value in items:
        yield (*place, step)
        yield from places(value, (*place, step))


def spoilt(data: dict[str, Any], place: tuple[Any, ...], *value: object) -> dict[str, Any]:
    """The document with another value at the place, or without it."""
    made = copy.deepcopy(data)
    node: Any = made
    for step in place[:-1]:
        node = node[step]
    if value:
        node[place[-1]] = value[0]
    else:
        del node[place[-1]]
    return made


def test_documents_of_every_kind_are_here() -> None:
    kinds = {stored(name).get("schema", stored(name).get("format")) for name in ANSWERS}
    assert kinds == set(KINDS)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_spoilt_document_is_refused_in_words_or_drawn_in_every_format(name: str) -> None:
    random, data, last = Random(name), stored(name), Document({})
    found = {"refused": 0, "drawn": 0, "late": 0}
    known = [place for place in places(data) if place[0] != "words"]
    for place in random.sample(known, min(len(known), 120)):
        for value in ((), (random.choice(OTHERS),)):
            try:
                made = planner.read_document(spoilt(data, place, *value))
            except BadInput as error:
                for language in LANGUAGES:
                    with speaking(language):
                        assert all(problem.text() for problem in error.problems)
                found["refused"] += 1
                continue
            try:
                assert all(made.render(form, "en", created=DAY) for form in QUICK)
                found["drawn"], last = found["drawn"] + 1, made
            except BadInput as error:
                assert error.key == "format.spoilt"
                found["late"] += 1
    assert all(last.render(form, "fr", created=DAY) for form in FORMATS if form != CALENDAR)
    assert found["refused"] > found["drawn"] + found["late"], found
    assert found["late"] * 8 < sum(found.values()), found


def test_every_problem_is_told_with_its_place_in_words_of_the_language() -> None:
    data = stored("compare")
    del data["rows"][1]["plan"]["terms"][0]["units"][0]["offering"]
    data["rows"][1]["plan"]["award"]["date"] = "2022-02-31"
    data["rows"][0]["status"] = "best"
    data["rows"][0]["labels"] = ["evening"]
    data["fictional"] = None
    with pytest.raises(BadInput) as caught:
        planner.read_document(data)
    with speaking("fr"):
        told = sorted(" ".join(problem.text().split()) for problem in caught.value.problems)
        assert told == [
            "fictional : valeur (vide) : il faut true ou false",
            "rows[0].labels : valeur […] : il faut des lignes « clé: valeur »",
            "rows[0].status : « best » n’est pas admis ; choix : optimal, feasible, impossible, unknown",
            "rows[1].plan.award.date : valeur '2022-02-31' : il faut une date AAAA-MM-JJ, par exemple 2019-10-01",
            "rows[1].plan.terms[0].units[0].offering : cette clé est obligatoire",
        ]


def test_a_programme_has_the_schema_of_its_file() -> None:
    data = stored("programme")
    data["units"][0]["credits"] = "six"
    data["about"]["classes"][0]["units"] = 3
    with pytest.raises(BadInput) as caught:
        planner.read_document(data)
    assert {problem.where for problem in caught.value.problems} == {"units[0].credits", "about.classes[0].units"}


@pytest.mark.parametrize("path", sorted((ROOT / "solutions").glob("*/*.json")), ids=lambda path: path.stem)
def test_committed_plans_are_read(path: Any) -> None:
    assert planner.read_document(path.read_text(encoding="utf-8")).stored


def test_what_does_not_fit_together_is_told_when_it_is_drawn_and_its_cause_is_kept() -> None:
    data = stored()
    del data["certificate"]
    with pytest.raises(BadInput, match="does not fit together") as caught:
        planner.read_document(data).render("html", "en")
    assert isinstance(caught.value.__cause__, KeyError)
    made = planner.document(planner.plan(LEARNER))
    with pytest.raises(KeyError):
        type(made)({key: value for key, value in made.data.items() if key != "certificate"}).render("html", "en")


@pytest.mark.parametrize("given", ["[" * 100_000, '{"schema": []}', {"schema": ["planner/plan/1"]}, "[]", "{", "NaN"])
def test_what_is_no_document_is_refused(given: Any) -> None:
    with pytest.raises(BadInput) as caught:
        planner.read_document(given)
    assert caught.value.key == "format.no_document"


@pytest.mark.parametrize(
    "words",
    [
        [{"at": ['"status"']}],
        [{"of": {"day": "31 June"}, "at": ['"status"']}],
        [{"of": "x", "at": ["status"]}],
        [{"of": {"key": "text.optimal", "values": []}, "at": ['"status"']}],
        ["x"],
        5,
        [{"of": {"fraction": "1/0"}, "at": ['"status"']}],
    ],
    ids=["nothing", "day", "place", "values", "text", "number", "fraction"],
)
def test_what_texts_are_made_of_is_read_or_refused(words: object) -> None:
    with pytest.raises(BadInput) as caught:
        planner.read_document({**stored(), "words": words})
    assert "planner/plan/1" in str(caught.value)


@pytest.mark.parametrize("of", [{"key": "no.such", "values": {}}, {"key": "text.award", "values": {}}])
def test_words_that_say_nothing_are_told_as_spoilt(of: object) -> None:
    made = planner.read_document({**stored(), "words": [{"of": of, "at": ['"about", "funding"']}]})
    with pytest.raises(BadInput, match="planner/plan/1"):
        made.render("html", "en")


def test_places_that_are_gone_are_passed_over() -> None:
    data = stored()
    data["assumptions"] = data["assumptions"][:1]
    assert "January 2022" in str(planner.read_document(data).render("html", "en"))
