"""Data in place of files: the same objects, the same problems, and no path that anybody could have slipped in."""

from __future__ import annotations

import json
import threading
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.errors import BadInput
from planner.messages import speaking
from planner.storage import (
    cohorts,
    distributions,
    files,
    learners,
    offers,
    plans,
    programmes,
    results,
    scenarios,
    yaml_reader,
)
from planner.storage.registry import KNOWN, Registry
from tests.support import INSTANCES, ROOT, SAMPLES, tiny_programme

EVENING = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
PLAN = ROOT / "solutions" / "casp-2019-2020" / "autumn-evening.json"
GOOD: dict[str, Any] = {"programme": "casp-2019-2020", "start": "2019-S1"}


def problems(caught: pytest.ExceptionInfo[BadInput]) -> list[tuple[str | None, str, str]]:
    return [(problem.file, problem.where, problem.key) for problem in caught.value.problems]


@pytest.mark.parametrize("path", SAMPLES[::4], ids=lambda path: path.stem)
def test_a_learner_as_data_is_the_learner_of_the_file(path: Path) -> None:
    given, _ = learners.read(path)
    before = json.dumps(given.data)
    case = learners.read_learner({**given.data, "id": path.stem})
    read = learners.read_learner(path)
    assert case.learner.data == {**read.learner.data, "id": path.stem}
    assert case.programme == read.programme
    assert json.dumps(given.data) == before


def test_changes_of_data_leave_the_data_alone() -> None:
    data = {**GOOD, "acquired": ("AST004",), "internship_windows": [{"from": date(2020, 9, 1), "to": "2020-12-31"}]}
    case = learners.read_learner(data, changes=("acquired+=TRS001", "funding=cpf"))
    assert set(case.learner.acquired) == {"AST004", "TRS001"}
    assert (case.learner.id, case.learner.funding) == ("learner", "cpf")
    assert case.learner.windows[0].starts == date(2020, 9, 1)
    assert data["acquired"] == ("AST004",)


def test_every_problem_of_data_has_a_place_and_no_file() -> None:
    with pytest.raises(BadInput) as caught:
        learners.read_learner({**GOOD, "pathwy": 1, "acquired": ["XYZ001"], "deadline": "2018-S1", "pins": [{}]})
    assert problems(caught) == [
        (None, "pins[0].unit", "schema.missing"), (None, "pins[0].term", "schema.missing"),
        (None, "pathwy", "schema.unknown_key"), (None, "acquired[0]", "unit.unknown"),
        (None, "deadline", "deadline.before_start"),
    ]  # fmt: skip
    assert str(caught.value) == "pins[0].unit: this key is required"
    with speaking("en"):
        assert caught.value.message() == "this key is required"


@pytest.mark.parametrize("name", ["/etc/passwd", "../casp-2019-2020", "casp-2019-2020/", ".", ""])
@pytest.mark.parametrize("key", ["programme", "replaced", "programme of a cohort"])
def test_a_programme_of_data_is_never_a_path(name: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(INSTANCES)
    opened: list[Path] = []
    read = files.read_bytes
    monkeypatch.setattr(files, "read_bytes", lambda path: opened.append(path) or read(path))
    with pytest.raises(BadInput) as caught:
        match key:
            case "programme":
                learners.read_learner({**GOOD, "programme": name})
            case "replaced":
                learners.read_learner(GOOD, programme=name)
            case _:
                rows = cohorts.of_data([{**GOOD, "id": "one", "programme": name}]).rows
                cohorts.CaseReader().case(rows[0])
    assert caught.value.key == "programme.unknown_id"
    assert caught.value.where.endswith("programme")
    assert "casp-2019-2020" in str(caught.value)
    assert not [path for path in opened if path.name != "programme.yaml"]


def test_a_path_of_data_for_who_asks_for_it(tmp_path: Path) -> None:
    path = tiny_programme(tmp_path)
    data = {"programme": str(path), "start": "2020-S1"}
    assert learners.read_learner(data, allow_paths=True).programme.id == "tiny"
    learner = tmp_path / "learner.yaml"
    learner.write_text(yaml.safe_dump(data), encoding="utf-8")
    assert learners.read_learner(learner).programme.id == "tiny"
    assert learners.read_learner(str(learner)).learner.id == "learner"
    with pytest.raises(BadInput, match="unknown programme"):
        learners.read_learner(learner, allow_paths=False)


@pytest.mark.parametrize(
    "data, key",
    [
        ({**GOOD, "note": reduce(lambda inside, _: [inside], range(90), [])}, "yaml.deep"),
        ({**GOOD, "terms": 10**400}, "json.number"),
        ({**GOOD, "max_cost_per_year": float("nan")}, "json.number"),
        ({**GOOD, "note": "\ud800"}, "json.syntax"),
        ({**GOOD, "note": {1, 2}}, "schema.type"),
        ({**GOOD, 3: 4}, "schema.unknown_key"),
    ],
)  # fmt: skip
def test_data_that_no_file_could_hold(data: dict[str, Any], key: str) -> None:
    with pytest.raises(BadInput) as caught:
        learners.read_learner(data)
    assert [problem.key for problem in caught.value.problems] == [key]
    assert str(caught.value)


def test_a_plan_as_data() -> None:
    case = learners.read_learner(EVENING)
    data = json.loads(PLAN.read_text(encoding="utf-8"))
    assert plans.load(data, case)[0].plan == plans.load(PLAN, case)[0].plan
    by_hand = {"units": [{"unit": "AST004", "term": "2019-S1"}], "report": "2020-S2"}
    assert [offering.unit for offering in plans.load(by_hand, case)[0].plan.chosen] == ["AST004"]
    with pytest.raises(BadInput) as caught:
        plans.load({"units": [{"unit": "XYZ001", "term": "2019-S1"}], "report": "2020-S9"}, case)
    assert problems(caught) == [(None, "units[0]", "unit.unknown"), (None, "report", "term.unknown")]


def test_results_as_data(tmp_path: Path) -> None:
    case = learners.read_learner(EVENING)
    rows = [
        {"unit": "AST004", "term": "2019-S1", "result": "failed"},
        {"unit": "TRS001", "term": "2019-S1", "result": "absent"},
    ]
    path = tmp_path / "results.csv"
    path.write_text("unit,term,result\n" + "".join(",".join(row.values()) + "\n" for row in rows), encoding="utf-8")
    told = [(row.unit, row.term, row.result) for row in results.load(path, case)]
    assert [(row.unit, row.term, row.result) for row in results.load(rows, case)] == told
    bad: list[Any] = [{"unit": "XYZ001", "term": "2019-S9", "result": "failed"}, {"unit": "AST004", "term": "2019-S1"}]
    with pytest.raises(BadInput) as caught:
        results.load(bad, case)
    assert problems(caught) == [
        (None, "[0].unit", "unit.unknown"), (None, "[0].term", "term.unknown"), (None, "[1].result", "csv.blank")
    ]  # fmt: skip
    with pytest.raises(BadInput) as caught:
        results.load([{"unit": 3, "when": "x"}, "AST004"], case)  # type: ignore[dict-item, list-item]
    assert [problem.where for problem in caught.value.problems] == ["[0].unit", "[0].when", "[1]"]


def test_a_cohort_as_data() -> None:
    rows: list[Any] = [
        {**GOOD, "id": "one", "acquired": ["AST004"]},
        {**GOOD, "id": "one"},
        {**GOOD, "id": "two", "funding": "lottery"},
        dict(GOOD),
        "three",
    ]
    found = list(cohorts.CaseReader(changes=("pathway=mixed",)).cases(cohorts.of_data(rows).rows))
    row, case = found[0]
    assert not isinstance(case, BadInput)
    assert (row.name, case.learner.id, case.learner.pathway, set(case.learner.acquired)) == (
        "one",
        "one",
        "mixed",
        {"AST004"},
    )
    with speaking("en"):
        told = [row.describe(problem) for row, problem in found[1:] if isinstance(problem, BadInput)]
    assert [text.partition(":")[0] for text in told] == ["[1].id", "[2].funding", "[3].id", "[4]"]
    with pytest.raises(BadInput, match="no learner"):
        cohorts.of_data([])


def test_scenarios_offers_and_distributions_as_data() -> None:
    data = {"scenarios": [{"id": "a", "changes": [{"close": {"unit": "TET003"}}]}]}
    found = scenarios.load(data, [programmes.load("casp-2019-2020")])
    assert found[0].id == "a"
    offer = INSTANCES / "casp-offer" / "both-electives.yaml"
    given = files.read_text(offer)
    assert offers.load(yaml.safe_load(given)).units == offers.load(offer).units
    sample = INSTANCES / "casp-2019-2020" / "distribution.yaml"
    assert (
        distributions.load(yaml_reader.parse(files.read_text(sample), "")).profiles
        == distributions.load(sample).profiles
    )
    for load, key in ((offers.load, "curricula"), (distributions.load, "profiles")):
        with pytest.raises(BadInput) as caught:
            load({})
        assert key in [problem.where for problem in caught.value.problems]
    curricula = [{"programme": "/etc/passwd"}]
    with pytest.raises(BadInput, match=r"curricula\[0\].programme: unknown programme '/etc/passwd'"):
        offers.load({"format": "planner/offer/1", "id": "x", "terms": 2, "year": ["S1", "S2"], "curricula": curricula})


def test_a_registry_knows_what_ships_and_the_folders_that_are_added(tmp_path: Path) -> None:
    (tmp_path / "tiny").mkdir()
    path = tiny_programme(tmp_path / "tiny")
    path = path if path.name == "programme.yaml" else path.rename(path.with_name("programme.yaml"))
    registry = Registry(*KNOWN.folders)
    assert registry.ids() == programmes.identifiers()
    registry.add(tmp_path)
    registry.add(tmp_path)
    assert registry.ids() == sorted([*programmes.identifiers(), "tiny"])
    first = programmes.load_known("tiny", registry=registry)
    assert programmes.load_known("tiny", registry=registry) is first
    with pytest.raises(BadInput, match="unknown programme 'tiny'"):
        programmes.load_known("tiny")
    path.write_text(path.read_text(encoding="utf-8").replace("Tiny", "Small"), encoding="utf-8")
    again = programmes.load_known("tiny", registry=registry)
    assert (first.title, again.title) == ("Tiny", "Small")


def test_a_programme_is_read_again_when_what_it_extends_has_changed(tmp_path: Path) -> None:
    base = tiny_programme(tmp_path)
    other = tmp_path / "other.yaml"
    other.write_text(f"extends: {base.name}\nid: other\n", encoding="utf-8")
    first = programmes.load(str(other))
    assert programmes.load(str(other)) is first
    base.write_text(base.read_text(encoding="utf-8").replace("Tiny", "Small"), encoding="utf-8")
    assert (first.title, programmes.load(str(other)).title) == ("Tiny", "Small")


def test_threads_get_one_programme(tmp_path: Path) -> None:
    path, found = tiny_programme(tmp_path), list[int]()
    threads = [threading.Thread(target=lambda: found.append(id(programmes.load(str(path))))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_what_one_run_has_read_does_not_keep_another_from_writing_there(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    refused = list[bool]()

    def other() -> None:
        with files.run():
            refused.append(refuses(path))

    with files.run():
        files.read_text(path)
        assert refuses(path)
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        with files.run():
            assert not refuses(path)
        assert refuses(path)
    assert refused == [False]
    assert not refuses(path)


def refuses(path: Path) -> bool:
    try:
        files.keep(path)
    except BadInput:
        return True
    return False
