"""The page of an impossible learner: what cannot hold together, and what would make a plan possible."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from planner.domain.text import Cents, Key, Words
from planner.messages import say, worded
from planner.report.documents.plan import shape
from planner.report.documents.plan.about import about
from planner.report.documents.plan.shape import Reasoned
from planner.report.listing import listed
from planner.report.pages.blocks import Block, Bullets, Cell, Paragraph, Section, Table
from planner.report.pages.cells import columns, day, money
from planner.report.values import priced


def impossible_sections(data: Reasoned, *, keys: bool = True) -> list[Section]:
    """Conflict and repairs, where the data have them; with the `keys` of the learner's file, or in words alone."""
    if "conflicts" not in data:
        return []
    return [
        Section("conflicts", say("why.conflicts"), tuple(_conflicts(data))),
        Section("repairs", say("why.repairs"), tuple(_repairs(data, keys=keys))),
        *_titles(data.get("titles", {})),
    ]


def _titles(titles: Mapping[str, Words]) -> Iterator[Section]:
    """What the units are called that the conflict names by their codes."""
    rows = tuple((unit, worded(title)) for unit, title in titles.items())
    table = Table("titles", say("why.titles"), columns("unit", "title", wide=("title",)), rows, detail=True)
    if rows:
        yield Section("titles", table.title, (table,))


def _conflicts(data: Reasoned) -> Iterator[Block]:
    conflicts = data["conflicts"]
    if not conflicts:
        yield Paragraph(say("why.undecided"))
        return
    alone = len(conflicts) == 1 or data.get("each_needed", True)
    yield Paragraph(say("why.conflicts_lead", count=len(conflicts)) if alone else say("why.conflicts_together"))
    yield Bullets(tuple(worded(conflict["what"]) for conflict in conflicts))
    yield from fact_blocks(data.get("facts", ()))


def fact_blocks(facts: Iterable[Words]) -> Iterator[Block]:
    """When the units in question start, where there is something to say of it."""
    texts = tuple(map(worded, facts))
    if texts:
        yield Paragraph(say("colon", name=say("why.facts"), value="").rstrip())
        yield Bullets(texts)


def _repairs(data: Reasoned, *, keys: bool) -> Iterator[Block]:
    repairs = data.get("repairs", [])
    if not repairs:
        # None is enough, or no time was left to look for one once the conflict was not found.
        yield Paragraph(say("why.no_repairs" if data["conflicts"] else "why.repairs_undecided"))
        return
    yield Paragraph(say("why.repairs_lead"))
    items = [item for place, repair in enumerate(repairs, 1) for item in _repair(about(data), place, repair, keys=keys)]
    yield Bullets(tuple(text for text, _ in items), levels=tuple(level for _, level in items))


def _repair(known: shape.About, number: int, repair: shape.Repair, *, keys: bool) -> Iterator[tuple[str, int]]:
    """A change, then what it undoes, what it gives, and how the learner's file has it; each with its level."""
    yield say("page.repair", number=number, change=repair["change"]), 0
    if repair.get("undoes"):
        yield say("why.undoes", names=listed([Key(f"said.{key}") for key in repair["undoes"]])), 1
    yield _gives(known, repair["gives"]), 1
    for line in in_file(repair["set"]) if keys else ():
        yield say("why.in_file", value=line), 1


def repairs_in_file(data: Reasoned) -> list[Section]:
    """What each repair is in the learner's file, where there are any."""
    repairs = data.get("repairs", [])
    items = tuple(
        say("page.repair", number=place, change="; ".join(in_file(repair["set"])))
        for place, repair in enumerate(repairs, 1)
    )
    return [Section("in-file", say("letter.in_file"), (Bullets(items),))] if items else []


def in_file(keys: Mapping[str, Any]) -> list[str]:
    """The lines of the learner's file."""
    return [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]


def _gives(known: shape.About, gives: shape.Gives) -> str:
    key = priced("why.gives", has_prices=known["programme"]["priced"])
    when = {"term": gives["award"], "day": date.fromisoformat(gives["date"]), "count": gives["duration"]}
    return say(key, **when, cost=_price(known, gives))


def _price(known: shape.About, gives: shape.Gives) -> Key | Cents:
    """The cost, and what of it the learner pays where payers have budgets."""
    total, own = (_cents(amount, known) for amount in (gives["cost"], gives.get("own")))
    if total is None:
        return Key("why.cost_unknown")
    if own is None or not known["budgets"]:
        return total
    return Key("why.cost_own_all" if own == total else "why.cost_own", cost=total, own=own)


def _cents(amount: float | None, known: shape.About) -> Cents | None:
    return money(amount, known["programme"]["currency"])


def impossible_sheets(data: Reasoned) -> tuple[Table, ...]:
    """What cannot hold together, then what would help."""
    names = ("number", "change", "undoes", "set", "duration", "award", "award_date", "cost", "own", "currency")
    currency, repairs = about(data)["programme"]["currency"], enumerate(data.get("repairs", ()), 1)
    rows = tuple(_row(currency, number, repair) for number, repair in repairs)
    return (
        conflict_sheet("conflicts", say("why.conflicts"), data.get("conflicts", ())),
        Table("repairs", say("why.repairs"), columns(*names, wide=("change", "undoes", "set")), rows),
    )


def conflict_sheet(name: str, title: str, conflicts: Iterable[shape.Conflict]) -> Table:
    """A condition a row."""
    rows = tuple((c["rule"], worded(c["what"]), " ".join(c["subjects"])) for c in conflicts)
    return Table(name, title, columns("rule", "what", "subjects", wide=("what", "subjects")), rows)


def _row(currency: str, number: int, repair: shape.Repair) -> tuple[Cell, ...]:
    gives = repair["gives"]
    return (
        number,
        worded(repair["change"]),
        " ".join(repair.get("undoes", ())),
        "; ".join(in_file(repair["set"])),
        *given(gives),
        money(gives["cost"], currency),
        money(gives.get("own"), currency),
        currency,
    )


def given(gives: shape.Gives) -> tuple[Cell, ...]:
    """Duration and award, as cells."""
    return gives["duration"], gives["award"], day(gives["date"])
