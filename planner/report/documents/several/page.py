"""The page of several plans of one learner: a table to choose from, duration against cost, and each plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import months
from planner.domain.text import Words
from planner.messages import say, worded
from planner.report.documents.plan.basis_shape import Meta, Notice
from planner.report.documents.plan.milestones import duration, reached
from planner.report.documents.plan.shape import PlanDocument
from planner.report.documents.several.shared import shared_assumptions, shared_warnings, warnings_for_people
from planner.report.listing import parted
from planner.report.migration import migration_texts
from planner.report.pages import sheets
from planner.report.pages.blocks import Block, Bullets, Cell, Column, Facts, Paragraph, Table
from planner.report.pages.board import board
from planner.report.pages.cells import columns, day, money
from planner.report.pages.charts import Point, Scatter
from planner.report.pages.common import assumption_sections, footer, notice_block, subtitle, warning_sections
from planner.report.pages.outcome import outcome, profile
from planner.report.pages.page import DRAWN, Page, Section

KEYS = (
    "plan", "difference", "duration", "months", "award", "award_date", "certificate", "certificate_date", "cost",
    "currency", "peak_units", "peak_evenings",
)  # fmt: skip
SHOWN = ("plan", "award_date", "own", "cost", "duration", "months", "certificate_date", "peak_units", "peak_evenings")
"""Columns for people, what matters most first; `own` only where it is not the whole cost."""


@dataclass(frozen=True, slots=True)
class Several:
    """The plans and what is said of them: `title`, `lead` sentences, for each plan what sets it apart, which ones no
    other beats, and what to check of all beside what each of them says.
    """

    plans: Sequence[PlanDocument]
    title: str
    lead: tuple[str, ...]
    differences: Sequence[str]
    front: Sequence[bool]
    notices: Sequence[Notice]
    warnings: Sequence[Words]
    meta: Meta


def several_page(told: Several, created: date) -> Page:
    """The page; what all plans say of the learner is taken from the first."""
    plans = told.plans
    sections = [Section("summary", say("page.summary"), tuple(_summary(told)))]
    points = tuple(_points(told))
    if points:
        sections.append(Section("chart", say("page.charts"), (_scatter(points, plans[0]),), ways=(DRAWN,)))
    texts = migration_texts(plans[0], plans[0]["programme"])
    if texts:
        sections.append(Section("migration", say("text.migration"), (Bullets(tuple(texts)),)))
    sections += warning_sections([*told.warnings, *warnings_for_people(plans)])
    sections += [_plan(plan, told, place) for place, plan in enumerate(plans)]
    title = "alternatives.assumptions" if len(plans) > 1 else "text.assumptions"
    sections += assumption_sections(shared_assumptions(plans), title)
    return Page(
        title=told.title,
        subtitle=subtitle(plans[0]),
        sections=tuple(sections),
        sheets=tuple(_sheets(told)),
        footer=footer(told.meta),
        created=created,
    )


def _summary(told: Several) -> Iterator[Block]:
    yield from map(Paragraph, told.lead)
    yield notice_block(told.notices)
    yield Facts(tuple(profile(told.plans[0])))
    if len(told.plans) > 1:
        yield _table(told.plans)


def _table(plans: Sequence[PlanDocument]) -> Table:
    some = any(plan["cost"]["own"] not in (None, plan["cost"]["total"]) for plan in plans)
    names = [key for key in SHOWN if key != "own" or some]
    rows = [_figures(plan, number) for number, plan in enumerate(plans, 1)]
    cells = tuple(tuple(row[key] for key in names) for row in rows)
    return Table("plans", say("page.plans"), tuple(map(_column, names)), cells)


def _column(key: str) -> Column:
    """A column for people, who read of what they pay themselves."""
    return Column(key, say("compare.column_own")) if key == "own" else columns(key)[0]


def _figures(plan: PlanDocument, number: int) -> dict[str, Cell]:
    """What is worth comparing of a plan, by the keys of columns."""
    award, held, paid = plan["award"], plan["certificate"], plan["cost"]
    return {
        "plan": number,
        "duration": duration(plan),
        "months": _months(plan),
        "award": award["term"] if award else "",
        "award_date": day(award["date"]) if award else "",
        "certificate": (held["term"] if held else None) or "",
        "certificate_date": (day(held["date"]) if held else None) or "",
        "own": money(paid["own"], paid["currency"]),
        "cost": money(paid["total"], paid["currency"]),
        "currency": paid["currency"],
        "peak_units": max(len(term["units"]) for term in plan["terms"]),
        "peak_evenings": max(term["evenings"] for term in plan["terms"]),
    }


def _months(plan: PlanDocument) -> int:
    return months(date.fromisoformat(plan["terms"][0]["starts"]), date.fromisoformat(reached(plan)["date"]))


def _scatter(points: tuple[Point, ...], plan: PlanDocument) -> Scatter:
    """Duration against cost of the plans whose cost is known."""
    return Scatter(
        "duration-cost", say("page.scatter"), worded(parted([point.text for point in points])),
        say("page.months"), say("page.cost_axis"), say("page.front"), points, plan["cost"]["currency"],
    )  # fmt: skip


def _points(told: Several) -> Iterator[Point]:
    for number, (plan, best) in enumerate(zip(told.plans, told.front, strict=True), 1):
        cents = money(plan["cost"]["total"], plan["cost"]["currency"])
        if cents is not None:
            name = say("alternatives.plan", number=number)
            text = say("page.point", name=name, count=_months(plan), cost=cents)
            yield Point(str(number), _months(plan), cents, best, text)


def _plan(plan: PlanDocument, told: Several, place: int) -> Section:
    number = place + 1
    title = say("alternatives.plan", number=number)
    terms = board(plan, f"plan-{number}-", among=number)
    difference = told.differences[place]
    blocks = (
        Paragraph(difference[:1].upper() + difference[1:].removesuffix(".") + "."),
        Facts(tuple(outcome(plan))),
        terms,
    )
    return Section(f"plan-{number}", title, blocks, new_page=True)


def _sheets(told: Several) -> Iterator[Table]:
    plans, names = told.plans, columns(*KEYS, wide=("difference",))
    rows = ({**_figures(plan, place + 1), "difference": told.differences[place]} for place, plan in enumerate(plans))
    yield Table("plans", say("page.plans"), names, tuple(tuple(row[key] for key in KEYS) for row in rows))
    every = [sheets.units(plan, ("plan", number)) for number, plan in enumerate(plans, 1)]
    yield Table("units", every[0].title, every[0].columns, tuple(row for table in every for row in table.rows))
    yield from sheets.notes(told.notices, [*told.warnings, *shared_warnings(plans)], shared_assumptions(plans))
