"""The page of a plan: in short, what to check, term by term, the days, the money, the proof, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.messages import say
from planner.report.documents.plan.about import about
from planner.report.documents.plan.changes_items import replan_items
from planner.report.documents.plan.shape import PlanDocument
from planner.report.pages import costs, milestones, sheets
from planner.report.pages.blocks import Block, Facts, Page, Paragraph, Section
from planner.report.pages.board import board, weeks
from planner.report.pages.common import (
    assumption_sections,
    bullets,
    footer,
    notice_block,
    subtitle,
    warning_sections,
)
from planner.report.pages.impossible import impossible_sections, impossible_sheets
from planner.report.pages.outcome import load, objectives, outcome, profile


def page(data: PlanDocument, created: date) -> Page:
    """A plan, a plan after results (`replan` in the data), or why there is none."""
    sections = [Section("summary", say("page.summary"), tuple(_summary(data)))]
    if "replan" in data and "moves" in data["replan"]:
        sections.append(Section("changes", say("replan.title"), (bullets(replan_items(data)),)))
    sections += warning_sections(data["warnings"])
    if "terms" in data:
        sections += _plan(data)
        found = sheets.plan_sheets(data)
    else:
        sections += impossible_sections(data)
        notes = sheets.notes(data["notices"], data["warnings"], data["assumptions"])
        found = (*impossible_sheets(data), *(table for table in notes if table.rows))
    sections += assumption_sections(data["assumptions"], "text.assumptions")
    return Page(
        title=say("text.title", name=data["learner"]),
        subtitle=subtitle(data),
        sections=tuple(sections),
        sheets=found,
        footer=footer(data["meta"]),
        created=created,
    )


def _summary(data: PlanDocument) -> Iterator[Block]:
    yield Paragraph(say(f"text.{data['status']}"))
    yield notice_block(data["notices"])
    yield Facts((*profile(data), *(outcome(data) if "terms" in data else ())))


def _plan(data: PlanDocument) -> Iterator[Section]:
    """Terms, weeks, days, load, money and proof of a plan."""
    yield Section("terms", say("page.by_term"), (board(data),))
    grids = weeks(data)
    unknown: Block = Paragraph(say("page.no_week"))
    yield Section("weeks", say("page.weeks"), tuple(grids) or (unknown,))
    yield Section("dates", say("page.dates"), (milestones.timeline(data), load(data)))
    if about(data)["programme"]["priced"]:
        yield Section("money", say("page.money"), tuple(_money(data)))
    yield Section("proof", say("text.objectives"), (objectives(data),))


def _money(data: PlanDocument) -> Iterator[Block]:
    paid, known = data["cost"], about(data)
    if not paid["known"]:
        yield Paragraph(say("page.cost_unknown"))
    if any(year["amount"] for year in paid["by_year"]):
        yield costs.chart(paid)
    if paid["by_year"]:
        yield costs.by_year(paid, known["payers"])
        yield costs.lines(paid, known["fundings"])
