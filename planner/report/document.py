"""A result as the plain data of `planner/plan/1`, which every other format is drawn from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from planner import __version__
from planner.check.cost import cost
from planner.check.requirement import extra
from planner.domain.calendar import Term
from planner.domain.case import Case
from planner.domain.offering import EVENING, Offering
from planner.domain.plan import FEASIBLE, Cost, Plan
from planner.domain.text import Key
from planner.messages import dated
from planner.report import basis
from planner.report.attended import attempts, attended, classes, history_data, result
from planner.report.events import certificate_day, certificate_term, happenings, reached_day
from planner.report.migration import migration_data
from planner.report.notices import notices_data, of_the_day
from planner.report.payers import payers_data, shares_data
from planner.report.values import plain, shown, term_loads

if TYPE_CHECKING:
    from planner.solve.result import Result

SCHEMA = "planner/plan/1"
Data = dict[str, Any]


def document(case: Case, result: Result, *, today: date | None = None, meta: Data | None = None) -> Data:
    """The data of a result, its texts as keys and values. Amounts are in the programme's currency, None where unknown.
    `today` is the day for which notices are told, and `meta.today` says which it was where it matters.
    """
    data = stated(case, result.status, result.plan, today)
    data["objectives"] = [
        {
            "name": o.name,
            "value": shown(case, o.name, o.value),
            "bound": shown(case, o.name, o.bound),
            "proven": o.proven,
        }
        for o in result.objectives
    ]
    data["meta"] = {
        "planner": __version__,
        "sha256": {"programme": case.programme.sha256, "learner": case.learner.sha256},
    }
    data["meta"] |= (meta or {}) | day_data([case], today)
    return data


def day_data(cases: Iterable[Case], today: date | None) -> Data:
    """The key `today` of `meta`, where the day matters to any of the cases."""
    return {"today": today.isoformat()} if today is not None and any(map(of_the_day, cases)) else {}


def stated(case: Case, status: str, plan: Plan | None, today: date | None = None) -> Data:
    """What follows from the learner and the plan alone; objectives and `meta` are filled in by who searched."""
    data: Data = {
        "schema": SCHEMA,
        "status": status,
        "programme": case.programme.id,
        "learner": case.learner.id,
        "fictional": case.learner.fictional or bool(case.programme.about["fictional"]),
        "start": case.programme.calendar.term(case.learner.start).name,
        "pathway": case.learner.pathway,
        "funding": case.learner.funding,
        "objectives": [],
    }
    data |= goal_data(case)
    data |= shares_data(case, cost(case, plan) if plan else None) | migration_data(case)
    if plan is not None:
        data |= plan_data(case, plan) | history_data(case)
        found = basis.warnings(case, plan)
        if status == FEASIBLE:
            found.insert(0, ("warning.limit", {}))
        data["warnings"] = [Key(key, **dated(case.programme.calendar, values)) for key, values in found]
    else:
        found = basis.warnings_without_plan(case)
        data |= {"assumptions": [], "warnings": [Key(key, **values) for key, values in found]}
    data["notices"] = notices_data(case, plan.chosen if plan else (), today)
    return data


def plan_data(case: Case, plan: Plan) -> Data:
    """Terms (with their credits for who asks about them), certificate, award, credits, cost and assumptions."""
    calendar = case.programme.calendar
    units, total = basis.credits(case, plan)
    credits = term_loads(case, plan)
    texts = {entry["id"]: entry for entry in case.programme.about["assumptions"] or ()}
    certificates = _certificates(case, plan)
    return {
        "terms": [
            _term(case, plan, calendar.term(t))
            | ({} if credits is None else {"credits": plain(credits[t - case.learner.start])})
            for t in range(case.learner.start, case.end(plan) + 1)
        ],
        "certificate": certificates[0] if certificates else None,
        "certificates": certificates,
        "award": award_data(case, plan),
        "ects": {"units": units, "total": total},
        "cost": cost_data(case, cost(case, plan)),
        "assumptions": [
            {"id": name, "text": texts[name]["text"], "reason": texts[name]["reason"]}
            for name in basis.assumptions(case, plan)
        ],
    }


def goal_data(case: Case) -> Data:
    """The keys `goal`, where it is a certificate alone, `waived`, what the learner is dispensed from, and `pause`."""
    learner = case.learner
    waived = [{"unit": waiver.unit, "prerequisite": waiver.prerequisite} for waiver in learner.waive]
    pause = [case.programme.calendar.term(term).name for term in learner.pause]
    found = {"goal": learner.goal, "waived": waived, "pause": pause}
    return {key: value for key, value in found.items() if value}


def award_data(case: Case, plan: Plan) -> Data | None:
    """Term and day of the award; None where a certificate is the goal."""
    day = reached_day(case, plan.award, plan.chosen).isoformat()
    return None if case.learner.goal else {"term": case.programme.calendar.term(plan.award).name, "date": day}


def reached(data: Data) -> Data:
    """Term and day of the award of a plan's document, or of the certificate that is the goal; one that was held from
    the start counts as reached in the first term.
    """
    first, held = data["terms"][0], data["certificate"] or {}
    when = (
        {"term": held["term"], "date": held["date"]}
        if held.get("term")
        else {"term": first["term"], "date": first["ends"]}
    )
    return data["award"] or when


def duration(data: Data) -> int:
    """Terms of a plan's document from the start to the award, or to the certificate that is the goal."""
    names = [term["term"] for term in data["terms"]]
    return names.index(reached(data)["term"]) + 1


def _certificates(case: Case, plan: Plan) -> list[Data]:
    found = []
    for certificate in case.target.shown:
        last = certificate_term(case, plan, certificate)
        term = case.programme.calendar.term(last) if last is not None else None
        day = certificate_day(case, plan, certificate)
        found.append(
            {
                "id": certificate.id,
                "term": term.name if term else None,
                "date": day.isoformat() if day else None,
                "held": all(case.acquired(unit) for unit in certificate.units),
            }
        )
    return found


def _term(case: Case, plan: Plan, term: Term) -> Data:
    running, taken = plan.running(term.index), attended(case, plan, term)
    pattern = case.programme.calendar.patterns[term.position]
    beyond = extra(case, plan)
    workload = case.programme.about["workload"]
    hours = [workload["hours_min"] * len(taken), workload["hours_max"] * len(taken)] if workload else None
    return {
        "term": term.name,
        "title": pattern.title,
        "starts": term.span.starts.isoformat(),
        "ends": term.span.ends.isoformat(),
        "projected": term.projected,
        "enrol_by": term.enrol_by.isoformat() if term.enrol_by else None,
        "exams": _exams(case, term),
        "units": [
            {
                "unit": offering.unit,
                "title": case.programme.units[offering.unit].title,
                "offering": offering.id,
                "modality": offering.modality,
                "ects": case.programme.units[offering.unit].credits,
                **classes(case, offering, term),
                **({"extra": True} if offering.unit in beyond else {}),
                **result(case, offering),
            }
            for offering in running
        ],
        **attempts(case, term),
        **({"pause": True} if term.index in case.learner.pause else {}),
        "evenings": evenings(taken, term.index),
        "hours_per_week": hours,
        "events": _events(case, plan, term),
    }


def _exams(case: Case, term: Term) -> list[Data] | None:
    """Sessions of exams of the term; None where no document gives them."""
    spans = case.programme.calendar.of(term.year).exams[term.position]
    found = [{"session": n, "starts": s.starts.isoformat(), "ends": s.ends.isoformat()} for n, s in spans]
    return found or None


def evenings(running: list[Offering], term: int) -> int:
    """Evenings a week: one for each unit without sessions, and each weekday on which others have one every week."""
    days = {
        session.weekday
        for offering in running
        for session in offering.sessions_in(term)
        if session.day is None and offering.in_the_evening(session)
    }
    return len(days) + sum(offering.modality == EVENING and not offering.sessions for offering in running)


def _events(case: Case, plan: Plan, term: Term) -> list[Data]:
    return [
        {"kind": kind, "starts": starts.isoformat(), "ends": ends.isoformat()} | ({"id": name} if name else {})
        for kind, starts, ends, name in happenings(case, plan, term)
    ]


def cost_data(case: Case, paid: Cost) -> Data:
    """Lines by academic year, sums by year and in total; None where a price is unknown."""
    calendar = case.programme.calendar
    years = sorted({line.year for line in paid.lines})
    return {
        "known": paid.total is not None,
        "total": None if paid.total is None else paid.total / 100,
        "currency": case.programme.currency,
        "funding": case.learner.funding,
        "by_year": [{"year": calendar.year_name(year), "amount": _year(paid, year)} for year in years],
        "lines": [
            {
                "year": calendar.year_name(line.year),
                "what": Key(line.key, **line.values),
                "amount": None if line.amount is None else line.amount / 100,
                "unit": line.values.get("unit"),
                "modality": line.values.get("modality"),
                "payer": line.payer,
            }
            | ({"lost": True} if line.key in ("cost.lost", "cost.failed") else {})
            for line in paid.lines
        ],
        **shares_data(case, paid),
        **payers_data(case, paid),
    }


def _year(paid: Cost, year: int) -> float | None:
    amounts = [line.amount for line in paid.lines if line.year == year]
    return None if None in amounts else sum(amount or 0 for amount in amounts) / 100
