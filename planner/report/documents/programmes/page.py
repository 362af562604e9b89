"""The page of all programmes: a table of them first, then on request what is assumed in each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner import __version__
from planner.messages import say, worded
from planner.report.documents.programmes.shape import Entry, ProgrammesDocument
from planner.report.pages.blocks import Bullets, Table
from planner.report.pages.cells import columns
from planner.report.pages.page import Page, Section

SHOWN = ("id", "title", "vintage", "school", "units", "assumptions")


def page(data: ProgrammesDocument, created: date) -> Page:
    """The whole document."""
    return Page(
        title=say("list.title"),
        subtitle="",
        sections=tuple(_sections(data)),
        sheets=(_sheet(data), _assumptions(data)),
        footer=say("page.made", version=__version__),
        created=created,
    )


def _sections(data: ProgrammesDocument) -> Iterator[Section]:
    entries, told = data["programmes"], data.get("about", {}).get("assumptions", False)
    rows = tuple((e["id"], _title(e), e["vintage"], e["school"], e["units"], len(e["assumptions"])) for e in entries)
    title = say("list.count", count=len(entries))
    yield Section("list", title, (Table("programmes-table", title, columns(*SHOWN, wide=("title",)), rows),))
    for entry in entries if told else ():
        texts = tuple(f"{worded(assumption['text'])} [{assumption['id']}]" for assumption in entry["assumptions"])
        title = say("colon", name=entry["id"], value=say("list.assumptions", count=len(texts)))
        yield Section(f"assumed-{entry['id']}", title, (Bullets(texts),))


def _title(entry: Entry) -> str:
    title = worded(entry["title"])
    return f"{title} ({say('text.fictional')})" if entry["fictional"] else title


def _sheet(data: ProgrammesDocument) -> Table:
    """The programmes, with what a learner can choose."""
    keys = columns("id", "title", "vintage", "school", "fictional", "units", "pathways", "fundings", wide=("title",))
    rows = tuple(
        (
            entry["id"], worded(entry["title"]), entry["vintage"], entry["school"], entry["fictional"], entry["units"],
            " ".join(entry["pathways"]), " ".join(entry["fundings"]),
        ) for entry in data["programmes"]
    )  # fmt: skip
    return Table("programmes", say("list.title"), keys, rows)


def _assumptions(data: ProgrammesDocument) -> Table:
    rows = tuple(
        (entry["id"], assumption["id"], worded(assumption["text"]))
        for entry in data["programmes"]
        for assumption in entry["assumptions"]
    )
    keys = columns("programme", "assumption", "text", wide=("text",))
    return Table("assumptions", say("show.assumptions"), keys, rows)
