"""What is held after each term, worked out by hand from the programme and a plan made by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from planner.domain.calendar import months
from planner.domain.case import Case
from planner.report.documents.compare.holdings import holdings
from planner.report.table import table
from tests.support import case_of, casp, plan_of
from tests.worded import in_language

Tiny = Callable[..., Case]


def test_an_evening_learner_of_2019() -> None:
    """B1: TET099 TRS001, B2: AST004 TET003, B3: CCE001 TET007, B4: TRS002 CCE003 PSY001, B5: the others."""
    case = case_of("casp-2019-2020")
    found = in_language("en", holdings, case, plan_of(case, casp(2019), "2021-S1"))
    assert [entry["term"] for entry in found] == ["2019-S1", "2019-S2", "2020-S1", "2020-S2", "2021-S1"]
    assert [entry["units"] for entry in found] == [2, 5, 8, 11, 12]
    assert [entry["ects"] for entry in found] == [12, 32, 46, 62, 68]
    assert found[0]["begun"] == ["TET003"]
    assert set(found[1]["new"]) == {"TET003", "TET099", "TET007"}
    assert [entry["certificates"] for entry in found] == [[], [], ["CP29"], ["CP29"], ["CP29"]]
    assert [entry["blocks"] for entry in found] == [
        [],
        ["B1", "B2"],
        ["B1", "B2", "B3"],
        ["B1", "B2", "B3", "B4"],
        ["B1", "B2", "B3", "B4", "B5", "B6"],
    ]
    assert [entry["award"] for entry in found] == [False] * 4 + [True]
    assert found[0]["keeps"] == "2 units validated (12 credits); TET003 begun, not validated yet"
    assert found[3]["keeps"] == "certificate CP29; 11 units validated (62 credits); blocks B1, B2, B3 and B4"


def test_an_elective_that_is_acquired_counts_towards_its_block() -> None:
    case = case_of("casp-2019-2020", acquired=["TET006", "AST002", "AST004"])
    units = {term: " ".join(u for u in text.split() if u not in ("UEV010", "AST002", "AST004"))
             for term, text in casp(2019).items()}  # fmt: skip
    found = in_language("en", holdings, case, plan_of(case, units, "2021-S1"))
    assert found[0]["units"] == 4
    assert found[0]["new"] == ["TRS001"]
    assert "B5" in found[3]["blocks"]
    assert "B5" not in found[2]["blocks"]


def test_credits_are_those_of_every_unit_held_needed_or_not() -> None:
    case = case_of("casp-2019-2020", acquired=["TET006", "UEV010"])
    units = {term: text.replace("UEV010", "") for term, text in casp(2019).items()}
    found = in_language("en", holdings, case, plan_of(case, units, "2021-S1"))
    assert [(entry["units"], entry["ects"]) for entry in found[:2]] == [(4, 22), (7, 42)]
    assert (found[-1]["units"], found[-1]["ects"]) == (13, 72)


def test_a_choice_across_two_blocks_is_met_as_a_whole(tiny: Tiny) -> None:
    units = [{"code": code, "title": code, "credits": 6, "block": "X" if code in "AB" else "Y"} for code in "ABCD"]
    choice = [{"id": "core", "all_of": ["A", "C"]}, {"id": "choice", "k": 1, "of": ["B", "D"]}]
    blocks = [{"id": "X", "title": "x"}, {"id": "Y", "title": "y"}, {"id": "Z", "title": "nothing in it"}]
    case = tiny(programme={"units": units, "requirements": choice, "blocks": blocks})
    found = in_language(
        "en", holdings, case, plan_of(case, {"2020-S1": "A", "2020-S2": "C", "2021-S1": "D"}, "2021-S1")
    )
    assert [entry["blocks"] for entry in found] == [[], [], ["X", "Y"]]
    found = in_language("en", holdings, case, plan_of(case, {"2020-S1": "A B", "2020-S2": "C"}, "2020-S2"))
    assert [entry["blocks"] for entry in found] == [["X"], ["X", "Y"]]


def test_experience_and_internship_are_dated() -> None:
    """18 months from 1 October 2019 with 6 already: 1 October 2020, in the third term."""
    case = case_of(
        "casp-2019-2020",
        experience={"months": 6, "in_sector": False, "working": True},
        internship_windows=[{"from": "2020-07-01", "to": "2020-12-31"}],
    )
    plan = plan_of(case, casp(2019), "2021-S1", internship=("2020-07-01", "2020-10-01"), workshop="2019-S2")
    found = in_language("en", holdings, case, plan)
    assert [entry["experience"] for entry in found] == [False, False, True, True, True]
    assert [entry["internship"] for entry in found] == [False, False, True, True, True]
    assert found[2]["keeps"].endswith("internship done")
    unsaid = case_of("casp-2019-2020", experience={})
    assert in_language("en", holdings, unsaid, plan_of(unsaid, casp(2019), "2021-S1"))[0]["experience"] is None


def test_unknown_credits_stay_unknown_and_nothing_is_said_of_them() -> None:
    case = case_of("casp-rncp36625", start="2022-S1")
    found = in_language("en", holdings, case, plan_of(case, {"2022-S1": "AST004", "2022-S2": "TET010"}, "2022-S2"))
    assert [entry["ects"] for entry in found] == [6, None]
    assert found[1]["keeps"].endswith("2 units validated")
    empty = in_language("fr", holdings, case, plan_of(case, {}, "2022-S1"))
    assert empty[0]["keeps"] == "le titre\u00a0; aucune UE validée"


@pytest.mark.parametrize(
    "starts, ends, count",
    [
        ("2019-10-01", "2019-10-01", 0),
        ("2019-10-01", "2019-10-02", 1),
        ("2019-10-01", "2020-01-31", 4),
        ("2019-10-01", "2020-02-01", 4),
        ("2019-10-01", "2020-02-02", 5),
        ("2020-02-01", "2022-06-30", 29),
        ("2019-12-31", "2020-02-29", 2),
    ],
)
def test_months_are_rounded_up(starts: str, ends: str, count: int) -> None:
    assert months(date.fromisoformat(starts), date.fromisoformat(ends)) == count


def test_a_table_wraps_words_and_keeps_figures() -> None:
    rows = [["1", "word " * 60, "2 000"], ["22", "short", "3"]]
    lines = table(["", "Name", "Price"], rows, right={0, 2}, fixed={0, 2})
    assert max(map(len, lines)) <= 100
    assert lines[1].split("  ")[0] == "--"
    assert lines[2].startswith(" 1  word word")
    assert lines[2].endswith("2 000")
    assert lines[3].rstrip().endswith("…")
    assert lines[-1].endswith("    3")
    assert len(lines) == 5
    narrow = table(["one two three four", "B"], [["x", "y" * 93]], fixed={1})
    assert [line[:5].strip() for line in narrow] == ["one", "two", "three", "four", "-----", "x"]
    assert table(["", "A"], [["", "b"]]) == ["   A", "-  -", "   b"]
