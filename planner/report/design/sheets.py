"""The tables of a proposal for spreadsheets: units, boards, loads, trade-offs, new learners and the cohort."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.messages import say
from planner.report.design import words
from planner.report.pages.blocks import Cell, Column, Table
from planner.report.pages.cells import yes

Data = dict[str, Any]
WIDE = ("title", "moves", "curricula", "units", "wish", "bound", "demand")


def sheets(data: Data) -> Iterator[Table]:
    """Every table, the units first; the reasons where nothing is possible."""
    if not data["units"]:
        reasons = words.demands(data) if data["conflict"] else iter(())
        rows: Iterator[tuple[Cell, ...]] = ((text,) for text in (words.status(data), *reasons))
        yield _table("answer", say("design.title", name=data["offer"]), ("demand",), rows)
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
        keys = ("learner", "programme", "fewest", "terms", "delay", "award")
        own = ("id", "programme", "fewest", "terms", "delay", "duration")
        learners = (tuple(one[key] for key in own) for one in data["cohort"]["learners"])
        yield _table("learners", say("design.cohort", name=data["cohort"]["name"]), keys, learners)


def _table(name: str, title: str, keys: tuple[str, ...], rows: Iterator[tuple[Cell, ...]]) -> Table:
    columns = tuple(Column(key, say(f"design.column.{key}"), key in WIDE) for key in keys)
    return Table(name, title, columns, tuple(rows))


def _trades(data: Data) -> Iterator[Table]:
    found = data["tradeoffs"]
    if found["front"]:
        keys: tuple[str, ...] = ("changes", "value", "proof", "moves")
        yield _table("front", say("design.front"), keys, _front(found))
    for key, column in words.QUESTIONS:
        if found[key]:
            keys = (column, "value", "difference", "proof")
            yield _table(key, say(f"design.{key}"), keys, _asked(found[key], key, data))


def _units(data: Data) -> Iterator[tuple[Cell, ...]]:
    for unit in data["units"]:
        today = words.today(unit["today"]) if unit["today"] else None
        names = ", ".join(unit["curricula"])
        where = words.where(unit)
        yield unit["unit"], unit["title"], unit["credits"], today, where, yes(unit["changed"]), names


def _loads(data: Data) -> Iterator[tuple[Cell, ...]]:
    for curriculum in data["curricula"]:
        for term, own in zip(data["terms"], curriculum["terms"], strict=True):
            names = ", ".join(words.mentioned(unit) for unit in own["units"])
            yield curriculum["curriculum"], term["name"], names, len(own["units"]), own["credits"], own["distance"]


def _board(data: Data, group: list[Data], name: str) -> Table:
    """Terms as columns, units below each other, then how many and how much."""
    curriculum = group[0]
    first = Column("line", say("design.column.line"))
    columns = (first, *(Column(f"term-{term['number']}", words.term_title(term)) for term in data["terms"]))
    cells = [[words.mentioned(unit) for unit in term["units"]] for term in curriculum["terms"]]
    height = max(map(len, cells), default=0)
    rows: list[tuple[Cell, ...]] = [
        (line + 1, *(column[line] if line < len(column) else "" for column in cells)) for line in range(height)
    ]
    rows.append((say("design.count"), *(len(term["units"]) for term in curriculum["terms"])))
    rows.append((say("design.credits"), *(term["credits"] for term in curriculum["terms"])))
    rows.append((say("design.away"), *(term["distance"] for term in curriculum["terms"])))
    return Table(name, words.title(group), columns, tuple(rows))


def _front(found: Data) -> Iterator[tuple[Cell, ...]]:
    for one in found["front"]:
        yield one["changes"], _value(one), _proof(one), words.moves(one["moves"])


def _asked(entries: list[Data], key: str, data: Data) -> Iterator[tuple[Cell, ...]]:
    for one in entries:
        name = words.asked(key, one, data)
        yield name, _value(one), "" if _value(one) == "" else one["difference"], _proof(one)


def _value(outcome: Data) -> Cell:
    """The value; nothing where there cannot be one."""
    value: Cell = "" if outcome["status"] == "impossible" else outcome["value"]
    return value


def _proof(outcome: Data) -> str:
    """The proof of a value; what came of it where there is none."""
    found, proof = words.answer(outcome)
    return proof if outcome["value"] is not None else ", ".join(filter(None, (found, proof)))
