"""The tables of a run for spreadsheets: scenarios, delays, learners hurt, demand, criticality and structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from planner.messages import say
from planner.report.pages.blocks import Cell, Column, Table
from planner.report.pages.cells import money
from planner.report.stress.data import learner_rows

Data = dict[str, Any]
SCENARIOS = (
    "scenario", "title", "runs", "learners", "possible", "on_time", "on_time_share", "on_time_low", "on_time_high",
    "late", "impossible", "undecided", "hurt", "sooner", "mean_delay", "mean_delay_low", "mean_delay_high",
    "median_delay", "p90_delay", "harm", "cost_change", "cost_change_low", "cost_change_high", "cost_total",
    "currency", "failed", "turned_away",
)  # fmt: skip
MOST = 1_000_000
"""Rows that a sheet can hold."""


def sheets(data: Data) -> Iterator[Table]:
    """Every table, the main one first."""

    def table(name: str, title: str, keys: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> Table:
        columns = tuple(Column(key, say(f"stress.column.{key}"), key in ("title", "why")) for key in keys)
        return Table(name, say(title), columns, tuple(rows[:MOST]))

    yield table("scenarios", "stress.rows", SCENARIOS, [_scenario(each, data) for each in _all(data)])
    keys: tuple[str, ...] = ("scenario", "delay", "cases", "share")
    yield table("delays", "stress.delays", keys, list(_delays(data)))
    keys = ("scenario", "learner", "delay", "why")
    hurt = [(one["id"], name, group["delay"], group["what"]) for one, group, name in learner_rows(data)]
    yield table("learners", "stress.learners", keys, hurt)
    keys = ("scenario", "programme", "offering", "unit", "term", "modality", "seats", "now", "demand", "dealt", "over")
    yield table("demand", "stress.demand", keys, list(_demand(data)))
    if data["criticality"]:
        keys = ("rank", "scenario", "title", "hurt", "lost", "harm")
        ranked = [tuple(entry[key] for key in keys) for entry in data["criticality"]]
        yield table("criticality", "stress.criticality", keys, ranked)
    keys = ("programme", "unit", "blocking", "chain", "cruciality", "next_chance")
    units = [
        (found["programme"], *(entry[key] for key in keys[1:]))
        for found in data["structure"]
        for entry in found["units"]
    ]
    yield table("structure", "stress.units", keys, units)


def _all(data: Data) -> list[Data]:
    return [data["baseline"], *data["scenarios"]]


def _scenario(one: Data, data: Data) -> tuple[Cell, ...]:
    on_time, late, paid = one["on_time"], one["delay"], one["cost"]
    costs = [money(paid[key], paid["currency"] or "EUR") for key in ("mean", "low", "high", "total")]
    return (
        one["id"],
        one["title"],
        one["runs"],
        data["learners"],
        one["possible"]["count"],
        on_time["count"],
        *(None if on_time[key] is None else round(100 * on_time[key], 2) for key in ("share", "low", "high")),
        *(one[key]["count"] for key in ("late", "impossible", "unknown", "hurt", "sooner")),
        *(late[key] for key in ("mean", "low", "high", "median", "p90")),
        one["harm"],
        *costs,
        paid["currency"] or "",
        one["failed"],
        one["refused"],
    )


def _delays(data: Data) -> Iterator[tuple[Cell, ...]]:
    for one in _all(data):
        total = sum(entry["cases"] for entry in one["delays"])
        for entry in one["delays"]:
            yield one["id"], entry["terms"], entry["cases"], round(100 * entry["cases"] / total, 2)


def _demand(data: Data) -> Iterator[tuple[Cell, ...]]:
    keys = ("programme", "offering", "unit", "term", "modality", "seats", "baseline", "alone", "dealt", "over")
    for one in _all(data):
        for entry in one["demand"]:
            yield one["id"], *(entry[key] for key in keys)
