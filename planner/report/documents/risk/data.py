"""The answer about risks as the data of its document."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import timedelta

from planner import __version__
from planner.domain.case import Case
from planner.domain.text import Key, Words
from planner.report.documents import wording
from planner.report.documents.chances.data import assumed, past_data
from planner.report.documents.plan.about import curriculum
from planner.report.documents.plan.past_shape import Days
from planner.report.documents.risk import estimates, shape
from planner.report.documents.risk.shape import SCHEMA, RiskDocument
from planner.report.documents.risk.tree_data import begun, terms_of, tree_data
from planner.report.impossible import change_words
from planner.report.notices import notices_data
from planner.service.risk import RiskAnswer
from planner.study.risk.answer import Outlook, Risk, UnitOutlook
from planner.study.risk.changes import RiskChange
from planner.study.risk.margins import Margin


def data(answer: RiskAnswer) -> RiskDocument:
    """The document, without a word."""
    case, learner = answer.case, answer.case.learner
    made: RiskDocument = {
        "schema": SCHEMA,
        "status": answer.status,
        "programme": case.programme.id,
        "learner": learner.id,
        "fictional": case.fictional,
        "start": _term(case, learner.start),
        "deadline": None if learner.deadline is None else _term(case, learner.deadline),
        "currency": case.programme.currency,
        "curriculum": curriculum(case),
        "exact": answer.why is None,
        "warnings": list(_warnings(answer)),
        "notices": notices_data(case, answer.found.now if answer.found else (), answer.today),
        "meta": {
            "planner": __version__,
            "sha256": {"programme": case.programme.sha256, "learner": learner.sha256},
        },
    }
    if told := wording([case]).get("wording"):
        made["wording"] = told
    if answer.today is not None:
        made["meta"]["today"] = answer.today.isoformat()
    if answer.chances is not None:
        made["chances"] = {"fail": answer.chances.fail, "units": dict(answer.chances.units)}
        if answer.past is None:
            made["chances"]["source"] = "programme" if learner.chances is None else "learner"
        if answer.chances.second_session < 1:
            made["chances"]["second_session"] = answer.chances.second_session
    if answer.past is not None:
        made["past"] = past_data(answer.past, case.programme)
    if answer.found is not None:
        _add_found(made, case, answer.found)
    if answer.changes is not None:
        made["changes"] = [_change(one) for one in answer.changes.offered]
        made["tried"], made["changes_open"] = list(answer.changes.tried), answer.changes.open
    if answer.margins:
        made["margins"] = [_margin(one) for one in answer.margins]
    if answer.table:
        made["table"] = [_row(fail, outlook) for fail, outlook in answer.table]
    return made


def _add_found(made: RiskDocument, case: Case, found: Risk) -> None:
    made["policy"] = {
        **outlook_data(case, found.policy),
        "unfinished": found.policy.unfinished,
        "now": begun(found.now),
    }
    made["plan"] = outlook_data(case, found.plan)
    made["units"] = [_unit(case, one) for one in found.units]
    made["titles"] = {one.unit: case.programme.units[one.unit].title for one in found.units}
    named = {*found.policy.award, *found.plan.award, case.learner.start, case.learner.deadline}
    if found.tree is not None:
        made["tree"] = tree_data(case, found.tree)
        named.update(terms_of(found.tree))
    made["days"] = _days(case, sorted(index for index in named if index is not None))
    estimates.add(made, case, found)


def _change(one: RiskChange) -> shape.Change:
    return {
        "kind": one.change.kind, "change": change_words(one.change), "set": one.change.set,
        "on_time": one.outlook.on_time, "expected_terms": one.outlook.expected_terms,
        "expected_cost": _amount(one.outlook), "sooner": one.sooner,
    }  # fmt: skip


def _margin(one: Margin) -> shape.Margin:
    return {
        "unit": one.unit, "chance": one.chance, "low": one.low, "high": one.high,
        "below": None if one.below is None else begun(one.below),
        "above": None if one.above is None else begun(one.above),
    }  # fmt: skip


def _unit(case: Case, one: UnitOutlook) -> shape.UnitRisk:
    return {
        "unit": one.unit,
        "attempted": one.attempted,
        "delay": one.delay,
        "on_time_if_failed": one.on_time_if_failed,
        "terms_if_passed": one.terms_if_passed,
        "terms_if_failed": one.terms_if_failed,
        "date_if_passed": _day(case, one.terms_if_passed),
        "date_if_failed": _day(case, one.terms_if_failed),
    }


def _days(case: Case, terms: Iterable[int]) -> dict[str, Days]:
    """First and last day of terms, by their names."""
    found = (case.programme.calendar.term(index) for index in terms)
    return {term.name: {"starts": term.span.starts.isoformat(), "ends": term.span.ends.isoformat()} for term in found}


def _day(case: Case, terms: float | None) -> str | None:
    """The day on which so many terms from the start are over; between the ends of two terms in proportion."""
    if terms is None:
        return None
    whole = math.floor(terms)
    last, following = (case.programme.calendar.term(case.learner.start + whole - 1 + more).span.ends for more in (0, 1))
    return (last + timedelta(days=round((terms - whole) * (following - last).days))).isoformat()


def _term(case: Case, index: int) -> str:
    return case.programme.calendar.term(index).name


def outlook_data(case: Case, outlook: Outlook) -> shape.Outlook:
    """What to expect, as a document has it."""
    terms = ((case.programme.calendar.term(index), chance) for index, chance in outlook.award.items())
    return {
        "on_time": outlook.on_time,
        "expected_terms": outlook.expected_terms,
        "expected_cost": _amount(outlook),
        "award": [
            {
                "term": term.name, "ends": term.span.ends.isoformat(), "probability": chance,
                "terms": term.index - case.learner.start + 1,
            } for term, chance in terms
        ],
        "expected_date": _day(case, outlook.expected_terms) or "",
    }  # fmt: skip


def _amount(outlook: Outlook) -> float | None:
    return None if outlook.expected_cents is None else outlook.expected_cents / 100


def _row(fail: float, outlook: Outlook) -> shape.Row:
    made: shape.Row = {
        "fail": fail, "on_time": outlook.on_time, "expected_terms": outlook.expected_terms,
        "expected_cost": _amount(outlook),
    }  # fmt: skip
    if outlook.ends:
        made["interval"] = estimates.intervals(outlook.ends)
    return made


def _warnings(answer: RiskAnswer) -> Iterator[Words]:
    """That the chances are assumptions, and why there is no exact answer."""
    if answer.why is not None:
        yield Key(f"risk.why.{answer.why}")
    if answer.past is not None:
        yield assumed(answer.past, answer.case.programme)
    elif answer.chances is not None:
        yield Key("risk.assumed")
    if (answer.case.learner.experience or None) is None and answer.case.target.award.experience:
        yield Key("risk.experience")
