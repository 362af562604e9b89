"""The objectives of a plan, recomputed from the plan alone. Cost is in cents; None is unknown."""

from __future__ import annotations

from planner.check.cost import cost
from planner.check.payers import own_cost
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.domain.programme import Certificate


def objectives(case: Case, plan: Plan) -> dict[str, int | None]:
    """Values of the objectives that apply to the case, in the learner's order."""
    paid = cost(case, plan)
    values = {
        "duration": plan.award - case.learner.start + 1,
        "order": _order(case, plan),
        "cost": paid.total,
        "load": _load(plan),
        "certificate": _certificate(case, plan),
        "own-cost": own_cost(case, paid),
    }
    certificates = case.programme.certificates
    skipped = set() if certificates else {"certificate"}
    if case.learner.order == "ignore" or not any(c.recommended_first for c in certificates):
        skipped.add("order")
    return {name: values[name] for name in case.learner.objectives() if name not in skipped}


def last_term(plan: Plan, certificate: Certificate) -> int | None:
    """The term in which the plan completes the certificate, or None when nothing of it is planned."""
    return max((offering.last for offering in plan.chosen if offering.unit in certificate.units), default=None)


def _order(case: Case, plan: Plan) -> int:
    count = 0
    for certificate in case.programme.certificates:
        last = last_term(plan, certificate)
        if certificate.recommended_first and last is not None:
            count += sum(o.unit not in certificate.units and o.first <= last for o in plan.chosen)
    return count


def _load(plan: Plan) -> int:
    terms = {term for offering in plan.chosen for term in offering.terms}
    return max((len(plan.running(term)) for term in terms), default=0)


def complete(case: Case, plan: Plan, certificate: Certificate) -> bool:
    """Whether the plan and what is acquired make up the certificate."""
    return all(case.acquired(unit) or plan.of(unit) is not None for unit in certificate.units)


def _certificate(case: Case, plan: Plan) -> int | None:
    """Terms to each certificate, summed; None when the plan leaves one unfinished."""
    certificates = case.programme.certificates
    if not all(complete(case, plan, certificate) for certificate in certificates):
        return None
    last = [last_term(plan, certificate) for certificate in certificates]
    return sum(term - case.learner.start + 1 for term in last if term is not None)
