"""Who pays: the fundings of a learner as a sentence lists them."""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.text import Key, Text, Words
from planner.report.listing import listed, parted


def shares_of(case: Case) -> dict[str, list[str]]:
    """Listed units by the funding that pays them."""
    found: dict[str, list[str]] = {}
    for unit, funding in case.learner.shares.items():
        found.setdefault(funding, []).append(unit)
    return found


def funding_words(case: Case) -> Words:
    """Who pays for what: the fundings with their units, and the one that pays for the rest."""
    rest, alone = _title(case, case.learner.funding), case.learner.alone
    given = shares_of(case)
    fundings = listed([_title(case, funding) for funding in alone]) if alone else ""
    if not given:
        return Key("payer.chosen_all", fundings=fundings) if alone else rest
    parts = [Key("payer.units", funding=_title(case, funding), units=listed(units))
             for funding, units in given.items()]  # fmt: skip
    others = Key("payer.chosen", fundings=fundings) if alone else Key("payer.rest", funding=rest)
    return parted([*parts, others])


def payers_words(case: Case) -> Words:
    """The fundings alone, in the order of the file where several stand alone, else the one for the rest last."""
    if case.learner.alone:
        return listed([_title(case, funding) for funding in case.learner.payers])
    return listed([_title(case, funding) for funding in (*case.fundings[1:], case.learner.funding)])


def _title(case: Case, funding: str) -> Text:
    return case.programme.fundings.get(funding, funding)
