"""The page of risks: what to take now, what to expect, and the exams that matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.messages import say
from planner.report.documents.chances.rates import past_sections, past_sheet
from planner.report.documents.risk import shape
from planner.report.documents.risk.shape import RiskDocument
from planner.report.pages.blocks import Block, Bullets, Cell, Facts, Paragraph, Table
from planner.report.pages.cells import columns, money, percent
from planner.report.pages.common import footer, notice_block, titled, warning_sections
from planner.report.pages.page import Page, Section

SEEN = 0.0005
"""Chances of a term of the award that a page leaves out."""


def page(data: RiskDocument, created: date) -> Page:
    """The whole document."""
    return Page(
        title=titled("risk.title", data["learner"]),
        subtitle=data["programme"],
        sections=(*_sections(data), *warning_sections(data["warnings"])),
        sheets=tuple(_sheets(data)),
        footer=footer(data["meta"]),
        created=created,
    )


def _sections(data: RiskDocument) -> Iterator[Section]:
    notices = [notice_block(data["notices"])] if data["notices"] else []
    yield Section("short", say("risk.short"), (*_short(data), *notices))
    if "policy" in data and "plan" in data:
        yield Section("outlook", say("risk.outlook"), (_outlooks(data),))
        yield Section("award", say("risk.award"), (_award(data, SEEN),))
        yield Section("exams", say("risk.exams"), (_units(data),))
    if "table" in data:
        yield Section("table", say("risk.table"), (Paragraph(say("risk.table_lead")), _rows(data)))
    if "past" in data:
        yield from past_sections(data["past"])


def _short(data: RiskDocument) -> Iterator[Block]:
    yield Paragraph(say(f"risk.{data['status']}"))
    policy = data.get("policy")
    if policy is None or data["status"] != "optimal":
        return
    now = [one["unit"] for one in policy["now"]]
    yield Paragraph(say("risk.now", units=", ".join(now), term=data["start"]) if now else say("risk.nothing_now"))
    facts = [(say("risk.terms"), _number(policy["expected_terms"]))]
    if policy["on_time"] is not None:
        facts.insert(0, (say("risk.on_time", term=data["deadline"]), percent(policy["on_time"])))
    yield Facts(tuple(facts))
    worst = max((one for one in data.get("units", ()) if one["delay"]), key=lambda one: one["delay"] or 0, default=None)
    if worst is not None:
        yield Bullets((say("risk.worst", unit=worst["unit"], terms=_number(worst["delay"] or 0)),))


def _number(value: float) -> str:
    return say("risk.number", value=f"{value:.1f}".replace(".", say("cell.point")))


def _outlooks(data: RiskDocument) -> Table:
    keys = columns("way", "on_time", "expected_terms", "expected_cost", of="risk.column.")
    rows = tuple(
        (say(f"risk.way.{way}"), *_outlook(outlook, data["currency"]))
        for way, outlook in (("policy", data["policy"]), ("plan", data["plan"]))
    )
    return Table("risk-outlook", say("risk.outlook"), keys, rows)


def _outlook(outlook: shape.Outlook | shape.Row, currency: str) -> tuple[Cell, ...]:
    chance = outlook["on_time"]
    shown = "" if chance is None else percent(chance)
    return shown, round(outlook["expected_terms"], 2), money(outlook["expected_cost"], currency)


def _award(data: RiskDocument, least: float) -> Table:
    keys = columns("term", "ends", "probability", of="risk.column.")
    rows = tuple(
        (one["term"], date.fromisoformat(one["ends"]), percent(one["probability"]))
        for one in data["policy"]["award"]
        if one["probability"] >= least
    )
    return Table("risk-award", say("risk.award"), keys, rows)


def _units(data: RiskDocument) -> Table:
    """Units that may be taken, those that delay the most first."""
    keys = columns("unit", "attempted", "delay", "on_time_if_failed", of="risk.column.")
    tried = [one for one in data.get("units", ()) if one["delay"] is not None]
    tried.sort(key=lambda one: -(one["delay"] or 0))
    rows = tuple(
        (
            one["unit"], percent(one["attempted"]), round(one["delay"] or 0, 2),
            "" if one["on_time_if_failed"] is None else percent(one["on_time_if_failed"]),
        ) for one in tried
    )  # fmt: skip
    return Table("risk-units", say("risk.exams"), keys, rows)


def _rows(data: RiskDocument) -> Table:
    keys = columns("fail", "on_time", "expected_terms", "expected_cost", of="risk.column.")
    rows = tuple((percent(row["fail"]), *_outlook(row, data["currency"])) for row in data["table"])
    return Table("risk-table", say("risk.table"), keys, rows)


def _sheets(data: RiskDocument) -> Iterator[Table]:
    """The tables for machines: what came of it, all terms of the award, and all units."""
    facts = (("status", data["status"]), ("start", data["start"]), ("deadline", data["deadline"] or ""))
    yield Table("risk", say("risk.title"), columns("what", "value", of="risk.column."), facts)
    if "policy" in data:
        yield _units(data)
        yield _award(data, 0)
    if "table" in data:
        yield _rows(data)
    if "past" in data:
        yield past_sheet(data["past"])
