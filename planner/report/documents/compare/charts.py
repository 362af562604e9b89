"""The charts of a comparison: duration against the money that rows are ranked by, and the cost of each row by payer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.text import Cents
from planner.messages import money as priced
from planner.messages import say, worded
from planner.report.documents.compare.rows import numbered
from planner.report.documents.compare.shape import CompareDocument, PlannedRow, has_plan
from planner.report.listing import parted
from planner.report.pages.blocks import Block, Paragraph
from planner.report.pages.cells import money
from planner.report.pages.charts import Bars, Chart, Point, Scatter, Series


def charts(data: CompareDocument) -> Iterator[Chart]:
    """Both, where all prices that are known have one currency."""
    planned = {place: row for place, row in enumerate(data["rows"]) if has_plan(row)}
    priced_rows = {place: row for place, row in planned.items() if row["cost"]["known"]}
    currencies = {row["cost"]["currency"] for row in priced_rows.values()}
    if len(currencies) != 1:
        return
    (currency,) = currencies
    points = tuple(_points(planned, data["ranked_by"]))
    if points:
        by = data["ranked_by"]
        alt = worded(parted([point.text for point in points]))
        axes = say("page.months"), say(f"page.{by}_axis"), say(f"page.front_{by}")
        yield Scatter("duration-cost", say(f"page.scatter_{by}"), alt, *axes, points, currency)
    yield _bars(priced_rows, currency)


def not_drawn(data: CompareDocument) -> Iterator[Block]:
    """Which rows the charts leave out."""
    by = data["ranked_by"]
    places = [place for place, row in enumerate(data["rows"]) if has_plan(row) and _ranked(row, by) is None]
    if places:
        yield Paragraph(say(f"page.not_drawn_{by}", rows=numbered(places)))


def _ranked(row: PlannedRow, by: str) -> float | None:
    """The money that rows are ranked by."""
    return row["cost"]["own"] if by == "own" else row["cost"]["total"]


def _points(rows: Mapping[int, PlannedRow], by: str) -> Iterator[Point]:
    for place, row in rows.items():
        cents = money(_ranked(row, by), row["cost"]["currency"])
        if cents is not None:
            labels = worded(row["labels"]["pathway"]), worded(row["labels"]["funding"])
            name = f"{numbered([place])} ({', '.join(labels)})"
            text = say("page.point", name=name, count=row["months"], cost=cents)
            yield Point(str(place + 1), row["months"], cents, bool(row["front"]), text)


def _bars(rows: Mapping[int, PlannedRow], currency: str) -> Bars:
    """Cost of each row, a layer a payer."""
    paid = [
        {worded(payer["name"]): payer["total"] for payer in row["plan"]["cost"]["by_payer"]} for row in rows.values()
    ]
    payers = dict.fromkeys(name for part in paid for name in part)
    series = tuple(Series(name, tuple(money(part.get(name, 0), currency) for part in paid)) for name in payers)
    names = tuple(f"{place + 1} · {worded(row['labels']['pathway'])}" for place, row in rows.items())
    totals = {place: Cents(round((row["cost"]["total"] or 0) * 100), currency) for place, row in rows.items()}
    alt = worded(parted([say("colon", name=numbered([place]), value=priced(cents, currency))
                         for place, cents in totals.items()]))  # fmt: skip
    axes = say("page.row"), say("column.cost")
    return Bars("cost-by-payer", say("page.cost_rows"), alt, *axes, names, series, currency)
