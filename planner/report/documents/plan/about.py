"""What pages say of a learner and a programme beside the plan; of documents made before it was kept, what is known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, cast

from planner.domain.case import Case
from planner.domain.credits import plain
from planner.domain.plan import Plan
from planner.domain.text import Key, Words
from planner.report.payers import funding_words, payers_words
from planner.report.spans import term_spans

if TYPE_CHECKING:
    from planner.report.documents.plan import about_shape as shape
    from planner.report.documents.plan.shape import PlanDocument, Told


def about_data(case: Case, plan: Plan | None, terms: Iterable[int] = ()) -> shape.About:
    """All of it; `terms` are named beside those of the plan."""
    calendar, start = case.programme.calendar, case.learner.start
    planned = range(start, case.end(plan) + 1) if plan else range(start, start + 1)
    named = [calendar.term(index) for index in sorted({*planned, *terms})]
    return {
        "programme": curriculum(case),
        "funding": funding_words(case),
        "payers": payers_words(case),
        "fundings": dict(case.programme.fundings),
        "budgets": bool(case.learner.payer_budgets),
        "pause": list(term_spans(calendar, case.learner.pause)),
        "acquired": [{"unit": unit, "by": how} for unit, how in case.learner.acquired.items()],
        "caps": [case.evening_cap(index) for index in planned] if plan else [],
        "days": {
            term.name: {"starts": term.span.starts.isoformat(), "ends": term.span.ends.isoformat()} for term in named
        },
        "others": _others(case),
    }


def curriculum(case: Case) -> shape.Curriculum:
    """The programme as pages name it."""
    programme, about = case.programme, case.programme.about
    return {
        "title": programme.title,
        "vintage": about["vintage"],
        "school": about["school"],
        "priced": programme.has_prices,
        "currency": programme.currency,
        "timezone": programme.timezone,
    }


def by_id(programme: str, currency: str, *, priced: bool) -> shape.Curriculum:
    """The same of a programme of which a document tells no more than its id."""
    return {
        "title": programme,
        "vintage": "",
        "school": "",
        "priced": priced,
        "currency": currency,
        "timezone": "Europe/Paris",
    }


def _others(case: Case) -> dict[str, shape.OtherUnit]:
    """The report and the workshop, which have no classes."""
    award, units = case.target.award, case.programme.units
    kinds = {code: kind for kind, code in (("workshop", award.workshop), ("report", award.report)) if code}
    return {
        code: {"kind": kind, "title": units[code].title, "ects": plain(units[code].credits)}
        for code, kind in kinds.items()
    }


def about(data: Told) -> shape.About:
    """What the document says of them; one made before it was kept names fundings and units by their codes alone."""
    if "about" in data:
        return data["about"]
    plan = cast("PlanDocument", data)
    paid, terms = plan.get("cost"), plan.get("terms", ())
    lines, currency = (paid.get("lines", ()), paid.get("currency", "EUR")) if paid else ((), "EUR")
    names = [data["funding"], *(line["payer"] for line in lines if line["payer"])]
    return {
        "programme": by_id(data["programme"], currency, priced=bool(lines or (paid and paid["known"]))),
        "funding": data["funding"],
        "payers": data["funding"],
        "fundings": {name: name for name in names},
        "budgets": False,
        "pause": list(data.get("pause", ())),
        "acquired": [],
        "caps": [],
        "days": {term["term"]: {"starts": term["starts"], "ends": term["ends"]} for term in terms},
        "others": {},
    }


def reports(data: PlanDocument) -> list[str]:
    """The codes of the report, one or none."""
    found = [code for code, other in about(data)["others"].items() if other["kind"] == "report"]
    events = [event for term in data.get("terms", ()) for event in term["events"]]
    return found or [event["id"] for event in events if event["kind"] == "report" and "id" in event]


def dated(data: Told, term: str) -> Words:
    """A term with its days, where they are known."""
    known = about(data)["days"].get(term)
    if known is None:
        return term
    days = {key: date.fromisoformat(day) for key, day in (("starts", known["starts"]), ("ends", known["ends"]))}
    return Key("dated", term=term, **days)
