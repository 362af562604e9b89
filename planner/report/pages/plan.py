"""The page of a plan: in short, what to check, term by term, the days, the money, the proof, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from planner.domain.case import Case
from planner.domain.learner import MONEY
from planner.messages import money as priced
from planner.messages import say, word, worded
from planner.report.document import duration
from planner.report.frame import pauses
from planner.report.layout import Item
from planner.report.listing import parted
from planner.report.pages import costs, milestones, sheets
from planner.report.pages.blocks import Bars, Block, Bullets, Cell, Facts, Page, Paragraph, Section, Series, Table
from planner.report.pages.board import board, weeks
from planner.report.pages.cells import columns, day, money, term
from planner.report.pages.impossible import impossible_sections, impossible_sheets
from planner.report.payers import funding_text
from planner.report.replan import replan_items
from planner.report.terms import term_facts
from planner.report.values import worded as valued

Data = dict[str, Any]


def plan_page(case: Case, data: Data, created: date) -> Page:
    """A plan, a plan after results (`replan` in the data), or why there is none."""
    sections = [Section("summary", say("page.summary"), tuple(_summary(case, data)))]
    if "moves" in data.get("replan", {}):
        sections.append(Section("changes", say("replan.title"), (bullets(replan_items(case, data)),)))
    sections += warning_sections(data["warnings"])
    if "terms" in data:
        sections += plan_sections(case, data)
        sections.append(Section("proof", say("text.objectives"), (objectives(case, data),)))
        found = sheets.plan_sheets(case, data)
    else:
        sections += impossible_sections(case, data)
        found = (*impossible_sheets(case, data), *(table for table in sheets.notes(data) if table.rows))
    sections += assumption_sections(data["assumptions"], "text.assumptions")
    return Page(
        title=say("text.title", name=data["learner"]),
        subtitle=subtitle(case, data),
        sections=tuple(sections),
        sheets=found,
        footer=footer(data),
        created=created,
    )


def bullets(items: Iterable[Item]) -> Bullets:
    """The items as a list; indented ones belong to the one before them."""
    found = list(items)
    return Bullets(tuple(item.text for item in found), levels=tuple(int(item.indent > 2) for item in found))


def subtitle(case: Case, data: Data) -> str:
    """The programme, and whether the learner is a fictional example."""
    about = case.programme.about
    facts = {"title": case.programme.title, "vintage": about["vintage"], "school": about["school"]}
    name = say("page.programme", **facts)
    return f"{name} · {say('text.fictional')}" if data["fictional"] else name


def footer(data: Data) -> str:
    """What the document was made from."""
    prints = data["meta"]["sha256"]
    values = {
        "version": data["meta"]["planner"],
        "programme": prints["programme"][:12],
        "learner": prints["learner"][:12],
    }
    return say("page.footer", **values)


def profile(case: Case, data: Data) -> list[tuple[str, str]]:
    """Who plans what, from when and with whose money."""
    start = case.programme.calendar.term(case.learner.start).name
    found = [
        (say("column.start"), term(case, start)),
        (say("column.pathway"), say(f"pathway.{data['pathway']}")),
        (say("column.funding"), funding_text(case)),
    ]
    if case.learner.pause:
        found.append((say("column.pause"), word("terms", pauses(case))))
    if case.learner.goal:
        found.append((say("column.goal"), say("page.goal", name=case.learner.goal)))
    if case.learner.acquired:
        held = [f"{unit} ({how})" if how else unit for unit, how in case.learner.acquired.items()]
        found.append((say("page.acquired"), ", ".join(held)))
    return found


def _summary(case: Case, data: Data) -> Iterator[Block]:
    yield Paragraph(say(f"text.{data['status']}"))
    yield notice_block(data["notices"])
    yield Facts((*profile(case, data), *(outcome(case, data) if "terms" in data else ())))


def outcome(case: Case, data: Data) -> Iterator[tuple[str, str]]:
    """The milestones, the load and the cost of a plan."""
    award = data["award"]
    if award is not None:
        yield say("column.award"), say("page.on", term=award["term"], day=day(award["date"]))
    yield say("page.duration"), say("page.terms", count=duration(data))
    for certificate in data["certificates"]:
        name = say("page.certificate", name=certificate["id"])
        held = certificate["term"] is None
        when = {"term": certificate["term"], "day": day(certificate["date"])}
        yield name, say("page.held") if held else say("page.on", **when)
    busiest = max(data["terms"], key=lambda entry: (len(entry["units"]), entry["evenings"]))
    yield say("page.busiest"), " · ".join([busiest["term"], *term_facts({**busiest, "enrol_by": None})])
    units, total = (say("page.credits_unknown") if value is None else value for value in data["ects"].values())
    known = say("page.credits_of", units=units, total=total) if award else str(units)
    yield say("page.credits"), known
    paid = data["cost"]
    yield say("column.cost"), priced(money(paid["total"], paid["currency"]), paid["currency"])
    if paid["by_payer"] and any(not entry["own"] for entry in paid["by_payer"]):
        yield say("page.own"), priced(money(paid["own"], paid["currency"]), paid["currency"])


def notice_block(notices: list[Data]) -> Bullets:
    """What nobody should miss: directly below what came of the search."""
    return Bullets(tuple(entry["text"] for entry in notices), warning="text.notices")


def warning_sections(warnings: list[str]) -> list[Section]:
    """What to check, where there is something."""
    block = Bullets(tuple(warnings), warning="format.warning")
    return [Section("to-check", say("text.warnings"), (block,))] if warnings else []


def assumption_sections(assumptions: list[Data], title: str) -> list[Section]:
    """What a document rests on, with the reasons."""
    if not assumptions:
        return []
    texts = tuple(
        say("page.assumption", text=entry["text"], reason=entry["reason"], id=entry["id"]) for entry in assumptions
    )
    return [Section("assumptions", say(title), (Bullets(texts),))]


def plan_sections(case: Case, data: Data) -> Iterator[Section]:
    """Terms, weeks, days, load and money of a plan."""
    yield Section("terms", say("page.by_term"), (board(data),))
    grids = weeks(data)
    unknown: Block = Paragraph(say("page.no_week"))
    yield Section("weeks", say("page.weeks"), tuple(grids) or (unknown,))
    yield Section("dates", say("page.dates"), (milestones.timeline(data), load(case, data)))
    if case.programme.has_prices:
        yield Section("money", say("page.money"), tuple(_money(case, data["cost"])))


def _money(case: Case, paid: Data) -> Iterator[Block]:
    if not paid["known"]:
        yield Paragraph(say("page.cost_unknown"))
    if any(year["amount"] for year in paid["by_year"]):
        yield costs.chart(paid)
    if paid["by_year"]:
        yield costs.by_year(case, paid)
        yield costs.lines(case, paid)


def load(case: Case, data: Data, prefix: str = "") -> Bars:
    """Units in each term by modality, with the learner's cap where it is the same in all terms."""
    names = [entry["term"] for entry in data["terms"]]
    modalities = dict.fromkeys(unit["modality"] for entry in data["terms"] for unit in entry["units"])
    series = tuple(
        Series(
            say(f"modality.{modality}"),
            tuple(float(sum(u["modality"] == modality for u in entry["units"])) for entry in data["terms"]),
        )
        for modality in modalities
    )
    counts = [say("page.load", term=entry["term"], count=len(entry["units"])) for entry in data["terms"]]
    caps = {case.evening_cap(case.learner.start + place) for place in range(len(names))}
    limit = float(caps.pop()) if len(caps) == 1 and "evening" in modalities else None
    return Bars(
        f"{prefix}load-chart", say("page.load_chart"), worded(parted(counts)), say("column.term"),
        say("column.units"), tuple(names), series, None, limit, say("page.cap"),
    )  # fmt: skip


def _cell(case: Case, name: str, value: float | None) -> Cell:
    """A value of an objective: money, a number, or a fraction where that is no decimal number."""
    if name in MONEY:
        return money(value, case.programme.currency)
    text = valued(case, name, value)
    return text if "/" in text else value


def objectives(case: Case, data: Data) -> Table:
    """Each objective with its value and its proof, in order."""
    rows = []
    for objective in data["objectives"]:
        value = _cell(case, objective["name"], objective["value"])
        shown = valued(case, objective["name"], objective["bound"])
        proof = say("text.proven") if objective["proven"] else say("text.bound", bound=shown)
        rows.append((say(f"objective.{objective['name']}"), value, proof))
    return Table("objectives", say("text.objectives"), columns("objective", "value", "proof"), tuple(rows))
