"""The page of a plan: in short, what to check, term by term, the days, the money, the proof, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.offering import ILLUSTRATIVE
from planner.messages import say, worded
from planner.report.documents.plan.about import about
from planner.report.documents.plan.changes_items import replan_items
from planner.report.documents.plan.letter import letter
from planner.report.pages import costs, sheets
from planner.report.pages.blocks import Block, Facts, Paragraph, Table
from planner.report.pages.board import board, weeks
from planner.report.pages.cells import columns
from planner.report.pages.common import (
    assumption_sections,
    bullets,
    footer,
    mark,
    migration_sections,
    notice_block,
    subtitle,
    titled,
    warning_sections,
)
from planner.report.pages.impossible import impossible_sections, impossible_sheets, repairs_in_file
from planner.report.pages.outcome import load, objectives, outcome, profile
from planner.report.pages.page import PAGES, TEXT, Page, Section
from planner.report.terms import span

if TYPE_CHECKING:
    from planner.report.documents.plan.shape import PlanDocument


def page(data: PlanDocument, created: date) -> Page:
    """A plan, a plan after results (`replan` in the data), or why there is none; first for the person, then apart for
    the adviser.
    """
    if "terms" in data:
        sections = [
            *(part._replace(ways=PAGES) for part in letter(data, created)),
            *_apart(_for_adviser(data), Paragraph(say("letter.adviser_note"))),
        ]
        found = sheets.plan_sheets(data)
    else:
        notes_of_making = [*repairs_in_file(data), *assumption_sections(data["assumptions"], "text.assumptions")]
        sections = [*_opening(data), *impossible_sections(data)]
        sections += _apart(notes_of_making) if notes_of_making else []
        notes = sheets.notes(data["notices"], data["warnings"], data["assumptions"])
        found = (*impossible_sheets(data), *(table for table in notes if table.rows))
    return Page(
        title=titled("text.title", data["learner"]),
        subtitle=" · ".join((*([worded(data["standing"])] if "standing" in data else []), subtitle(data))),
        sections=tuple(sections),
        sheets=found,
        footer=footer(data["meta"]),
        created=created,
        mark=mark(made_up=any(entry["id"] == ILLUSTRATIVE for entry in data["assumptions"])),
    )


def _apart(sections: Iterable[Section], *note: Paragraph) -> list[Section]:
    """Sections for the adviser; with a note on them, on pages of their own."""
    head = Section("adviser", say("letter.adviser"), note, new_page=bool(note), ways=PAGES)
    return [head, *(part._replace(level=3) for part in sections)]


def _opening(data: PlanDocument) -> Iterator[Section]:
    """What came of the search, what a new plan changes, and what to check."""
    yield Section("summary", say("page.summary"), tuple(_summary(data)))
    yield from migration_sections(data, data["programme"])
    if "replan" in data and "moves" in data["replan"]:
        yield Section("changes", say("replan.title"), (bullets(replan_items(data)),))
    yield from warning_sections(data["warnings"])


def _for_adviser(data: PlanDocument) -> Iterator[Section]:
    """How the plan was made, and all that is known of it."""
    yield from _opening(data)
    yield from _plan(data)
    yield from assumption_sections(data["assumptions"], "text.assumptions")


def _summary(data: PlanDocument) -> Iterator[Block]:
    yield Paragraph(say(f"text.{data['status']}"))
    yield notice_block(data["notices"])
    yield Facts((*profile(data), *(outcome(data) if "terms" in data else ())))


def _plan(data: PlanDocument) -> Iterator[Section]:
    """Terms, weeks, days, load, money and proof of a plan."""
    yield Section("terms", say("page.by_term"), (_terms(data), load(data)), ways=PAGES)
    yield Section("board", say("page.by_term"), (board(data),), ways=(TEXT,))
    grids = weeks(data)
    unknown: Block = Paragraph(say("page.no_week"))
    yield Section("weeks", say("page.weeks"), tuple(grids) or (unknown,), ways=PAGES)
    paid, known = data["cost"], about(data)
    if known["programme"]["priced"]:
        drawn = [costs.chart(paid)] if len(paid["by_payer"]) > 1 and any(y["amount"] for y in paid["by_year"]) else []
        told = costs.tables(paid, known["payers"], known["fundings"])
        yield Section("money", say("page.money"), (*drawn, *told))
    yield Section("proof", say("text.objectives"), (objectives(data),))


def _terms(data: PlanDocument) -> Table:
    """The terms by their names, with their days and the codes of their units: what one refers to."""
    rows = tuple(
        (term["term"], *span(term), ", ".join(unit["unit"] for unit in term["units"]) or "–") for term in data["terms"]
    )
    return Table("plan-terms", say("page.by_term"), columns("term", "starts", "ends", "units", wide=("units",)), rows)
