"""What `planner schema` prints and what is read agree; every key of it is read, and every problem told."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.domain.learner import Learner
from planner.errors import BadInput
from planner.messages import LANGUAGES, speaking
from planner.storage import learners, programmes, yaml_reader
from planner.storage.json_schema import json_schema
from planner.storage.learner_reader import Reader
from planner.storage.schema_learner import LearnerFile
from planner.storage.schemas import KINDS, model_of
from planner.storage.shapes import key, keys_of, node_of
from planner.storage.validation import Source, parse, sift
from tests.reference import json_schema as reference
from tests.support import INSTANCES, ROOT, SAMPLES, tiny_programme

FULL: dict[str, Any] = {
    "programme": "casp-2019-2020",
    "start": "2019-S1",
    "id": "someone",
    "fictional": True,
    "note": "n",
    "goal": "CP29",
    "pathway": "mixed",
    "funding": "individual",
    "acquired": ["AST004", {"unit": "TRS001", "by": "VES"}],
    "experience": {"months": 6, "in_sector": False, "working": True},
    "internship_windows": [{"from": "2020-09-01", "to": "2020-12-31"}],
    "max_units_per_term": {"default": 3, "terms": {"2019-S2": 2}},
    "max_daytime_units_per_term": 4,
    "min_units_per_term": 1,
    "max_total_units_per_term": {"terms": {"2020-S1": 4}},
    "min_credits_per_term": {"default": 6},
    "max_credits_per_term": 20,
    "terms": 7,
    "availability": {"evenings": ["mon"], "days": ["tue"], "terms": {"2020-S2": {"evenings": [], "days": ["fri"]}}},
    "order": "prefer",
    "minimise": ["duration", "cost"],
    "deadline": "2022-S2",
    "pins": [{"unit": "TET003", "term": "2019-S1", "modality": "evening"}],
    "avoid": ["UEV010"],
    "extra": ["TET006"],
    "waive": [{"unit": "AST005", "prerequisite": "AST004"}],
    "max_cost_per_year": 700.5,
    "chances": {"fail": 0.15, "units": {"AST005": 0.3}, "second_session": 0.5},
}
HAND_PLAN: dict[str, Any] = {
    "units": [{"unit": "AST004", "term": "2019-S1", "modality": "evening"}, {"unit": "AST005", "term": "2019-S2"}],
    "internship": {"from": "2020-09-01", "to": "2020-12-31"},
    "workshop": "2019-S1",
    "report": "2020-S2",
}
OFFER: dict[str, Any] = {
    "format": "planner/offer/1",
    "id": "small",
    "title": {"fr": "a", "en": "b"},
    "terms": 4,
    "term_titles": ["one", "two", "three", "four"],
    "year": ["S1", "S2"],
    "annual": "year",
    "calendar": {"year": 2026, "terms": [{"id": "S1", "title": "t", "starts": "2026-09-01", "ends": "2027-01-31"}]},
    "min_units": 0,
    "max_units": 3,
    "units": [{"code": "A", "title": "A", "credits": 6, "periods": ["S1"], "terms": [1, 3], "today": 3}],
    "curricula": [{"id": "one", "units": ["A"], "choices": [{"take": 1, "of": ["B", "C"]}], "take": ["B"]}],
    "prerequisites": [{"unit": "B", "after": ["A"]}],
    "unwanted": [{"unit": "A", "term": 1, "weight": 2}, {"unit": "A", "period": "S2"}],
    "fixed": [{"unit": "A", "term": 1}],
    "weights": {"balance": 1, "unwanted": 2, "change": 3, "delay": 4},
    "assumptions": [{"id": "a", "text": "t", "reason": "r"}],
}
STRANGE: list[Any] = [
    None, True, False, 0, 1, -1, 401, 2.5, 1e300, "", "x", "mon", "evening", "2019-S1", "2019-S1\n", "2019",
    "2019-02-30", "a b", "x" * 61, "doc: p. 1", [], ["mon"], [None], [[]], {}, {"x": 1}, {"unit": "A"},
    {"fr": "a", "en": "b"}, {"any": ["A"]}, {"2019-S1": 1}, {"2019-S1": {}}, {1: 2},
]  # fmt: skip


@cache
def originals(kind: str) -> tuple[str, ...]:
    """Data of files of the kind, as JSON so that each use has its own."""
    found: list[Any] = []
    if kind == "learner":
        found = [FULL] + [yaml_reader.parse(p.read_text(encoding="utf-8"), p.name) for p in SAMPLES]
    elif kind == "hand-plan":
        found = [HAND_PLAN]
    elif kind == "plan":
        kept = ROOT / "solutions"
        found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(kept.glob("*/*.json"))[::9]]
    elif kind == "scenarios":
        found = [yaml_reader.parse(p.read_text(encoding="utf-8"), p.name) for p in INSTANCES.glob("*/scenarios.yaml")]
    elif kind == "offer":
        found = [yaml_reader.parse(p.read_text(encoding="utf-8"), p.name) for p in INSTANCES.glob("*/offer.yaml")]
        found += [OFFER]
    elif kind == "distribution":
        found = [
            yaml_reader.parse(p.read_text(encoding="utf-8"), p.name) for p in INSTANCES.glob("*/distribution.yaml")
        ]
    else:
        for path in sorted(INSTANCES.glob("*/programme.yaml")):
            found.append(yaml_reader.parse(path.read_text(encoding="utf-8"), path.name))
    return tuple(json.dumps(data) for data in found)


@cache
def schema(kind: str) -> dict[str, Any]:
    return json_schema(model_of(kind))


def fits(data: Any, kind: str) -> bool:
    return reference.fits(data, schema(kind))


def accepted(data: Any, kind: str) -> bool:
    problems: list[Any] = []
    node_of(model_of(kind)).read(data, (), problems)
    return not problems


def places(data: Any) -> list[tuple[Any, Any]]:
    """(container, key) of everything inside."""
    found: list[tuple[Any, Any]] = []
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in items:
        found.append((data, step))
        found += places(value)
    return found


def mutate(random: Random, data: Any) -> None:
    container, key = random.choice(places(data))
    change = random.randrange(6)
    if change == 0:
        del container[key]
    elif change == 1 and isinstance(container, dict):
        container[random.choice(["surprise", "unit", "terms", "2019-S1", "evenings", "source"])] = container[key]
    elif change == 2 and isinstance(container, dict):
        container[f"{key}x"] = container.pop(key)
    elif change == 3 and isinstance(container[key], list):
        container[key] = [*container[key], copy.deepcopy(random.choice(STRANGE))]
    elif change == 4 and isinstance(container[key], str):
        container[key] = random.choice([container[key] + "\n", container[key] + " ", container[key].upper(), "é"])
    else:
        container[key] = copy.deepcopy(random.choice(STRANGE))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_editor_knows_every_keyword(kind: str) -> None:
    assert reference.keywords(schema(kind)) <= reference.KEYWORDS
    assert "description" in schema(kind)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_good_data_fits(kind: str) -> None:
    assert originals(kind)
    for text in originals(kind):
        assert fits(json.loads(text), kind)
        assert accepted(json.loads(text), kind)


def test_a_tiny_programme_fits(tmp_path: Path) -> None:
    data = json.loads(tiny_programme(tmp_path).read_text(encoding="utf-8"))
    assert fits(data, "programme")
    assert accepted(data, "programme")


@pytest.mark.parametrize(
    "kind, rounds",
    [
        ("learner", 3000),
        ("hand-plan", 1500),
        ("plan", 1000),
        ("programme", 400),
        ("distribution", 1000),
        ("offer", 1000),
    ],
)
def test_mutated_data_is_read_exactly_when_it_fits_the_printed_schema(kind: str, rounds: int) -> None:
    random = Random(20190901)
    answers = set()
    for number in range(rounds):
        data = json.loads(random.choice(originals(kind)) if number % 2 else originals(kind)[0])
        for _ in range(random.choice((1, 1, 1, 2))):
            mutate(random, data)
        expected = accepted(data, kind)
        answers.add(expected)
        assert fits(data, kind) == expected, f"it is read: {expected}: {data}"
    assert answers == {True, False}


@pytest.mark.parametrize("key", sorted(FULL))
def test_each_key_of_a_learner_with_a_strange_value(key: str) -> None:
    for value in STRANGE:
        data = copy.deepcopy(FULL) | {key: value}
        assert fits(data, "learner") == accepted(data, "learner"), value


@pytest.mark.parametrize("data", [None, 3, "text", [], {}, True])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_no_mapping_of_keys_does_not_fit(kind: str, data: Any) -> None:
    assert fits(data, kind) is accepted(data, kind) is False


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_problem_has_a_message_at_a_place_that_exists(kind: str) -> None:
    random = Random(f"told {kind}")
    for number in range(300):
        data = json.loads(random.choice(originals(kind)) if number % 2 else originals(kind)[0])
        for _ in range(4):
            mutate(random, data)
        if not isinstance(data, dict):
            continue
        _, refused = sift(Source(data, "file"), kind)
        for problem in (problem for error in refused.values() for problem in error.problems):
            for lang in LANGUAGES:
                with speaking(lang):
                    assert problem.text().startswith("file")
            assert problem.where


def test_of_the_forms_that_a_value_may_have_the_nearest_is_told() -> None:
    data = {**FULL, "acquired": ["AST004", {"unti": "TRS001", "by": 3}]}
    data["max_units_per_term"] = {"default": "x", "term": {}}
    with pytest.raises(BadInput) as caught:
        parse(Source(data, None), "learner")
    assert {(problem.where, problem.key) for problem in caught.value.problems} == {
        ("acquired[1].unti", "schema.unknown_key"),
        ("acquired[1].by", "schema.type"),
        ("max_units_per_term.default", "schema.type"),
        ("max_units_per_term.term", "schema.unknown_key"),
    }


class Recording:
    """A learner's file that keeps in mind which of its keys somebody has looked at."""

    def __init__(self, file: LearnerFile) -> None:
        self._file, self.read = file, set[str]()

    def __getattr__(self, name: str) -> Any:
        self.read.add(name)
        return getattr(self._file, name)


NOT_OF_THE_LEARNER = {"note"}
"""It is for people."""


def unread(made: type[LearnerFile]) -> set[str]:
    """Keys of the schema that no learner is made of."""
    source = Source(dict(FULL), None)
    recording: Any = Recording(parse(source, "learner"))
    Reader(source, recording, programmes.load("casp-2019-2020"), None, {}).learner("x")
    return {entry.attribute for entry in keys_of(made).values()} - recording.read


def test_every_key_of_the_schema_is_read() -> None:
    assert unread(LearnerFile) == NOT_OF_THE_LEARNER


def test_a_key_that_is_in_the_schema_alone_is_found_out() -> None:
    class WithMood(LearnerFile):
        """A learner with a mood that nobody reads."""

        mood: str = key("good", description="How they feel.")

    assert unread(WithMood) == {*NOT_OF_THE_LEARNER, "mood"}
    assert json_schema(WithMood)["properties"]["mood"]["default"] == "good"


def test_the_default_of_a_key_is_in_the_schema_alone() -> None:
    with pytest.raises(TypeError, match="missing"):
        Learner(id="x", programme="p", start=0)  # type: ignore[call-arg]
    case = learners.read_learner({"programme": "casp-2019-2020", "start": "2019-S1"})
    defaults = {entry.attribute: entry.missing() for entry in keys_of(LearnerFile).values() if not entry.required}
    for name in ("pathway", "funding", "order", "fictional", "terms", "deadline"):
        assert getattr(case.learner, name) == defaults[name]
    assert case.learner.minimise == tuple(defaults["minimise"])
