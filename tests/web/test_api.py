"""The API says what the commands say, to who has a token, and tells every problem of what was sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from django.test import Client

import planner
from planner.web.people.models import Token

LEARNERS = Path("instances/casp-2019-2020/learners")
EVENING = LEARNERS / "autumn-evening.yaml"


def learner(path: Path = EVENING, **keys: Any) -> dict[str, Any]:
    """The data of a sample learner, with these keys."""
    return {**yaml.safe_load(path.read_text()), **keys}


@pytest.fixture
def post(db: None) -> Callable[..., tuple[int, Any]]:
    """`post("plan", learner=..., options=...)`: the status, and what was answered."""
    client, token = Client(), Token.give("test")

    def ask(question: str, **body: Any) -> tuple[int, Any]:
        headers = {"authorization": f"Bearer {token}"}
        answer = client.post(f"/api/v1/{question}", json.dumps(body), content_type="application/json", headers=headers)
        return answer.status_code, answer.json()

    return ask


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("plan", "fr"),
        ("plan", "en"),
        ("explain", "en"),
        ("alternatives", "fr"),
        ("compare", "en"),
        ("frontier", "fr"),
        ("risk", "en"),
    ],
)
def test_the_answer_is_the_document_of_the_command(
    question: str, lang: str, post: Callable[..., tuple[int, Any]], planner: Callable[..., Result]
) -> None:
    passed = ["AST004", "AST005", "TET003", "UEV010"]  # little is left, so that no limit of time decides anything
    told = planner(question, EVENING, "--set", f"acquired={passed}", "--format", "json", "--lang", lang)
    status, answer = post(question, learner=learner(acquired=passed), options={"lang": lang})
    assert (status, answer["schema"]) == (200, f"planner/{question}/1")
    assert _timeless(answer) == _timeless(json.loads(told.stdout))


NEARLY_DONE = ["TET099", "TRS001", "AST004", "TET003", "CCE001", "TET007", "TRS002", "CCE003", "PSY001", "AST005"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"chances": {"fail": 0.2, "units": {"TET007": 0.4}}, "deadline": "2021-S1"}, "optimal"),
        ({"chances": {"fail": 0.2}, "avoid": ["TET007"]}, "impossible"),
        ({"chances": {"fail": 0.2}, "max_cost_per_year": 300, "acquired": NEARLY_DONE}, "feasible"),
        ({}, "no_chances"),
    ],
)
def test_risks_are_those_of_the_command(
    keys: dict[str, Any], said: str | None, post: Callable[..., tuple[int, Any]], planner: Callable[..., Result]
) -> None:
    keys = {"acquired": ["AST004", "AST005", "TET003", "UEV010", "TRS001", "PSY001"], **keys}
    changes = [part for key, value in keys.items() for part in ("--set", f"{key}={json.dumps(value)}")]
    told = planner("risk", EVENING, *changes, "--minimise", "cost", "--today", "2019-09-03", "--format", "json",
                   "--seed", 3)  # fmt: skip
    options = {"minimise": "cost", "today": "2019-09-03", "seed": 3, "time_limit": 60}
    status, answer = post("risk", learner=learner(**keys), options=options)
    assert status == 200
    assert _timeless(answer) == _timeless(json.loads(told.stdout))
    assert said in (None, answer["status"])


def test_a_reckoning_that_is_not_over_in_time_has_no_figures(post: Callable[..., tuple[int, Any]]) -> None:
    long = learner(LEARNERS / "mixed-one-day-part.yaml", chances={"fail": 0.1})
    status, answer = post("risk", learner=long, options={"time_limit": 0.6, "lang": "en"})
    assert (status, answer["status"], "policy" in answer) == (200, "unknown", False)
    assert "not over within its time" in answer["warnings"][0]


def test_every_wrong_chance_is_told_at_its_key(post: Callable[..., tuple[int, Any]]) -> None:
    wrong = {"fail": 1.5, "units": {"NONE": 0.1, "AST004": -1}, "second_session": "often", "more": 1}
    status, answer = post("risk", learner=learner(chances=wrong), options={"lang": "en", "runs": 3})
    assert status == 422
    assert {problem["key"] for problem in answer["problems"]} == {"options.runs"}
    status, answer = post("risk", learner=learner(chances=wrong))
    assert status == 422
    assert {"chances.fail", "chances.units.AST004", "chances.second_session", "chances.more"} <= {
        problem["key"] for problem in answer["problems"]
    }
    status, answer = post("risk", learner=learner(chances={"fail": 0.1, "units": {"NONE": 0.1}}))
    assert (status, [problem["key"] for problem in answer["problems"]]) == (422, ["chances.units.NONE"])


def _timeless(document: Any) -> Any:
    """A document without what names the file of the learner."""
    if isinstance(document, dict):
        return {key: _timeless(value) for key, value in document.items() if key not in ("sha256", "learner")}
    return [_timeless(item) for item in document] if isinstance(document, list) else document


def test_check_and_replan_take_a_plan(post: Callable[..., tuple[int, Any]]) -> None:
    _, plan = post("plan", learner=learner())
    status, checked = post("check", learner=learner(), plan=plan)
    assert (status, checked["valid"]) == (200, True)
    failed = plan["terms"][0]["units"][0]["unit"]
    row = {"unit": failed, "term": plan["terms"][0]["term"], "result": "failed"}
    status, again = post("replan", learner=learner(), plan=plan, results=[row])
    assert (status, again["status"]) == (200, "optimal")
    assert failed in [unit["unit"] for term in again["terms"][1:] for unit in term["units"]]


def test_an_impossible_learner_is_answered_with_why_and_ways_out(post: Callable[..., tuple[int, Any]]) -> None:
    status, answer = post("plan", learner=learner(deadline="2019-S2"))
    assert (status, answer["status"]) == (200, "impossible")
    assert answer["conflicts"] and answer["repairs"]


def test_every_problem_is_told_at_its_key(post: Callable[..., tuple[int, Any]]) -> None:
    status, answer = post(
        "plan", learner=learner(start="never", availability={"evenings": ["mon", "noday"]}, surprise=1)
    )
    assert status == 422
    keys = {problem["key"] for problem in answer["problems"]}
    assert {"start", "availability.evenings[1]", "surprise"} <= keys
    status, answer = post("plan", learner=learner(), options={"lang": "de", "time_limit": 0, "more": 1, "today": "x"})
    assert status == 422
    assert {problem["key"] for problem in answer["problems"]} == {
        "options.lang", "options.time_limit", "options.more", "options.today",
    }  # fmt: skip
    status, answer = post("check", learner=learner(), plan={"units": [{"unit": "NONE", "term": "2019-S1"}]})
    assert (status, answer["problems"][0]["key"]) == (422, "plan.units[0]")
    _, plan = post("plan", learner=learner())
    status, answer = post("replan", learner=learner(), plan=plan, results=[{"unit": "X", "term": "y", "result": "z"}])
    assert status == 422
    assert {"results[0].unit", "results[0].term", "results[0].result"} <= {each["key"] for each in answer["problems"]}


def test_a_programme_is_an_id_and_no_path(post: Callable[..., tuple[int, Any]], tmp_path: Path) -> None:
    absolute = str(Path("instances/casp-2019-2020").resolve())
    for name in ("/etc/passwd", "../casp-2019-2020", absolute, "casp-2019-2020/"):
        status, answer = post("plan", learner=learner(programme=name))
        assert (status, answer["problems"][0]["key"]) == (422, "programme"), name


@pytest.mark.django_db
def test_without_a_token_nothing_is_told() -> None:
    token = Token.give("test")
    for headers in ({}, {"authorization": "Bearer x"}, {"authorization": f"Basic {token}"}):
        answer = Client().post("/api/v1/plan", "{}", content_type="application/json", headers=headers)
        assert answer.status_code == 401
        assert answer.json()["problems"][0]["key"] == "Authorization"
    assert Client().get("/api/v1/programmes").status_code == 401
    assert Client().get("/api/v1/openapi.json").status_code == 200


def test_programmes_and_spoilt_bodies(db: None) -> None:
    client, headers = Client(), {"authorization": f"Bearer {Token.give('test')}"}
    listed = client.get("/api/v1/programmes", headers=headers).json()
    assert [each["id"] for each in listed["programmes"]] == [each.id for each in planner.programmes().programmes]
    assert client.get("/api/v1/programmes/casp-2019-2020", headers=headers).status_code == 200
    assert client.get("/api/v1/programmes/none", headers=headers).status_code == 404
    assert client.get("/api/v1/programmes/none?lang=xx", headers=headers).status_code == 422
    for body in ("{", "[]", "null", '{"learner": []}', '{"learner": {}, "plan": 3}'):
        answer = client.post("/api/v1/plan", body, content_type="application/json", headers=headers)
        assert (answer.status_code, bool(answer.json()["problems"])) == (422, True), body
    large = client.post("/api/v1/plan", "x" * 3_000_000, content_type="application/json", headers=headers)
    assert large.status_code == 413
