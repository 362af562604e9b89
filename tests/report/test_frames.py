"""The tables of a document as pandas has them: those of its workbook, with numbers and days as such."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

import planner
from planner.report.documents import Document, document, read_document
from tests.support import INSTANCES

LEARNER = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"


@pytest.fixture(scope="module")
def made() -> Document:
    return document(planner.plan(LEARNER, today=date(2019, 11, 5)))


def test_a_frame_has_the_rows_of_its_sheet(made: Document) -> None:
    book = load_workbook(io.BytesIO(bytes(made.render("xlsx", "en"))))
    frames = made.frames("en")
    assert list(frames)[:4] == ["units", "terms", "events", "cost"]
    for frame, sheet in zip(frames.values(), book.worksheets, strict=False):
        cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        assert frame.shape == (len(cells), len(cells[0]))
        assert [[cell is None for cell in row] for row in cells] == frame.isna().to_numpy().tolist()


def test_numbers_add_up_and_days_are_days(made: Document) -> None:
    frames = made.frames()
    assert frames["cost"]["amount"].sum() == made.data["cost"]["total"]
    assert is_numeric_dtype(frames["terms"]["evenings"]) and is_datetime64_any_dtype(frames["terms"]["starts"])
    assert str(frames["terms"]["starts"].min().date()) == made.data["terms"][0]["starts"]


def test_frames_of_a_stored_document_are_the_same_in_its_language(made: Document) -> None:
    again = read_document(str(made.render("json", "fr")))
    for name, frame in made.frames("en").items():
        assert frame.equals(again.frames("en")[name])
    assert set(made.frames("fr")["events"]["what"]) != set(made.frames("en")["events"]["what"])
