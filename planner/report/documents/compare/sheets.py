"""The tables of a comparison for spreadsheets: rows, costs by year, what is held after each term, what to check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.messages import say, worded
from planner.report.documents.compare.rows import key_name, key_value, told
from planner.report.documents.compare.shape import CompareDocument, Row, has_plan
from planner.report.pages.blocks import Cell, Column, Table
from planner.report.pages.cells import columns, day, money, yes
from planner.report.pages.common import to_check

FIGURES = (
    "status", "front", "ranked_by", "duration", "months", "starts", "certificate", "certificate_date", "award",
    "award_date", "cost", "own", "currency", "peak_units", "peak_evenings", "hours_low", "hours_high",
    "internship_starts", "internship_ends", "admission", "binds", "reason",
)  # fmt: skip
ASKED = ("programme", "start", "pathway", "funding")


def sheets(data: CompareDocument) -> Iterator[Table]:
    """The rows first."""
    yield _rows(data)
    years = tuple(
        (place + 1, entry["year"], money(entry["amount"], row["cost"]["currency"]), row["cost"]["currency"])
        for place, row in enumerate(data["rows"])
        if has_plan(row)
        for entry in row["cost"]["by_year"]
    )
    yield Table("years", say("page.cost_chart"), columns("number", "year", "amount", "currency"), years)
    held = tuple(
        (place + 1, e["term"], day(e["date"]), e["units"], e["ects"], " ".join(e["certificates"]), worded(e["keeps"]))
        for place, row in enumerate(data["rows"])
        for e in row["holds"]
    )
    keys = columns("number", "term", "after", "units", "ects", "certificate", "keeps", wide=("keeps",))
    yield Table("holds", say("page.holds"), keys, held)
    texts = told([*data["notices"], *data["warnings"]], data["rows"])
    if texts:
        yield to_check(texts)


def _rows(data: CompareDocument) -> Table:
    varied = [key for key in data["varied"] if key not in ASKED]
    names = (
        *columns("number", *ASKED, wide=("funding",)),
        *(Column(key, key_name(key)) for key in varied),
        *columns(*FIGURES, wide=("admission", "binds", "reason")),
    )
    cells = tuple(
        (
            place + 1,
            *map(_asked, (row["programme"], row["start"], row["pathway"], row["funding"])),
            *(_plain(row["changes"].get(key), key) for key in varied),
            *_figures(row, data["ranked_by"]),
        )
        for place, row in enumerate(data["rows"])
    )
    return Table("rows", say("page.rows"), names, cells)


def _asked(given: Any) -> str:
    return given if isinstance(given, str) else key_value(given)


def _plain(given: Any, key: str) -> Cell:
    """A value of the learner file as a cell: numbers as numbers, the rest in words."""
    number = isinstance(given, (int, float)) and not isinstance(given, bool)
    return given if number else "" if given is None else key_value(given, key)


def _figures(row: Row, by: str) -> tuple[Cell, ...]:
    front = "" if row["front"] is None else yes(row["front"])
    if not has_plan(row):
        blank = ("",) * (len(FIGURES) - 4)
        return (row["status"], front, by, *blank, worded(row["reason"] or ""))
    paid, peak = row["cost"], row["peak"]
    award, held, stay = row["award"], row["certificate"], row["internship"]
    low, high = peak["hours_per_week"] or (None, None)
    return (
        row["status"],
        front,
        by,
        row["duration"],
        row["months"],
        day(row["starts"]),
        (held and held["term"]) or "",
        (held and day(held["date"])) or "",
        award["term"] if award else "",
        day(award["date"]) if award else "",
        money(paid["total"], paid["currency"]),
        money(paid["own"], paid["currency"]),
        paid["currency"],
        peak["units"],
        peak["evenings"],
        low,
        high,
        day(stay["starts"]) if stay else "",
        day(stay["ends"]) if stay else "",
        "; ".join(worded(text) for text in row["admission"]),
        " ".join(worded(text) for text in row["binds"] or ()),
        "",
    )
