"""Every problem of a file is told at once: a line each, in the order of the file, and none that only follows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.errors import MOST_PROBLEMS, BadInput, Gathering, read_each
from planner.storage import learners
from tests.support import INSTANCES, refusals, refused, tiny_programme
from tests.worded import text_of

Run = Callable[..., Result]
EVENING = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
LEARNER = """\
programme: casp-2019-2020
start: 2019-S1
pathwy: evening
acquired: [AST004, XYZ001, AST004]
deadline: 2018-S1
avoid: [ABC001]
max_units_per_term: -1
pins: [{unit: AST004, term: 2018-S1}, {unit: Q1, term: 2019-S9}]
funding: lottery
experience: {months: many, working: perhaps}
"""
PLACES = [
    "3: pathwy", "4: acquired[1]", "4: acquired[2]", "5: deadline", "6: avoid[0]", "7: max_units_per_term",
    "8: pins[0].term", "8: pins[1].unit", "8: pins[1].term", "9: funding", "10: experience.months",
    "10: experience.working",
]  # fmt: skip


def places(lines: list[str], path: Path) -> list[str]:
    """Line and key of each message."""
    assert all(line.startswith(f"{path}:") for line in lines), lines
    return [": ".join(line.removeprefix(f"{path}:").split(": ")[:2]) for line in lines]


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_wrong_keys_and_values_that_do_not_fit_the_programme(planner: Run, tmp_path: Path) -> None:
    path = written(tmp_path, "learner.yaml", LEARNER)
    assert places(refusals(planner, "plan", path), path) == PLACES
    french = refusals(planner, "plan", path, lang="fr")
    assert len(french) == len(PLACES)
    assert "clé inconnue" in french[0]


def test_what_depends_on_a_wrong_value_is_not_told(planner: Run, tmp_path: Path) -> None:
    """Without a start nobody knows whether the deadline and the pins come before it."""
    for start in ("2019-S9", "autumn"):
        path = written(tmp_path, "learner.yaml", LEARNER.replace("2019-S1", start))
        kept = [place for place in PLACES if place not in ("5: deadline", "8: pins[0].term")]
        assert places(refusals(planner, "plan", path), path) == ["2: start", *kept]
    path = written(tmp_path, "learner.yaml", LEARNER.replace("casp-2019-2020", "casp-1999"))
    told = places(refusals(planner, "plan", path), path)
    assert told == ["1: programme", "3: pathwy", "7: max_units_per_term", *PLACES[-2:]]


def test_a_wrong_name_is_told_once_and_not_as_a_missing_key(planner: Run, tmp_path: Path) -> None:
    path = written(tmp_path, "learner.yaml", "program: casp-2019-2020\nstart: 2019-S1\n")
    assert "did you mean programme?" in refused(planner, "plan", path)


def test_the_error_carries_every_problem(tmp_path: Path) -> None:
    path = written(tmp_path, "learner.yaml", LEARNER)
    with pytest.raises(BadInput) as caught:
        learners.load(path)
    problems = caught.value.problems
    assert [f"{problem.line}: {problem.where}" for problem in problems] == PLACES
    assert problems[0] is caught.value
    assert all(problem.file == str(path) for problem in problems)
    assert text_of(caught.value, "en") == f"{path}:3: pathwy: unknown key; did you mean pathway?"
    one = BadInput("file.empty", file="x")
    assert one.problems == (one,)


def test_problems_of_steps_are_gathered_once_each_and_not_without_end() -> None:
    def read(number: int) -> int:
        if number % 2:
            raise BadInput("file.empty", file="f", line=10 - number)
        return number

    assert read_each((0, 2), read) == [0, 2]
    with pytest.raises(BadInput) as caught:
        read_each((1, 2, 3, 3), read)
    assert [problem.line for problem in caught.value.problems] == [7, 9]
    with pytest.raises(BadInput) as caught:
        read_each(range(1, 10 * MOST_PROBLEMS, 2), read)
    assert len(caught.value.problems) == MOST_PROBLEMS
    gathering = Gathering()
    with pytest.raises(ValueError), gathering:
        raise ValueError
    gathering.end()


def test_a_programme(planner: Run, tmp_path: Path) -> None:
    path = tiny_programme(
        tmp_path,
        requirements=[{"id": "core", "all_of": ["A", "X"]}, {"id": "one", "k": 3, "of": ["B", "C"]}],
        fees=[{"id": "f", "title": "F", "amount": 1.005, "due": "start", "assumption": "none"}],
        timezone="Mars/Olympus",
    )
    told = "\n".join(refusals(planner, "programmes", path))
    for place in ("requirements[0].all_of[1]", "requirements[1]", "fees[0].amount", "timezone", "fees[0].assumption"):
        assert f" {place}: " in told, told


def test_a_timetable(planner: Run, tmp_path: Path) -> None:
    head = "offering,unit,period,modality,weekday,start,end,site,seats,confidence\n"
    rows = "a,TRS001,S1,evening,mon,25:00,26:00,,few,\nb,XYZ001,S9,evening,tue,18:00,20:00,,,\n"
    path = written(tmp_path, "timetable.csv", head + rows)
    told = places(refusals(planner, "plan", EVENING, "--timetable", path), path)
    assert told == ["2: seats", "2: start", "2: end", "3: unit", "3: period"]


def test_results(planner: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_bytes((INSTANCES.parent / "solutions" / "casp-2019-2020" / "autumn-evening.json").read_bytes())
    rows = "XYZ001,2019-S1,perfect\nAST004,2019-S9,passed\n,2019-S1,failed\n"
    path = written(tmp_path, "results.csv", "unit,term,result\n" + rows)
    told = places(refusals(planner, "replan", EVENING, plan, "--results", path), path)
    assert told == ["2: unit", "2: result", "3: term", "4: unit"]


def test_the_fiftieth_problem_is_the_last_that_is_printed(planner: Run, tmp_path: Path) -> None:
    rows = "".join(f"XYZ{number:03},2019-S1\n" for number in range(60))
    path = written(tmp_path, "hand.csv", "unit,term\n" + rows)
    told = refusals(planner, "check", EVENING, path)
    assert len(places(told[:-1], path)) == 50
    assert told[-1] == "… and 10 problems more"
    assert refusals(planner, "check", EVENING, path, lang="fr")[-1] == "… et 10 autres problèmes"
    path = written(tmp_path, "hand.csv", "unit,term\n" + "XYZ001,2019-S1\n" * 51)
    assert refusals(planner, "check", EVENING, path)[-1] == "… and one problem more"


@pytest.mark.parametrize(
    "name, text, expected",
    [
        ("plan.yaml", "units:\n- {unit: XYZ001, term: 2019-S1}\n- {unit: AST004, term: 2019-S9}\nreport: 2020-S7\n",
         ["2: units[0]", "3: units[1]", "4: report"]),
        ("plan.yaml", "units:\n- {unit: AST004, modality: night}\nworkshp: 2020-S7\n",
         ["2: units[0].term", "2: units[0].modality", "3: workshp"]),
        ("hand.csv", "unit,term,modality\nXYZ001,2019-S1,\nAST004,,night\n", ["2", "3: term", "3: modality"]),
    ],
)  # fmt: skip
def test_a_plan_by_hand(planner: Run, tmp_path: Path, name: str, text: str, expected: list[str]) -> None:
    path = written(tmp_path, name, text)
    told = places(refusals(planner, "check", EVENING, path), path)
    assert len(told) == len(expected), told
    assert all(one.startswith(other) for one, other in zip(told, expected, strict=True)), told


def test_the_document_of_a_plan(planner: Run, tmp_path: Path) -> None:
    data: dict[str, Any] = {
        "schema": "planner/plan/1", "status": "optimal", "programme": "casp-2019-2020",
        "terms": [
            {"term": "2019-S1", "units": [{"unit": "XYZ001"}, {"unit": "XYZ002"}], "events": [{"kind": "internship"}]},
            {"term": "2019-S9"},
        ],
        "award": {"term": "2031-S8"},
    }  # fmt: skip
    path = written(tmp_path, "plan.json", json.dumps(data))
    told = [line.removeprefix(f"{path}: ").split(": ")[0] for line in refusals(planner, "check", EVENING, path)]
    units = ["terms[0].units[0]", "terms[0].units[1]", "terms[0].events[0]"]
    assert sorted(told) == sorted(["award.term", *units, "terms[1].term"])


def test_the_keys_that_a_document_lacks(planner: Run, tmp_path: Path) -> None:
    path = written(tmp_path, "plan.json", "{}")
    told = [line.removeprefix(f"{path}: ").split(": ")[0] for line in refusals(planner, "check", EVENING, path)]
    assert told == ["schema", "status", "programme"]


def test_a_row_of_a_cohort_tells_all_that_is_wrong_with_it(planner: Run, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "cohort.csv",
        "id,programme,start,acquired,funding,deadline\n"
        "one,casp-2019-2020,2019-S1,,,\n"
        "two,casp-2019-2020,2019-S1,XYZ001;XYZ002,lottery,2018-S1\n",
    )
    result = planner("cohort", path, "--workers", 1, "--time-limit", 1, "--lang", "en")
    assert result.exit_code == 1
    told = [line for line in result.stderr.splitlines() if line.startswith(f"{path}:")]
    assert sorted(places(told, path)) == ["3: acquired[0]", "3: acquired[1]", "3: deadline", "3: funding"]


def test_scenarios(planner: Run, tmp_path: Path) -> None:
    cohort = written(tmp_path, "cohort.csv", "id,programme,start\none,casp-2019-2020,2019-S1\n")
    path = written(
        tmp_path,
        "scenarios.yaml",
        "scenarios:\n- id: a\n  changes:\n  - close: {unit: XYZ001}\n  - cap: {max_units_per_term: 2, term: 2019-S9}\n"
        "- id: a\n  changes:\n  - fees: {percent: 3, yearly: 4}\n",
    )
    told = places(refusals(planner, "stress", path, "--cohort", cohort, "--workers", 1), path)
    assert told == ["4: scenarios[0].changes[0].close.unit", "5: scenarios[0].changes[1].cap.term",
                    "6: scenarios[1].id", "8: scenarios[1].changes[0].fees"]  # fmt: skip


def test_an_offer(planner: Run, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "offer.yaml",
        "format: planner/offer/1\nid: small\nterms: 4\nyear: [S1, S2]\nunits:\n- {code: A, credits: 6, today: S9}\n"
        "curricula:\n- {id: one, units: [A, Q]}\nprerequisites:\n- {unit: R, after: [A]}\n"
        "unwanted:\n- {unit: A, term: 9}\nterm_titles: [one]\n",
    )
    told = places(refusals(planner, "design", path), path)
    assert told == ["6: units[0].today", "8: curricula[0].units[1]", "10: prerequisites[0].unit",
                    "12: unwanted[0].term", "13: term_titles"]  # fmt: skip


def test_a_distribution(planner: Run, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "distribution.yaml",
        "programme: casp-2019-2020\nprofiles:\n- name: a\n  share: 1\n  columns:\n    start: {2019-S1: 1}\n"
        "    funding: {lottery: 1}\n    pathway: {night: 1}\n"
        "- name: b\n  share: 1\n  columns:\n    start: {2019-S9: 1}\n    funding: {cpf: 1}\n",
    )
    told = refusals(planner, "cohort", "--generate", 5, "--distribution", path)
    assert [place.partition(":")[0] for place in places(told, path)] == ["7", "8", "12"]
