"""Who pays for what: as the past, the plan or the file of the learner says; where none does, the best split."""

from __future__ import annotations

from dataclasses import replace

from planner.check.bought import paid_offerings
from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan

Place = tuple[str, str]


def payers(case: Case, plan: Plan) -> dict[Place, str]:
    """The funding that pays for each offering of the plan and each lost attempt; none where nobody has a price."""
    found = {}
    for offering, _ in paid_offerings(case, plan):
        given = given_payer(case, plan, offering)
        if given is not None:
            found[offering.place] = given
    if case.learner.alone and any(offering.place not in found for offering, _ in paid_offerings(case, plan)):
        from planner.check.split import Split

        found |= Split(case, plan, found).result()
    return found


def given_payer(case: Case, plan: Plan, offering: Offering) -> str | None:
    """The funding that pays as the past, the plan or the learner's file says; None where none of them does."""
    named = dict(plan.payers).get(offering.place) if case.learner.alone else None
    return case.past_payers.get(offering.place) or named or case.listed_payer(offering.unit)


def with_payers(case: Case, plan: Plan) -> Plan:
    """The plan with the payer of everything that is paid in it, where payers are chosen."""
    return replace(plan, payers=tuple(payers(case, plan).items())) if case.learner.alone else plan
