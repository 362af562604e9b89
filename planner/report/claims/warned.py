"""The warnings of a plan's file, in either language. What other payers would change only a search can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planner.check.cost import cost
from planner.check.payers import own_cost, shares
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.domain.text import Cents
from planner.messages import LANGUAGES, Language, language
from planner.report.claims.compare import Comparison, same, straight
from planner.report.claims.statement import EXTRA, Data, Statement

OPEN = "\0"


def examined(
    case: Case, plan: Plan, data: Data, documents: Sequence[Data], *, complete: bool, spoken: int | None = None
) -> tuple[list[Statement], frozenset[str]]:
    """Warnings that do not follow from the plan, and those that are missing; and why some are not judged.

    They are right but for what other `payers` would change.
    """
    if "warnings" not in data and not complete:
        return [], frozenset()
    found = Comparison(complete=complete, spoken=spoken)
    said = {key: data[key] for key in ("warnings",) if key in data}
    found.node((), "", (), said, tuple({"warnings": known["warnings"]} for known in documents))
    extra = {entry.claimed for entry in found.found if entry.key == EXTRA and isinstance(entry.claimed, str)}
    of_payers = {text for text in extra if any(way.fullmatch(straight(text)) for way in _of_other_payers(case, plan))}
    false = [entry for entry in found.found if not isinstance(entry.claimed, str) or entry.claimed not in of_payers]
    return false, frozenset(["payers"] if of_payers else [])


def _of_other_payers(case: Case, plan: Plan) -> Iterator[re.Pattern[str]]:
    """How a file may say, in either language, what is beyond a budget: what one would pay instead is left open."""
    paid = cost(case, plan)
    own, titles, currency = own_cost(case, paid), case.programme.fundings, case.programme.currency
    for share in shares(case, paid) if own is not None else ():
        if not share.beyond or share.funding != case.learner.funding:
            continue
        amounts = {"own": Cents(own or 0, currency), "beyond": Cents(share.total or 0, currency)}
        values = {**amounts, "funding": titles.get(share.funding, share.funding)}
        for spoken in spoken_about(case):
            text = spoken.say("warning.beyond", **values, **dict.fromkeys(("payer", "less", "value"), OPEN))
            yield re.compile(".+".join(re.escape(part) for part in straight(text).split(OPEN)))


def of_the_limit(case: Case, data: Data) -> bool:
    """Whether the file warns that the time was up."""
    texts = [spoken.say("warning.limit") for spoken in spoken_about(case)]
    claimed = data.get("warnings")
    return isinstance(claimed, list) and any(same(one, text) for one in claimed for text in texts)


def spoken_about(case: Case) -> list[Language]:
    """All languages, as documents on the learner speak them."""
    return [language(code).about_cases([case]) for code in LANGUAGES]
