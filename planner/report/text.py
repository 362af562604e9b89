"""A plan as an adviser shows it to a learner: a block for each term, then milestones, cost, proof and assumptions."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from planner.domain.case import Case
from planner.messages import day, money, say, spaced
from planner.report.frame import assumption_lines, head, warning_lines
from planner.report.impossible import impossible_lines
from planner.report.layout import WIDTH, heading
from planner.report.payers import payer_lines, payers_text
from planner.report.terms import between, inside, term_facts, unit_notes
from planner.report.values import worded

Data = dict[str, Any]
Later = dict[str, tuple[str, list[Data]]]
Changes = Callable[[Case, Data], Iterable[str]]


def plan_text(case: Case, data: Data, changes: Callable[[Case, Data], Iterable[str]] | None = None) -> str:
    """The document of a plan, or of why there is none; `changes` tells what differs from an earlier plan."""
    lines = [*head(case, data), *(changes(case, data) if changes else ())]
    if "terms" in data:
        later = between(data)
        for term in data["terms"]:
            lines += ["", *_term(case, term, later)]
            if term["term"] in later:
                lines += ["", *_between(term["term"], *later[term["term"]])]
        lines += ["", *_milestones(data)]
        lines += ["", *cost_lines(case, data["cost"])] if case.programme.has_prices else []
        lines += ["", *_objectives(case, data)]
    lines += impossible_lines(case, data)
    lines += [*warning_lines(data["warnings"]), *assumption_lines(data["assumptions"])]
    return "\n".join(lines) + "\n"


def _days(text: str) -> str:
    return day(date.fromisoformat(text))


def _term(case: Case, term: Data, later: Later) -> Iterator[str]:
    starts, ends = _days(term["starts"]), _days(term["ends"])
    title = say("text.term", term=term["term"], title=term["title"], starts=starts, ends=ends)
    yield title + (f" ({say('text.projected')})" if term["projected"] else "")
    yield "  " + " · ".join(term_facts(term))
    widest = max((len(code) for code in case.programme.units), default=0)
    lines = [(unit, ", ".join(unit_notes(unit, term))) for unit in term["units"]]
    lines += [(attempt, say(f"result.{attempt['result']}")) for attempt in term.get("attempts", ())]
    for unit, notes in lines:
        yield from textwrap.wrap(
            spaced(f"{unit['title']} ({notes})"), WIDTH, initial_indent=f"  {unit['unit']:<{widest}}  ",
            subsequent_indent=" " * (widest + 4), break_on_hyphens=False,
        )  # fmt: skip
    for event in inside(term, later):
        yield "  * " + event_text(event)


def _between(term: str, following: str, events: list[Data]) -> Iterator[str]:
    yield say("text.between", first=term, last=following)
    for event in events:
        yield "  * " + event_text(event)


def event_text(event: Data) -> str:
    """What happens, and when."""
    what = say(f"event.{event['kind']}", name=event.get("id", ""))
    if event["kind"] == "workshop":
        return what
    if event["starts"] == event["ends"]:
        return say("event.date", what=what, ends=_days(event["ends"]))
    return say("event.dates", what=what, starts=_days(event["starts"]), ends=_days(event["ends"]))


def _milestones(data: Data) -> Iterator[str]:
    yield heading(say("text.milestones"))
    for certificate in data["certificates"]:
        if certificate["term"] is None:
            yield "  " + say("text.certificate_held", name=certificate["id"])
        else:
            held = _days(certificate["date"])
            yield "  " + say("text.certificate", name=certificate["id"], term=certificate["term"], day=held)
    if data["award"] is not None:
        yield "  " + say("text.award", term=data["award"]["term"], day=_days(data["award"]["date"]))
    unknown = say("page.credits_unknown")
    units, total = (unknown if value is None else value for value in data["ects"].values())
    yield "  " + say("text.ects" if data["award"] else "text.ects_units", units=units, total=total)


def cost_lines(case: Case, paid: Data) -> Iterator[str]:
    """Cost by academic year, its lines, and the total; who pays it, where that is not the learner alone."""
    yield heading(say("text.cost", funding=payers_text(case)))

    def amount(value: float | None) -> str:
        return money(None if value is None else round(value * 100), paid["currency"])

    for year in paid["by_year"]:
        yield f"  {year['year']:<40}{amount(year['amount']):>12}"
        grouped: dict[tuple[float | None, str | None, str | None], list[str]] = {}
        for line in paid["lines"]:
            if line["year"] == year["year"]:
                name = line["what"] if line.get("lost") else line["unit"] or line["what"]
                payer = line["payer"] if "payers" in paid and line["unit"] else None
                group = line["amount"], None if line.get("lost") else line["modality"], payer
                grouped.setdefault(group, []).append(name)
        for (value, modality, payer), codes in grouped.items():
            names = codes if modality is None else [*codes[:-1], say("cost.unit", unit=codes[-1], modality=modality)]
            what = ", ".join(names)
            if payer is not None:
                what = say("cost.paid_by", what=what, payer=case.programme.fundings.get(payer, payer))
            for number, text in enumerate(textwrap.wrap(what, 60)):
                price = (f"{len(names)} × " if len(names) > 1 else "") + amount(value)
                yield f"    {text:<62}{price if number == 0 else '':>16}"
    yield f"  {say('text.total'):<40}{amount(paid['total']):>12}"
    yield from payer_lines(paid)


def _objectives(case: Case, data: Data) -> Iterator[str]:
    yield heading(say("text.objectives"))
    for number, objective in enumerate(data["objectives"], 1):
        name, value = objective["name"], objective["value"]
        shown = worded(case, name, value)
        if objective["proven"]:
            proof = say("text.proven")
        else:
            proof = say("text.bound", bound=worded(case, name, objective["bound"]))
        yield f"  {number}. " + say("colon", name=say(f"objective.{name}"), value=f"{shown} ({proof})")
