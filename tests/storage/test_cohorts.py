"""Cohorts: what cells say, columns that are keys, and rows that do not fit named by their line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import cohort as fictional
from planner.domain.case import Case
from planner.errors import BadInput
from planner.storage import cells, cohorts, learners, programmes
from planner.storage.cohorts import CaseReader
from planner.storage.file_names import names
from planner.storage.validation import Source
from tests.support import INSTANCES
from tests.worded import text_of

HEAD = "id,programme,start"
ROW = "a,casp-2019-2020,2019-S1"

CELLS: list[tuple[str, str, Any]] = [
    ("acquired", "AST004; TRS001:VES ;", ["AST004", {"unit": "TRS001", "by": "VES"}]),
    ("acquired", "[AST004, {unit: TRS001, by: VES}]", ["AST004", {"unit": "TRS001", "by": "VES"}]),
    ("acquired", "none", []),
    ("avoid", "UEV010", ["UEV010"]),
    ("minimise", "duration;cost", ["duration", "cost"]),
    ("minimise", "duration\ncost", ["duration", "cost"]),
    ("pins", "TET003=2019-S1;AST002=2020-S1",
     [{"unit": "TET003", "term": "2019-S1"}, {"unit": "AST002", "term": "2020-S1"}]),
    ("internship_windows", "2020-09-01..2020-12-31;2021-03-01 .. 2021-06-30",
     [{"from": "2020-09-01", "to": "2020-12-31"}, {"from": "2021-03-01", "to": "2021-06-30"}]),
    ("availability.evenings", "mon;wed;thu", ["mon", "wed", "thu"]),
    ("availability.days", "None", []),
    ("availability.terms.2020-S2.evenings", "none", []),
    ("availability.terms", "{2020-S2: {evenings: [mon]}}", {"2020-S2": {"evenings": ["mon"]}}),
    ("max_units_per_term", "3", 3),
    ("max_units_per_term", "3;2020-S1=4", {"default": 3, "terms": {"2020-S1": 4}}),
    ("max_daytime_units_per_term", "2020-S1=4", {"terms": {"2020-S1": 4}}),
    ("max_units_per_term.terms.2020-S1", "4", 4),
    ("max_cost_per_year", "700,50", 700.5),
    ("max_cost_per_year", "700;2020-2021=900.25", {"default": 700, "years": {"2020-2021": 900.25}}),
    ("experience.months", "6", 6),
    ("experience.in_sector", "FAUX", False),
    ("experience.working", "Oui", True),
    ("experience", "{months: 6, working: true}", {"months": 6, "working": True}),
    ("fictional", "TRUE", True),
    ("funding", "cpf", "cpf"),
    ("funding", "employer=C+++A", [{"employer": ["C++", "A"]}]),
    ("funding", "employer=C++,B+A", [{"employer": ["C++", "B+A"]}]),
    ("funding", "[{cpf: [TET003]}, individual]", [{"cpf": ["TET003"]}, "individual"]),
    ("funding", "cpf", "cpf"),
    ("funding", "employer; cpf;individual", ["employer", "cpf", "individual"]),
    ("funding", "[{cpf: [TET003]}, individual]", [{"cpf": ["TET003"]}, "individual"]),
    ("payer_budgets", "cpf=1500", {"cpf": 1500}),
    ("note", "007", "007"),
    ("deadline", "2020-S2", "2020-S2"),
    ("max_units_per_term", "three", "three"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "text", "value"), CELLS, ids=[f"{key} {text!r}" for key, text, _ in CELLS])
def test_what_a_cell_says(key: str, text: str, value: Any) -> None:
    found = cells.read(tuple(key.split(".")), text)
    assert found == value
    assert isinstance(found, type(value))


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("pins", "TET003", ["pins", "TET003", "TET003=2019-S1"]),
        ("pins", "TET003=", ["pins", "TET003=2019-S1"]),
        ("internship_windows", "2020-09-01", ["internship_windows", "2020-09-01..2020-12-31"]),
        ("max_units_per_term", "3;4", ["max_units_per_term", "3;2020-S1=4"]),
        ("max_units_per_term", "2020-S1=3;2020-S1=4", ["max_units_per_term", "2020-S1"]),
        ("acquired", "[AST004", ["acquired", "']'"]),
    ],
)
def test_a_cell_in_no_form(key: str, text: str, told: list[str]) -> None:
    with pytest.raises(BadInput) as problem:
        cells.read(tuple(key.split(".")), text)
    assert all(part in text_of(problem.value, "en") for part in told)


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "cohort.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(folder: Path, text: str | bytes, **options: Any) -> list[tuple[int, Case | str]]:
    """(line, case or message) of each row."""
    path = write(folder, text)
    reader = CaseReader(path, **options)
    found = reader.cases(cohorts.load(path, reader.given_keys()).rows)
    return [(row.line, text_of(case, "en") if isinstance(case, BadInput) else case) for row, case in found]


def only(folder: Path, text: str | bytes, **options: Any) -> Case:
    ((_, case),) = read(folder, text, **options)
    assert isinstance(case, Case), case
    return case


@pytest.mark.parametrize(
    "text",
    [
        "id,programme,start,acquired\na,casp-2019-2020,2019-S1,AST004;TRS001:VES\n",
        'id;programme;start;acquired\r\na;casp-2019-2020;2019-S1;"AST004;TRS001:VES"\r\n',
        "id\tprogramme\tstart\tacquired\na\tcasp-2019-2020\t2019-S1\tAST004;TRS001:VES\n",
        "\ufeffid,programme,start,acquired\na,casp-2019-2020,2019-S1,AST004;TRS001:VES",
        '\n"id", programme ,start,acquired\n\n,,,\n a , casp-2019-2020 ,2019-S1,AST004;TRS001:VES\n\n',
        "id,acquired,start,programme,,\na,AST004;TRS001:VES,2019-S1,casp-2019-2020,,\n",
    ],
)
def test_the_ways_people_save_csv(text: str, tmp_path: Path) -> None:
    case = only(tmp_path, text)
    assert (case.learner.id, case.programme.id) == ("a", "casp-2019-2020")
    assert case.learner.acquired == {"AST004": None, "TRS001": "VES"}


def test_nested_keys_meet_in_one_learner(tmp_path: Path) -> None:
    caps = "max_units_per_term.terms.2020-S1,max_units_per_term"
    head = f"{HEAD},{caps},experience,experience.months,availability.terms.2020-S2.evenings"
    case = only(tmp_path, f"{head}\n{ROW},4,2,{{in_sector: true}},20,mon\n")
    term = case.programme.calendar.index
    assert (case.evening_cap(term("2019-S1") or 0), case.evening_cap(term("2020-S1") or 0)) == (2, 4)
    assert case.learner.experience is not None
    assert (case.learner.experience.months, case.learner.experience.in_sector) == (20, True)
    assert case.learner.free_evenings(term("2020-S2") or 0) == ("mon",)
    assert len(case.learner.free_evenings(term("2019-S1") or 0)) == 5


def test_an_empty_cell_says_nothing(tmp_path: Path) -> None:
    case = only(tmp_path, f"{HEAD},pathway,acquired,experience.months,availability.evenings\n{ROW},,,,\n")
    assert case.learner.data == {"id": "a", "programme": "casp-2019-2020", "start": "2019-S1"}
    assert case.learner.experience is None


def test_rows_equal_the_files_of_the_same_learners(tmp_path: Path) -> None:
    path = write(tmp_path, fictional.text(60, 7))
    found = [case for _, case in CaseReader(path).cases(cohorts.load(path).rows)]
    for number, (case, data) in enumerate(zip(found, fictional.records(60, 7), strict=True), 1):
        name = f"fictional-{number:04}"
        assert isinstance(case, Case)
        assert case.learner == learners.case(Source({"id": name, **data}, name), name).learner


def test_bad_rows_are_named_by_line_and_spoil_no_other(tmp_path: Path) -> None:
    text = "\n".join(
        [
            f"{HEAD},pathway,acquired,experience.months,note",
            "a,casp-2019-2020,2019-S1,,,,\"two\nlines\"",
            "b,casp-2019-2020,2019-S1,night,,,",
            "c,casp-2019-2020,2019-S1,,AST004;XYZ001,,",
            "",
            "d,casp-1999,2019-S1,,,,",
            "e,casp-2019-2020,2019-S9,,,,",
            "f,casp-2019-2020,2019-S1,,,six,",
            ",casp-2019-2020,2019-S1,,,,",
            "a,casp-2019-2020,2019-S1,,,,",
            "g,casp-2019-2020,,,,,",
            "h,casp-2019-2020,2019-S1,,,,,surplus",
            "i,casp-2019-2020,2019-S1",
        ]
    )  # fmt: skip
    found = read(tmp_path, text)
    assert [line for line, case in found if isinstance(case, Case)] == [2, 14]
    told = {line: case for line, case in found if isinstance(case, str)}
    expected = {
        4: ["pathway", "night", "mixed"], 5: ["acquired[1]", "XYZ001"], 7: ["programme", "casp-1999"],
        8: ["start", "2019-S9"], 9: ["experience.months", "six"], 10: ["id"], 11: ["id", "line 2"], 12: ["start"],
        13: ["surplus"],
    }  # fmt: skip
    assert list(told) == list(expected)
    for line, parts in expected.items():
        assert told[line].startswith(f"{tmp_path / 'cohort.csv'}:{line}: "), told[line]
        assert all(part in told[line] for part in parts), told[line]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["cohort.csv", "empty"]),
        (f"{HEAD}\n", ["cohort.csv", "no row"]),
        (f"{HEAD}\n,,\n\n", ["no row"]),
        ("id,start\na,2019-S1\n", [":1:", "programme"]),
        ("programme,start\ncasp-2019-2020,2019-S1\n", [":1:", "id"]),
        (f"{HEAD},pathwey\n{ROW},evening\n", [":1:", "pathwey", "pathway"]),
        (f"{HEAD},experience.month\n{ROW},3\n", [":1:", "experience.month", "months"]),
        (f"{HEAD},availability.terms.2020-S2.evening\n{ROW},mon\n", [":1:", "2020-S2.evening", "evenings"]),
        (f"{HEAD},funding.cpf\n{ROW},3\n", [":1:", "funding.cpf: unknown key; known: funding"]),
        (f"{HEAD},note,note\n{ROW},x,y\n", [":1:", "note"]),
        (f'{HEAD}\n{ROW}\nb,"casp', [":3:", "quotation"]),
        (f"{HEAD}\n{ROW}\nš\n".encode("iso8859-2"), [":3:", "UTF-8"]),
    ],
)
def test_files_that_are_no_cohort(text: str | bytes, told: list[str], tmp_path: Path) -> None:
    with pytest.raises(BadInput) as problem:
        cohorts.load(write(tmp_path, text))
    assert all(part in text_of(problem.value, "en") for part in told), text_of(problem.value, "en")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.csv: "):
        cohorts.load(tmp_path / "none.csv")


def test_changes_hold_for_every_row_and_stay_out_of_the_next(tmp_path: Path) -> None:
    text = f"{HEAD},max_units_per_term.terms.2020-S1\na,casp-2019-2020,2019-S1,4\nb,casp-2019-2020,2019-S1,\n"
    path = write(tmp_path, text)
    reader = CaseReader(path, ("max_units_per_term.terms.2019-S1=1", "funding=cpf"))
    rows = cohorts.load(path, reader.given_keys()).rows
    before = [dict(row.data) for row in rows]
    found = [case for _, case in reader.cases(rows)]
    assert [case.learner.funding for case in found if isinstance(case, Case)] == ["cpf", "cpf"]
    assert [row.data for row in rows] == before
    caps = [len(case.learner.evening_cap.terms) for case in found if isinstance(case, Case)]
    assert caps == [2, 1]


def test_another_programme_for_all(tmp_path: Path) -> None:
    case = only(tmp_path, f"{HEAD},acquired\n{ROW},AST004\n", programme="casp-rncp36625")
    assert case.programme.id == "casp-rncp36625"
    assert case.learner.migration is not None
    assert only(tmp_path, "id,start\na,2019-S1\n", programme="casp-2019-2020").learner.migration is None


def test_a_change_that_no_learner_can_have(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEAD}\n{ROW}\n")
    for change, told in (("strt=2019-S1", "start"), ("start", "start"), ("experience.month=3", "months")):
        with pytest.raises(BadInput, match=told):
            CaseReader(path, (change,)).given_keys()


def test_a_programme_beside_the_cohort_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (INSTANCES / "casp-2019-2020" / "programme.yaml").read_text(encoding="utf-8")
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    loaded: list[str] = []
    load = programmes.load

    def counting(name: str, **places: Any) -> Any:
        loaded.append(name)
        return load(name, **places)

    monkeypatch.setattr(programmes, "load", counting)
    rows = "".join(f"{number},own.yaml,2019-S1\n" for number in range(20))
    assert all(isinstance(case, Case) for _, case in read(tmp_path, f"{HEAD}\n{rows}"))
    assert loaded == ["own.yaml"]


def test_file_names_are_safe_unique_and_stable() -> None:
    ids = ["plain-1", "A b/c", "A b:c", "Zoé", "zoe", "ZOE", "..", "con", "summary", "x" * 200, "名前", "-rf", "a.b"]
    found = names(ids, ("summary", "batch"))
    assert list(found) == ids
    assert found == names(reversed(ids), ("summary", "batch"))
    assert (found["plain-1"], found["a.b"]) == ("plain-1", "a.b")
    folded = [name.casefold() for name in found.values()]
    assert len(set(folded)) == len(ids)
    assert not {"summary", "con", "zoe"} & set(folded)
    for name in found.values():
        assert name.isascii()
        assert name.replace("-", "").replace(".", "").replace("_", "").isalnum()
        assert name[0] not in ".-"
        assert len(name) < 130
    assert names(["A b/c"])["A b/c"] == found["A b/c"]


def test_the_sample_cohort_fits(tmp_path: Path) -> None:
    path = INSTANCES / "casp-2019-2020" / "cohort.csv"
    found = [case for _, case in CaseReader(path).cases(cohorts.load(path).rows)]
    assert len(found) == 8
    assert all(isinstance(case, Case) and case.learner.fictional for case in found)
