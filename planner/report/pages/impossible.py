"""The page of an impossible learner: what cannot hold together, and what would make a plan possible."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from planner.messages import say, worded
from planner.report.documents.plan.about import about
from planner.report.documents.plan.shape import PlanDocument, Repair
from planner.report.impossible import gives_text, lead, none_key, undoes_text
from planner.report.pages.blocks import Block, Bullets, Paragraph, Section, Table
from planner.report.pages.cells import columns, day, money

Data = dict[str, Any]


def impossible_sections(data: PlanDocument) -> list[Section]:
    """Conflict and repairs, where the data have them."""
    if "conflicts" not in data:
        return []
    return [
        Section("conflicts", say("why.conflicts"), tuple(_conflicts(data))),
        Section("repairs", say("why.repairs"), tuple(_repairs(data))),
    ]


def _conflicts(data: PlanDocument) -> Iterator[Block]:
    if not data["conflicts"]:
        yield Paragraph(say("why.undecided"))
        return
    yield Paragraph(lead(data))
    yield Bullets(tuple(worded(conflict["what"]) for conflict in data["conflicts"]))
    if data["facts"]:
        yield Paragraph(say("colon", name=say("why.facts"), value="").rstrip())
        yield Bullets(tuple(map(worded, data["facts"])))


def _repairs(data: PlanDocument) -> Iterator[Block]:
    if not data["repairs"]:
        yield Paragraph(say(none_key(data)))
        return
    yield Paragraph(say("why.repairs_lead"))
    yield Bullets(tuple(_text(data, repair) for repair in data["repairs"]))


def _text(data: PlanDocument, repair: Repair) -> str:
    gives, undoes = gives_text(data, repair["gives"]), undoes_text(repair)
    change = worded(repair["change"])
    change = f"{change} ({undoes})" if undoes else change
    return say("page.repair", change=change[:1].upper() + change[1:], gives=gives, set=_written(repair))


def _written(repair: Repair) -> str:
    """The lines of the learner's file."""
    return "; ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in repair["set"].items())


def impossible_sheets(data: PlanDocument) -> tuple[Table, ...]:
    """What cannot hold together, then what would help."""
    keys = columns("rule", "what", "subjects", wide=("what", "subjects"))
    conflicts = tuple((c["rule"], worded(c["what"]), " ".join(c["subjects"])) for c in data.get("conflicts", ()))
    currency = about(data)["programme"]["currency"]
    repairs = tuple(_repair(currency, number, entry) for number, entry in enumerate(data.get("repairs", ()), 1))
    names = ("number", "change", "undoes", "set", "duration", "award", "award_date", "cost", "own", "currency")
    return (
        Table("conflicts", say("why.conflicts"), keys, conflicts),
        Table("repairs", say("why.repairs"), columns(*names, wide=("change", "undoes", "set")), repairs),
    )


def _repair(currency: str, number: int, repair: Repair) -> tuple[Any, ...]:
    gives = repair["gives"]
    when = (gives["duration"], gives["award"], day(gives["date"]))
    return (
        number,
        worded(repair["change"]),
        " ".join(repair["undoes"]),
        _written(repair),
        *when,
        money(gives["cost"], currency),
        money(gives["own"], currency),
        currency,
    )
