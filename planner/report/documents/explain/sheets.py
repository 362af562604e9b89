"""An explanation as tables that one can sort: conflicts and repairs, or what changes would bring and how units move."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import say, word, worded
from planner.report.documents.explain import shape
from planner.report.documents.explain.sentences import gained
from planner.report.documents.explain.shape import ExplainDocument
from planner.report.documents.plan.about import about
from planner.report.pages.blocks import Cell, Table
from planner.report.pages.cells import columns, money
from planner.report.pages.impossible import conflict_sheet, given, impossible_sheets, in_file
from planner.report.pages.sheets import notes


def sheets(data: ExplainDocument) -> Iterator[Table]:
    """The tables, those without rows left out but for the first."""
    possible = "sooner" in data
    found = (_gains(data), slack(data), _chain(data), _sooner(data)) if possible else impossible_sheets(data)
    rest = (*found[1:], *notes(data["notices"], data["warnings"], data["assumptions"]))
    yield found[0]
    yield from (table for table in rest if table.rows)


def _gains(data: ExplainDocument) -> Table:
    """A change a row: what it brings, and what comes of it."""
    names = ("change", "gain", "set", "duration", "award", "award_date", "cost", "own", "currency")
    rows = tuple(_gain(gain, about(data)["programme"]["currency"]) for gain in data["gains"])
    return Table("gains", say("why.gains"), columns(*names, wide=("change", "gain", "set")), rows)


def _gain(gain: shape.Gain, currency: str) -> tuple[Cell, ...]:
    gives, what = gain["gives"], word("", gained(gain["gain"], currency))
    costs = (money(gives["cost"], currency), money(gives["own"], currency))
    return (worded(gain["change"]), what, "; ".join(in_file(gain["set"])), *given(gives), *costs, currency)


def slack(data: ExplainDocument, name: str = "slack") -> Table:
    """A unit a row: the terms in which it could start; those that cannot move stand out."""
    titles = data.get("titles", {})
    rows = tuple(
        (s["unit"], worded(titles.get(s["unit"], "")), s["planned"], s["earliest"], s["latest"], s["terms"])
        for s in data["slack"]
    )
    fixed = tuple(place for place, row in enumerate(rows) if not row[-1])
    keys = columns("unit", "title", "planned", "earliest", "latest", "slack", wide=("title",), spare=("title",))
    return Table(name, say("why.slack"), keys, rows, fixed, say("why.slack_none"))


def _chain(data: ExplainDocument) -> Table:
    rows = tuple((link["what"], link["term"], _reason(link), link["rule"] or "") for link in data["chain"])
    return Table("chain", say("why.chain"), columns("what", "term", "reason", "rule", wide=("reason",)), rows)


def _reason(link: shape.Link) -> str:
    return "" if link["why"] is None else worded(link["why"])


def _sooner(data: ExplainDocument) -> Table:
    return conflict_sheet("sooner", say("why.sooner"), data["sooner"]["conflicts"])
