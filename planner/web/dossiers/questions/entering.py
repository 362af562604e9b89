"""Results of exams as a form asks for them: units of the terms that have begun, and those still awaited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from planner.domain.case import Case
from planner.domain.history import PENDING, RESULTS
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.domain.text import Key, Words
from planner.web.meanings import months

Row = dict[str, str]


class Exam(NamedTuple):
    """A unit whose result can be told: what forms send for it, and what is known already."""

    name: str
    unit: str
    title: Words
    term: str
    modality: str
    resit: bool = False
    known: str = ""


class Term(NamedTuple):
    """The exams at the end of a term; `open` where they are asked for first."""

    name: str
    months: Words
    exams: list[Exam]
    open: bool


def terms(case: Case, plan: Plan, today: date) -> list[Term]:
    """The terms that have begun, with their exams; of an example, which no calendar holds, all of them."""
    found: dict[int, list[Exam]] = {}
    for index, exam in _exams(case, plan):
        found.setdefault(index, []).append(exam)
    calendar, begun = case.programme.calendar, list[Term]()
    for index in sorted(found):
        span = calendar.term(index).span
        if case.fictional or span.starts <= today:
            last = not case.fictional and span.ends <= today
            begun.append(Term(calendar.term(index).name, months(*span), found[index], last or not begun))
    return begun


def _exams(case: Case, plan: Plan) -> Iterator[tuple[int, Exam]]:
    history = case.history
    attempts = history.attempts if history else ()
    for attempt in attempts:
        if attempt.result == PENDING or not attempt.said:
            yield attempt.offering.last, _exam(case, attempt.offering, PENDING if attempt.result == PENDING else "")
    known = {attempt.offering.place for attempt in attempts if not attempt.lost}
    for offering in plan.chosen:
        if offering.place not in known or offering.resit:
            yield offering.last, _exam(case, offering)
    report = case.target.award.report
    if report is not None and not case.learner.goal and not case.acquired(report):
        title = case.programme.units[report].title
        term = case.programme.calendar.term(plan.award).name
        yield plan.award, Exam(f"{report}|{term}", report, title, term, "")


def _exam(case: Case, offering: Offering, known: str = "") -> Exam:
    unit, term = offering.unit, case.programme.calendar.term(offering.last).name
    title = case.programme.units[unit].title
    return Exam(f"{unit}|{term}", unit, title, term, offering.modality, offering.resit, known)


def rows(form: Mapping[str, Any], asked: list[Term]) -> list[Row]:
    """What a form tells, but for what was known before."""
    found = []
    for term in asked:
        for exam in term.exams:
            told = form.get(exam.name, "")
            if told in RESULTS and told != exam.known:
                found.append({"unit": exam.unit, "term": exam.term, "result": told})
    return found


def told(case: Case, given: list[Row]) -> list[dict[str, Words]]:
    """Results in words."""
    units, calendar, shown = case.programme.units, case.programme.calendar, list[dict[str, Words]]()
    for row in given:
        index = calendar.index(row["term"])
        when: Words = row["term"] if index is None else months(*calendar.term(index).span)
        title: Words = units[row["unit"]].title if row["unit"] in units else row["unit"]
        shown.append({"title": title, "code": row["unit"], "when": when, "result": Key(f"result.{row['result']}")})
    return shown
