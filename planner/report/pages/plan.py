"""The page of a plan: in short, what to check, term by term, the days, the money, the proof, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from planner.domain.case import Case
from planner.domain.learner import MONEY
from planner.messages import money as priced
from planner.messages import say, word
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
from planner.report.values import worded

Data = dict[str, Any]


def plan_page(case: Case, data: Data, lang: str, created: date) -> Page:
    """A plan, a plan after results (`replan` in the data), or why there is none."""
    sections = [Section("summary", say(lang, "page.summary"), tuple(_summary(case, data, lang)))]
    if "moves" in data.get("replan", {}):
        sections.append(Section("changes", say(lang, "replan.title"), (bullets(replan_items(case, data, lang)),)))
    sections += warning_sections(data["warnings"], lang)
    if "terms" in data:
        sections += plan_sections(case, data, lang)
        sections.append(Section("proof", say(lang, "text.objectives"), (objectives(case, data, lang),)))
        found = sheets.plan_sheets(case, data, lang)
    else:
        sections += impossible_sections(case, data, lang)
        found = (*impossible_sheets(case, data, lang), *(table for table in sheets.notes(data, lang) if table.rows))
    sections += assumption_sections(data["assumptions"], lang, "text.assumptions")
    return Page(
        title=say(lang, "text.title", name=data["learner"]),
        subtitle=subtitle(case, data, lang),
        lang=lang,
        sections=tuple(sections),
        sheets=found,
        footer=footer(data, lang),
        created=created,
    )


def bullets(items: Iterable[Item]) -> Bullets:
    """The items as a list; indented ones belong to the one before them."""
    found = list(items)
    return Bullets(tuple(item.text for item in found), levels=tuple(int(item.indent > 2) for item in found))


def subtitle(case: Case, data: Data, lang: str) -> str:
    """The programme, and whether the learner is a fictional example."""
    about = case.programme.about
    facts = {"title": case.programme.title, "vintage": about["vintage"], "school": about["school"]}
    name = say(lang, "page.programme", **facts)
    return f"{name} · {say(lang, 'text.fictional')}" if data["fictional"] else name


def footer(data: Data, lang: str) -> str:
    """What the document was made from."""
    prints = data["meta"]["sha256"]
    values = {
        "version": data["meta"]["planner"],
        "programme": prints["programme"][:12],
        "learner": prints["learner"][:12],
    }
    return say(lang, "page.footer", **values)


def profile(case: Case, data: Data, lang: str) -> list[tuple[str, str]]:
    """Who plans what, from when and with whose money."""
    start = case.programme.calendar.term(case.learner.start).name
    found = [
        (say(lang, "column.start"), term(case, start, lang)),
        (say(lang, "column.pathway"), say(lang, f"pathway.{data['pathway']}")),
        (say(lang, "column.funding"), funding_text(case, lang)),
    ]
    if case.learner.pause:
        found.append((say(lang, "column.pause"), word(lang, "terms", pauses(case))))
    if case.learner.goal:
        found.append((say(lang, "column.goal"), say(lang, "page.goal", name=case.learner.goal)))
    if case.learner.acquired:
        held = [f"{unit} ({how})" if how else unit for unit, how in case.learner.acquired.items()]
        found.append((say(lang, "page.acquired"), ", ".join(held)))
    return found


def _summary(case: Case, data: Data, lang: str) -> Iterator[Block]:
    yield Paragraph(say(lang, f"text.{data['status']}"))
    yield notice_block(data["notices"])
    yield Facts((*profile(case, data, lang), *(outcome(case, data, lang) if "terms" in data else ())))


def outcome(case: Case, data: Data, lang: str) -> Iterator[tuple[str, str]]:
    """The milestones, the load and the cost of a plan."""
    award = data["award"]
    if award is not None:
        yield say(lang, "column.award"), say(lang, "page.on", term=award["term"], day=day(award["date"]))
    yield say(lang, "page.duration"), say(lang, "page.terms", count=duration(data))
    for certificate in data["certificates"]:
        name = say(lang, "page.certificate", name=certificate["id"])
        held = certificate["term"] is None
        when = {"term": certificate["term"], "day": day(certificate["date"])}
        yield name, say(lang, "page.held") if held else say(lang, "page.on", **when)
    busiest = max(data["terms"], key=lambda entry: (len(entry["units"]), entry["evenings"]))
    yield say(lang, "page.busiest"), " · ".join([busiest["term"], *term_facts({**busiest, "enrol_by": None}, lang)])
    units, total = (say(lang, "page.credits_unknown") if value is None else value for value in data["ects"].values())
    known = say(lang, "page.credits_of", units=units, total=total) if award else str(units)
    yield say(lang, "page.credits"), known
    paid = data["cost"]
    yield say(lang, "column.cost"), priced(lang, money(paid["total"], paid["currency"]), paid["currency"])
    if paid["by_payer"] and any(not entry["own"] for entry in paid["by_payer"]):
        yield say(lang, "page.own"), priced(lang, money(paid["own"], paid["currency"]), paid["currency"])


def notice_block(notices: list[Data]) -> Bullets:
    """What nobody should miss: directly below what came of the search."""
    return Bullets(tuple(entry["text"] for entry in notices), warning="text.notices")


def warning_sections(warnings: list[str], lang: str) -> list[Section]:
    """What to check, where there is something."""
    block = Bullets(tuple(warnings), warning="format.warning")
    return [Section("to-check", say(lang, "text.warnings"), (block,))] if warnings else []


def assumption_sections(assumptions: list[Data], lang: str, title: str) -> list[Section]:
    """What a document rests on, with the reasons."""
    if not assumptions:
        return []
    texts = tuple(
        say(lang, "page.assumption", text=entry["text"], reason=entry["reason"], id=entry["id"])
        for entry in assumptions
    )
    return [Section("assumptions", say(lang, title), (Bullets(texts),))]


def plan_sections(case: Case, data: Data, lang: str) -> Iterator[Section]:
    """Terms, weeks, days, load and money of a plan."""
    yield Section("terms", say(lang, "page.by_term"), (board(data, lang),))
    grids = weeks(data, lang)
    unknown: Block = Paragraph(say(lang, "page.no_week"))
    yield Section("weeks", say(lang, "page.weeks"), tuple(grids) or (unknown,))
    yield Section("dates", say(lang, "page.dates"), (milestones.timeline(data, lang), load(case, data, lang)))
    if case.programme.has_prices:
        yield Section("money", say(lang, "page.money"), tuple(_money(case, data["cost"], lang)))


def _money(case: Case, paid: Data, lang: str) -> Iterator[Block]:
    if not paid["known"]:
        yield Paragraph(say(lang, "page.cost_unknown"))
    if any(year["amount"] for year in paid["by_year"]):
        yield costs.chart(paid, lang)
    if paid["by_year"]:
        yield costs.by_year(case, paid, lang)
        yield costs.lines(case, paid, lang)


def load(case: Case, data: Data, lang: str, prefix: str = "") -> Bars:
    """Units in each term by modality, with the learner's cap where it is the same in all terms."""
    names = [entry["term"] for entry in data["terms"]]
    modalities = dict.fromkeys(unit["modality"] for entry in data["terms"] for unit in entry["units"])
    series = tuple(
        Series(
            say(lang, f"modality.{modality}"),
            tuple(float(sum(u["modality"] == modality for u in entry["units"])) for entry in data["terms"]),
        )
        for modality in modalities
    )
    counts = [say(lang, "page.load", term=entry["term"], count=len(entry["units"])) for entry in data["terms"]]
    caps = {case.evening_cap(case.learner.start + place) for place in range(len(names))}
    limit = float(caps.pop()) if len(caps) == 1 and "evening" in modalities else None
    return Bars(
        f"{prefix}load-chart", say(lang, "page.load_chart"), parted(counts, lang), say(lang, "column.term"),
        say(lang, "column.units"), tuple(names), series, None, limit, say(lang, "page.cap"),
    )  # fmt: skip


def _cell(case: Case, name: str, value: float | None, lang: str) -> Cell:
    """A value of an objective: money, a number, or a fraction where that is no decimal number."""
    if name in MONEY:
        return money(value, case.programme.currency)
    text = worded(case, name, value, lang)
    return text if "/" in text else value


def objectives(case: Case, data: Data, lang: str) -> Table:
    """Each objective with its value and its proof, in order."""
    rows = []
    for objective in data["objectives"]:
        value = _cell(case, objective["name"], objective["value"], lang)
        shown = worded(case, objective["name"], objective["bound"], lang)
        proof = say(lang, "text.proven") if objective["proven"] else say(lang, "text.bound", bound=shown)
        rows.append((say(lang, f"objective.{objective['name']}"), value, proof))
    return Table("objectives", say(lang, "text.objectives"), columns(lang, "objective", "value", "proof"), tuple(rows))
