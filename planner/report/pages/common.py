"""What stands on every page: what it is about, what nobody should miss, and what it rests on and was made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from planner.domain.learner import UNNAMED
from planner.domain.text import COLON, Joined, Key, Words
from planner.messages import say, worded
from planner.report.documents.plan.about import about
from planner.report.migration import migration_texts
from planner.report.pages.blocks import Bullets, Item, Paragraph, Table
from planner.report.pages.cells import columns
from planner.report.pages.page import Section

if TYPE_CHECKING:
    from planner.report.documents.plan import about_shape, basis_shape, shape
    from planner.report.documents.plan.shape import PlanDocument, Told


def titled(key: str, name: str) -> str:
    """What a document is, and for whom where that is known."""
    return say(key) if name == UNNAMED else worded(Joined((Key(key), name), COLON))


def subtitle(data: Told) -> str:
    """The programme, and whether the learner is a fictional example."""
    return programme_line(about(data)["programme"], fictional=data["fictional"])


def programme_line(known: about_shape.Curriculum, *, fictional: bool) -> str:
    """A programme, and whether the learner in it is a fictional example."""
    name = worded(known["title"])
    if known["school"]:
        name = say("page.programme", title=name, vintage=known["vintage"], school=known["school"])
    return f"{name} · {say('text.fictional')}" if fictional else name


def footer(meta: basis_shape.Meta) -> str:
    """What the document was made from."""
    prints = meta["sha256"]
    values = {"version": meta["planner"], "programme": prints["programme"][:12], "learner": prints["learner"][:12]}
    return say("page.footer", **values)


def mark(*, made_up: bool) -> str:
    """What stands on each page of a document that shows classes, where their hours are made up."""
    return say("letter.mark") if made_up else ""


def bullets(items: Iterable[Item]) -> Bullets:
    """The items as a list."""
    found = list(items)
    levels = tuple(item.level for item in found)
    return Bullets(tuple(item.text for item in found), levels=levels, marks=tuple(item.mark for item in found))


def notice_block(notices: Iterable[basis_shape.Notice]) -> Bullets:
    """What nobody should miss: directly below what came of the search."""
    return Bullets(tuple(worded(entry["text"]) for entry in notices), warning="text.notices")


def titles_of_units(plans: Iterable[PlanDocument]) -> list[Section]:
    """The units of the plans by their codes, for a page that has no other place for their titles."""
    titles = {unit["unit"]: worded(unit["title"]) for plan in plans for term in plan["terms"] for unit in term["units"]}
    table = Table(
        "unit-titles", say("page.units"), columns("unit", "title", wide=("title",)), tuple(sorted(titles.items()))
    )
    return [Section("unit-titles", say("page.units"), (table,))] if titles else []


def migration_sections(data: shape.Moved, programme: str) -> list[Section]:
    """How the learner came from another programme, where they did."""
    texts = migration_texts(data, programme)
    return [Section("migration", say("text.migration"), tuple(map(Paragraph, texts)))] if texts else []


def warning_sections(warnings: Sequence[Words]) -> list[Section]:
    """What to check, where there is something."""
    block = Bullets(tuple(map(worded, warnings)), warning="format.warning")
    return [Section("to-check", say("text.warnings"), (block,))] if warnings else []


def assumption_sections(assumptions: Iterable[basis_shape.Assumption], title: str) -> list[Section]:
    """What a document rests on, with the reasons."""
    held = list(assumptions)
    texts = [say("page.assumption", text=entry["text"], reason=entry["reason"], id=entry["id"]) for entry in held]
    short = tuple(f"{worded(entry['text'])} [{entry['id']}]" for entry in held)
    return [Section("assumptions", say(title), (Bullets(tuple(texts), short=short),))] if held else []


def to_check(texts: Iterable[str]) -> Table:
    """What to check, a row each."""
    keys = columns("number", "text", wide=("text",))
    return Table("warnings", say("text.warnings"), keys, tuple(enumerate(texts, 1)))
