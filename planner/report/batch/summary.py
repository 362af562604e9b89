"""The table of a batch: a row a learner in the order of the cohort, drawn from their JSON documents alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from planner.domain.calendar import add_months
from planner.domain.text import Cents
from planner.messages import say
from planner.report.listing import parted
from planner.report.pages.blocks import Cell, Column, Table
from planner.solve.result import IMPOSSIBLE, UNKNOWN

Data = dict[str, Any]
KEYS = (
    "line", "id", "status", "programme", "start", "pathway", "funding", "terms", "months", "certificate_term",
    "certificate_date", "award_term", "award_date", "cost", "currency", "peak_units", "peak_evenings", "warnings",
    "reason", "documents",
)  # fmt: skip
WIDE = ("reason", "documents")
BAD, DEFECT = "error", "defect"
"""Beside the contract's words: a row that could not be read, and one at which the program itself failed."""


def table(rows: Sequence[dict[str, Cell]], name: str, lang: str) -> Table:
    """The rows' figures under the columns; an empty text where there is nothing to say, None where it is unknown."""
    columns = tuple(Column(key, say(lang, f"batch.column.{key}"), key in WIDE) for key in KEYS)
    cells = tuple(tuple(row.get(key, "") for key in KEYS) for row in rows)
    return Table("summary", say(lang, "batch.title", name=name), columns, cells)


def figures(data: Data, lang: str, documents: Sequence[str]) -> dict[str, Cell]:
    """The cells of a learner from the JSON document; money is in cents."""
    found: dict[str, Cell] = {key: data[key] for key in ("status", "programme", "start", "pathway", "funding")}
    found |= {"warnings": len(data["warnings"]), "documents": ";".join(documents)}
    if data["status"] == IMPOSSIBLE:
        found["reason"] = _reason(data, lang)
    elif data["status"] == UNKNOWN:
        found["reason"] = say(lang, "batch.undecided", seconds=f"{data['meta']['time_limit']:g}")
    return found | (_plan(data) if "terms" in data else {})


def _plan(data: Data) -> dict[str, Cell]:
    terms, certificate, paid = data["terms"], data["certificate"], data["cost"]
    award = date.fromisoformat(data["award"]["date"])
    found: dict[str, Cell] = {
        "terms": len(terms),
        "months": months(date.fromisoformat(terms[0]["starts"]), award),
        "award_term": data["award"]["term"],
        "award_date": award,
        "cost": None if paid["total"] is None else Cents(round(paid["total"] * 100), paid["currency"]),
        "currency": None if paid["total"] is None else paid["currency"],
        "peak_units": max(len(term["units"]) for term in terms),
        "peak_evenings": max(term["evenings"] for term in terms),
    }
    if certificate and certificate["term"]:
        day = certificate["date"]
        found |= {"certificate_term": certificate["term"], "certificate_date": day and date.fromisoformat(day)}
    return found


def _reason(data: Data, lang: str) -> str:
    sentences = [conflict["what"].rstrip(".") for conflict in data["conflicts"]]
    return say(lang, "batch.reason", names=parted(sentences, lang)) if sentences else say(lang, "why.undecided")


def months(starts: date, ends: date) -> int:
    """Whole months from a day to another, rounded up."""
    count = (ends.year - starts.year) * 12 + ends.month - starts.month
    return count + (add_months(starts, count) < ends)
