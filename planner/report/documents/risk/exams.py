"""The exams that matter: what it means when one is failed, in sentences and in a table."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import say, worded
from planner.report.documents.risk.shape import RiskDocument, UnitRisk
from planner.report.documents.risk.words import month, number
from planner.report.pages.blocks import Block, Bullets, Cell, Paragraph, Table
from planner.report.pages.cells import columns, percent

MOST, LITTLE, RARE = 5, 0.05, 0.01
"""Sentences at most; delays, in terms, and chances to be attempted that are worth none."""


def ranked(data: RiskDocument) -> list[UnitRisk]:
    """Units that may be taken, those that delay the most first."""
    tried = [one for one in data.get("units", ()) if one["delay"] is not None]
    return sorted(tried, key=lambda one: (-(one["delay"] or 0), -one["attempted"]))


def blocks(data: RiskDocument) -> Iterator[Block]:
    """A sentence for each exam that matters, and the table of all."""
    told = [one for one in ranked(data) if (one["delay"] or 0) >= LITTLE and one["attempted"] >= RARE]
    if told:
        yield Paragraph(say("risk.exams_lead"))
        yield Bullets(tuple(sentence(data, one) for one in told[:MOST]))
    elif data.get("units"):
        yield Paragraph(say("risk.exams_none"))
    yield table(data)


def sentence(data: RiskDocument, one: UnitRisk) -> str:
    """What comes when the first exam of a unit is failed."""
    delay, unit = number(one["delay"] or 0), one["unit"]
    failed, passed = month(one.get("date_if_failed")), month(one.get("date_if_passed"))
    if not failed or not passed:
        text = say("risk.if_failed_terms", unit=unit, terms=delay)
    else:
        text = say("risk.if_failed", unit=unit, failed=failed, passed=passed, terms=delay)
    chance = one["on_time_if_failed"]
    if chance is None:
        return text
    return say("risk.if_failed_chance", text=text, chance=percent(chance), term=data["deadline"])


def table(data: RiskDocument) -> Table:
    """All units that may be taken, in their order."""
    keys = columns("unit", "title", "attempted", "delay", "on_time_if_failed", of="risk.column.",
                   wide=("title",), spare=("title",))  # fmt: skip
    return Table("risk-units", say("risk.exams"), keys, tuple(_row(data, one) for one in ranked(data)))


def _row(data: RiskDocument, one: UnitRisk) -> tuple[Cell, ...]:
    chance = one["on_time_if_failed"]
    return (
        one["unit"], worded(data.get("titles", {}).get(one["unit"], "")), percent(one["attempted"]),
        round(one["delay"] or 0, 2), "" if chance is None else percent(chance),
    )  # fmt: skip


def sheet(data: RiskDocument) -> Table:
    """Every unit with all its figures, as numbers."""
    names = ("attempted", "delay", "on_time_if_failed", "terms_if_passed", "terms_if_failed")
    keys = columns("unit", "title", *names, of="risk.column.", wide=("title",))
    titles = data.get("titles", {})
    rows = tuple((one["unit"], worded(titles.get(one["unit"], "")), *_figures(one)) for one in ranked(data))
    return Table("risk-units", say("risk.exams"), keys, rows)


def _figures(one: UnitRisk) -> Iterator[Cell]:
    values = (one["attempted"], one["delay"], one["on_time_if_failed"], one.get("terms_if_passed"),
              one.get("terms_if_failed"))  # fmt: skip
    yield from ("" if value is None else value for value in values)
