"""Cells that a spreadsheet would compute are guarded, and what is read back is what was written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.storage import files, tables
from planner.storage.csv_writer import Figure, guard, lines, unguard

SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe62", "\ufe63", "\ufe66", "\ufe6b", "\u2212")
BLANKS = ("", " ", "\u00a0", "\u202f", "\u3000", "\u2003 ", "\u200b", "\ufeff", "\x00", "\x1b", "\t", "\r", "\n")
HOSTILE = st.text(alphabet="'=+-@;\t\r\n \u00a0\uff1d\u200b\x00a5\"", max_size=9)


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("blank", BLANKS)
def test_what_would_be_computed_is_guarded_behind_any_blank(blank: str, sign: str) -> None:
    assert guard(f"{blank}{sign}1+1").startswith("'")
    assert guard(f"a;{sign}1").startswith("a;'")


@pytest.mark.parametrize("text", ["AST004", "l'été", "'été'", "3;4", "a=b", "a-b", "2020-09-01", "", "a\nb", "(=1)"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guard(text) == unguard(text) == text


@pytest.mark.parametrize("text", ["\tx", "\rx", "\nx", " \tx"])
def test_what_begins_with_a_separator_is_guarded(text: str) -> None:
    assert guard(text) == "'" + text


@given(HOSTILE | st.text(max_size=12))
def test_reading_gives_the_same_text(text: str) -> None:
    assert unguard(guard(text)) == text
    assert unguard(guard(guard(text))) == guard(text)


@given(st.lists(st.lists(HOSTILE, min_size=2, max_size=4), max_size=4))
def test_rows_come_back_through_the_standard_library(rows: list[list[str]]) -> None:
    read = csv.reader(io.StringIO(lines(rows), newline=""))
    assert [[unguard(cell) for cell in row] for row in read] == rows


@given(st.text(alphabet="=+-@;\n\t \u00a0\uff1dx", max_size=9))
def test_no_cell_is_computed_whichever_mark_separates(text: str) -> None:
    for cell in guard(text).replace("\n", ";").replace("\t", ";").split(";"):
        assert not cell.strip().startswith(("=", "+", "-", "@", "\uff1d"))


def test_what_somebody_wrote_by_hand_is_read_as_it_stands() -> None:
    assert [unguard(text) for text in ("=1", "-5", "+33", "a;-1")] == ["=1", "-5", "+33", "a;-1"]


def test_numbers_stay_numbers() -> None:
    assert lines([["-5", -5, -0.5, Figure("-5.00"), None]]) == "'-5,-5,-0.5,-5.00,\r\n"


def test_long_blanks_take_no_time() -> None:
    text = " \x1c\u00a0" * 100_000
    assert guard(text) == text
    assert guard(";" * 200_000 + "=") == ";" * 200_000 + "'="


@given(st.lists(HOSTILE.map(str.strip).filter(bool), min_size=1, max_size=4))
def test_our_own_reader_gives_the_text_back(texts: list[str]) -> None:
    _, names, found = tables.read(tables.Table("t.csv", lines([["a"] * len(texts), texts])))
    [(_, cells)] = list(found)
    assert len(names) == len(texts)
    assert cells == [files.compose(text).strip() for text in texts]


def test_a_workbook_has_no_guards_to_take_away(tmp_path: Path) -> None:
    texts = ["'=1", "=1", "'-5", "a\n'=1", "''+1", "'été"]
    book = openpyxl.Workbook()
    for place, text in enumerate(texts, 1):
        book.active.cell(1, place, f"c{place}")
        book.active.cell(2, place, text).data_type = "s"
    book.save(tmp_path / "t.xlsx")
    _, _, found = tables.read(tables.load(tmp_path / "t.xlsx", ""))
    assert [cells for _, cells in found] == [texts]
