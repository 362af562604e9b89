"""What of a learner, a class and a term stands in the cells of a table, under the key of the column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from planner.messages import say, worded
from planner.report.documents.cohort import shape, words
from planner.report.documents.cohort.shape import CohortDocument
from planner.report.pages.blocks import Cell, Column, Table
from planner.report.pages.cells import columns, day, money

Row = TypeVar("Row")


def table(
    id: str, title: str, keys: Sequence[str], cells: Mapping[str, Callable[[Row], Cell]], rows: Sequence[Row],
    *, wide: tuple[str, ...] = (), marked: tuple[int, ...] = (), legend: str = "",
) -> Table:  # fmt: skip
    """A table of rows with the cells of the keys; without the columns that `cells` does not have."""
    kept = [key for key in keys if key in cells]
    named: tuple[Column, ...] = columns(*kept, wide=wide)
    return Table(id, title, named, tuple(tuple(cells[key](row) for key in kept) for row in rows), marked, legend)


LEARNER: dict[str, Callable[[shape.Learner], Cell]] = {
    "line": lambda each: each["line"],
    "id": lambda each: each["id"],
    "outcome": words.outcome,
    "delay": lambda each: _or_nothing(each.get("delay")),
    "programme": lambda each: each["programme"],
    "start": lambda each: each["start"],
    "pathway": lambda each: say(f"pathway.{each['pathway']}"),
    "duration": lambda each: _or_nothing(each["duration"]),
    "award": lambda each: _or_nothing(each["award"]),
    "award_date": lambda each: _or_nothing(day(each["award_date"])),
    "cost": lambda each: money(each["cost"], each["currency"]) if each["award"] else "",
    "currency": lambda each: each["currency"],
    "peak_units": lambda each: _or_nothing(each["peak_units"]),
    "peak_evenings": lambda each: _or_nothing(each["peak_evenings"]),
    "target": lambda each: _or_nothing(each.get("target")),
    "reason": lambda each: "" if (cause := each.get("cause")) is None else worded(cause),
}
TERM: dict[str, Callable[[shape.Term], Cell]] = {
    "term": lambda each: each["term"],
    "learners": lambda each: each["learners"],
    "units": lambda each: each["units"],
    "evening_units": lambda each: each["evening_units"],
    "peak_evenings": lambda each: each["peak_evenings"],
    "busiest": lambda each: _busiest(each["busiest"]),
}


def terms(data: CohortDocument) -> Table:
    """The terms, a row each; of several programmes each row names its own."""
    keys = (*words.several_programmes(data), *TERM)
    return table(
        "term-table", say("cohort.terms"), keys, {"programme": lambda each: each["programme"], **TERM}, data["terms"]
    )


def demand(data: CohortDocument) -> dict[str, Callable[[shape.Demand], Cell]]:
    """Cells of classes; who has a seat only in a sharing, titles of units only where the data has them."""
    found: dict[str, Callable[[shape.Demand], Cell]] = {
        "offering": lambda row: row["offering"],
        "unit": lambda row: row["unit"],
        "title": lambda row: words.title_of(data, row),
        "modality": lambda row: say(f"modality.{row['modality']}"),
        "term": lambda row: row["term"],
        "last_term": lambda row: row["last_term"],
        "alone": lambda row: row["alone"],
        "shared": lambda row: _or_nothing(row["shared"]),
        "seats": lambda row: _or_nothing(row["seats"]),
        "over": lambda row: row["over"],
        "programme": lambda row: row["programme"],
    }
    left_out = {*(() if data["mode"] == "shared" else ("shared",)), *(() if "about" in data else ("title",))}
    return {key: cell for key, cell in found.items() if key not in left_out}


def _or_nothing(value: Cell) -> Cell:
    """An empty cell where there is no value to know."""
    return "" if value is None else value


def _busiest(found: shape.Busiest | None) -> str:
    return "" if found is None else say("cohort.busiest", weekday=found["weekday"], number=found["learners"])
