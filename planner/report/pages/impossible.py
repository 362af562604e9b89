"""The page of an impossible learner: what cannot hold together, and what would make a plan possible."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from planner.domain.case import Case
from planner.messages import say
from planner.report.impossible import gives_text, lead, none_key, undoes_text
from planner.report.pages.blocks import Block, Bullets, Paragraph, Section, Table
from planner.report.pages.cells import columns, day, money

Data = dict[str, Any]


def impossible_sections(case: Case, data: Data) -> list[Section]:
    """Conflict and repairs, where the data have them."""
    if "conflicts" not in data:
        return []
    return [
        Section("conflicts", say("why.conflicts"), tuple(_conflicts(data))),
        Section("repairs", say("why.repairs"), tuple(_repairs(case, data))),
    ]


def _conflicts(data: Data) -> Iterator[Block]:
    if not data["conflicts"]:
        yield Paragraph(say("why.undecided"))
        return
    yield Paragraph(lead(data))
    yield Bullets(tuple(conflict["what"] for conflict in data["conflicts"]))
    if data["facts"]:
        yield Paragraph(say("colon", name=say("why.facts"), value="").rstrip())
        yield Bullets(tuple(data["facts"]))


def _repairs(case: Case, data: Data) -> Iterator[Block]:
    if not data["repairs"]:
        yield Paragraph(say(none_key(data)))
        return
    yield Paragraph(say("why.repairs_lead"))
    yield Bullets(tuple(_text(case, repair) for repair in data["repairs"]))


def _text(case: Case, repair: Data) -> str:
    gives, undoes = gives_text(case, repair["gives"]), undoes_text(repair)
    change = f"{repair['change']} ({undoes})" if undoes else repair["change"]
    return say("page.repair", change=change[:1].upper() + change[1:], gives=gives, set=_written(repair))


def _written(repair: Data) -> str:
    """The lines of the learner's file."""
    return "; ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in repair["set"].items())


def impossible_sheets(case: Case, data: Data) -> tuple[Table, ...]:
    """What cannot hold together, then what would help."""
    keys = columns("rule", "what", "subjects", wide=("what", "subjects"))
    conflicts = tuple((c["rule"], c["what"], " ".join(c["subjects"])) for c in data.get("conflicts", ()))
    repairs = tuple(_repair(case, number, entry) for number, entry in enumerate(data.get("repairs", ()), 1))
    names = ("number", "change", "undoes", "set", "duration", "award", "award_date", "cost", "own", "currency")
    return (
        Table("conflicts", say("why.conflicts"), keys, conflicts),
        Table("repairs", say("why.repairs"), columns(*names, wide=("change", "undoes", "set")), repairs),
    )


def _repair(case: Case, number: int, repair: Data) -> tuple[Any, ...]:
    gives, currency = repair["gives"], case.programme.currency
    when = (gives["duration"], gives["award"], day(gives["date"]))
    return (
        number,
        repair["change"],
        " ".join(repair["undoes"]),
        _written(repair),
        *when,
        money(gives["cost"], currency),
        money(gives["own"], currency),
        currency,
    )
