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


def stress_page(data: Data, lang: str, created: date) -> Page:
    """The whole document of a run."""
    sections = [Section("scenarios", say(lang, "stress.rows"), tuple(_scenarios(data, lang)))]
    sections += _sections(data, lang)
    programmes = [say(lang, "page.programme", **programme) for programme in data["programmes"]]
    return Page(
        title=title(data, lang),
        subtitle=" · ".join(programmes),
        lang=lang,
        sections=tuple(section for section in sections if section.blocks or section.id == "reasons"),
        sheets=tuple(sheets(data, lang)),
        footer=say(lang, "page.made", version=data["meta"]["planner"]),
        created=created,
    )


def _sections(data: Data, lang: str) -> Iterator[Section]:
    notes = notes_of(data, lang)
    if notes:
        yield Section("notes", say(lang, "stress.left_out"), (Bullets(tuple(notes), warning="format.warning"),))
    yield Section("charts", say(lang, "stress.charts"), tuple(charts(data, lang)))
    yield from _reasons(data, lang)
    yield Section("demand", say(lang, "stress.demand"), tuple(_demand(data, lang)))
    for place, found in enumerate(data["structure"]):
        blocks = tuple(_structure(found, lang, first=not place))
        yield Section(f"structure-{place}", say(lang, "stress.structure", name=found["programme"]), blocks)


def titled(lang: str, *keys: str, wide: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Columns by their keys."""
    return tuple(Column(key, say(lang, f"stress.column.{key}"), key in wide) for key in keys)


def _scenarios(data: Data, lang: str) -> Iterator[Block]:
    yield Paragraph(size(data, lang))
    yield Paragraph(baseline(data, lang))
    yield from _ranked(data, lang) if data["criticality"] else _listed(data, lang)
    for text in legends(data, lang):
        yield Paragraph(text)


def _listed(data: Data, lang: str) -> Iterator[Block]:
    keys = ("scenario", "on_time", "late", "impossible", "hurt", "mean_delay", "cost_change")
    rows: list[tuple[Cell, ...]] = [
        (
            each["title"],
            _unbroken(percent(each["on_time"], lang)),
            *(_one(each[key]["count"]) for key in keys[2:5]),
            _one(each["delay"]["mean"]),
            change(each["cost"], lang),
        )
        for each in data["scenarios"]
    ]
    yield Table("scenarios", say(lang, "stress.rows"), titled(lang, *keys), tuple(rows))


def _unbroken(text: str) -> str:
    """The text on one line."""
    return text.replace(" ", "\u00a0").replace("–", "\u2060–\u2060")


def _one(value: float | None) -> float | None:
    """A figure with one decimal."""
    if value is None or value == int(value):
        return value
    return round(value, 1)


def _ranked(data: Data, lang: str) -> Iterator[Block]:
    """Every scenario of a scan, once, in the order of what it does."""
    yield Paragraph(criticality_lead(data, lang))
    rows = tuple(
        (rank, each["title"], *(_one(each[key]["count"]) for key in ("lost", "hurt")), _one(each["harm"]),
         _unbroken(percent(each["on_time"], lang)), change(each["cost"], lang))
        for rank, each in in_order(data)
    )  # fmt: skip
    yield Table("scenarios", say(lang, "stress.criticality"), titled(lang, *RANKED), rows)


def _reasons(data: Data, lang: str) -> Iterator[Section]:
    shown, left = told(data)
    if not shown:
        yield Section("reasons", say(lang, "stress.reasons"), (Paragraph(say(lang, "stress.nobody")),))
        return
    more = (Paragraph(say(lang, "stress.others_hurt", count=left)),) if left else ()
    yield Section("reasons", say(lang, "stress.reasons"), more)
    for place, each in enumerate(shown):
        yield Section(f"reasons-{place}", lead(each, lang), (Bullets(tuple(reasons(each, lang))),), level=3)


def _demand(data: Data, lang: str) -> Iterator[Block]:
    if not any(entry["seats"] is not None for each in data["scenarios"] for entry in each["demand"]):
        return
    found = crowded(data)
    if not found:
        yield Paragraph(say(lang, "stress.no_demand"))
        return
    yield Paragraph(say(lang, "stress.demand_lead"))
    keys = ("scenario", "offering", "seats", "now", "demand", "dealt")
    rows = tuple(
        (each["title"], offering(entry, lang), *(_one(entry[key]) for key in ("seats", "baseline", "alone", "dealt")))
        for each, entry in found[: 2 * MOST_ROWS]
    )
    yield Table("demand", say(lang, "stress.demand"), titled(lang, *keys), rows)
    if len(found) > 2 * MOST_ROWS:
        yield Paragraph(say(lang, "stress.more_rows", number=number(len(found) - 2 * MOST_ROWS, lang)))


def _structure(found: Data, lang: str, *, first: bool) -> Iterator[Block]:
    if first:
        yield Paragraph(say(lang, "stress.structure_lead"))
    keys = ("unit", "blocking", "chain", "cruciality", "next_chance")
    rows = tuple(tuple(entry[key] for key in keys) for entry in found["units"])
    caption = say(lang, "stress.structure", name=found["programme"])
    yield Table(f"structure-{found['programme']}", caption, titled(lang, *keys), rows)
