"""The page of risks: what to take now, what to expect, the dates of the award, the exams that matter, and on what it
all rests.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.messages import say, worded
from planner.report.documents.chances.rates import past_sections, past_sheet
from planner.report.documents.risk import dates, estimates, exams, margins, safer, shape, tree
from planner.report.documents.risk.shape import RiskDocument
from planner.report.documents.risk.words import dated, month, number, way
from planner.report.pages.blocks import Answer, Answers, Block, Bullets, Cell, Paragraph, Table
from planner.report.pages.cells import columns, money, percent
from planner.report.pages.common import footer, notice_block, programme_line, warning_sections
from planner.report.pages.common import titled as page_title
from planner.report.pages.page import Page, Section

FIGURES = ("optimal", "feasible")
"""Statuses with figures."""
LITTLE = {"on_time": 0.0005, "expected_terms": 0.005, "expected_cost": 0.5}
"""What the better way must gain, at least, to be told."""


def page(data: RiskDocument, created: date) -> Page:
    """The whole document."""
    known, fictional = data.get("curriculum"), data["fictional"]
    return Page(
        title=page_title("risk.title", data["learner"]),
        subtitle=data["programme"] if known is None else programme_line(known, fictional=fictional),
        sections=(*_sections(data), *warning_sections(data["warnings"])),
        sheets=tuple(_sheets(data)),
        footer=footer(data["meta"]),
        created=created,
    )


def _sections(data: RiskDocument) -> Iterator[Section]:
    notices = [notice_block(data["notices"])] if data["notices"] else []
    yield Section("short", say("risk.short"), (*_short(data), *notices))
    if "bound" in data:
        yield Section("estimates", say("risk.estimate.title"), tuple(estimates.blocks(data)))
    if data["status"] in FIGURES:
        gain = () if "bound" in data else (Paragraph(_gain(data)),)
        yield Section("outlook", say("risk.outlook"), (_outlooks(data), *gain))
        if "changes" in data and (told := tuple(safer.blocks(data, data["changes"], data["policy"]))):
            yield Section("safer", say("risk.safer"), told)
        yield Section("award", say("risk.award"), tuple(dates.blocks(data)))
        if "tree" in data:
            yield Section("tree", say("risk.tree"), tuple(tree.blocks(data, data["tree"])))
        if data.get("units"):
            yield Section("exams", say("risk.exams"), tuple(exams.blocks(data)))
    if "table" in data:
        yield Section("table", say("risk.table"), (Paragraph(say("risk.table_lead")), _rows(data)))
    if "chances" in data:
        yield Section("chances", say("risk.chances"), tuple(_chances(data, data["chances"])))
    if data.get("margins"):
        yield Section("margins", say("risk.margins"), tuple(margins.blocks(data["margins"])))
    if "past" in data:
        yield from past_sections(data["past"])


def _short(data: RiskDocument) -> Iterator[Block]:
    """What to do now, and what to expect."""
    yield Paragraph(say(f"risk.{data['status']}"))
    if data["status"] in FIGURES:
        yield Answers(tuple(_answers(data, data["policy"])))
        yield Paragraph(say("risk.retake"))


def _answers(data: RiskDocument, policy: shape.Policy) -> Iterator[Answer]:
    now = [one["unit"] for one in policy["now"]]
    titles = data.get("titles", {})
    told = " ; ".join(worded(titles[unit]) for unit in now if unit in titles)
    if now:
        yield Answer(say("risk.now", term=data["start"]), ", ".join(now), told)
    else:
        yield Answer(say("risk.now", term=data["start"]), say("risk.nothing_now"))
    if policy["on_time"] is not None and data["deadline"] is not None:
        never = policy["on_time"] == 0 and policy["award"] and "bound" not in data
        soonest = say("risk.soonest", term=dated(data, policy["award"][0]["term"])) if never else ""
        yield Answer(say("risk.on_time", term=dated(data, data["deadline"])), percent(policy["on_time"]), soonest)
    when = month(policy.get("expected_date"))
    yield Answer(say("risk.terms"), number(policy["expected_terms"]), say("risk.around", month=when) if when else "")


def _outlooks(data: RiskDocument) -> Table:
    keys = columns("way", "on_time", "expected_terms", "expected_date", "expected_cost", of="risk.column.")
    rows = tuple(
        (way(data, name), *_outlook(outlook, data["currency"]))
        for name, outlook in (("policy", data["policy"]), ("plan", data["plan"]))
    )
    return Table("risk-outlook", say("risk.outlook"), keys, rows)


def _outlook(outlook: shape.Outlook, currency: str) -> tuple[Cell, ...]:
    chance, terms, cost = _figures(outlook, currency)
    return chance, terms, month(outlook.get("expected_date")), cost


def _figures(outlook: shape.Outlook | shape.Row, currency: str) -> tuple[Cell, Cell, Cell]:
    """Chance to be on time, terms and cost."""
    chance = outlook["on_time"]
    shown = "" if chance is None else percent(chance)
    return shown, round(outlook["expected_terms"], 2), money(outlook["expected_cost"], currency)


def _gain(data: RiskDocument) -> str:
    """What the better way to go on gains over the plan."""
    best, plan, found = data["policy"], data["plan"], list[str]()
    if best["on_time"] is not None and plan["on_time"] is not None:
        more = best["on_time"] - plan["on_time"]
        found += [say("risk.gain_chance", points=number(100 * more))] if more >= LITTLE["on_time"] else []
    fewer = plan["expected_terms"] - best["expected_terms"]
    found += [say("risk.gain_terms", terms=number(fewer, 2))] if fewer >= LITTLE["expected_terms"] else []
    if best["expected_cost"] is not None and plan["expected_cost"] is not None:
        less = plan["expected_cost"] - best["expected_cost"]
        found += (
            [say("risk.gain_cost", amount=money(less, data["currency"]))] if less >= LITTLE["expected_cost"] else []
        )
    return say("risk.gain", gains=", ".join(found)) if found else say("risk.no_gain")


def _chances(data: RiskDocument, chances: shape.Assumed) -> Iterator[Block]:
    """The chances that all figures rest on."""
    told = [say("risk.fail", chance=percent(chances["fail"]))]
    told += [say("risk.fail_unit", unit=unit, chance=percent(chance))
             for unit, chance in chances["units"].items()]  # fmt: skip
    if "second_session" in chances:
        told.append(say("risk.second_session", chance=percent(chances["second_session"])))
    yield Bullets(tuple(told))
    source = chances.get("source")
    yield Paragraph(" ".join([*([say(f"risk.source.{source}")] if source else []), say("risk.independent")]))


def _rows(data: RiskDocument) -> Table:
    keys = columns("fail", "on_time", "expected_terms", "expected_cost", of="risk.column.")
    rows = tuple((percent(row["fail"]), *_figures(row, data["currency"])) for row in data["table"])
    return Table("risk-table", say("risk.table"), keys, rows)


def _sheets(data: RiskDocument) -> Iterator[Table]:
    """The tables for machines: what came of it, all terms of the award, and all units."""
    facts = (("status", data["status"]), ("start", data["start"]), ("deadline", data["deadline"] or ""))
    figures = tuple(
        (f"{way}.{name}", "" if value is None else value)
        for way in ("policy", "plan") if way in data
        for name in ("on_time", "expected_terms", "expected_cost")
        for value in (data[way][name],)
    )  # fmt: skip
    now = tuple(("now", one["unit"]) for one in data["policy"]["now"]) if "policy" in data else ()
    keys = columns("what", "value", of="risk.column.")
    yield Table("risk", say("risk.title"), keys, (*facts, *now, *figures))
    if "policy" in data:
        yield exams.sheet(data)
        yield dates.table(data, every=True)
    if "tree" in data:
        yield tree.sheet(data["tree"])
    if "changes" in data:
        yield safer.sheet(data["changes"], data["currency"])
    if "margins" in data:
        yield margins.sheet(data["margins"])
    if "table" in data:
        yield _rows(data)
    if "past" in data:
        yield past_sheet(data["past"])
