"""The tables of a plan for spreadsheets: numbers as numbers, days as days, a row for each thing."""

from __future__ import annotations

from typing import Any

from planner.domain.case import Case
from planner.messages import catalogue, say
from planner.report.pages import costs, milestones
from planner.report.pages.blocks import Cell, Table
from planner.report.pages.cells import columns, day, money, yes

Data = dict[str, Any]
UNIT_KEYS = (
    "unit", "title", "modality", "first_term", "last_term", "starts", "ends", "ects", "sessions", "site", "offering",
    "confidence", "payer", "price", "currency", "result",
)  # fmt: skip


def plan_sheets(case: Case, data: Data, lang: str) -> tuple[Table, ...]:
    """Units first, then terms, events, cost, objectives, warnings and assumptions."""
    found = [
        units(data, lang),
        terms(data, lang),
        milestones.sheet(data, lang),
        costs.sheet(case, data["cost"], lang),
        objectives(data, lang),
        *notes(data, lang),
    ]
    return tuple(table for table in found if table.rows)


def units(data: Data, lang: str, lead: tuple[str, Cell] | None = None) -> Table:
    """A row a unit, in order of its first term; `lead` is a column before the others that names the plan."""
    paid = {line["unit"]: line for line in data["cost"]["lines"] if line["unit"] and not line.get("lost")}
    seen: dict[str, tuple[Cell, ...]] = {}
    for term in data["terms"]:
        for unit in term["units"]:
            if unit["offering"] not in seen:
                before = (lead[1],) if lead else ()
                seen[unit["offering"]] = (*before, *_unit(unit, paid.get(unit["unit"]), data["cost"]["currency"], lang))
    keys: tuple[str, ...] = (
        "unit",
        "title",
        "modality",
        "first_term",
        "last_term",
        "starts",
        "ends",
        "ects",
        "sessions",
        "site",
    )
    keys += ("offering", "confidence", "payer", "price", "currency", "result")
    names = columns(lang, *((lead[0],) if lead else ()), *keys, wide=("title", "sessions"))
    return Table("units", say(lang, "page.units"), names, tuple(seen.values()))


def _unit(unit: Data, paid: Data | None, currency: str, lang: str) -> tuple[Cell, ...]:
    words = catalogue(lang)
    times = [f"{words['weekday.' + s['weekday']]} {s['start']}-{s['end']}" for s in unit["sessions"]]
    return (
        unit["unit"],
        unit["title"],
        words[f"modality.{unit['modality']}"],
        unit["terms"][0],
        unit["terms"][-1],
        day(unit["starts"]),
        day(unit["ends"]),
        unit["ects"],
        ", ".join(times),
        unit["site"] or "",
        unit["offering"],
        unit["confidence"] or "",
        (paid["payer"] if paid else None) or "",
        money(paid["amount"], currency) if paid else None,
        currency,
        say(lang, f"result.{unit['result']}") if unit.get("result") else "",
    )


def terms(data: Data, lang: str) -> Table:
    """A row a term."""
    rows: list[tuple[Cell, ...]] = []
    for entry in data["terms"]:
        low, high = entry["hours_per_week"] or (None, None)
        rows.append(
            (
                entry["term"],
                entry["title"],
                day(entry["starts"]),
                day(entry["ends"]),
                yes(lang, entry["projected"]),
                len(entry["units"]),
                entry["evenings"],
                low,
                high,
                day(entry["enrol_by"]),
            )
        )
    keys = ("term", "title", "starts", "ends", "projected", "units", "evenings", "hours_low", "hours_high", "enrol_by")
    return Table("terms", say(lang, "page.by_term"), columns(lang, *keys), tuple(rows))


def objectives(data: Data, lang: str) -> Table:
    """A row an objective; its value a plain number."""
    rows = tuple(
        (o["name"], say(lang, f"objective.{o['name']}"), o["value"], o["bound"], yes(lang, o["proven"]))
        for o in data["objectives"]
    )
    keys = columns(lang, "objective", "text", "value", "bound", "proven", wide=("text",))
    return Table("objectives", say(lang, "text.objectives"), keys, rows)


def notes(data: Data, lang: str) -> list[Table]:
    """What to check, and what the document rests on."""
    check, rests = say(lang, "text.warnings"), say(lang, "page.assumptions")
    keys = columns(lang, "assumption", "text", "reason", wide=("text", "reason"))
    rows = tuple((entry["id"], entry["text"], entry["reason"]) for entry in data["assumptions"])
    warnings = tuple((number, text) for number, text in enumerate(data["warnings"], 1))
    return [
        Table("warnings", check, columns(lang, "number", "text", wide=("text",)), warnings),
        Table("assumptions", rests, keys, rows),
    ]
