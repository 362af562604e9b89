"""The page of a proposal: what came of it, with a chart of loads; what changes, what could be traded, the boards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from planner.messages import say, worded
from planner.report.documents.design import shape, words
from planner.report.documents.design.shape import DesignDocument
from planner.report.documents.design.sheets import learners_table, sheets, titled
from planner.report.documents.design.words import figure
from planner.report.pages.blocks import Block, Board, BoardTerm, Bullets, Card, Paragraph, Table
from planner.report.pages.charts import HeatMap
from planner.report.pages.common import assumption_sections
from planner.report.pages.page import Page, Section

EVENING = "evening"


def page(data: DesignDocument, created: date) -> Page:
    """The whole document."""
    sections = [Section("summary", say("page.summary"), tuple(_summary(data)))]
    if data["units"]:
        sections += _proposal(data)
    elif data["status"] == "impossible":
        sections.append(Section("conflict", say("design.conflict"), tuple(_conflict(data))))
    if data["cohort"] is not None:
        title = say("design.cohort", name=data["cohort"]["name"])
        sections.append(Section("cohort", title, tuple(_cohort(data["cohort"]))))
    sections += assumption_sections(data["assumptions"], "design.assumptions")
    name = worded(data["title"])
    return Page(
        title=say("design.title", name=name),
        subtitle="" if name == data["offer"] else data["offer"],
        sections=tuple(sections),
        sheets=tuple(sheets(data)),
        footer=say("page.made", version=data["meta"]["planner"]),
        created=created,
    )


def _summary(data: DesignDocument) -> Iterator[Block]:
    yield Paragraph(words.status(data))
    yield from _loads(data)


def _loads(data: DesignDocument) -> Iterator[Block]:
    """Credits of every curriculum in every term, where they are all known."""
    known = [one for one in data["curricula"] if one["credits"] is not None]
    if known:
        yield HeatMap(
            "loads", say("design.loads"), say("design.loads_alt"), say("design.column.curriculum"),
            say("design.column.term"), tuple(one["curriculum"] for one in known),
            tuple(term["name"] for term in data["terms"]),
            tuple(tuple(term["credits"] for term in one["terms"]) for one in known),
        )  # fmt: skip


def _proposal(data: DesignDocument) -> Iterator[Section]:
    yield Section("changes", say("design.changes"), tuple(_changes(data)))
    parts = Table("parts", say("design.parts"), titled("part", "amount", "weight", "counts"), tuple(words.parts(data)))
    yield Section("parts", say("design.parts"), (parts,))
    if data["fresh"]:
        columns = titled("curriculum", "award", "answer")
        fresh = Table("fresh", say("design.fresh"), columns, tuple(words.fresh_rows(data)))
        yield Section("fresh", say("design.fresh"), (Paragraph(say("design.fresh_lead")), fresh))
    trades = tuple(_trades(data))
    if trades:
        yield Section("trades", say("design.trades"), trades)
    yield Section("boards", say("design.boards"), ())
    for place, group in enumerate(words.boards(data)):
        about = Paragraph(" ".join(words.about(group[0])))
        blocks = (about, _board(data, group, f"board-{place}"))
        yield Section(f"curriculum-{place}", words.title(group), blocks, level=3)


def _changes(data: DesignDocument) -> Iterator[Block]:
    if data["changes"] and data["weights"]["change"]:
        yield Paragraph(say("design.penalty", weight=data["weights"]["change"]))
    if data["changes"]:
        rows = tuple(
            (
                unit["unit"], worded(unit["title"]), words.today(unit["today"]), words.where(unit),
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
        yield Bullets(tuple(words.unwanted(data)))


def _trades(data: DesignDocument) -> Iterator[Block]:
    found, named = data["tradeoffs"], words.titles(data)
    if found["front"]:
        yield Paragraph(say("design.front_lead"))
        rows = tuple((one["changes"], *words.answer(one), words.moves(one["moves"], named)) for one in found["front"])
        columns = titled("changes", "value", "proof", "moves", wide=("moves",))
        yield Table("front", say("design.front"), columns, rows)
    for kind, column, asked in words.questions(data, named):
        answers = tuple((name, *words.answer(one), words.difference(one)) for name, one in asked)
        columns = titled(column, "value", "proof", "difference", wide=(column,))
        yield Table(kind, say(f"design.{kind}"), columns, answers)
    if not found["complete"]:
        yield Paragraph(say("design.incomplete"))


def _board(data: DesignDocument, group: Sequence[shape.Curriculum], name: str) -> Board:
    units = {unit["unit"]: unit for unit in data["units"]}
    terms = []
    for term, own in zip(data["terms"], group[0]["terms"], strict=True):
        cards = tuple(_card(unit, units[unit["unit"]]) for unit in own["units"])
        facts = [say("design.fact_units", count=len(own["units"]))]
        if own["credits"] is not None:
            facts.append(say("design.fact_credits", credits=figure(own["credits"])))
        if own["distance"]:
            facts.append(say("design.fact_away", distance=figure(own["distance"])))
        nothing = "" if cards else say("text.nothing")
        title = "" if term["title"] is None else worded(term["title"])
        terms.append(BoardTerm(term["name"], title, "", tuple(facts), cards, (), nothing))
    return Board(name, words.title(group), tuple(terms))


def _card(running: shape.Running, unit: shape.PlacedUnit) -> Card:
    facts = [say("design.fact_changed")] if unit["changed"] else []
    if running["credits"] is not None:
        facts.append(say("design.fact_credits", credits=figure(running["credits"])))
    if running["going_on"]:
        facts.append(say("design.fact_going_on"))
    if unit["changed"]:
        facts.append(say("design.fact_before", today=words.today(unit["today"])))
    title = worded(unit["title"])
    kind = "distance" if unit["changed"] else EVENING
    own = "" if title == unit["unit"] else title
    return Card(unit["unit"], own, kind, facts[0] if facts else "", tuple(facts[1:]))


def _conflict(data: DesignDocument) -> Iterator[Block]:
    if data["conflict"] is None:
        yield Paragraph(say("design.conflict_none"))
        return
    yield Bullets(tuple(words.demands(data)))
    yield Paragraph(say("design.conflict_smallest" if data["conflict"]["smallest"] else "design.conflict_some"))


def _cohort(cohort: shape.Cohort) -> Iterator[Block]:
    if cohort["learners"]:
        yield learners_table(cohort)
    if cohort["refused"]:
        yield Bullets(tuple(words.refused(cohort)), warning="design.refused")
