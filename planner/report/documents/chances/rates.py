"""Rates from past results as a section of a page, and as a table for machines."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import say
from planner.report.documents.chances.shape import Counted, Past
from planner.report.pages.blocks import Cell, Paragraph, Table
from planner.report.pages.cells import columns, percent
from planner.report.pages.page import Section

KEYS = ("unit", "attempted", "failed", "chance", "between")


def past_sections(past: Past) -> Iterator[Section]:
    """Where chances come from."""
    weight = past["weight"]
    if weight is None:
        lead = say("past.alike")
    else:
        lead = say("past.drawn", weight=f"{weight:.1f}".replace(".", say("cell.point")))
    rows = tuple((name, *_shown(rate)) for name, rate in _named(past))
    table = Table("past-table", say("past.rates"), columns(*KEYS, of="past.column."), rows)
    yield Section("past", say("past.rates"), (Paragraph(lead), table))


def _named(past: Past) -> Iterator[tuple[str, Counted]]:
    """All rates with what they are of."""
    yield say("past.mean"), past["mean"]
    if past["second_session"] is not None:
        yield say("past.second"), past["second_session"]
    for each in past["units"]:
        yield each["unit"], each


def _shown(rate: Counted) -> tuple[Cell, ...]:
    low, high = map(percent, rate["interval"])
    return rate["attempted"], rate["failed"], percent(rate["chance"]), say("past.between", low=low, high=high)


def past_sheet(past: Past) -> Table:
    """The rates for machines: chances from 0 to 1."""
    keys = columns("unit", "attempted", "failed", "chance", "low", "high", of="past.column.")
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, rate["attempted"], rate["failed"], rate["chance"], *rate["interval"]) for name, rate in _named(past)
    )
    return Table("chances", say("past.title"), keys, rows)
