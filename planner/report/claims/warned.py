"""The warnings of a plan's file, in either language. Those that depend on the day can only be told for a known day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.messages import LANGUAGES, dated, say
from planner.messages.terms import language
from planner.report import basis
from planner.report.claims.compare import Comparison
from planner.report.claims.statement import EXTRA, Statement

Data = dict[str, Any]
OF_THE_DAY = ("warning.term_over", "warning.enrolment")


def examined(
    case: Case, plan: Plan, data: Data, documents: list[Data], day: date | None, *, complete: bool
) -> tuple[list[Statement], bool]:
    """Warnings that do not follow from the plan, and those that are missing; whether some are right on some day, of
    which the file does not say that it was made for it.
    """
    if "warnings" not in data and not complete:
        return [], False
    found = Comparison(complete=complete)
    said = {key: data[key] for key in ("warnings",) if key in data}
    found.node((), "", (), said, tuple({"warnings": known["warnings"]} for known in documents))
    extra = {entry.claimed for entry in found.found if entry.key == EXTRA and isinstance(entry.claimed, str)}
    if day is not None or not extra:
        return found.found, False
    may_be = extra & _of_a_day(case, plan)
    false = [entry for entry in found.found if not isinstance(entry.claimed, str) or entry.claimed not in may_be]
    return false, bool(may_be)


def of_the_limit(case: Case, data: Data) -> bool:
    """Whether the file warns that the time was up."""
    texts = [say(lang, "warning.limit") for lang in _languages(case)]
    claimed = data.get("warnings")
    return isinstance(claimed, list) and any(text in claimed for text in texts)


def _languages(case: Case) -> list[str]:
    return [language(name, [case.programme.calendar]) for name in LANGUAGES]


def _of_a_day(case: Case, plan: Plan) -> set[str]:
    """The texts of warnings that are right on some day, in both languages."""
    calendar = case.programme.calendar
    ends = {calendar.term(offering.first).span.ends for offering in plan.chosen}
    days = ends | {day + timedelta(days=1) for day in ends if day < date.max}
    found = [told for day in days for told in basis.warnings(case, plan, today=day) if told[0] in OF_THE_DAY]
    return {say(lang, key, **dated(calendar, values)) for key, values in found for lang in _languages(case)}
