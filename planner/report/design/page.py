"""The page of a proposal: what came of it, what changes, the loads, a board for each curriculum, the trade-offs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.messages import say
from planner.report.design import words
from planner.report.design.sheets import sheets
from planner.report.design.words import figure
from planner.report.pages.blocks import (
    Block,
    Board,
    BoardTerm,
    Bullets,
    Card,
    Cell,
    Column,
    HeatMap,
    Page,
    Paragraph,
    Section,
    Table,
)
from planner.report.pages.common import assumption_sections

Data = dict[str, Any]
EVENING = "evening"


def design_page(data: Data, created: date) -> Page:
    """The document."""
    sections = [Section("summary", say("page.summary"), tuple(_summary(data)))]
    if data["units"]:
        sections += _found(data)
    elif data["status"] == "impossible":
        sections.append(Section("conflict", say("design.conflict"), tuple(_conflict(data))))
    if data["cohort"] is not None:
        title = say("design.cohort", name=data["cohort"]["name"])
        sections.append(Section("cohort", title, tuple(_cohort(data["cohort"], title))))
    sections += assumption_sections(data["assumptions"], "design.assumptions")
    return Page(
        title=say("design.title", name=data["offer"]),
        subtitle="" if data["title"] == data["offer"] else data["title"],
        sections=tuple(sections),
        sheets=tuple(sheets(data)),
        footer=say("page.made", version=data["meta"]["planner"]),
        created=created,
    )


def titled(*keys: str, wide: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Columns by their keys."""
    return tuple(Column(key, say(f"design.column.{key}"), key in wide) for key in keys)


def _summary(data: Data) -> Iterator[Block]:
    yield Paragraph(words.status(data))
    if data["parts"] is not None:
        rows: list[tuple[Cell, ...]] = list(words.parts(data))
        columns = titled("part", "amount", "weight", "counts")
        yield Table("parts", say("design.parts"), columns, tuple(rows))


def _found(data: Data) -> Iterator[Section]:
    yield Section("changes", say("design.changes"), tuple(_changes(data)))
    if data["fresh"]:
        yield Section("fresh", say("design.fresh"), tuple(_fresh(data)))
    trades = tuple(_trades(data))
    if trades:
        yield Section("trades", say("design.trades"), trades)
    yield Section("boards", say("design.boards"), tuple(_loads(data)))
    for place, group in enumerate(words.boards(data)):
        about = Paragraph(" ".join(words.about(group[0])))
        blocks = (about, _board(data, group, f"board-{place}"))
        yield Section(f"curriculum-{place}", words.title(group), blocks, level=3)


def _changes(data: Data) -> Iterator[Block]:
    if data["changes"] and data["weights"]["change"]:
        yield Paragraph(say("design.penalty", weight=data["weights"]["change"]))
    if data["changes"]:
        rows = tuple(
            (
                unit["unit"], unit["title"], words.today(unit["today"]), words.where(unit),
                words.curricula(unit["curricula"], data),
            )
            for unit in data["changes"]
        )  # fmt: skip
        columns = titled("unit", "title", "today", "proposed", "curricula", wide=("title", "curricula"))
        yield Table("changes", say("design.changes"), columns, rows)
    else:
        known = any(unit["today"] for unit in data["units"])
        yield Paragraph(say("design.no_changes" if known else "design.no_today"))
    if data["unwanted"]:
        yield Paragraph(say("design.unwanted"))
        yield Bullets(
            tuple(
                say(
                    "design.unwanted_row",
                    unit=wish["unit"],
                    said=words.said(wish["said"]),
                    weight=wish["weight"],
                )
                for wish in data["unwanted"]
            )
        )


def _fresh(data: Data) -> Iterator[Block]:
    yield Paragraph(say("design.fresh_lead"))
    rows = tuple((one["curriculum"], one["duration"], words.fresh(one, data)) for one in data["fresh"])
    yield Table("fresh", say("design.fresh"), titled("curriculum", "award", "answer"), rows)


def _trades(data: Data) -> Iterator[Block]:
    found = data["tradeoffs"]
    if found["front"]:
        yield Paragraph(say("design.front_lead"))
        rows = tuple((one["changes"], *words.answer(one), words.moves(one["moves"])) for one in found["front"])
        columns = titled("changes", "value", "proof", "moves", wide=("moves",))
        yield Table("front", say("design.front"), columns, rows)
    for key, column in words.QUESTIONS:
        if found[key]:
            rows = tuple((words.asked(key, one, data), *words.answer(one), words.difference(one)) for one in found[key])
            columns = titled(column, "value", "proof", "difference", wide=(column,))
            yield Table(key, say(f"design.{key}"), columns, rows)
    if not found["complete"]:
        yield Paragraph(say("design.incomplete"))


def _loads(data: Data) -> Iterator[Block]:
    """Credits of every curriculum in every term, where they are all known."""
    known = [one for one in data["curricula"] if one["credits"] is not None]
    if known:
        yield HeatMap(
            "loads", say("design.loads"), say("design.loads_alt"), say("design.column.curriculum"),
            say("design.column.term"), tuple(one["curriculum"] for one in known),
            tuple(term["name"] for term in data["terms"]),
            tuple(tuple(term["credits"] for term in one["terms"]) for one in known),
        )  # fmt: skip


def _board(data: Data, group: list[Data], name: str) -> Board:
    curriculum = group[0]
    units = {unit["unit"]: unit for unit in data["units"]}
    terms = []
    for term, own in zip(data["terms"], curriculum["terms"], strict=True):
        cards = tuple(_card(unit, units[unit["unit"]]) for unit in own["units"])
        facts = [say("design.fact_units", count=len(own["units"]))]
        if own["credits"] is not None:
            facts.append(say("design.fact_credits", credits=figure(own["credits"])))
        if own["distance"]:
            facts.append(say("design.fact_away", distance=figure(own["distance"])))
        nothing = "" if cards else say("text.nothing")
        terms.append(BoardTerm(term["name"], term["title"] or "", "", tuple(facts), cards, (), nothing))
    return Board(name, words.title(group), tuple(terms))


def _card(running: Data, unit: Data) -> Card:
    facts = [say("design.fact_changed")] if unit["changed"] else []
    if running["credits"] is not None:
        facts.append(say("design.fact_credits", credits=figure(running["credits"])))
    if running["going_on"]:
        facts.append(say("design.fact_going_on"))
    if unit["changed"]:
        facts.append(say("design.fact_before", today=words.today(unit["today"])))
    title = "" if unit["title"] == unit["unit"] else unit["title"]
    kind = "distance" if unit["changed"] else EVENING
    return Card(unit["unit"], title, kind, facts[0] if facts else "", tuple(facts[1:]))


def _conflict(data: Data) -> Iterator[Block]:
    if data["conflict"] is None:
        yield Paragraph(say("design.conflict_none"))
        return
    yield Bullets(tuple(words.demands(data)), warning="format.warning")
    yield Paragraph(say("design.conflict_smallest" if data["conflict"]["smallest"] else "design.conflict_some"))


def _cohort(cohort: Data, title: str) -> Iterator[Block]:
    if cohort["learners"]:
        keys = ("id", "programme", "fewest", "terms", "delay", "duration")
        columns = titled("learner", "programme", "fewest", "terms", "delay", "award")
        yield Table("learners", title, columns, tuple(tuple(one[key] for key in keys) for one in cohort["learners"]))
    if cohort["refused"]:
        rows = tuple(say("design.refused_row", **row) for row in cohort["refused"])
        yield Bullets(rows, warning="format.warning")
