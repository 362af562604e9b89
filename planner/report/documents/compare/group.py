"""What rows of a comparison that differ only by who pays have in common, told once: load, milestones, what binds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from planner.messages import money, say, worded
from planner.report.documents.compare.rows import group_name, numbered, numbers
from planner.report.documents.compare.shape import CompareDocument, Peak, PlannedRow, Row, has_plan
from planner.report.pages.blocks import Item, Table
from planner.report.pages.cells import columns, day
from planner.report.pages.common import bullets
from planner.report.pages.page import Section


def section(data: CompareDocument, places: Sequence[int], number: int) -> Section:
    """The section of a group, with what is held after each term."""
    row = data["rows"][places[0]]
    assert has_plan(row), "groups are of rows that have plans"
    held = tuple(
        (entry["term"], day(entry["date"]), entry["units"], entry["ects"], worded(entry["keeps"]))
        for entry in row["holds"]
    )
    keys = columns("term", "after", "units", "ects", "keeps", wide=("keeps",))
    table = Table(f"holds-{number}", say("page.holds"), keys, held)
    title = f"{numbered(places)} · {group_name(data, row)}"
    return Section(f"rows-{number}", title, (bullets(_items(data["rows"], places, row)), table))


def _items(rows: Sequence[Row], places: Sequence[int], row: PlannedRow) -> Iterator[Item]:
    """Costs of each row of a group, then the load, the milestones and what binds, which they share."""
    for place in places:
        each = rows[place]
        if has_plan(each):
            yield from _paid(rows, each, place)
    yield Item(_load(row["peak"]))
    certificate, internship = row["certificate"], row["internship"]
    if certificate and certificate["date"]:
        values = {"name": certificate["id"], "term": certificate["term"], "day": day(certificate["date"])}
        yield Item(say("text.certificate", **values))
    if internship:
        starts, ends = date.fromisoformat(internship["starts"]), date.fromisoformat(internship["ends"])
        yield Item(say("event.dates", what=say("event.internship"), starts=starts, ends=ends))
    if row["admission"]:
        yield Item(say("compare.admission", names=tuple(row["admission"])))
    yield from _binding(row)


def _paid(rows: Sequence[Row], row: PlannedRow, place: int) -> Iterator[Item]:
    """Cost by year of one row, why it is unknown, and which rows of the front dominate it."""
    cost = row["cost"]
    if not cost["known"] and not cost["why"]:
        return
    sums = ((year["year"], _money(year["amount"], cost["currency"])) for year in cost["by_year"])
    years = (say("colon", name=year, value=amount) for year, amount in sums)
    name = say("compare.paid_by", number=place + 1, funding=row["labels"]["funding"])
    yield Item(say("compare.told", rows=name, text=" · ".join(years)))
    if cost["known"] and cost["own"] != cost["total"]:
        yield Item(say("compare.own", amount=_money(cost["own"], cost["currency"])), level=1)
    if cost["why"]:
        yield Item(worded(cost["why"]), level=1)
    if row["dominated_by"]:
        better = [place for place in row["dominated_by"] if rows[place]["front"]]
        yield Item(say("compare.dominated", numbers=numbers(better), count=len(better)), level=1)


def _money(amount: float | None, currency: str) -> str:
    return money(None if amount is None else round(amount * 100), currency)


def _load(peak: Peak) -> str:
    parts = [say("compare.peak", count=peak["units"], term=peak["term"])] if peak["term"] else []
    parts += [say("text.evenings", count=peak["evenings"])] if peak["evenings"] else []
    if peak["hours_per_week"]:
        low, high = peak["hours_per_week"]
        parts.append(say("text.hours", low=low, high=high))
    return ", ".join(parts) or say("text.nothing")


def _binding(row: PlannedRow) -> Iterator[Item]:
    """What prevents an earlier award."""
    if row["binds"] is None:
        yield Item(say("compare.binds_open"))
    elif not row["binds"]:
        yield Item(say("compare.binds_nothing"))
    elif row["bottleneck"] == "wishes":
        yield Item(worded(row["binds"][0]))
    else:
        yield Item(say("compare.binds"))
        for text in row["binds"]:
            yield Item(worded(text), level=1)
