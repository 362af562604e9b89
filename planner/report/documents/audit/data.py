"""An audit as `planner/check/1`: rules that are broken, what is false of a plan's file, and the figures recomputed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.check.cost import cost
from planner.check.objectives import objectives
from planner.domain.case import Case
from planner.domain.credits import plain
from planner.domain.plan import Plan, Violation
from planner.domain.text import Key, Words
from planner.messages import dated
from planner.report import basis
from planner.report.claims import Findings, examine, needless
from planner.report.claims.meta import today
from planner.report.documents import wording
from planner.report.documents.plan.about import curriculum
from planner.report.documents.plan.costs import cost_data
from planner.report.documents.plan.data import made_from, wishes_data
from planner.report.documents.plan.milestones import award_data
from planner.report.migration import migration_data
from planner.report.notices import notices_data
from planner.report.payers import payers_words
from planner.report.values import shown
from planner.service.audit import AuditAnswer

if TYPE_CHECKING:
    from planner.report.claims.words import FalseStatement
    from planner.report.documents.audit.shape import About, AuditDocument, Broken, Figure

SCHEMA = "planner/check/1"
NOT_MINIMISED = {
    "warning.cost_unknown": "warning.cost_unpriced",
    "warning.no_prices": "warning.no_prices_at_all",
}
"""Warnings of a search, and what is left of them for a plan that nobody searched for."""


def data(answer: AuditAnswer) -> AuditDocument:
    """The document of an answer, without a word."""
    case, plan, found = answer.case, answer.plan, findings(answer)
    told, false = _statements(case, found)
    units, total = basis.credits(case, plan)
    return {
        "schema": SCHEMA,
        "valid": not answer.violations and not found.statements,
        "programme": case.programme.id,
        "learner": case.learner.id,
        **migration_data(case),
        "violations": [broken_data(case, violation) for violation in answer.violations],
        "mismatches": told,
        "statements": false,
        "not_checked": [
            {"id": entry.id, "text": Key(f"unchecked.{entry.id}", **entry.values)} for entry in found.unchecked
        ],
        "objectives": _figures(case, plan),
        **wishes_data(case),
        "award": award_data(case, plan),
        "ects": {"units": plain(units), "total": plain(total)},
        "cost": cost_data(case, cost(case, plan)),
        "warnings": _warnings(answer),
        "notices": notices_data(case, plan.chosen, today(answer.claims.data)),
        "about": _about(case),
        "meta": made_from(case),
        **wording([case]),
    }


def findings(answer: AuditAnswer) -> Findings:
    """What is false of the plan's file, and what was not checked; of a plan by hand, what it has for nothing."""
    if answer.claims.data:
        return examine(answer.case, answer.plan, answer.claims.data)
    return Findings(tuple(needless(answer.case, answer.given)))


def _statements(case: Case, found: Findings) -> tuple[list[Words], list[FalseStatement]]:
    """What is false, for people and for programs."""
    if not found.statements:
        return [], []
    from planner.report.claims.words import sentence, statement_data

    return [sentence(case, entry) for entry in found.statements], [statement_data(entry) for entry in found.statements]


def broken_data(case: Case, found: Violation) -> Broken:
    """A rule that does not hold."""
    what = Key(found.key, **dated(case.programme.calendar, found.values))
    return {"rule": found.rule, "what": what, "subjects": list(found.subjects)}


def _figures(case: Case, plan: Plan) -> list[Figure]:
    return [{"name": name, "value": shown(case, name, value)} for name, value in objectives(case, plan).items()]


def _warnings(answer: AuditAnswer) -> list[Words]:
    """What to look at; of a plan that nobody minimised it is no news that its cost was not."""
    case, found = answer.case, basis.warnings(answer.case, answer.plan)
    if not answer.claims.objectives:
        found = [(NOT_MINIMISED.get(key, key), values) for key, values in found if key != "warning.balance_unknown"]
    return [Key(key, **dated(case.programme.calendar, values)) for key, values in found]


def _about(case: Case) -> About:
    return {
        "programme": curriculum(case),
        "fictional": case.fictional,
        "payers": payers_words(case),
        "fundings": dict(case.programme.fundings),
    }
