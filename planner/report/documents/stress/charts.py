"""The charts of a run: where the harm falls, how late people are, and which scenario weighs most."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from planner.domain.text import Words
from planner.messages import say, worded
from planner.report.documents.stress import shape
from planner.report.documents.stress.data import gravity
from planner.report.documents.stress.shape import StressDocument
from planner.report.formats import words
from planner.report.listing import listed, parted
from planner.report.pages.charts import Chart, Curve, Curves, HeatMap, Range, Tornado

MOST_ROWS, MOST_COLUMNS, MOST_CURVES, MOST_BARS = 30, 16, 6, 25
"""What a chart can hold; the gravest stay."""


def charts(data: StressDocument) -> Iterator[Chart]:
    """Every chart that has something to show."""
    found = (_tornado(data), _curves(data), _heat(data))
    yield from (chart for chart in found if chart is not None)


def gravest(data: StressDocument) -> list[shape.Scenario]:
    """Scenarios that hurt somebody, the gravest first."""
    hurt = [each for each in data["scenarios"] if each["hurt"]["count"]]
    return sorted(hurt, key=gravity)


def _tornado(data: StressDocument) -> Tornado | None:
    found = [
        Range(worded(each["title"]), round(100 * mean, 1), *(_points(each["change"][end]) for end in ("low", "high")))
        for each in data["scenarios"]
        if (mean := each["change"]["mean"])
    ]
    shown = sorted(found, key=lambda each: -abs(each.value))[:MOST_BARS]
    if not shown:
        return None
    texts: list[Words] = [_bar_text(each) for each in shown]
    exact = all(each.low is None for each in shown)
    titles = say("stress.column.scenario"), say("stress.tornado_exact" if exact else "stress.tornado_y")
    return Tornado("on-time", say("stress.tornado"), worded(parted(texts)), *titles, tuple(shown))


def _points(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _bar_text(each: Range) -> str:
    """A bar in words, with its interval where it has one."""
    key = "stress.tornado_point" if each.low is None else "stress.tornado_text"
    ends = {name: _signed(getattr(each, name) or 0.0) for name in ("value", "low", "high")}
    return say(key, name=each.label, **ends)


def _signed(value: float) -> str:
    text = words.number(value)
    return f"+{text}" if value > 0 else text


def _curves(data: StressDocument) -> Curves | None:
    late = [each for each in data["scenarios"] if each["harm"]]
    shown = sorted(late, key=lambda each: -each["harm"])[:MOST_CURVES]
    if not shown:
        return None
    last = max(point["terms"] for each in shown for point in each["within"])
    curves, texts = list[Curve](), list[Words]()
    for each in shown:
        points = [(float(point["terms"]), _points(point["share"]) or 0.0) for point in each["within"]]
        points += [(float(terms), points[-1][1]) for terms in range(len(points), last + 1)]
        curves.append(Curve(worded(each["title"]), tuple(points)))
        parts = [say("stress.curve_point", share=words.number(round(y)), terms=words.number(x)) for x, y in points]
        texts.append(say("stress.curve_text", name=each["title"], shares=listed(parts)))
    titles = say("stress.curves_x"), say("stress.curves_y")
    return Curves("delays", say("stress.curves"), worded(parted(texts)), *titles, tuple(curves))


def _heat(data: StressDocument) -> HeatMap | None:
    """Rows are scenarios; columns are units that were lost, or, for a scan of single changes, the terms of classes."""
    key: Literal["term", "unit"] = "term" if data["scan"] else "unit"
    rows = gravest(data)[:MOST_ROWS]
    found = [_hurt(each, lambda offering: offering[key]) for each in rows]
    total: dict[str, float] = {}
    for counts in found:
        for name, value in counts.items():
            total[name] = total.get(name, 0) + value
    kept = sorted(total, key=lambda name: -total[name])[:MOST_COLUMNS]
    columns = sorted(kept) if data["scan"] else [name for name in _units(data) if name in kept]
    shown = [(worded(each["title"]), counts) for each, counts in zip(rows, found, strict=True) if counts]
    if not shown or not columns:
        return None
    titles = say("stress.column.scenario"), say(f"stress.column.{key}")
    return HeatMap(
        "harm",
        say("stress.heat_scan" if data["scan"] else "stress.heat"),
        worded(parted([_row_text(name, counts, columns) for name, counts in shown])),
        *titles,
        tuple(name for name, _ in shown),
        tuple(columns),
        tuple(tuple(counts.get(column) for column in columns) for _, counts in shown),
    )


def _hurt(scenario: shape.Scenario, name: Callable[[shape.Offering], str]) -> dict[str, float]:
    """Learners hurt by what they lost, on average over the runs."""
    found: dict[str, float] = {}
    for group in scenario["reasons"]:
        for key in dict.fromkeys(map(name, group["lost"])):
            found[key] = found.get(key, 0) + group["cases"] / scenario["runs"]
    return found


def _units(data: StressDocument) -> list[str]:
    """Units in the order of their programmes."""
    return list(dict.fromkeys(entry["unit"] for found in data["structure"] for entry in found["units"]))


def _row_text(name: str, counts: dict[str, float], columns: Sequence[str]) -> str:
    values = [
        say("stress.heat_value", column=column, value=words.number(counts[column]))
        for column in columns
        if column in counts
    ]
    return say("stress.heat_text", row=name, values=", ".join(values))
