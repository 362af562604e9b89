"""A plan as an adviser shows it to a learner: a block for each term, then milestones, cost, proof and assumptions."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from planner.domain.case import Case
from planner.messages import day, money, say
from planner.messages.spacing import spaced
from planner.report.frame import assumption_lines, head, warning_lines
from planner.report.impossible import impossible_lines
from planner.report.layout import WIDTH, heading
from planner.report.payers import payer_lines, payers_text
from planner.report.terms import between, inside, term_facts, unit_notes
from planner.report.values import worded

Data = dict[str, Any]
Later = dict[str, tuple[str, list[Data]]]
Changes = Callable[[Case, Data, str], Iterable[str]]


def plan_text(
    case: Case, data: Data, lang: str, changes: Callable[[Case, Data, str], Iterable[str]] | None = None
) -> str:
    """The document of a plan, or of why there is none; `changes` tells what differs from an earlier plan."""
    lines = [*head(case, data, lang), *(changes(case, data, lang) if changes else ())]
    if "terms" in data:
        later = between(data)
        for term in data["terms"]:
            lines += ["", *_term(case, term, later, lang)]
            if term["term"] in later:
                lines += ["", *_between(term["term"], *later[term["term"]], lang)]
        lines += ["", *_milestones(data, lang)]
        lines += ["", *cost_lines(case, data["cost"], lang)] if case.programme.has_prices else []
        lines += ["", *_objectives(case, data, lang)]
    lines += impossible_lines(case, data, lang)
    lines += [*warning_lines(data["warnings"], lang), *assumption_lines(data["assumptions"], lang)]
    return "\n".join(lines) + "\n"


def _days(lang: str, text: str) -> str:
    return day(lang, date.fromisoformat(text))


def _term(case: Case, term: Data, later: Later, lang: str) -> Iterator[str]:
    starts, ends = _days(lang, term["starts"]), _days(lang, term["ends"])
    title = say(lang, "text.term", term=term["term"], title=term["title"], starts=starts, ends=ends)
    yield title + (f" ({say(lang, 'text.projected')})" if term["projected"] else "")
    yield "  " + " · ".join(term_facts(term, lang))
    widest = max((len(code) for code in case.programme.units), default=0)
    lines = [(unit, ", ".join(unit_notes(unit, term, lang))) for unit in term["units"]]
    lines += [(attempt, say(lang, f"result.{attempt['result']}")) for attempt in term.get("attempts", ())]
    for unit, notes in lines:
        yield from textwrap.wrap(
            spaced(f"{unit['title']} ({notes})"), WIDTH, initial_indent=f"  {unit['unit']:<{widest}}  ",
            subsequent_indent=" " * (widest + 4), break_on_hyphens=False,
        )  # fmt: skip
    for event in inside(term, later):
        yield "  * " + event_text(event, lang)


def _between(term: str, following: str, events: list[Data], lang: str) -> Iterator[str]:
    yield say(lang, "text.between", first=term, last=following)
    for event in events:
        yield "  * " + event_text(event, lang)


def event_text(event: Data, lang: str) -> str:
    """What happens, and when."""
    what = say(lang, f"event.{event['kind']}", name=event.get("id", ""))
    if event["kind"] == "workshop":
        return what
    if event["starts"] == event["ends"]:
        return say(lang, "event.date", what=what, ends=_days(lang, event["ends"]))
    return say(lang, "event.dates", what=what, starts=_days(lang, event["starts"]), ends=_days(lang, event["ends"]))


def _milestones(data: Data, lang: str) -> Iterator[str]:
    yield heading(say(lang, "text.milestones"))
    for certificate in data["certificates"]:
        if certificate["term"] is None:
            yield "  " + say(lang, "text.certificate_held", name=certificate["id"])
        else:
            held = _days(lang, certificate["date"])
            yield "  " + say(lang, "text.certificate", name=certificate["id"], term=certificate["term"], day=held)
    if data["award"] is not None:
        yield "  " + say(lang, "text.award", term=data["award"]["term"], day=_days(lang, data["award"]["date"]))
    unknown = say(lang, "page.credits_unknown")
    units, total = (unknown if value is None else value for value in data["ects"].values())
    yield "  " + say(lang, "text.ects" if data["award"] else "text.ects_units", units=units, total=total)


def cost_lines(case: Case, paid: Data, lang: str) -> Iterator[str]:
    """Cost by academic year, its lines, and the total; who pays it, where that is not the learner alone."""
    yield heading(say(lang, "text.cost", funding=payers_text(case, lang)))

    def amount(value: float | None) -> str:
        return money(lang, None if value is None else round(value * 100), paid["currency"])

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
            names = (
                codes if modality is None else [*codes[:-1], say(lang, "cost.unit", unit=codes[-1], modality=modality)]
            )
            what = ", ".join(names)
            if payer is not None:
                what = say(lang, "cost.paid_by", what=what, payer=case.programme.fundings.get(payer, payer))
            for number, text in enumerate(textwrap.wrap(what, 60)):
                price = (f"{len(names)} × " if len(names) > 1 else "") + amount(value)
                yield f"    {text:<62}{price if number == 0 else '':>16}"
    yield f"  {say(lang, 'text.total'):<40}{amount(paid['total']):>12}"
    yield from payer_lines(paid, lang)


def _objectives(case: Case, data: Data, lang: str) -> Iterator[str]:
    yield heading(say(lang, "text.objectives"))
    for number, objective in enumerate(data["objectives"], 1):
        name, value = objective["name"], objective["value"]
        shown = worded(case, name, value, lang)
        if objective["proven"]:
            proof = say(lang, "text.proven")
        else:
            proof = say(lang, "text.bound", bound=worded(case, name, objective["bound"], lang))
        yield f"  {number}. " + say(lang, "colon", name=say(lang, f"objective.{name}"), value=f"{shown} ({proof})")
