"""Whatever is posted to the API, every answer is one that its OpenAPI page says: schemathesis asks each operation, with
what the page allows and with what it does not, and with learners out of which something was broken.

`PLANNER_API_EXAMPLES=400 pytest tests/web/test_api_fits.py` asks each so often.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import yaml
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from planner.report.documents import read_document
from planner.web.people.models import Token

EXAMPLES = int(os.environ.get("PLANNER_API_EXAMPLES", "6"))
PROGRAMME = Path("instances/casp-2019-2020/learners")
LEARNERS = [
    json.loads(json.dumps(yaml.safe_load(path.read_text()), default=str)) for path in sorted(PROGRAMME.glob("*.yaml"))
]
PLANS = [json.loads(path.read_text()) for path in sorted(Path("solutions/casp-2019-2020").glob("*.json"))]
OPERATIONS = [
    "programmes", "programme", "plan", "check", "explain", "alternatives", "compare", "frontier", "replan", "risk",
]  # fmt: skip
PASSED = ["TET099", "TRS001", "AST004", "CCE001", "TET007", "TRS002", "CCE003", "AST002", "UEV010"]
"""So that risks are reckoned at once."""
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
asked = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9)
    | st.sampled_from(["2019-S1", "2020-S2", "AST004", "evening", "cpf", "2019-10-01", "0", ""]),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=5), some, max_size=3),
    max_leaves=6,
)  # fmt: skip


def broken(data: Any, draw: Callable[..., Any]) -> Any:
    """The data with something else at one place of it, or without what stood there."""
    if not data or not isinstance(data, dict | list) or draw(st.integers(0, 4)) == 0:
        return draw(values)
    place = draw(st.sampled_from(sorted(data) if isinstance(data, dict) else range(len(data))))
    if draw(st.integers(0, 6)) == 0:
        del data[place]
    else:
        data[place] = broken(data[place], draw)
    return data


@st.composite
def bodies(draw: Callable[..., Any], operation: str) -> dict[str, Any]:
    """What is posted to an operation, broken at up to two places."""
    learner = copy.deepcopy(draw(st.sampled_from(LEARNERS)))
    keys = {key: value for one in LEARNERS for key, value in one.items()}
    for key in draw(st.lists(st.sampled_from(sorted(keys)), max_size=2)):
        learner[key] = copy.deepcopy(keys[key])
    body = {"learner": learner, "options": {"time_limit": 0.3, "lang": draw(st.sampled_from(("fr", "en")))}}
    if operation in ("check", "replan", "plan"):
        body["plan"] = copy.deepcopy(draw(st.sampled_from(PLANS)))
    if operation == "replan":
        body["results"] = [{"unit": "AST004", "term": "2019-S1", "result": "failed"}]
    if operation == "risk":
        learner["acquired"] = list(PASSED)
    if operation == "risk" and draw(st.booleans()):
        learner["chances"] = {"fail": 0.2, "units": {"AST004": 0.5}, "second_session": 0.5}
    for _ in range(draw(st.integers(0, 2))):
        body = broken(body, draw)
        if not isinstance(body, dict):
            break
    return body


@pytest.fixture(autouse=True)
def _in_one_transaction(db: None) -> Iterator[None]:
    """An answer leaves the connection open, in which all of a test is undone."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def operations(db: None) -> dict[str, Any]:
    """The operations by their names, as the page has them."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    return {each.ok().definition.raw["operationId"]: each.ok() for each in schema.get_all_operations()}


@pytest.fixture
def look(db: None) -> Callable[..., None]:
    """`look(case, *checks)`: the answer is one that the page allows, and a document is whole."""
    headers = {"Authorization": f"Bearer {Token.give('test')}"}

    def ask(case: Any, *more: Any) -> None:
        cache.clear()  # the quota is not what this is about
        answer = case.call(headers=headers)
        case.validate_response(answer, checks=[*CHECKS, *more])
        assert answer.status_code != 401 or negative_data_rejection in more  # there a token may be left out
        if answer.status_code == 200:
            read_document(answer.json())

    return ask


def test_every_operation_is_asked(operations: dict[str, Any]) -> None:
    assert list(operations) == OPERATIONS


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["allowed", "refused"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_the_page_says_is_so(operation: str, mode: GenerationMode, operations: dict[str, Any], look: Any) -> None:
    @asked
    @given(case=operations[operation].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        look(case, *([negative_data_rejection] if mode is GenerationMode.NEGATIVE else []))

    ask()


@pytest.mark.parametrize("operation", OPERATIONS[2:])
def test_what_is_almost_right_is_answered(operation: str, operations: dict[str, Any], look: Any) -> None:
    @asked
    @given(body=bodies(operation))
    def ask(body: Any) -> None:
        look(operations[operation].Case(body=body, media_type="application/json"))

    ask()
