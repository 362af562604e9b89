"""The outcome of a check as data and as text."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from planner.check import violations
from planner.check.completion import complete_draft
from planner.check.cost import cost
from planner.check.objectives import objectives
from planner.domain.case import Case
from planner.domain.plan import Plan, Violation
from planner.messages import catalogue, dated, say
from planner.report import basis
from planner.report.claims import Findings, examine, needless
from planner.report.claims.meta import today
from planner.report.claims.statement import Statement
from planner.report.documents.plan.about import about_data
from planner.report.documents.plan.costs import cost_data
from planner.report.documents.plan.data import wishes_data
from planner.report.documents.plan.milestones import award_data
from planner.report.documents.plan.text import cost_lines
from planner.report.frame import notice_lines, warning_lines
from planner.report.layout import bullet, heading
from planner.report.migration import migration_data, migration_lines
from planner.report.notices import notices_data
from planner.report.stored import in_words
from planner.report.values import objective_text, shown
from planner.storage.plans import Claims, Draft

Data = dict[str, Any]
NOT_MINIMISED = {
    "warning.cost_unknown": "warning.cost_unpriced",
    "warning.no_prices": "warning.no_prices_at_all",
}
"""Warnings of a search, and what is left of them for a plan that nobody searched for."""


class Audit(NamedTuple):
    """A plan with its gaps filled, the rules that it breaks, and what its file says: false, or not to be checked.

    `compared` is whether the file tells of objectives, as only the result of a search does; `day` is the one for which
    it was made, where it says so.
    """

    case: Case
    plan: Plan
    violations: tuple[Violation, ...]
    findings: Findings
    compared: bool = False
    day: date | None = None

    @property
    def valid(self) -> bool:
        """Whether no rule is broken and nothing is false."""
        return not self.violations and not self.findings.statements


def audited(draft: Draft, claims: Claims) -> Audit:
    """The audit of a plan as read."""
    case, plan = draft.case, complete_draft(draft.case, draft)
    found = examine(case, plan, claims) if claims.data else Findings(tuple(needless(case, draft.plan)))
    broken, compared = tuple(violations(case, plan)), bool(claims.data.get("objectives"))
    return Audit(case, plan, broken, found, compared, today(claims.data))


def mismatches(case: Case, plan: Plan, claims: Claims) -> list[Statement]:
    """What the plan's file states and is not so."""
    return list(examine(case, plan, claims).statements)


def _warnings(audit: Audit) -> list[str]:
    """What to look at; of a plan that nobody minimised it is no news that its cost was not."""
    case, found = audit.case, basis.warnings(audit.case, audit.plan)
    if not audit.compared:
        found = [(NOT_MINIMISED.get(key, key), values) for key, values in found if key != "warning.balance_unknown"]
    return [say(key, **dated(case.programme.calendar, values)) for key, values in found]


def audit_data(audit: Audit) -> Data:
    """The data of `planner/check/1`."""
    case, plan = audit.case, audit.plan
    values = objectives(case, plan)
    told, false = _statements(audit)
    units, total = basis.credits(case, plan)
    return {
        "schema": "planner/check/1",
        "valid": audit.valid,
        "programme": case.programme.id,
        "learner": case.learner.id,
        **in_words(migration_data(case)),
        "violations": [_violation(case, found) for found in audit.violations],
        "mismatches": told,
        "statements": false,
        "not_checked": [
            {"id": entry.id, "text": say(f"unchecked.{entry.id}", **entry.values)} for entry in audit.findings.unchecked
        ],
        "objectives": [{"name": name, "value": shown(case, name, value)} for name, value in values.items()],
        **wishes_data(case),
        "award": award_data(case, plan),
        "ects": {"units": units, "total": total},
        "cost": in_words(cost_data(case, cost(case, plan))),
        "warnings": _warnings(audit),
        "notices": in_words(notices_data(case, plan.chosen, audit.day)),
    }


def _statements(audit: Audit) -> tuple[list[str], list[Data]]:
    """What is false, in words and as data."""
    found = audit.findings.statements
    if not found:
        return [], []
    from planner.report.claims.words import sentence, statement_data

    return [sentence(audit.case, entry) for entry in found], [statement_data(entry) for entry in found]


def _violation(case: Case, found: Violation) -> Data:
    what = say(found.key, **dated(case.programme.calendar, found.values))
    return {"rule": found.rule, "what": what, "subjects": list(found.subjects)}


def audit_text(case: Case, data: Data) -> str:
    """The same for people."""
    aim = [say("text.goal", name=data["goal"])] if "goal" in data else []
    lines = [say("text.title", name=data["learner"]), *aim, ""]
    count = len(data["violations"]) + len(data["mismatches"])
    good = "verify.true" if data["not_checked"] else "verify.valid"
    lines.append(say("verify.found", count=count) if count else say(good))
    lines += notice_lines(data["notices"])
    lines += [""] if data["notices"] and count else []
    for violation in data["violations"]:
        lines += bullet(
            say(
                "colon",
                name=f"{catalogue()['rule.' + violation['rule']]} [{violation['rule']}]",
                value=violation["what"],
            )
        )
    for text in data["mismatches"]:
        lines += bullet(text)
    lines += [*migration_lines(migration_data(case), data["programme"]), "", heading(say("verify.figures"))]
    for objective in data["objectives"]:
        name, value = objective["name"], objective["value"]
        told = say("unknown") if value is None else objective_text(name, value, case.programme.currency)
        lines.append("  " + say("colon", name=say(f"objective.{name}"), value=told))
    lines += ["", *cost_lines(data["cost"], about_data(case, None))] if case.programme.has_prices else []
    lines += warning_lines(data["warnings"])
    if data["not_checked"]:
        lines += ["", heading(say("verify.not_checked"))]
        lines += [line for entry in data["not_checked"] for line in bullet(entry["text"])]
    return "\n".join(lines) + "\n"
