"""The table of a batch: a row a learner in the order of the cohort, drawn from their JSON documents alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.domain.calendar import months
from planner.messages import say, worded
from planner.report.conflicts import in_one_sentence
from planner.report.documents.plan.milestones import duration, reached
from planner.report.documents.plan.shape import PlanDocument
from planner.report.pages.blocks import Cell, Table
from planner.report.pages.cells import columns, day, money
from planner.solve.result import IMPOSSIBLE, UNKNOWN

KEYS = (
    "line", "id", "status", "programme", "start", "pathway", "funding", "duration", "months", "certificate",
    "certificate_date", "award", "award_date", "cost", "own", "currency", "peak_units", "peak_evenings", "warnings",
    "reason", "documents",
)  # fmt: skip
WIDE = ("reason", "documents")
BAD, DEFECT = "error", "defect"
"""Beside the contract's words: a row that could not be read, and one at which the program itself failed."""


def table(rows: Sequence[dict[str, Cell]], name: str) -> Table:
    """The rows' figures under the columns; an empty text where there is nothing to say, None where it is unknown."""
    cells = tuple(tuple(row.get(key, "") for key in KEYS) for row in rows)
    return Table("summary", say("batch.title", name=name), columns(*KEYS, wide=WIDE), cells)


def figures(data: PlanDocument, documents: Sequence[str]) -> dict[str, Cell]:
    """The cells of a learner from the JSON document; money is in cents."""
    found: dict[str, Cell] = {
        "status": data["status"], "programme": data["programme"], "start": data["start"], "pathway": data["pathway"],
    }  # fmt: skip
    found |= {"funding": _funding(data), "documents": ";".join(documents)}
    found["warnings"] = len(data["notices"]) + len(data["warnings"])
    if data["status"] == IMPOSSIBLE:
        found["reason"] = _reason(data)
    elif data["status"] == UNKNOWN:
        found["reason"] = say("batch.undecided", seconds=f"{data['meta']['time_limit']:g}")
    return found | (_plan(data) if "terms" in data else {})


def _plan(data: PlanDocument) -> dict[str, Cell]:
    terms, certificate, paid = data["terms"], data["certificate"], data["cost"]
    ends = date.fromisoformat(reached(data)["date"])
    found: dict[str, Cell] = {
        "duration": duration(data),
        "months": months(date.fromisoformat(terms[0]["starts"]), ends),
        "cost": money(paid["total"], paid["currency"]),
        "own": money(paid["own"], paid["currency"]),
        "currency": paid["currency"],
        "peak_units": max(len(term["units"]) for term in terms),
        "peak_evenings": max(term["evenings"] for term in terms),
    }
    if data["award"]:
        found |= {"award": data["award"]["term"], "award_date": ends}
    if certificate and certificate["term"]:
        found |= {"certificate": certificate["term"], "certificate_date": day(certificate["date"])}
    return found


def _funding(data: PlanDocument) -> str:
    """The funding as a cohort's cell has it: `individual`, who pays for what and who for the rest, or who may."""
    if "shares" not in data:
        return str(data["funding"])
    alone = data.get("payers", [data["funding"]])
    listed = {
        funding: units for funding, units in data["shares"].items() if "payers" not in data or funding not in alone
    }
    parts = [f"{{{funding}: [{', '.join(units)}]}}" for funding, units in listed.items()]
    return f"[{', '.join([*parts, *alone])}]"


def _reason(data: PlanDocument) -> str:
    return worded(in_one_sentence(conflict["what"] for conflict in data["conflicts"]))
