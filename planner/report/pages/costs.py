"""What a plan costs: by year and payer, line by line, and as stacked bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from planner.domain.text import Words
from planner.messages import money as priced
from planner.messages import say, worded
from planner.report.listing import parted
from planner.report.pages.blocks import Block, Cell, Column, Paragraph, Table
from planner.report.pages.cells import columns, money
from planner.report.pages.charts import Bars, Series

if TYPE_CHECKING:
    from planner.report.documents.plan import costs_shape as shape

Fundings = Mapping[str, Words]


def tables(paid: shape.Cost, payers: Words, fundings: Fundings) -> Iterator[Block]:
    """Costs by year and in detail, and that a price is unknown; `payers` names those of the plan together, `fundings`
    each by its id.
    """
    if not paid["known"]:
        yield Paragraph(say("page.cost_unknown"))
    if paid["by_year"]:
        yield _by_year(paid, payers)
        yield _lines(paid, fundings)


def _by_year(paid: shape.Cost, payers: Words) -> Table:
    """A row an academic year, a column a payer where there are several, and the totals; `payers` names them."""
    currency = paid["currency"]
    split = paid["by_payer"] if len(paid["by_payer"]) > 1 else []
    names = [Column(f"payer_{number}", _name(payer)) for number, payer in enumerate(split, 1)]
    rows: list[tuple[Cell, ...]] = []
    for place, year in enumerate(paid["by_year"]):
        parts = [money(payer["by_year"][place]["amount"], currency) for payer in split]
        rows.append((year["year"], *parts, money(year["amount"], currency)))
    totals = [money(payer["total"], currency) for payer in split]
    rows.append((say("text.total"), *totals, money(paid["total"], currency)))
    first, last = columns("year", "amount")
    title = say("page.cost_by_year", payers=payers)
    return Table("cost-by-year", title, (first, *names, last), tuple(rows))


def _name(payer: shape.Payer) -> str:
    """A funding; it is said of the learner's own."""
    own = payer["own"] and not payer.get("beyond")
    return say("payer.own", funding=payer["name"]) if own else worded(payer["name"])


def _payer(line: shape.CostLine, fundings: Fundings) -> str | None:
    """Whose funding prices a line; None where nobody knows."""
    payer = line["payer"]
    return worded(fundings.get(payer, payer)) if payer else None


def _lines(paid: shape.Cost, fundings: Fundings) -> Table:
    """A row for each fee, and for the units of a year that are taught alike at one price; who pays, if several do."""
    groups: dict[tuple[str, str | None, float | None, str, str], list[str]] = {}
    for line in paid["lines"]:
        modality = "" if line.get("lost") else line["modality"] or ""
        name = "" if modality else worded(line["what"])
        kind = line["year"], _payer(line, fundings), line["amount"], modality, name
        groups.setdefault(kind, []).append(line["unit"] or "")
    several = len({payer for _, payer, *_ in groups}) > 1
    rows = tuple(
        (
            year,
            name or say("cost.unit", unit=", ".join(units), modality=modality),
            *((payer,) if several else ()),
            len(units),
            money(amount, paid["currency"]),
            money(amount and amount * len(units), paid["currency"]),
        )
        for (year, payer, amount, modality, name), units in groups.items()
    )
    keys = ("year", "what", *(("payer",) if several else ()), "count", "price", "amount")
    return Table("cost-lines", say("page.cost_lines"), columns(*keys, wide=("what",)), rows)


def chart(paid: shape.Cost) -> Bars:
    """Cost of each academic year, a layer a payer."""
    years = [year["year"] for year in paid["by_year"]]
    series = tuple(
        Series(worded(payer["name"]), tuple(money(year["amount"], "") for year in payer["by_year"]))
        for payer in paid["by_payer"]
    )
    amounts = [
        say("colon", name=year["year"], value=priced(money(year["amount"], ""), paid["currency"]))
        for year in paid["by_year"]
    ]
    return Bars(
        "cost-chart", say("page.cost_chart"), worded(parted(amounts)), say("column.year"),
        say("column.cost"), tuple(years), series, paid["currency"],
    )  # fmt: skip


def sheet(paid: shape.Cost, fundings: Fundings) -> Table:
    """The lines with everything that can be sorted by."""
    keys = columns("year", "what", "unit", "modality", "payer", "amount", "currency", wide=("what",))
    rows = tuple(
        (
            line["year"],
            worded(line["what"]),
            line["unit"] or "",
            line["modality"] or "",
            _payer(line, fundings),
            money(line["amount"], paid["currency"]),
            paid["currency"],
        )
        for line in paid["lines"]
    )
    return Table("cost", say("page.cost_lines"), keys, rows)
