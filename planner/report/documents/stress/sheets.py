"""The tables of a run for spreadsheets: scenarios, delays, learners hurt, demand, criticality and structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from planner.messages import say, worded
from planner.report.documents.stress import shape
from planner.report.documents.stress.shape import StressDocument
from planner.report.pages.blocks import Cell, Table
from planner.report.pages.cells import columns, money

SCENARIOS = (
    "scenario", "title", "runs", "learners", "possible", "on_time", "on_time_share", "on_time_low", "on_time_high",
    "late", "impossible", "undecided", "hurt", "sooner", "mean_delay", "mean_delay_low", "mean_delay_high",
    "median_delay", "p90_delay", "harm", "cost_change", "cost_change_low", "cost_change_high", "cost_total",
    "currency", "failed", "turned_away",
)  # fmt: skip
titled = partial(columns, of="stress.column.", wide=("title", "unit_title", "why"))
"""Columns of the document by their keys."""
MOST = 1_000_000
"""Rows that a sheet can hold."""


def sheets(data: StressDocument) -> Iterator[Table]:
    """Every table, the main one first."""

    def table(name: str, title: str, keys: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> Table:
        return Table(name, say(title), titled(*keys), tuple(rows[:MOST]))

    yield table("scenarios", "stress.rows", SCENARIOS, [_scenario(each, data) for each in _all(data)])
    keys: tuple[str, ...] = ("scenario", "delay", "cases", "share")
    yield table("delays", "stress.delays", keys, list(_delays(data)))
    keys = ("scenario", "learner", "delay", "why")
    hurt = [(one["id"], name, group["delay"], worded(group["what"])) for one, group, name in learner_rows(data)]
    yield table("learners", "stress.learners", keys, hurt)
    keys = ("scenario", "programme", "offering", "unit", "term", "modality", "seats", "now", "demand", "dealt", "over")
    yield table("demand", "stress.demand", keys, list(_demand(data)))
    if data["criticality"]:
        keys = ("rank", "scenario", "title", "hurt", "lost", "harm")
        ranked = [
            (one["rank"], one["scenario"], worded(one["title"]), one["hurt"], one["lost"], one["harm"])
            for one in data["criticality"]
        ]
        yield table("criticality", "stress.criticality", keys, ranked)
    keys = ("programme", "unit", "blocking", "chain", "cruciality", "next_chance")
    units = [(found["programme"], one["unit"], *held(one)) for found in data["structure"] for one in found["units"]]
    yield table("structure", "stress.units", keys, units)


def held(unit: shape.UnitStructure) -> tuple[Cell, ...]:
    """What a unit holds up, in cells."""
    return unit["blocking"], unit["chain"], unit["cruciality"], unit["next_chance"]


def learner_rows(data: StressDocument) -> Iterator[tuple[shape.Scenario, shape.Reason, str]]:
    """(scenario, reason, learner) of all who are hurt."""
    for scenario in data["scenarios"]:
        for group in scenario["reasons"]:
            for learner in group["learners"]:
                yield scenario, group, learner


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 2)


def _all(data: StressDocument) -> list[shape.Scenario]:
    return [data["baseline"], *data["scenarios"]]


def _scenario(one: shape.Scenario, data: StressDocument) -> tuple[Cell, ...]:
    on_time, late, paid = one["on_time"], one["delay"], one["cost"]
    costs = (paid["mean"], paid["low"], paid["high"], paid["total"])
    counts = (one["late"], one["impossible"], one["unknown"], one["hurt"], one["sooner"])
    return (
        one["id"], worded(one["title"]), one["runs"], data["learners"], one["possible"]["count"], on_time["count"],
        *map(_percent, (on_time["share"], on_time["low"], on_time["high"])), *(found["count"] for found in counts),
        late["mean"], late["low"], late["high"], late["median"], late["p90"], one["harm"],
        *(money(amount, paid["currency"] or "EUR") for amount in costs), paid["currency"] or "",
        one["failed"], one["refused"],
    )  # fmt: skip


def _delays(data: StressDocument) -> Iterator[tuple[Cell, ...]]:
    for one in _all(data):
        total = sum(entry["cases"] for entry in one["delays"])
        for entry in one["delays"]:
            yield one["id"], entry["terms"], entry["cases"], round(100 * entry["cases"] / total, 2)


def _demand(data: StressDocument) -> Iterator[tuple[Cell, ...]]:
    for one in _all(data):
        for entry in one["demand"]:
            what = entry["programme"], entry["offering"], entry["unit"], entry["term"], entry["modality"]
            figures = entry["seats"], entry["baseline"], entry["alone"], entry["dealt"], entry["over"]
            yield one["id"], *what, *figures
