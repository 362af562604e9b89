"""What more safety costs, on a page: the best change of each kind, with what to expect then."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import say, worded
from planner.report.documents.risk import shape
from planner.report.documents.risk.shape import RiskDocument
from planner.report.pages.blocks import Block, Cell, Paragraph, Table
from planner.report.pages.cells import columns, money, percent
from planner.report.pages.impossible import in_file

MOST = 8
"""Changes that a page tells at most."""
FIGURES = ("on_time", "expected_terms", "expected_cost")


def blocks(data: RiskDocument, found: list[shape.Change], policy: shape.Policy) -> Iterator[Block]:
    """The changes in a table, below the way as it is."""
    best: dict[str, shape.Change] = {}
    for one in found:
        best.setdefault(one["kind"], one)
    if best:
        yield Paragraph(say("risk.safer_lead"))
        rows = [(say("risk.unchanged"), *_row(policy, data["currency"]))]
        rows += [(worded(one["change"]), *_row(one, data["currency"])) for one in best.values()]
        keys = columns("change", *FIGURES, of="risk.column.", wide=("change",))
        yield Table("risk-safer", say("risk.safer"), keys, tuple(rows[: MOST + 1]))
    elif data.get("tried") and not data.get("changes_open"):
        yield Paragraph(say("risk.safer_none"))
    if data.get("changes_open"):
        yield Paragraph(say("risk.safer_open"))


def _row(one: shape.Change | shape.Policy, currency: str) -> tuple[Cell, ...]:
    chance = one["on_time"]
    shown = "" if chance is None else percent(chance)
    return shown, round(one["expected_terms"], 2), money(one["expected_cost"], currency)


def sheet(found: list[shape.Change], currency: str) -> Table:
    """Every change that gains, with what it takes in the learner's file."""
    keys = columns("change", "set", *FIGURES, "sooner", of="risk.column.", wide=("change", "set"))
    rows = tuple(
        (worded(one["change"]), "; ".join(in_file(one["set"])), "" if one["on_time"] is None else one["on_time"],
         one["expected_terms"], money(one["expected_cost"], currency), one["sooner"])
        for one in found
    )  # fmt: skip
    return Table("risk-safer", say("risk.safer"), keys, rows)
