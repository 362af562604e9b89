"""The tables of a plan for spreadsheets: numbers as numbers, days as days, a row for each thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.domain.text import Words
from planner.messages import catalogue, say, worded
from planner.report.documents.plan.about import about
from planner.report.pages import costs
from planner.report.pages.blocks import Cell, Table
from planner.report.pages.cells import columns, day, money, yes
from planner.report.pages.common import to_check
from planner.report.sessions import notes as session_notes
from planner.report.terms import between, exams, span
from planner.storage.plans import SHEET_COLUMNS

if TYPE_CHECKING:
    from planner.report.documents.plan import basis_shape, costs_shape, terms_shape
    from planner.report.documents.plan.shape import PlanDocument


def plan_sheets(data: PlanDocument) -> tuple[Table, ...]:
    """Units first, then terms, events, cost, objectives, warnings and assumptions."""
    found = [
        units(data),
        terms(data),
        events(data),
        costs.sheet(data["cost"], about(data)["fundings"]),
        objectives(data),
        *notes(data["notices"], data["warnings"], data["assumptions"]),
    ]
    return tuple(table for table in found if table.rows)


def units(data: PlanDocument, lead: tuple[str, Cell] | None = None) -> Table:
    """A row a unit, in order of its first term, then workshop and report: as CSV it is a plan that `planner check`
    reads. `lead` is a column before the others that names the plan.
    """
    paid = {line["unit"]: line for line in data["cost"]["lines"] if line["unit"] and not line.get("lost")}
    seen: dict[str, tuple[Cell, ...]] = {}
    for term in data["terms"]:
        for unit in term["units"]:
            seen.setdefault(unit["offering"], _unit(unit, paid.get(unit["unit"]), data["cost"]["currency"]))
        for event in term["events"]:
            if event["kind"] in ("workshop", "report") and event.get("id"):
                seen[event["id"]] = _other(data, event, term["term"])
    before = (lead[1],) if lead else ()
    names = columns(*((lead[0],) if lead else ()), *SHEET_COLUMNS, wide=("title", "sessions"))
    return Table("units", say("page.units"), names, tuple((*before, *row) for row in seen.values()))


def _unit(unit: terms_shape.PlannedUnit, paid: costs_shape.CostLine | None, currency: str) -> tuple[Cell, ...]:
    words = catalogue()
    return (
        unit["unit"],
        unit["terms"][0],
        unit["modality"],
        worded(unit["title"]),
        words[f"modality.{unit['modality']}"],
        unit["terms"][-1],
        day(unit["starts"]),
        day(unit["ends"]),
        unit["ects"],
        ", ".join(session_notes(unit["sessions"])),
        unit["site"] or "",
        unit["offering"],
        unit["confidence"] or "",
        (paid["payer"] if paid else None) or "",
        money(paid["amount"], currency) if paid else None,
        currency,
        say(f"result.{unit['result']}") if unit.get("result") else "",
        say("text.extra") if unit.get("extra") else "",
    )


def _other(data: PlanDocument, event: terms_shape.Event, term: str) -> tuple[Cell, ...]:
    """The workshop or the report, neither of which has classes or a price of its own."""
    known, code, currency = about(data)["others"], event["id"], data["cost"]["currency"]
    title, ects = (worded(known[code]["title"]), known[code]["ects"]) if code in known else (code, None)
    days = day(event["starts"]), day(event["ends"])
    return (code, term, "", title, "", term, *days, ects, "", "", "", "", "", "", currency, "", "")


def terms(data: PlanDocument) -> Table:
    """A row a term."""
    rows: list[tuple[Cell, ...]] = []
    for entry in data["terms"]:
        low, high = entry["hours_per_week"] or (None, None)
        rows.append(
            (
                entry["term"],
                " · ".join([worded(entry["title"]), *([say("text.pause")] if entry.get("pause") else ())]),
                day(entry["starts"]),
                day(entry["ends"]),
                yes(entry["projected"]),
                len(entry["units"]),
                entry["evenings"],
                low,
                high,
                day(entry["enrol_by"]) if entry["units"] or entry.get("attempts") else "",
            )
        )
    keys = ("term", "title", "starts", "ends", "projected", "units", "evenings", "hours_low", "hours_high", "enrol_by")
    return Table("terms", say("page.by_term"), columns(*keys), tuple(rows))


def events(data: PlanDocument) -> Table:
    """A row an event, for sorting."""
    rows = []
    two = {
        span(event): say("text.between", first=first, last=last)
        for first, (last, events) in between(data).items()
        for event in events
    }
    for term in data["terms"]:
        for exam in exams(term):
            name = say("page.exams", term=term["term"], session=exam["session"])
            rows.append(("exam", name, term["term"], *span(exam)))
        for event in term["events"]:
            name = say(f"event.{event['kind']}", name=event.get("id", ""))
            rows.append((event["kind"], name, two.get(span(event), term["term"]), *span(event)))
    keys = columns("kind", "what", "term", "starts", "ends", wide=("what",))
    return Table("events", say("page.timeline"), keys, tuple(rows))


def objectives(data: PlanDocument) -> Table:
    """A row an objective; its value a plain number."""
    rows = tuple(
        (o["name"], say(f"objective.{o['name']}"), o["value"], o["bound"], yes(o["proven"])) for o in data["objectives"]
    )
    keys = columns("objective", "text", "value", "bound", "proven", wide=("text",))
    return Table("objectives", say("text.objectives"), keys, rows)


def notes(
    notices: Iterable[basis_shape.Notice], warnings: Iterable[Words], assumptions: Iterable[basis_shape.Assumption]
) -> list[Table]:
    """What to check, notices first, and what the document rests on."""
    rests = say("page.assumptions")
    keys = columns("assumption", "text", "reason", wide=("text", "reason"))
    rows = tuple((entry["id"], worded(entry["text"]), worded(entry["reason"])) for entry in assumptions)
    told = [worded(text) for text in (*(entry["text"] for entry in notices), *warnings)]
    return [
        to_check(told),
        Table("assumptions", rests, keys, rows),
    ]
