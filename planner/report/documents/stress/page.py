"""The page of a run: a chart, the scenarios, who is hurt and why, demand against seats, structure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from planner.domain.text import Words
from planner.messages import say, worded
from planner.report.documents.stress import shape, words
from planner.report.documents.stress.charts import charts
from planner.report.documents.stress.shape import StressDocument
from planner.report.documents.stress.sheets import held, sheets, titled
from planner.report.listing import parted
from planner.report.pages.blocks import Block, Bullets, Cell, Paragraph, Table
from planner.report.pages.common import mark
from planner.report.pages.page import Page, Section
from planner.report.titles import Titles

RANKED = ("rank", "scenario", "lost", "hurt", "harm", "on_time", "cost_change")
MOST_ROWS = 40
"""Of more rows a page says how many are left."""


def page(data: StressDocument, created: date) -> Page:
    """The whole document."""
    programmes = [say("page.programme", **programme) for programme in data["programmes"]]
    return Page(
        title=words.title(data),
        subtitle=" · ".join(programmes),
        sections=tuple(section for section in _sections(data) if section.blocks or section.id == "reasons"),
        sheets=tuple(sheets(data)),
        footer=say("page.made", version=data["meta"]["planner"]),
        created=created,
        mark=mark(made_up=data.get("about", {}).get("made_up", False)),
    )


def _sections(data: StressDocument) -> Iterator[Section]:
    """What is to be seen first comes first; what only some look for comes last."""
    titles = data["about"]["units"] if "about" in data else {}
    first, others = (drawn := (*charts(data),))[:1], drawn[1:]
    summary = (Paragraph(words.size(data)), Paragraph(words.baseline(data)))
    yield Section("summary", say("page.summary"), (*summary, *first))
    ranked = bool(data["criticality"])
    yield Section("scenarios", say("stress.criticality" if ranked else "stress.rows"), tuple(_scenarios(data)))
    notes = words.notes(data)
    if notes:
        yield Section("notes", say("stress.left_out"), (Bullets(tuple(notes)),))
    yield from _reasons(data, titles)
    yield Section("demand", say("stress.demand"), tuple(_demand(data, titles)))
    yield Section("charts", say("stress.more_charts"), others)
    for place, found in enumerate(data["structure"]):
        blocks = tuple(_structure(found, titles, first=not place))
        yield Section(f"structure-{place}", say("stress.structure", name=found["programme"]), blocks)


def _scenarios(data: StressDocument) -> Iterator[Block]:
    if data["criticality"]:
        yield Paragraph(words.criticality_lead(data))
        rows = tuple(_ranked(data))
        if rows:
            yield Table("scenarios", say("stress.criticality"), titled(*RANKED), rows)
        if harmless := len(data["criticality"]) - len(rows):
            yield Paragraph(say("stress.harmless", count=harmless))
    else:
        keys = ("scenario", "on_time", "late", "impossible", "hurt", "mean_delay", "cost_change")
        yield Table("scenarios", say("stress.rows"), titled(*keys), tuple(map(_row, data["scenarios"])))
    for text in words.legends(data):
        yield Paragraph(text)


def _row(each: shape.Scenario) -> tuple[Cell, ...]:
    counts = (_one(found["count"]) for found in (each["late"], each["impossible"], each["hurt"]))
    on_time = _unbroken(words.percent(each["on_time"]))
    return worded(each["title"]), on_time, *counts, _one(each["delay"]["mean"]), words.change(each["cost"])


def _ranked(data: StressDocument) -> Iterator[tuple[Cell, ...]]:
    """Each scenario of a scan that hurts somebody, in the order of what it does."""
    for rank, each in words.in_order(data):
        counts = _one(each["lost"]["count"]), _one(each["hurt"]["count"]), _one(each["harm"])
        on_time = _unbroken(words.percent(each["on_time"]))
        yield rank, worded(each["title"]), *counts, on_time, words.change(each["cost"])


def _unbroken(text: str) -> str:
    """The text on one line."""
    return text.replace(" ", "\u00a0").replace("–", "\u2060–\u2060")


def _one(value: float | None) -> float | None:
    """A figure with one decimal."""
    if value is None or value == int(value):
        return value
    return round(value, 1)


def _reasons(data: StressDocument, titles: Mapping[str, Words]) -> Iterator[Section]:
    """Who is hurt in each scenario; of those of a file, in which nobody is."""
    shown, left = words.with_reasons(data)
    spared = [each["title"] for each in data["scenarios"] if not each["reasons"]]
    text = "" if shown else say("stress.nobody")
    if shown and spared and not data["scan"]:
        text = say("stress.nobody_in", names=parted(spared))
    yield Section("reasons", say("stress.reasons"), (Paragraph(text),) if text else ())
    for place, each in enumerate(shown, 1):
        lines = Bullets(tuple(words.reasons(each, titles)))
        more = (Paragraph(say("stress.others_hurt", count=left)),) if left and place == len(shown) else ()
        yield Section(f"reasons-{place}", words.lead(each), (lines, *more), level=3)


def _demand(data: StressDocument, titles: Mapping[str, Words]) -> Iterator[Block]:
    if not any(entry["seats"] is not None for each in data["scenarios"] for entry in each["demand"]):
        return
    found = words.crowded(data)
    if not found:
        yield Paragraph(say("stress.no_demand"))
        return
    yield Paragraph(say("stress.demand_lead"))
    units = Titles(titles)
    rows = tuple(
        (
            worded(each["title"]), _offering(entry), units.title(entry["unit"]), entry["seats"],
            *map(_one, (entry["baseline"], entry["alone"], entry["dealt"])),
        )
        for each, entry in found[:MOST_ROWS]
    )  # fmt: skip
    columns = titled("scenario", "offering", "unit_title", "seats", "now", "demand", "dealt")
    yield Table("demand", say("stress.demand"), columns, rows)
    if len(found) > MOST_ROWS:
        yield Paragraph(say("stress.more_rows", number=words.number(len(found) - MOST_ROWS)))


def _offering(entry: shape.Demand) -> str:
    return say("stress.offering", unit=entry["unit"], term=entry["term"], modality=entry["modality"])


def _structure(found: shape.Structure, titles: Mapping[str, Words], *, first: bool) -> Iterator[Block]:
    if first:
        yield Paragraph(say("stress.structure_lead"))
    units = Titles(titles)
    rows = tuple((entry["unit"], units.title(entry["unit"]), *held(entry)) for entry in found["units"])
    columns = titled("unit", "unit_title", "blocking", "chain", "cruciality", "next_chance")
    caption = say("stress.structure", name=found["programme"])
    yield Table(f"structure-{found['programme']}", caption, columns, rows)
