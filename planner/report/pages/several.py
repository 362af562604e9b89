"""The page of several plans of one learner: a table to choose from, duration against cost, and each plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.calendar import months
from planner.domain.case import Case
from planner.messages import money as priced
from planner.messages import say, worded
from planner.report.documents.plan.milestones import duration, reached
from planner.report.documents.plan.shape import PlanDocument
from planner.report.layout import sentence
from planner.report.listing import parted
from planner.report.pages import sheets
from planner.report.pages.blocks import Block, Cell, Facts, Page, Paragraph, Point, Scatter, Section, Table
from planner.report.pages.board import board
from planner.report.pages.cells import columns, day, money
from planner.report.pages.common import assumption_sections, footer, notice_block, subtitle, warning_sections
from planner.report.pages.outcome import outcome, profile
from planner.report.short import shared_assumptions, shared_warnings

Data = dict[str, Any]
KEYS = (
    "plan", "difference", "duration", "months", "award", "award_date", "certificate", "certificate_date", "cost",
    "currency", "peak_units", "peak_evenings",
)  # fmt: skip
SHOWN = ("plan", "duration", "months", "award_date", "certificate_date", "cost", "peak_units", "peak_evenings")


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of several plans: `title`, `lead` sentences, and for each plan what sets it apart."""

    title: str
    lead: tuple[str, ...]
    differences: Sequence[str]
    front: Sequence[bool]


def several_page(case: Case, data: Data, plans: Sequence[PlanDocument], told: Told, created: date) -> Page:
    """A page of the documents `plans`; `data` is what they are part of."""
    rows = [_row(case, plan, told, place) for place, plan in enumerate(plans)]
    shown = tuple(tuple(row[KEYS.index(key)] for key in SHOWN) for row in rows)
    names = columns(*SHOWN)
    table = Table("plans", say("page.plans"), names, shown)
    lead: list[Block] = [Paragraph(text) for text in told.lead]
    blocks = (*lead, notice_block(data["notices"]), Facts(tuple(profile(plans[0]))), table)
    sections = [Section("summary", say("page.summary"), blocks)]
    chart = scatter(case, plans, told.front)
    if chart:
        sections.append(Section("chart", say("page.charts"), (chart,)))
    sections += warning_sections([*data["warnings"], *shared_warnings(plans)])
    sections += [_plan(case, plan, told, place) for place, plan in enumerate(plans)]
    sections += assumption_sections(shared_assumptions(plans), "alternatives.assumptions")
    return Page(
        title=told.title,
        subtitle=subtitle(plans[0]),
        sections=tuple(sections),
        sheets=tuple(_sheets(case, rows, data, plans)),
        footer=footer(data["meta"]),
        created=created,
    )


def _row(case: Case, plan: PlanDocument, told: Told, place: int) -> tuple[Cell, ...]:
    award, held, paid = plan["award"], plan["certificate"], plan["cost"]
    return (
        place + 1,
        told.differences[place],
        duration(plan),
        months(case.start_day, date.fromisoformat(reached(plan)["date"])),
        award["term"] if award else "",
        day(award["date"]) if award else "",
        (held["term"] if held else None) or "",
        (day(held["date"]) if held else None) or "",
        money(paid["total"], paid["currency"]),
        paid["currency"],
        max(len(term["units"]) for term in plan["terms"]),
        max(term["evenings"] for term in plan["terms"]),
    )


def scatter(case: Case, plans: Sequence[PlanDocument], front: Sequence[bool]) -> Scatter | None:
    """Duration against cost of the plans whose cost is known; None where no cost is."""
    points = tuple(_points(case, plans, front))
    if not points:
        return None
    return Scatter(
        "duration-cost", say("page.scatter"), worded(parted([point.text for point in points])),
        say("page.months"), say("page.cost_axis"), say("page.front"), points, case.programme.currency,
    )  # fmt: skip


def _points(case: Case, plans: Sequence[PlanDocument], front: Sequence[bool]) -> Iterator[Point]:
    for number, (plan, best) in enumerate(zip(plans, front, strict=True), 1):
        cents = money(plan["cost"]["total"], plan["cost"]["currency"])
        if cents is not None:
            length = months(case.start_day, date.fromisoformat(reached(plan)["date"]))
            name = say("alternatives.plan", number=number)
            price = priced(cents, plan["cost"]["currency"])
            text = say("page.point", name=name, count=length, cost=price)
            yield Point(str(number), length, cents, best, text)


def _plan(case: Case, plan: PlanDocument, told: Told, place: int) -> Section:
    number = place + 1
    title = say("alternatives.plan", number=number)
    facts = Facts(tuple(outcome(plan)))
    blocks = (Paragraph(sentence(told.differences[place])), facts, board(plan, f"plan-{number}-"))
    return Section(f"plan-{number}", title, blocks, new_page=True)


def _sheets(case: Case, rows: Sequence[tuple[Cell, ...]], data: Data, plans: Sequence[PlanDocument]) -> Iterator[Table]:
    names = columns(*KEYS, wide=("difference",))
    yield Table("plans", say("page.plans"), names, tuple(rows))
    every = [sheets.units(plan, ("plan", number)) for number, plan in enumerate(plans, 1)]
    yield Table("units", every[0].title, every[0].columns, tuple(row for table in every for row in table.rows))
    warnings = [*data["warnings"], *shared_warnings(plans)]
    yield from sheets.notes(data["notices"], warnings, shared_assumptions(plans))
