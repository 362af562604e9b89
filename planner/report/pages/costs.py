"""What a plan costs: by year and payer, line by line, and as stacked bars."""

from __future__ import annotations

from typing import Any

from planner.domain.case import Case
from planner.domain.text import Cents
from planner.domain.text import say as say_text
from planner.messages import money as worded
from planner.messages import say
from planner.report.listing import parted
from planner.report.pages.blocks import Bars, Cell, Column, Series, Table
from planner.report.pages.cells import columns, money
from planner.report.payers import payers_text

Data = dict[str, Any]


def by_year(case: Case, paid: Data, lang: str, prefix: str = "") -> Table:
    """A row an academic year, a column a payer where there are several, and the totals."""
    currency, payers = paid["currency"], paid["by_payer"]
    split = payers if len(payers) > 1 else []
    names = [Column(f"payer_{number}", payer["name"]) for number, payer in enumerate(split, 1)]
    rows: list[tuple[Cell, ...]] = []
    for place, year in enumerate(paid["by_year"]):
        parts = [money(payer["by_year"][place]["amount"], currency) for payer in split]
        rows.append((year["year"], *parts, money(year["amount"], currency)))
    totals = [money(payer["total"], currency) for payer in split]
    rows.append((say(lang, "text.total"), *totals, money(paid["total"], currency)))
    first, last = columns(lang, "year", "amount")
    title = say(lang, "page.cost_by_year", payers=payers_text(case, lang))
    return Table(f"{prefix}cost-by-year", title, (first, *names, last), tuple(rows))


def _payer(case: Case, line: Data, lang: str) -> str | None:
    """Whose funding prices a line; None where nobody knows."""
    return say_text(case.programme.fundings.get(line["payer"], line["payer"]), lang) if line["payer"] else None


def lines(case: Case, paid: Data, lang: str, prefix: str = "") -> Table:
    """A row for everything that is paid."""
    rows = tuple(
        (
            line["year"],
            line["what"],
            _payer(case, line, lang),
            money(line["amount"], paid["currency"]),
        )
        for line in paid["lines"]
    )
    return Table(
        f"{prefix}cost-lines", say(lang, "page.cost_lines"), columns(lang, "year", "what", "payer", "amount"), rows
    )


def chart(paid: Data, lang: str, prefix: str = "") -> Bars:
    """Cost of each academic year, a layer a payer."""
    years = [year["year"] for year in paid["by_year"]]
    series = tuple(
        Series(payer["name"], tuple(_cents(year["amount"]) for year in payer["by_year"])) for payer in paid["by_payer"]
    )
    amounts = [
        say(lang, "colon", name=year["year"], value=worded(lang, _cents(year["amount"]), paid["currency"]))
        for year in paid["by_year"]
    ]
    return Bars(
        f"{prefix}cost-chart", say(lang, "page.cost_chart"), parted(amounts, lang), say(lang, "column.year"),
        say(lang, "column.cost"), tuple(years), series, paid["currency"],
    )  # fmt: skip


def _cents(amount: float | None) -> Cents | None:
    return money(amount, "")


def sheet(case: Case, paid: Data, lang: str) -> Table:
    """The lines with everything that can be sorted by."""
    keys = columns(lang, "year", "what", "unit", "modality", "payer", "amount", "currency", wide=("what",))
    rows = tuple(
        (
            line["year"],
            line["what"],
            line["unit"] or "",
            line["modality"] or "",
            _payer(case, line, lang),
            money(line["amount"], paid["currency"]),
            paid["currency"],
        )
        for line in paid["lines"]
    )
    return Table("cost", say(lang, "page.cost_lines"), keys, rows)
