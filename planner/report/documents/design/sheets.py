"""The tables of a proposal for spreadsheets: units, boards, loads, trade-offs, new learners and the cohort."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from planner.messages import say, worded
from planner.report.documents.design import shape, words
from planner.report.documents.design.shape import DesignDocument
from planner.report.pages.blocks import Cell, Column, Table
from planner.report.pages.cells import columns, yes

titled = partial(columns, of="design.column.", wide=("title", "moves", "curricula", "units", "wish", "bound", "demand"))
"""Columns of the document by their keys."""
Row = tuple[Cell, ...]


def sheets(data: DesignDocument) -> Iterator[Table]:
    """Every table, the units first; the reasons where nothing is possible."""
    if not data["units"]:
        reasons = ((text,) for text in (words.status(data), *words.demands(data)))
        yield _table("answer", say("design.title", name=data["offer"]), ("demand",), reasons)
        return
    keys: tuple[str, ...] = ("unit", "title", "credits", "today", "proposed", "changed", "curricula")
    yield _table("units", say("design.units"), keys, _units(data))
    keys = ("curriculum", "term", "units", "count", "load", "distance")
    yield _table("loads", say("design.boards"), keys, _loads(data))
    for place, group in enumerate(words.boards(data)):
        yield _board(data, group, f"board-{place}")
    yield from _trades(data)
    if data["fresh"]:
        keys = ("curriculum", "award", "answer")
        fresh = ((one["curriculum"], one["duration"], words.fresh(one, data)) for one in data["fresh"])
        yield _table("fresh", say("design.fresh"), keys, fresh)
    if data["cohort"] is not None and data["cohort"]["learners"]:
        yield learners_table(data["cohort"])


def learners_table(cohort: shape.Cohort) -> Table:
    """The learners of a cohort, and how late the proposal makes them."""
    keys = ("learner", "programme", "fewest", "terms", "delay", "award")
    rows = (
        (
            one["id"], one["programme"], one["fewest"], one["terms"], one["delay"],
            say("design.none_possible") if one["status"] == "impossible" else one["duration"],
        )
        for one in cohort["learners"]
    )  # fmt: skip
    return _table("learners", say("design.cohort", name=cohort["name"]), keys, rows)


def _table(name: str, title: str, keys: tuple[str, ...], rows: Iterable[Row]) -> Table:
    return Table(name, title, titled(*keys), tuple(rows))


def _trades(data: DesignDocument) -> Iterator[Table]:
    front = data["tradeoffs"]["front"]
    if front:
        rows = ((one["changes"], _value(one), _proof(one), words.moves(one["moves"])) for one in front)
        yield _table("front", say("design.front"), ("changes", "value", "proof", "moves"), rows)
    for kind, column, asked in words.questions(data):
        answers = (
            (name, _value(one), "" if _value(one) == "" else one["difference"], _proof(one)) for name, one in asked
        )
        yield _table(kind, say(f"design.{kind}"), (column, "value", "difference", "proof"), answers)


def _units(data: DesignDocument) -> Iterator[Row]:
    for unit in data["units"]:
        today = words.today(unit["today"]) if unit["today"] else None
        names, where = ", ".join(unit["curricula"]), words.where(unit)
        yield unit["unit"], worded(unit["title"]), unit["credits"], today, where, yes(unit["changed"]), names


def _loads(data: DesignDocument) -> Iterator[Row]:
    for curriculum in data["curricula"]:
        for term, own in zip(data["terms"], curriculum["terms"], strict=True):
            names = ", ".join(words.mentioned(unit) for unit in own["units"])
            yield curriculum["curriculum"], term["name"], names, len(own["units"]), own["credits"], own["distance"]


def _board(data: DesignDocument, group: Sequence[shape.Curriculum], name: str) -> Table:
    """Terms as columns, units below each other, then how many and how much."""
    terms = group[0]["terms"]
    first = Column("line", say("design.column.line"))
    heads = (first, *(Column(f"term-{term['number']}", words.term_title(term)) for term in data["terms"]))
    cells = [[words.mentioned(unit) for unit in term["units"]] for term in terms]
    height = max(map(len, cells), default=0)
    rows: list[Row] = [
        (line + 1, *(column[line] if line < len(column) else "" for column in cells)) for line in range(height)
    ]
    rows.append((say("design.count"), *(len(term["units"]) for term in terms)))
    rows.append((say("design.credits"), *(term["credits"] for term in terms)))
    rows.append((say("design.away"), *(term["distance"] for term in terms)))
    return Table(name, words.title(group), heads, tuple(rows))


def _value(outcome: shape.Outcome) -> Cell:
    """The value; nothing where there cannot be one."""
    return "" if outcome["status"] == "impossible" else outcome["value"]


def _proof(outcome: shape.Outcome) -> str:
    """The proof of a value; what came of it where there is none."""
    found, proof = words.answer(outcome)
    return proof if outcome["value"] is not None else ", ".join(filter(None, (found, proof)))
