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
from planner.report.pages.plan import assumption_sections

Data = dict[str, Any]
EVENING = "evening"


def design_page(data: Data, lang: str, created: date) -> Page:
    """The document."""
    sections = [Section("summary", say(lang, "page.summary"), tuple(_summary(data, lang)))]
    if data["units"]:
        sections += _found(data, lang)
    elif data["status"] == "impossible":
        sections.append(Section("conflict", say(lang, "design.conflict"), tuple(_conflict(data, lang))))
    if data["cohort"] is not None:
        title = say(lang, "design.cohort", name=data["cohort"]["name"])
        sections.append(Section("cohort", title, tuple(_cohort(data["cohort"], title, lang))))
    sections += assumption_sections(data["assumptions"], lang, "design.assumptions")
    return Page(
        title=say(lang, "design.title", name=data["offer"]),
        subtitle="" if data["title"] == data["offer"] else data["title"],
        lang=lang,
        sections=tuple(sections),
        sheets=tuple(sheets(data, lang)),
        footer=say(lang, "page.made", version=data["meta"]["planner"]),
        created=created,
    )


def titled(lang: str, *keys: str, wide: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Columns by their keys."""
    return tuple(Column(key, say(lang, f"design.column.{key}"), key in wide) for key in keys)


def _summary(data: Data, lang: str) -> Iterator[Block]:
    yield Paragraph(words.status(data, lang))
    if data["parts"] is not None:
        rows: list[tuple[Cell, ...]] = list(words.parts(data, lang))
        columns = titled(lang, "part", "amount", "weight", "counts")
        yield Table("parts", say(lang, "design.parts"), columns, tuple(rows))


def _found(data: Data, lang: str) -> Iterator[Section]:
    yield Section("changes", say(lang, "design.changes"), tuple(_changes(data, lang)))
    if data["fresh"]:
        yield Section("fresh", say(lang, "design.fresh"), tuple(_fresh(data, lang)))
    trades = tuple(_trades(data, lang))
    if trades:
        yield Section("trades", say(lang, "design.trades"), trades)
    yield Section("boards", say(lang, "design.boards"), tuple(_loads(data, lang)))
    for place, group in enumerate(words.boards(data)):
        about = Paragraph(" ".join(words.about(group[0], lang)))
        blocks = (about, _board(data, group, f"board-{place}", lang))
        yield Section(f"curriculum-{place}", words.title(group), blocks, level=3)


def _changes(data: Data, lang: str) -> Iterator[Block]:
    if data["changes"] and data["weights"]["change"]:
        yield Paragraph(say(lang, "design.penalty", weight=data["weights"]["change"]))
    if data["changes"]:
        rows = tuple(
            (
                unit["unit"], unit["title"], words.today(unit["today"], lang), words.where(unit, lang),
                words.curricula(unit["curricula"], data, lang),
            )
            for unit in data["changes"]
        )  # fmt: skip
        columns = titled(lang, "unit", "title", "today", "proposed", "curricula", wide=("title", "curricula"))
        yield Table("changes", say(lang, "design.changes"), columns, rows)
    else:
        known = any(unit["today"] for unit in data["units"])
        yield Paragraph(say(lang, "design.no_changes" if known else "design.no_today"))
    if data["unwanted"]:
        yield Paragraph(say(lang, "design.unwanted"))
        yield Bullets(
            tuple(
                say(
                    lang,
                    "design.unwanted_row",
                    unit=wish["unit"],
                    said=words.said(wish["said"], lang),
                    weight=wish["weight"],
                )
                for wish in data["unwanted"]
            )
        )


def _fresh(data: Data, lang: str) -> Iterator[Block]:
    yield Paragraph(say(lang, "design.fresh_lead"))
    rows = tuple((one["curriculum"], one["duration"], words.fresh(one, data, lang)) for one in data["fresh"])
    yield Table("fresh", say(lang, "design.fresh"), titled(lang, "curriculum", "award", "answer"), rows)


def _trades(data: Data, lang: str) -> Iterator[Block]:
    found = data["tradeoffs"]
    if found["front"]:
        yield Paragraph(say(lang, "design.front_lead"))
        rows = tuple(
            (one["changes"], *words.answer(one, lang), words.moves(one["moves"], lang)) for one in found["front"]
        )
        columns = titled(lang, "changes", "value", "proof", "moves", wide=("moves",))
        yield Table("front", say(lang, "design.front"), columns, rows)
    for key, column in words.QUESTIONS:
        if found[key]:
            rows = tuple(
                (words.asked(key, one, data, lang), *words.answer(one, lang), words.difference(one, lang))
                for one in found[key]
            )
            columns = titled(lang, column, "value", "proof", "difference", wide=(column,))
            yield Table(key, say(lang, f"design.{key}"), columns, rows)
    if not found["complete"]:
        yield Paragraph(say(lang, "design.incomplete"))


def _loads(data: Data, lang: str) -> Iterator[Block]:
    """Credits of every curriculum in every term, where they are all known."""
    known = [one for one in data["curricula"] if one["credits"] is not None]
    if known:
        yield HeatMap(
            "loads", say(lang, "design.loads"), say(lang, "design.loads_alt"), say(lang, "design.column.curriculum"),
            say(lang, "design.column.term"), tuple(one["curriculum"] for one in known),
            tuple(term["name"] for term in data["terms"]),
            tuple(tuple(term["credits"] for term in one["terms"]) for one in known),
        )  # fmt: skip


def _board(data: Data, group: list[Data], name: str, lang: str) -> Board:
    curriculum = group[0]
    units = {unit["unit"]: unit for unit in data["units"]}
    terms = []
    for term, own in zip(data["terms"], curriculum["terms"], strict=True):
        cards = tuple(_card(unit, units[unit["unit"]], lang) for unit in own["units"])
        facts = [say(lang, "design.fact_units", count=len(own["units"]))]
        if own["credits"] is not None:
            facts.append(say(lang, "design.fact_credits", credits=figure(own["credits"], lang)))
        if own["distance"]:
            facts.append(say(lang, "design.fact_away", distance=figure(own["distance"], lang)))
        nothing = "" if cards else say(lang, "text.nothing")
        terms.append(BoardTerm(term["name"], term["title"] or "", "", tuple(facts), cards, (), nothing))
    return Board(name, words.title(group), tuple(terms))


def _card(running: Data, unit: Data, lang: str) -> Card:
    facts = [say(lang, "design.fact_changed")] if unit["changed"] else []
    if running["credits"] is not None:
        facts.append(say(lang, "design.fact_credits", credits=figure(running["credits"], lang)))
    if running["going_on"]:
        facts.append(say(lang, "design.fact_going_on"))
    if unit["changed"]:
        facts.append(say(lang, "design.fact_before", today=words.today(unit["today"], lang)))
    title = "" if unit["title"] == unit["unit"] else unit["title"]
    kind = "distance" if unit["changed"] else EVENING
    return Card(unit["unit"], title, kind, facts[0] if facts else "", tuple(facts[1:]))


def _conflict(data: Data, lang: str) -> Iterator[Block]:
    if data["conflict"] is None:
        yield Paragraph(say(lang, "design.conflict_none"))
        return
    yield Bullets(tuple(words.demands(data, lang)), warning="format.warning")
    yield Paragraph(say(lang, "design.conflict_smallest" if data["conflict"]["smallest"] else "design.conflict_some"))


def _cohort(cohort: Data, title: str, lang: str) -> Iterator[Block]:
    if cohort["learners"]:
        keys = ("id", "programme", "fewest", "terms", "delay", "duration")
        columns = titled(lang, "learner", "programme", "fewest", "terms", "delay", "award")
        yield Table("learners", title, columns, tuple(tuple(one[key] for key in keys) for one in cohort["learners"]))
    if cohort["refused"]:
        rows = tuple(say(lang, "design.refused_row", **row) for row in cohort["refused"])
        yield Bullets(rows, warning="format.warning")
