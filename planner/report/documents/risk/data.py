"""The answer about risks as the data of its document."""

from __future__ import annotations

from collections.abc import Iterator

from planner import __version__
from planner.domain.case import Case
from planner.domain.text import Key, Words
from planner.report.documents import wording
from planner.report.documents.chances.data import assumed, past_data
from planner.report.documents.risk import shape
from planner.report.documents.risk.shape import SCHEMA, RiskDocument
from planner.report.notices import notices_data
from planner.service.risk import RiskAnswer
from planner.study.risk.answer import Outlook, Risk


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
        "exact": answer.found is not None or bool(answer.table),
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
        if answer.chances.second_session < 1:
            made["chances"]["second_session"] = answer.chances.second_session
    if answer.past is not None:
        made["past"] = past_data(answer.past, case.programme)
    if answer.found is not None:
        _add_found(made, case, answer.found)
    if answer.table:
        made["table"] = [_row(fail, outlook) for fail, outlook in answer.table]
    return made


def _add_found(made: RiskDocument, case: Case, found: Risk) -> None:
    made["policy"] = {
        **_outlook(case, found.policy),
        "unfinished": found.policy.unfinished,
        "now": [{"unit": one.unit, "offering": one.id} for one in found.now],
    }
    made["plan"] = _outlook(case, found.plan)
    made["units"] = [
        {"unit": one.unit, "attempted": one.attempted, "delay": one.delay, "on_time_if_failed": one.on_time_if_failed}
        for one in found.units
    ]


def _term(case: Case, index: int) -> str:
    return case.programme.calendar.term(index).name


def _outlook(case: Case, outlook: Outlook) -> shape.Outlook:
    terms = ((case.programme.calendar.term(index), chance) for index, chance in outlook.award.items())
    return {
        "on_time": outlook.on_time,
        "expected_terms": outlook.expected_terms,
        "expected_cost": _amount(outlook),
        "award": [
            {"term": term.name, "ends": term.span.ends.isoformat(), "probability": chance} for term, chance in terms
        ],
    }


def _amount(outlook: Outlook) -> float | None:
    return None if outlook.expected_cents is None else outlook.expected_cents / 100


def _row(fail: float, outlook: Outlook) -> shape.Row:
    return {
        "fail": fail, "on_time": outlook.on_time, "expected_terms": outlook.expected_terms,
        "expected_cost": _amount(outlook),
    }  # fmt: skip


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
