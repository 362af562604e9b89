"""Bad plans for `planner check` and bad timetables: one line on stderr that names file, and row or key."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import INSTANCES, refused, tiny_programme

Run = Callable[..., Result]
EVENING = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
PLAN: dict[str, Any] = {
    "schema": "planner/plan/1",
    "status": "optimal",
    "programme": "casp-2019-2020",
    "terms": [{"term": "2019-S1", "units": [{"unit": "AST004"}], "events": []}],
}
TERM = PLAN["terms"][0]
ATTEMPT = {"unit": "AST004", "term": "2020-S1", "result": "failed"}


def check(planner: Run, folder: Path, name: str, text: str | bytes, lang: str) -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    message = refused(planner, "check", EVENING, path, lang=lang)
    assert message.startswith(str(path)), message
    return message.removeprefix(str(path))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "data, words",
    [
        ([], []),
        ({key: value for key, value in PLAN.items() if key != "schema"}, ["schema"]),
        (PLAN | {"schema": "planner/plan/9"}, ["schema", "planner/plan/9", "planner/plan/1"]),
        (PLAN | {"status": "perfect"}, ["status", "perfect", "optimal"]),
        (PLAN | {"programme": "casp-2016-2017"}, ["programme", "casp-2016-2017", "casp-2019-2020"]),
        (PLAN | {"status": "impossible", "terms": []}, ["impossible"]),
        (PLAN | {"terms": "none"}, ["terms"]),
        (PLAN | {"terms": [TERM | {"term": "2019-S9"}]}, ["terms[0].term", "2019-S9"]),
        (PLAN | {"terms": [TERM | {"term": "autumn"}]}, ["terms[0].term", "autumn"]),
        (PLAN | {"terms": [TERM | {"units": [{"unit": "XYZ001"}]}]}, ["terms[0].units[0]", "XYZ001"]),
        (PLAN | {"terms": [TERM | {"units": [{"modality": "evening"}]}]}, ["terms[0].units[0].unit"]),
        (PLAN | {"terms": [TERM | {"units": [{"unit": "AST004", "modality": "night"}]}]},
         ["terms[0].units[0].modality", "night", "evening"]),
        (PLAN | {"terms": [TERM | {"events": [{"kind": "internship"}]}]}, ["terms[0].events[0]", "internship"]),
        (PLAN | {"terms": [TERM | {"events": [{"kind": "internship", "starts": "2020-02-30", "ends": "2020-06-01"}]}]},
         ["terms[0].events[0].starts", "2020-02-30"]),
        (PLAN | {"terms": [TERM | {"events": [{"kind": "internship", "starts": "2020-12-01", "ends": "2020-09-01"}]}]},
         ["terms[0].events[0]", "2020-12-01", "2020-09-01"]),
        (PLAN | {"award": {"term": "2019-S9"}}, ["award.term", "2019-S9"]),
        (PLAN | {"history": {"now": "2020-S1", "report": "2030-S1"}}, ["history.report", "2030-S1", "2020-S1"]),
        (PLAN | {"history": {"now": "2020-S1", "workshop": "2020-S1"}}, ["history.workshop", "2020-S1"]),
        (PLAN | {"history": {"now": "2020-S1", "lost_defences": ["2021-S1"]}}, ["history.lost_defences", "2021-S1"]),
        (PLAN | {"history": {"now": "2020-S1", "attempts": [ATTEMPT]}},
         ["history.attempts[0].term", "2020-S1"]),
    ],
)  # fmt: skip
def test_json_that_does_not_fit(planner: Run, tmp_path: Path, lang: str, data: Any, words: list[str]) -> None:
    message = check(planner, tmp_path, "plan.json", json.dumps(data), lang)
    for word in words:
        assert word in message, message


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "name, text, words",
    [
        ("plan.json", '{"schema": "planner/plan/1",\n "status": }', [":2"]),
        ("plan.json", '{"schema": "planner/plan/1"', [":1"]),
        ("plan.json", '{"status": "optimal",\n "status": "unknown"}', ["status"]),
        ("plan.json", "[" * 100000, []),
        ("plan.json", '{"status": NaN}', []),
        ("plan.json", b"\x00\xff", []),
        ("plan.json", "", []),
        ("plan", "{nothing", []),
        ("plan.yaml", "units:\n- {unit: AST004, term: 2019-S1\n", []),
        ("plan.yaml", "units:\n- {unit: AST004}\n", [":2", "units[0].term"]),
        ("plan.yaml", "units:\n- {unit: AST004, term: 2019-S1}\n- {unit: XYZ001, term: 2019-S1}\n", [":3", "XYZ001"]),
        ("plan.yaml", "units:\n- {unit: AST004, term: 2019-S9}\n", [":2", "2019-S9"]),
        ("plan.yaml", "units:\n- {unit: AST004, term: 2019-S1, modality: evenin}\n", [":2", "evenin", "evening"]),
        ("plan.yaml", "units: []\ninternship: {from: 2020-12-01, to: 2020-09-01}\n", [":2", "internship"]),
        ("plan.yaml", "units: []\ninternship: {from: 2020-02-30, to: 2020-09-01}\n", [":2", "2020-02-30"]),
        ("plan.yaml", "units: []\nreport: 2019-S9\n", [":2", "report", "2019-S9"]),
        ("plan.yaml", "units: []\nreports: 2019-S1\n", [":2", "reports", "report"]),
        ("plan.yaml", "unit: []\n", ["unit"]),
        ("plan.yaml", "- AST004\n", []),
        ("plan.yaml", "units: !!python/object/apply:os.getcwd []\n", [":1"]),
        ("plan.csv", "unit,when\nAST004,2019-S1\n", [":1", "term"]),
        ("plan.csv", "unit,term,room\nAST004,2019-S1,12\n", [":1", "room"]),
        ("plan.csv", "unit,term,modality\nAST004,2019-S1,evening\nXYZ001,2019-S1,\n", [":3", "XYZ001"]),
        ("plan.csv", "unit,term,modality\nAST004,2019-S9,\n", [":2", "2019-S9"]),
        ("plan.csv", "unit,term,modality\n\nAST004,,\n", [":3"]),
        ("plan.csv", "unit,term,term\nAST004,2019-S1,2019-S2\n", [":1", "term"]),
        ("plan.csv", "unit,term,modality\nAST004,2019-S1,evenin\n", [":2", "modality", "evenin", "evening"]),
        ("plan.csv", "unit,term,modality\nAST004,2019-S1,evening,more\n", [":2"]),
        ("plan.csv", "", []),
        ("plan.csv", b"unit,term\nAST004,2019-S1\xff\n", [":2"]),
    ],
)
def test_a_plan_that_does_not_fit(
    planner: Run, tmp_path: Path, lang: str, name: str, text: str | bytes, words: list[str]
) -> None:
    message = check(planner, tmp_path, name, text, lang)
    for word in words:
        assert word in message, message


def test_a_plan_that_is_not_there(planner: Run, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.json"):
        assert refused(planner, "check", EVENING, path).startswith(str(path))


HEADER = "offering,unit,period,modality,weekday,start,end,site,seats,confidence\n"
GOOD_ROW = "x,AST004,S1,evening,mon,18:00,20:00,Paris,20,usual\n"


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "row, words",
    [
        ("y,XYZ001,S1,evening,mon,18:00,20:00,,,\n", ["unit", "XYZ001"]),
        ("y,UA211G,S1,evening,mon,18:00,20:00,,,\n", ["unit", "UA211G"]),
        ("y,TRS001,S9,evening,mon,18:00,20:00,,,\n", ["period", "S9"]),
        ("y,TRS001,2019-S9,evening,mon,18:00,20:00,,,\n", ["period", "2019-S9"]),
        ("y,TRS001,S1,night,mon,18:00,20:00,,,\n", ["modality", "night", "evening"]),
        ("y,TRS001,S1,evening,monn,18:00,20:00,,,\n", ["weekday", "monn", "mon"]),
        ("y,TRS001,S1,evening,mon,18.00,20:00,,,\n", ["start", "18.00"]),
        ("y,TRS001,S1,evening,mon,25:00,21:00,,,\n", ["start", "25:00"]),
        ("y,TRS001,S1,evening,mon,18:00,,,,\n", ["end"]),
        ("y,TRS001,S1,evening,mon,20:00,18:00,,,\n", ["end", "18:00"]),
        ("y,TRS001,S1,evening,mon,18:00,18:00,,,\n", ["end", "18:00"]),
        ("y,TRS001,S1,evening,,18:00,20:00,,,\n", ["weekday"]),
        ("y,TRS001,S1,evening,mon,18:00,20:00,,many,\n", ["seats", "many"]),
        ("y,TRS001,S1,evening,mon,18:00,20:00,,-1,\n", ["seats", "-1"]),
        ("y,TRS001,S1,evening,mon,18:00,20:00,,,maybe\n", ["confidence", "maybe", "usual"]),
        ("y,TRS001,S1,evening,mon,18:00,20:00,,,,,more\n", ["more"]),
        ("x,AST004,S2,evening,wed,18:00,20:00,Paris,20,usual\n", ["period", "S2", "x", "2"]),
        ("x,AST004,S1,evening,wed,18:00,20:00,Lyon,25,usual\n", ["seats", "25", "x", "2"]),
        ("x,AST004,S1,evening,mon,19:30,20:30,Lyon,20,usual\n", ["start", "x", "2"]),
        ("x,AST004,S1,evening,mon,18:00,20:00,Paris,20,usual\n", ["start", "x", "2"]),
        ("y,TRS001,S1,evening,mon,18:00,20:00,,²,\n", ["seats", "²"]),
    ],
)
def test_a_row_of_a_timetable_that_does_not_fit(
    planner: Run, tmp_path: Path, lang: str, row: str, words: list[str]
) -> None:
    path = tmp_path / "timetable.csv"
    path.write_text(HEADER + GOOD_ROW + row, encoding="utf-8")
    message = refused(planner, "plan", EVENING, "--timetable", path, lang=lang)
    assert message.startswith(f"{path}:3"), message
    for word in words:
        assert word in message.removeprefix(str(path)), message


@pytest.mark.parametrize(
    "text, words",
    [
        ("unit,period,modality\nAST004,S1,evening\n", [":1", "offering"]),
        (HEADER.replace("site", "roomm") + GOOD_ROW, [":1", "roomm", "room"]),
        ("offering,unit,period,modality,unit\nx,AST004,S1,evening,AST004\n", [":1", "unit"]),
        (HEADER, []),
        ("", []),
    ],
)
def test_a_timetable_that_does_not_fit(planner: Run, tmp_path: Path, text: str, words: list[str]) -> None:
    path = tmp_path / "timetable.csv"
    path.write_text(text, encoding="utf-8")
    for command in (["plan", EVENING], ["programmes", "casp-2019-2020"]):
        message = refused(planner, *command, "--timetable", path)
        assert message.startswith(str(path)), message
        for word in words:
            assert word in message.removeprefix(str(path)), message


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "changes, words",
    [
        ({"requirements": [{"id": "core", "all_of": ["A", "XYZ"]}]}, ["requirements[0].all_of[1]", "XYZ"]),
        ({"requirements": [{"id": "core", "k": 5, "of": ["A", "B"]}]}, ["requirements[0]"]),
        ({"prerequisites": [{"unit": "A", "after": ["A"]}]}, ["prerequisites[0]", "A"]),
        ({"units": [{"code": "A", "title": "A"}, {"code": "A", "title": "B"}]}, ["units[1]", "A"]),
        ({"offerings": [{"units": ["A"], "period": "S9", "modality": "evening"}]}, ["offerings[0].period", "S9"]),
        ({"fees": [{"id": "f", "title": "f", "amount": -1, "due": "start"}]}, ["fees[0].amount", "-1"]),
        ({"pathways": {"night": {"modalities": ["evening"]}}}, ["pathways.night"]),
        ({"notes": [{"id": "n", "text": "t", "source": "nowhere: p. 1"}]}, ["notes[0].source", "nowhere"]),
        ({"load": {"max_evening_units": -1}}, ["load.max_evening_units", "-1"]),
        ({"surprise": 1}, ["surprise"]),
    ],
)
def test_a_programme_that_does_not_fit(
    planner: Run, tmp_path: Path, lang: str, changes: dict[str, Any], words: list[str]
) -> None:
    path = tiny_programme(tmp_path, **changes)
    message = refused(planner, "programmes", path, lang=lang)
    assert message.startswith(f"{path}:"), message
    for word in words:
        assert word in message.removeprefix(str(path)), message
