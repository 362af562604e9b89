"""How far chances may be off before another choice is best now, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.messages import say
from planner.report.documents.risk import shape
from planner.report.documents.risk.tree_shape import Begun
from planner.report.pages.blocks import Block, Bullets, Cell, Paragraph, Table
from planner.report.pages.cells import columns, percent


def blocks(found: Sequence[shape.Margin]) -> Iterator[Block]:
    """A sentence for each chance, with how it was looked for."""
    yield Paragraph(say("risk.margins_lead"))
    yield Bullets(tuple(map(sentence, found)))


def sentence(one: shape.Margin) -> str:
    """Between which chances the choice stays the best, and what is better beyond."""
    whose = say("risk.margin_any") if one["unit"] is None else say("risk.margin_unit", unit=one["unit"])
    values = {"whose": whose, "low": percent(one["low"]), "high": percent(one["high"])}
    if one["below"] is None and one["above"] is None:
        return say("risk.margin_all", **values)
    ends = "between" if None not in (one["below"], one["above"]) else "up_to" if one["below"] is None else "from"
    told = [say(f"risk.margin_{end}", units=_units(one[end])) for end in ("below", "above") if one[end] is not None]
    return " ".join([say(f"risk.margin_{ends}", **values), *told])


def _units(begun: Sequence[Begun] | None) -> str:
    return ", ".join(one["unit"] for one in begun or ()) or say("risk.nothing_now")


def sheet(found: Sequence[shape.Margin]) -> Table:
    """A row for each chance."""
    keys = columns("unit", "fail", "low", "high", "below", "above", of="risk.column.", wide=("below", "above"))
    return Table("risk-margins", say("risk.margins"), keys, tuple(map(_row, found)))


def _row(one: shape.Margin) -> tuple[Cell, ...]:
    below, above = ("" if end is None else _units(end) for end in (one["below"], one["above"]))
    return one["unit"] or "", one["chance"], one["low"], one["high"], below, above
