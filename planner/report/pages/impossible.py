"""The page of an impossible learner: what cannot hold together, and what would make a plan possible."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.domain.text import Cents, Key, Words
from planner.messages import say, worded
from planner.report.documents.plan.about import about
from planner.report.listing import listed
from planner.report.pages.blocks import Block, Bullets, Cell, Item, Paragraph, Table
from planner.report.pages.cells import columns, day, money
from planner.report.pages.common import bullets
from planner.report.pages.page import Section
from planner.report.values import priced

if TYPE_CHECKING:
    from planner.report.documents.plan import about_shape, impossible_shape
    from planner.report.documents.plan.shape import Reasoned


def impossible_sections(data: Reasoned) -> list[Section]:
    """Conflict and repairs in words, where the data have them."""
    if "conflicts" not in data:
        return []
    return [
        Section("conflicts", say("why.conflicts"), tuple(_conflicts(data))),
        Section("repairs", say("why.repairs"), tuple(_repairs(data))),
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


def _repairs(data: Reasoned) -> Iterator[Block]:
    repairs = data.get("repairs", [])
    if not repairs:
        # None is enough, or no time was left to look for one once the conflict was not found.
        yield Paragraph(say("why.no_repairs" if data["conflicts"] else "why.repairs_undecided"))
        return
    yield Paragraph(say("why.repairs_lead"))
    known = about(data)
    yield bullets(item for place, repair in enumerate(repairs, 1) for item in _repair(known, place, repair))


def _repair(known: about_shape.About, number: int, repair: impossible_shape.Repair) -> Iterator[Item]:
    """A change, then what it undoes and what it gives."""
    yield Item(say("page.repair", number=number, change=repair["change"]))
    if repair.get("undoes"):
        yield Item(say("why.undoes", names=listed([Key(f"said.{key}") for key in repair["undoes"]])), level=1)
    yield Item(_gives(known, repair["gives"]), level=1)


def repairs_in_file(data: Reasoned) -> list[Section]:
    """What each repair is in the learner's file, where there are any."""
    repairs = data.get("repairs", [])
    items = tuple(
        say("page.repair", number=place, change=line)
        for place, repair in enumerate(repairs, 1)
        for line in in_file(repair["set"])
    )
    return [Section("in-file", say("letter.in_file"), (Bullets(items),))] if items else []


def in_file(keys: Mapping[str, Any]) -> list[str]:
    """The lines of the learner's file."""
    return [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]


def _gives(known: about_shape.About, gives: impossible_shape.Gives) -> str:
    key = priced("why.gives", has_prices=known["programme"]["priced"])
    when = {"term": gives["award"], "day": date.fromisoformat(gives["date"]), "count": gives["duration"]}
    return say(key, **when, cost=_price(known, gives))


def _price(known: about_shape.About, gives: impossible_shape.Gives) -> Key | Cents:
    """The cost, and what of it the learner pays where payers have budgets."""
    total, own = (money(amount, known["programme"]["currency"]) for amount in (gives["cost"], gives.get("own")))
    if total is None:
        return Key("why.cost_unknown")
    if own is None or not known["budgets"]:
        return total
    return Key("why.cost_own_all" if own == total else "why.cost_own", cost=total, own=own)


def impossible_sheets(data: Reasoned) -> tuple[Table, ...]:
    """What cannot hold together, then what would help."""
    names = ("number", "change", "undoes", "set", "duration", "award", "award_date", "cost", "own", "currency")
    currency, repairs = about(data)["programme"]["currency"], enumerate(data.get("repairs", ()), 1)
    rows = tuple(_row(currency, number, repair) for number, repair in repairs)
    return (
        conflict_sheet("conflicts", say("why.conflicts"), data.get("conflicts", ())),
        Table("repairs", say("why.repairs"), columns(*names, wide=("change", "undoes", "set")), rows),
    )


def conflict_sheet(name: str, title: str, conflicts: Iterable[impossible_shape.Conflict]) -> Table:
    """A condition a row."""
    rows = tuple((c["rule"], worded(c["what"]), " ".join(c["subjects"])) for c in conflicts)
    return Table(name, title, columns("rule", "what", "subjects", wide=("what", "subjects")), rows)


def _row(currency: str, number: int, repair: impossible_shape.Repair) -> tuple[Cell, ...]:
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


def given(gives: impossible_shape.Gives) -> tuple[Cell, ...]:
    """Duration and award, as cells."""
    return gives["duration"], gives["award"], day(gives["date"])
