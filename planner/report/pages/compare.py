"""The page of a comparison: a table to choose from, duration against cost, cost by payer, and what each row means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from planner.domain.text import Cents
from planner.messages import money as say_money
from planner.messages import say, worded
from planner.report.compare_text import (
    UNRANKED,
    front_legend,
    group_items,
    groups,
    named,
    ranking,
    reasons,
    shared,
    told_assumptions,
    told_notices,
    told_warnings,
    unranked,
    value,
    words,
)
from planner.report.documents.plan.milestones import reached
from planner.report.listing import parted
from planner.report.pages.blocks import (
    Bars,
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Page,
    Paragraph,
    Point,
    Scatter,
    Section,
    Series,
    Table,
)
from planner.report.pages.cells import columns, day, money, yes
from planner.report.pages.common import assumption_sections, bullets, notice_block, to_check, warning_sections

Data = dict[str, Any]
SHOWN = ("duration", "months", "award_date", "own", "cost", "peak_units", "peak_evenings")
FIGURES = (
    "status", "front", "ranked_by", "duration", "months", "starts", "certificate", "certificate_date", "award",
    "award_date", "cost", "own", "currency", "peak_units", "peak_evenings", "hours_low", "hours_high",
    "internship_starts", "internship_ends", "admission", "binds", "reason",
)  # fmt: skip


def compare_page(data: Data, created: date) -> Page:
    """Every combination, those that have no plan with the reason."""
    rows = data["rows"]
    sections = [Section("summary", say("page.rows"), tuple(_summary(data)))]
    charts = tuple(_charts(data))
    if charts:
        sections.append(Section("charts", say("page.charts"), (*charts, *_not_drawn(data))))
    missing = reasons(rows)
    if missing:
        sections.append(Section("without-plan", say("compare.without_plan"), (Bullets(tuple(missing)),)))
    sections += warning_sections(told_warnings(data))
    sections += [_group(data, places, number) for number, places in enumerate(groups(rows), 1)]
    sections += assumption_sections(told_assumptions(data), "compare.assumptions")
    names = [say("page.programme", **programme) for programme in data["programmes"]]
    return Page(
        title=say("compare.title", name=data["learner"]),
        subtitle=" · ".join([*names, *([say("text.fictional")] if data["fictional"] else ())]),
        sections=tuple(sections),
        sheets=tuple(_sheets(data)),
        footer=say("page.made", version=data["meta"]["planner"]),
        created=created,
    )


def _summary(data: Data) -> Iterator[Block]:
    rows = data["rows"]
    yield Paragraph(say("compare.count", count=len(rows)))
    yield notice_block(told_notices(data))
    asked = _asked(data)
    cells = tuple(
        (_place(place, row), *(text(row) for _, text in asked), *(_shown(row)[key] for key in SHOWN))
        for place, row in enumerate(rows)
    )
    front = tuple(place for place, row in enumerate(rows) if row["front"])
    names = (*columns("number"), *(name for name, _ in asked), *columns(*SHOWN))
    yield Table("rows", say("page.rows"), names, cells, front, say(f"page.front_{data['ranked_by']}"))
    for text in ranking(rows, data["ranked_by"]):
        yield Paragraph(text)
    for mark, text in front_legend(rows, data["ranked_by"]):
        yield Paragraph(f"{UNRANKED} {text}" if UNRANKED in mark else text)


def _place(place: int, row: Data) -> Cell:
    """The number of a row, with the mark of one whose place is unknown; the table marks the best itself."""
    return f"{place + 1}\N{NO-BREAK SPACE}{UNRANKED}" if unranked(row) else place + 1


def _asked(data: Data) -> list[tuple[Column, Any]]:
    """Columns of what the rows differ in, pathway and funding always, with what each says of a row."""
    found: list[tuple[Column, Any]] = []
    for key in data["varied"]:
        if key == "programme":
            found.append((columns(key)[0], lambda row: row["labels"]["programme"]))
        elif key == "start":
            found.append((columns(key)[0], lambda row: row["start"]))
        elif key not in ("pathway", "funding"):
            found.append((Column(key, words(key)), lambda row, key=key: value(row["changes"].get(key), key)))
    found.append((columns("pathway")[0], lambda row: row["labels"]["pathway"]))
    found.append((columns("funding")[0], lambda row: row["labels"]["funding"]))
    return found


def _shown(row: Data) -> dict[str, Cell]:
    """The cells of a row for people, by their columns."""
    if row["plan"] is None:
        return {**dict.fromkeys(SHOWN, ""), "award_date": say(f"compare.{row['status']}")}
    paid, peak = row["cost"], row["peak"]
    amounts = (money(paid[key], paid["currency"]) for key in ("own", "total"))
    cells = (
        row["duration"],
        row["months"],
        day(reached(row["plan"])["date"]),
        *amounts,
        peak["units"],
        peak["evenings"],
    )
    return dict(zip(SHOWN, cells, strict=True))


def _not_drawn(data: Data) -> Iterator[Block]:
    """Which rows the charts leave out."""
    places = [place for place, row in enumerate(data["rows"]) if row["plan"] and _ranked(data, row) is None]
    if places:
        yield Paragraph(say(f"page.not_drawn_{data['ranked_by']}", rows=named(places)))


def _ranked(data: Data, row: Data) -> float | None:
    """The money that rows are ranked by."""
    amount: float | None = row["cost"]["own" if data["ranked_by"] == "own" else "total"]
    return amount


def _charts(data: Data) -> Iterator[Chart]:
    rows, by = data["rows"], data["ranked_by"]
    planned = [place for place, row in enumerate(rows) if row["plan"]]
    ranked = [place for place in planned if _ranked(data, rows[place]) is not None]
    priced = [place for place in planned if rows[place]["cost"]["known"]]
    currencies = {rows[place]["cost"]["currency"] for place in priced}
    if len(currencies) != 1:
        return
    (currency,) = currencies
    if ranked:
        points = tuple(_point(data, place) for place in ranked)
        alt = worded(parted([point.text for point in points]))
        axes = say("page.months"), say(f"page.{by}_axis"), say(f"page.front_{by}")
        yield Scatter("duration-cost", say(f"page.scatter_{by}"), alt, *axes, points, currency)
    yield _bars(rows, priced, currency)


def _point(data: Data, place: int) -> Point:
    row = data["rows"][place]
    name = f"{_number(place)} ({row['labels']['pathway']}, {row['labels']['funding']})"
    cents = money(_ranked(data, row), row["cost"]["currency"])
    assert cents is not None, "only rows whose rank is known are drawn"
    price = say_money(cents, cents.currency)
    text = say("page.point", name=name, count=row["months"], cost=price)
    return Point(str(place + 1), row["months"], cents, bool(row["front"]), text)


def _number(place: int) -> str:
    return say("compare.rows", numbers=place + 1, count=1)


def _bars(rows: Sequence[Data], priced: Sequence[int], currency: str) -> Bars:
    """Cost of each row, a layer a payer."""
    paid = [{payer["name"]: payer["total"] for payer in rows[place]["plan"]["cost"]["by_payer"]} for place in priced]
    payers = dict.fromkeys(name for part in paid for name in part)
    series = tuple(Series(name, tuple(money(part.get(name, 0), currency) for part in paid)) for name in payers)
    names = tuple(f"{place + 1} · {rows[place]['labels']['pathway']}" for place in priced)
    totals = [Cents(round(rows[place]["cost"]["total"] * 100), currency) for place in priced]
    parts = [
        say("colon", name=_number(place), value=say_money(cents, currency))
        for place, cents in zip(priced, totals, strict=True)
    ]
    axes = say("page.row"), say("column.cost")
    return Bars("cost-by-payer", say("page.cost_rows"), worded(parted(parts)), *axes, names, series, currency)


def _group(data: Data, places: Sequence[int], number: int) -> Section:
    title = f"{named(places)} · {shared(data, places)}"
    row = data["rows"][places[0]]
    rows = tuple(
        (entry["term"], day(entry["date"]), entry["units"], entry["ects"], entry["keeps"]) for entry in row["holds"]
    )
    keys = columns("term", "after", "units", "ects", "keeps", wide=("keeps",))
    table = Table(f"holds-{number}", say("page.holds"), keys, rows)
    return Section(f"rows-{number}", title, (bullets(group_items(data, places)), table))


def _sheets(data: Data) -> Iterator[Table]:
    rows = data["rows"]
    asked = ("programme", "start", "pathway", "funding")
    varied = [key for key in data["varied"] if key not in asked]
    names = (
        *columns("number", *asked, wide=("funding",)),
        *(Column(key, words(key)) for key in varied),
        *columns(*FIGURES, wide=("admission", "binds", "reason")),
    )
    cells = tuple(
        (
            place + 1,
            *(row[key] if isinstance(row[key], str) else value(row[key]) for key in asked),
            *(_plain(row["changes"].get(key), key) for key in varied),
            *_figures(row, data["ranked_by"]),
        )
        for place, row in enumerate(rows)
    )
    yield Table("rows", say("page.rows"), names, cells)
    years = tuple(
        (place + 1, entry["year"], money(entry["amount"], row["cost"]["currency"]), row["cost"]["currency"])
        for place, row in enumerate(rows)
        if row["plan"]
        for entry in row["cost"]["by_year"]
    )
    yield Table("years", say("page.cost_chart"), columns("number", "year", "amount", "currency"), years)
    held = tuple(
        (place + 1, e["term"], day(e["date"]), e["units"], e["ects"], " ".join(e["certificates"]), e["keeps"])
        for place, row in enumerate(rows)
        for e in row["holds"]
    )
    keys = columns("number", "term", "after", "units", "ects", "certificate", "keeps", wide=("keeps",))
    yield Table("holds", say("page.holds"), keys, held)
    told = [*(entry["text"] for entry in told_notices(data)), *told_warnings(data)]
    if told:
        yield to_check(told)


def _plain(given: Any, key: str) -> Cell:
    """A value of the learner file as a cell: numbers as numbers, the rest in words."""
    number = isinstance(given, (int, float)) and not isinstance(given, bool)
    return given if number else "" if given is None else value(given, key)


def _figures(row: Data, by: str) -> tuple[Cell, ...]:
    front = "" if row["front"] is None else yes(row["front"])
    if row["plan"] is None:
        blank = ("",) * (len(FIGURES) - 4)
        return (row["status"], front, by, *blank, row["reason"])
    paid, peak, award = row["cost"], row["peak"], row["award"] or {"term": "", "date": None}
    low, high = peak["hours_per_week"] or (None, None)
    held, stay = row["certificate"] or {"term": "", "date": None}, row["internship"]
    return (
        row["status"],
        front,
        by,
        row["duration"],
        row["months"],
        day(row["starts"]),
        held["term"] or "",
        day(held["date"]) or "",
        award["term"],
        day(award["date"]) or "",
        money(paid["total"], paid["currency"]),
        money(paid["own"], paid["currency"]),
        paid["currency"],
        peak["units"],
        peak["evenings"],
        low,
        high,
        day(stay["starts"]) if stay else "",
        day(stay["ends"]) if stay else "",
        "; ".join(row["admission"]),
        " ".join(row["binds"] or ()),
        "",
    )
