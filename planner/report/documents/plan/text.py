"""A plan as an adviser shows it to a learner: a block for each term, then milestones, cost, proof and assumptions."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date

from planner.messages import day, money, say, spaced, worded
from planner.report.documents.plan import shape
from planner.report.documents.plan.about import about
from planner.report.documents.plan.shape import PlanDocument
from planner.report.formats.text import section_lines
from planner.report.frame import assumption_lines, head, warning_lines
from planner.report.layout import WIDTH, bulleted, heading
from planner.report.pages.impossible import impossible_sections
from planner.report.terms import Later, between, inside, term_facts, unit_notes
from planner.report.values import objective_text


def render(data: PlanDocument) -> str:
    """The document of a plan, or of why there is none."""
    known = about(data)
    lines = [*head(data), *_changes(data)]
    if "terms" in data:
        later = between(data)
        for term in data["terms"]:
            lines += ["", *_term(term, later, _widest(data))]
            if term["term"] in later:
                lines += ["", *_between(term["term"], *later[term["term"]])]
        lines += ["", *_milestones(data)]
        lines += ["", *cost_lines(data["cost"], known)] if known["programme"]["priced"] else []
        lines += ["", *_objectives(data)]
    lines += [line for section in impossible_sections(data) for line in section_lines(section)]
    lines += [*warning_lines(data["warnings"]), *assumption_lines(data["assumptions"])]
    return "\n".join(lines) + "\n"


def _changes(data: PlanDocument) -> Iterator[str]:
    """What differs from an earlier plan."""
    if "replan" in data and "moves" in data["replan"]:
        # Loaded for a new plan alone: the blocks of pages that come with it are a tenth of what a check takes.
        from planner.report.documents.plan.changes_items import replan_items

        yield ""
        yield heading(say("replan.title"))
        yield from bulleted(replan_items(data))


def _widest(data: PlanDocument) -> int:
    units = [unit["unit"] for term in data["terms"] for unit in (*term["units"], *term.get("attempts", ()))]
    return max((len(code) for code in units), default=0)


def _days(text: str) -> str:
    return day(date.fromisoformat(text))


def _term(term: shape.Term, later: Later, widest: int) -> Iterator[str]:
    starts, ends = _days(term["starts"]), _days(term["ends"])
    title = say("text.term", term=term["term"], title=term["title"], starts=starts, ends=ends)
    yield title + (f" ({say('text.projected')})" if term["projected"] else "")
    yield "  " + " · ".join(term_facts(term))
    lines: list[tuple[shape.Taken, str]] = [(unit, ", ".join(unit_notes(unit, term))) for unit in term["units"]]
    lines += [(attempt, say(f"result.{attempt['result']}")) for attempt in term.get("attempts", ())]
    for unit, notes in lines:
        yield from textwrap.wrap(
            spaced(f"{worded(unit['title'])} ({notes})"), WIDTH, initial_indent=f"  {unit['unit']:<{widest}}  ",
            subsequent_indent=" " * (widest + 4), break_on_hyphens=False,
        )  # fmt: skip
    for event in inside(term, later):
        yield "  * " + event_text(event)


def _between(term: str, following: str, events: list[shape.Event]) -> Iterator[str]:
    yield say("text.between", first=term, last=following)
    for event in events:
        yield "  * " + event_text(event)


def event_text(event: shape.Event) -> str:
    """What happens, and when."""
    what = say(f"event.{event['kind']}", name=event.get("id", ""))
    if event["kind"] == "workshop":
        return what
    if event["starts"] == event["ends"]:
        return say("event.date", what=what, ends=_days(event["ends"]))
    return say("event.dates", what=what, starts=_days(event["starts"]), ends=_days(event["ends"]))


def _milestones(data: PlanDocument) -> Iterator[str]:
    yield heading(say("text.milestones"))
    for certificate in data["certificates"]:
        if certificate["term"] is None:
            yield "  " + say("text.certificate_held", name=certificate["id"])
        else:
            held = _days(certificate["date"] or "")
            yield "  " + say("text.certificate", name=certificate["id"], term=certificate["term"], day=held)
    if data["award"] is not None:
        yield "  " + say("text.award", term=data["award"]["term"], day=_days(data["award"]["date"]))
    unknown = say("page.credits_unknown")
    units, total = (unknown if value is None else value for value in (data["ects"]["units"], data["ects"]["total"]))
    yield "  " + say("text.ects" if data["award"] else "text.ects_units", units=units, total=total)


def cost_lines(paid: shape.Cost, known: shape.About) -> Iterator[str]:
    """Cost by academic year, its lines, and the total; who pays it, where that is not the learner alone."""
    yield heading(say("text.cost", funding=known["payers"]))

    def amount(value: float | None) -> str:
        return money(None if value is None else round(value * 100), paid["currency"])

    for year in paid["by_year"]:
        yield f"  {year['year']:<40}{amount(year['amount']):>12}"
        grouped: dict[tuple[float | None, str | None, str | None], list[str]] = {}
        for line in paid["lines"]:
            if line["year"] == year["year"]:
                name = worded(line["what"] if line.get("lost") else line["unit"] or line["what"])
                payer = line["payer"] if "payers" in paid and line["unit"] else None
                group = line["amount"], None if line.get("lost") else line["modality"], payer
                grouped.setdefault(group, []).append(name)
        for (value, modality, payer), codes in grouped.items():
            names = codes if modality is None else [*codes[:-1], say("cost.unit", unit=codes[-1], modality=modality)]
            what = ", ".join(names)
            if payer is not None:
                what = say("cost.paid_by", what=what, payer=known["fundings"].get(payer, payer))
            for number, text in enumerate(textwrap.wrap(what, 60)):
                price = (f"{len(names)} × " if len(names) > 1 else "") + amount(value)
                yield f"    {text:<62}{price if number == 0 else '':>16}"
    yield f"  {say('text.total'):<40}{amount(paid['total']):>12}"
    yield from payer_lines(paid)


def _objectives(data: PlanDocument) -> Iterator[str]:
    yield heading(say("text.objectives"))
    currency = about(data)["programme"]["currency"]
    for number, objective in enumerate(data["objectives"], 1):
        name = objective["name"]
        shown = objective_text(name, objective["value"], currency)
        bound = objective_text(name, objective["bound"], currency)
        proof = say("text.proven") if objective["proven"] else say("text.bound", bound=bound)
        yield f"  {number}. " + say("colon", name=say(f"objective.{name}"), value=f"{shown} ({proof})")


def payer_lines(paid: shape.Cost) -> Iterator[str]:
    """Who pays what by year and in all; nothing where one funding pays everything and may be the learner's money."""
    payers = paid["by_payer"]
    if not payers or (len(payers) == 1 and payers[0]["own"] is not False):
        return

    def line(name: str, value: float | None, indent: int = 2) -> str:
        cents = None if value is None else round(value * 100)
        return f"{' ' * indent + name:<66}{money(cents, paid['currency']):>16}"

    own = [payer["own"] and not payer.get("beyond") for payer in payers]
    names = [say("payer.own", funding=payer["name"]) if mine else worded(payer["name"])
             for payer, mine in zip(payers, own, strict=True)]  # fmt: skip
    yield ""
    yield heading(say("text.payers"))
    for place, year in enumerate(paid["by_year"]):
        yield f"  {year['year']}"
        for name, payer in zip(names, payers, strict=True):
            amount = payer["by_year"][place]["amount"]
            if amount != 0:
                yield line(name, amount, 4)
    yield f"  {say('text.payers_all')}"
    for name, payer in zip(names, payers, strict=True):
        yield line(name, payer["total"], 4)
    yield line(say("text.own"), paid["own"])
