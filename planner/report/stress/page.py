"""The page of a run: scenarios, charts, who is hurt and why, demand against seats, criticality, structure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.messages import say
from planner.report.pages.blocks import Block, Bullets, Cell, Column, Page, Paragraph, Section, Table
from planner.report.stress.charts import charts
from planner.report.stress.sheets import sheets
from planner.report.stress.text import (
    MOST_ROWS,
    RANKED,
    baseline,
    change,
    criticality_lead,
    crowded,
    in_order,
    lead,
    legends,
    notes_of,
    number,
    offering,
    percent,
    reasons,
    size,
    title,
    told,
)

Data = dict[str, Any]


def stress_page(data: Data, created: date) -> Page:
    """The whole document of a run."""
    sections = [Section("scenarios", say("stress.rows"), tuple(_scenarios(data)))]
    sections += _sections(data)
    programmes = [say("page.programme", **programme) for programme in data["programmes"]]
    return Page(
        title=title(data),
        subtitle=" · ".join(programmes),
        sections=tuple(section for section in sections if section.blocks or section.id == "reasons"),
        sheets=tuple(sheets(data)),
        footer=say("page.made", version=data["meta"]["planner"]),
        created=created,
    )


def _sections(data: Data) -> Iterator[Section]:
    notes = notes_of(data)
    if notes:
        yield Section("notes", say("stress.left_out"), (Bullets(tuple(notes), warning="format.warning"),))
    yield Section("charts", say("stress.charts"), tuple(charts(data)))
    yield from _reasons(data)
    yield Section("demand", say("stress.demand"), tuple(_demand(data)))
    for place, found in enumerate(data["structure"]):
        blocks = tuple(_structure(found, first=not place))
        yield Section(f"structure-{place}", say("stress.structure", name=found["programme"]), blocks)


def titled(*keys: str, wide: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Columns by their keys."""
    return tuple(Column(key, say(f"stress.column.{key}"), key in wide) for key in keys)


def _scenarios(data: Data) -> Iterator[Block]:
    yield Paragraph(size(data))
    yield Paragraph(baseline(data))
    yield from _ranked(data) if data["criticality"] else _listed(data)
    for text in legends(data):
        yield Paragraph(text)


def _listed(data: Data) -> Iterator[Block]:
    keys = ("scenario", "on_time", "late", "impossible", "hurt", "mean_delay", "cost_change")
    rows: list[tuple[Cell, ...]] = [
        (
            each["title"],
            _unbroken(percent(each["on_time"])),
            *(_one(each[key]["count"]) for key in keys[2:5]),
            _one(each["delay"]["mean"]),
            change(each["cost"]),
        )
        for each in data["scenarios"]
    ]
    yield Table("scenarios", say("stress.rows"), titled(*keys), tuple(rows))


def _unbroken(text: str) -> str:
    """The text on one line."""
    return text.replace(" ", "\u00a0").replace("–", "\u2060–\u2060")


def _one(value: float | None) -> float | None:
    """A figure with one decimal."""
    if value is None or value == int(value):
        return value
    return round(value, 1)


def _ranked(data: Data) -> Iterator[Block]:
    """Every scenario of a scan, once, in the order of what it does."""
    yield Paragraph(criticality_lead(data))
    rows = tuple(
        (rank, each["title"], *(_one(each[key]["count"]) for key in ("lost", "hurt")), _one(each["harm"]),
         _unbroken(percent(each["on_time"])), change(each["cost"]))
        for rank, each in in_order(data)
    )  # fmt: skip
    yield Table("scenarios", say("stress.criticality"), titled(*RANKED), rows)


def _reasons(data: Data) -> Iterator[Section]:
    shown, left = told(data)
    if not shown:
        yield Section("reasons", say("stress.reasons"), (Paragraph(say("stress.nobody")),))
        return
    more = (Paragraph(say("stress.others_hurt", count=left)),) if left else ()
    yield Section("reasons", say("stress.reasons"), more)
    for place, each in enumerate(shown):
        yield Section(f"reasons-{place}", lead(each), (Bullets(tuple(reasons(each))),), level=3)


def _demand(data: Data) -> Iterator[Block]:
    if not any(entry["seats"] is not None for each in data["scenarios"] for entry in each["demand"]):
        return
    found = crowded(data)
    if not found:
        yield Paragraph(say("stress.no_demand"))
        return
    yield Paragraph(say("stress.demand_lead"))
    keys = ("scenario", "offering", "seats", "now", "demand", "dealt")
    rows = tuple(
        (each["title"], offering(entry), *(_one(entry[key]) for key in ("seats", "baseline", "alone", "dealt")))
        for each, entry in found[: 2 * MOST_ROWS]
    )
    yield Table("demand", say("stress.demand"), titled(*keys), rows)
    if len(found) > 2 * MOST_ROWS:
        yield Paragraph(say("stress.more_rows", number=number(len(found) - 2 * MOST_ROWS)))


def _structure(found: Data, *, first: bool) -> Iterator[Block]:
    if first:
        yield Paragraph(say("stress.structure_lead"))
    keys = ("unit", "blocking", "chain", "cruciality", "next_chance")
    rows = tuple(tuple(entry[key] for key in keys) for entry in found["units"])
    caption = say("stress.structure", name=found["programme"])
    yield Table(f"structure-{found['programme']}", caption, titled(*keys), rows)
