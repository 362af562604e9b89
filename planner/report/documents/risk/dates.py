"""The dates at which the award may come: their chances in a table, and two charts of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planner.messages import day, say, worded
from planner.report.documents.risk.shape import AwardTerm, RiskDocument
from planner.report.documents.risk.words import way as named
from planner.report.formats import words
from planner.report.listing import parted
from planner.report.pages.blocks import Block, Cell, Table
from planner.report.pages.cells import columns, percent
from planner.report.pages.charts import Bars, Curve, Curves, Series

SEEN = 0.005
"""Terms after the last one with such a chance are told in one."""


class Date(NamedTuple):
    """A term of the award, its last day, which term it is from the start, whether that is in time, and its chances
    under the best way to go on and under the plan gone on with.
    """

    term: str
    ends: date
    number: int
    in_time: bool
    best: float
    plan: float


def dates(data: RiskDocument) -> list[Date]:
    """All terms that either way can lead to."""
    found: dict[str, tuple[AwardTerm, list[float]]] = {}
    for place, way in enumerate((data["policy"], data["plan"])):
        for one in way["award"]:
            found.setdefault(one["term"], (one, [0.0, 0.0]))[1][place] = one["probability"]
    limit = data.get("days", {}).get(data["deadline"] or "")
    last = None if limit is None else limit["ends"]
    made = [
        Date(name, date.fromisoformat(one["ends"]), one.get("terms", 0), last is None or one["ends"] <= last, *chances)
        for name, (one, chances) in found.items()
    ]
    return sorted(made, key=lambda each: each.ends)


def seen(data: RiskDocument) -> list[Date]:
    """Those up to the last that is worth telling."""
    found = dates(data)
    last = max((place for place, each in enumerate(found) if max(each.best, each.plan) >= SEEN), default=-1)
    return found[: last + 1]


def blocks(data: RiskDocument) -> Iterator[Block]:
    """The charts, and the table beside them."""
    shown = seen(data)
    if len(shown) > 1:
        yield _bars(data, shown)
    if len(shown) > 2 and all(each.number for each in shown):
        yield _curves(data, shown)
    yield table(data)


def _bars(data: RiskDocument, shown: list[Date]) -> Bars:
    """The chance of each date; those in time and those after it in two layers, of which one is empty."""
    names = [say("risk.date", term=each.term, day=day(each.ends)) for each in shown]
    values = [round(100 * each.best, 1) for each in shown]
    rest = round(100 * (1 - sum(each.best for each in shown)), 1)
    in_time = [each.in_time for each in shown]
    if rest >= 0.1:
        names, values, in_time = [*names, say("risk.later")], [*values, rest], [*in_time, data["deadline"] is None]
    layers = [Series(say("risk.in_time" if data["deadline"] else "risk.column.probability"),
                     tuple(value if ok else 0.0 for value, ok in zip(values, in_time, strict=True)))]  # fmt: skip
    if not all(in_time):
        late = tuple(0.0 if ok else value for value, ok in zip(values, in_time, strict=True))
        layers.append(Series(say("risk.after"), late))
    told = [say("risk.bar", date=name, chance=words.number(value)) for name, value in zip(names, values, strict=True)]
    axes = say("risk.column.term"), say("risk.axis")
    return Bars(
        "risk-dates", say("risk.dates"), worded(parted(told)), *axes, tuple(names), tuple(layers), in_table=True
    )


def _curves(data: RiskDocument, shown: list[Date]) -> Curves:
    """The chance to have the award by each date, under both ways."""
    curves, told = [], []
    for way, chances in (("policy", [each.best for each in shown]), ("plan", [each.plan for each in shown])):
        total, points = 0.0, [(0.0, 0.0)]
        for each, chance in zip(shown, chances, strict=True):
            total += chance
            points.append((float(each.number), round(100 * total, 1)))
        curves.append(Curve(named(data, way), tuple(points)))
        parts = [say("risk.by_point", terms=words.number(x), chance=words.number(y)) for x, y in points[1:]]
        told.append(say("colon", name=named(data, way), value=", ".join(parts)))
    axes = say("risk.terms_axis"), say("risk.axis")
    return Curves("risk-by", say("risk.by"), worded(parted(told)), *axes, tuple(curves))


def table(data: RiskDocument, *, every: bool = False) -> Table:
    """The chance of each date, and to have the award by then; with `every` one, as numbers."""
    found = dates(data) if every else seen(data)
    total, rows = 0.0, list[tuple[Cell, ...]]()
    for each in found:
        total += each.best
        figures = each.best, min(total, 1.0), each.plan
        rows.append((each.term, each.ends, *(figures if every else map(percent, figures))))
    if not every and (rest := 1 - total) >= SEEN / 10:
        rows.append((say("risk.later"), "", percent(rest), "", percent(1 - sum(each.plan for each in found))))
    keys = columns("term", "ends", "probability", "by", "plan", of="risk.column.")
    limited = data["deadline"] is not None and not every
    marked = tuple(place for place, each in enumerate(found) if each.in_time) if limited else ()
    legend = say("risk.in_time") if marked else ""
    return Table("risk-award", say("risk.award"), keys, tuple(rows), marked, legend)
