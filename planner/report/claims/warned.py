"""The warnings of a plan's file, in either language. Those that depend on the day can only be told for a known day, and
what other payers would change only by a search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from planner.check.cost import cost
from planner.check.payers import own_cost, shares
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.domain.text import Cents
from planner.messages import LANGUAGES, dated, say
from planner.messages.terms import language
from planner.report import basis
from planner.report.claims.compare import Comparison
from planner.report.claims.statement import EXTRA, Statement

Data = dict[str, Any]
OPEN = "\0"
OF_THE_DAY = ("warning.term_over", "warning.enrolment")


def examined(
    case: Case, plan: Plan, data: Data, documents: list[Data], day: date | None, *, complete: bool
) -> tuple[list[Statement], frozenset[str]]:
    """Warnings that do not follow from the plan, and those that are missing; and why some are not judged.

    They are right on some `day`, of which the file does not say that it was made for it, or but for what other `payers`
    would change.
    """
    if "warnings" not in data and not complete:
        return [], frozenset()
    found = Comparison(complete=complete)
    said = {key: data[key] for key in ("warnings",) if key in data}
    found.node((), "", (), said, tuple({"warnings": known["warnings"]} for known in documents))
    extra = {entry.claimed for entry in found.found if entry.key == EXTRA and isinstance(entry.claimed, str)}
    doubts = {"day": extra & _of_a_day(case, plan) if extra and day is None else set()}
    doubts["payers"] = {text for text in extra if any(way.fullmatch(text) for way in _of_other_payers(case, plan))}
    open_texts = set().union(*doubts.values())
    false = [entry for entry in found.found if not isinstance(entry.claimed, str) or entry.claimed not in open_texts]
    return false, frozenset(name for name, texts in doubts.items() if texts)


def _of_other_payers(case: Case, plan: Plan) -> Iterator[re.Pattern[str]]:
    """How a file may say, in either language, what is beyond a budget: what one would pay instead is left open."""
    paid = cost(case, plan)
    own, titles, currency = own_cost(case, paid), case.programme.fundings, case.programme.currency
    for share in shares(case, paid) if own is not None else ():
        if not share.beyond or share.funding != case.learner.funding:
            continue
        amounts = {"own": Cents(own or 0, currency), "beyond": Cents(share.total or 0, currency)}
        values = {**amounts, "funding": titles.get(share.funding, share.funding)}
        for lang in _languages(case):
            text = say(lang, "warning.beyond", **values, **dict.fromkeys(("payer", "less", "value"), OPEN))
            yield re.compile(".+".join(re.escape(part) for part in text.split(OPEN)))


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
