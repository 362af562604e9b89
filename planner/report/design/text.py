"""A proposal for people at a terminal: the proof, what changes, a board for each curriculum, and the trade-offs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from planner.messages import say
from planner.report.design import words
from planner.report.design.words import figure
from planner.report.frame import assumption_lines
from planner.report.layout import WIDTH, bullet, heading
from planner.report.table import table

Data = dict[str, Any]


def design_text(data: Data) -> str:
    """The document."""
    name = say("design.title", name=data["offer"])
    lines = [name if data["title"] == data["offer"] else f"{name} — {data['title']}"]
    lines += textwrap.wrap(words.status(data), WIDTH)
    if data["units"]:
        lines += _parts(data)
        lines += _changes(data)
        for group in words.boards(data):
            lines += _board(data, group)
        lines += _trades(data)
        lines += _fresh(data)
    elif data["status"] == "impossible":
        lines += _conflict(data)
    lines += _cohort(data)
    lines += assumption_lines(data["assumptions"], "design.assumptions")
    return "\n".join(lines) + "\n"


def _head(key: str, **values: Any) -> list[str]:
    return ["", heading(say(key, **values))]


def header(*keys: str) -> list[str]:
    """Titles of columns."""
    return [say(f"design.column.{key}") for key in keys]


def _parts(data: Data) -> list[str]:
    rows = [[name, *(figure(value) for value in values)] for name, *values in words.parts(data)]
    titles = header("part", "amount", "weight", "counts")
    return [*_head("design.parts"), *table(titles, rows, right={1, 2, 3})]


def _changes(data: Data) -> Iterator[str]:
    yield from _head("design.changes")
    if not data["changes"]:
        known = any(unit["today"] for unit in data["units"])
        yield from bullet(say("design.no_changes" if known else "design.no_today"))
    else:
        rows = [
            [
                unit["unit"],
                words.today(unit["today"]),
                words.where(unit),
                words.curricula(unit["curricula"], data),
            ]
            for unit in data["changes"]
        ]
        if data["weights"]["change"]:
            yield say("design.penalty", weight=data["weights"]["change"])
        yield from table(header("unit", "today", "proposed", "curricula"), rows, fixed={0}, most=None)
    if data["unwanted"]:
        yield from _head("design.unwanted")
        for wish in data["unwanted"]:
            values = {"unit": wish["unit"], "said": words.said(wish["said"]), "weight": wish["weight"]}
            yield from bullet(say("design.unwanted_row", **values))


def _board(data: Data, group: list[Data]) -> Iterator[str]:
    curriculum = group[0]
    yield from ("", *textwrap.wrap(heading(words.title(group)), WIDTH, break_on_hyphens=False))
    for text in words.about(curriculum):
        yield from textwrap.wrap(text, WIDTH)
    cells = [[words.mentioned(unit) for unit in term["units"]] for term in curriculum["terms"]]
    height = max(map(len, cells), default=0)
    rows = [["", *(column[line] if line < len(column) else "" for column in cells)] for line in range(height)]
    rows.append([say("design.count"), *(str(len(term["units"])) for term in curriculum["terms"])])
    if curriculum["credits"] is not None:
        rows.append([say("design.credits"), *(figure(term["credits"]) for term in curriculum["terms"])])
        rows.append([say("design.away"), *(figure(term["distance"]) for term in curriculum["terms"])])
    yield from table(["", *(words.term_title(term) for term in data["terms"])], rows, fixed={0})


def _trades(data: Data) -> Iterator[str]:
    found = data["tradeoffs"]
    if found["front"]:
        yield from _head("design.front")
        yield from textwrap.wrap(say("design.front_lead"), WIDTH)
        rows = [[str(one["changes"]), *words.answer(one), words.moves(one["moves"])] for one in found["front"]]
        yield from table(header("changes", "value", "proof", "moves"), rows, right={0, 1}, fixed={0, 1}, most=None)
    for key, column in words.QUESTIONS:
        yield from _asked(key, column, [(words.asked(key, e, data), e) for e in found[key]])
    if not found["complete"]:
        yield from textwrap.wrap(say("design.incomplete"), WIDTH)


def _asked(key: str, column: str, entries: Sequence[tuple[str, Data]]) -> Iterator[str]:
    if entries:
        yield from _head(f"design.{key}")
        rows = [[name, *words.answer(one), words.difference(one)] for name, one in entries]
        yield from table(header(column, "value", "proof", "difference"), rows, right={1, 3}, most=None)


def _fresh(data: Data) -> Iterator[str]:
    if data["fresh"]:
        yield from _head("design.fresh")
        yield from textwrap.wrap(say("design.fresh_lead"), WIDTH)
        rows = [[e["curriculum"], figure(e["duration"]), words.fresh(e, data)] for e in data["fresh"]]
        yield from table(header("curriculum", "award", "answer"), rows, right={1})


def _conflict(data: Data) -> Iterator[str]:
    yield from _head("design.conflict")
    if data["conflict"] is None:
        yield from textwrap.wrap(say("design.conflict_none"), WIDTH)
        return
    for text in words.demands(data):
        yield from bullet(text)
    key = "design.conflict_smallest" if data["conflict"]["smallest"] else "design.conflict_some"
    yield from textwrap.wrap(say(key), WIDTH)


def _cohort(data: Data) -> Iterator[str]:
    if data["cohort"] is None:
        return
    if data["cohort"]["learners"]:
        yield from _head("design.cohort", name=data["cohort"]["name"])
        keys = ("fewest", "terms", "delay", "duration")
        rows = [
            [one["id"], one["programme"], *(figure(one[key]) for key in keys)] for one in data["cohort"]["learners"]
        ]
        titles = header("learner", "programme", "fewest", "terms", "delay", "award")
        yield from table(titles, rows, right={2, 3, 4, 5})
    if data["cohort"]["refused"]:
        yield from _head("design.refused")
        for row in data["cohort"]["refused"]:
            yield from bullet(say("design.refused_row", **row))
