"""The objectives of a plan, recomputed from the plan alone. Cost is in cents; None is unknown."""

from __future__ import annotations

from collections.abc import Callable, Collection

from planner.check import asked, loads
from planner.check.cost import cost
from planner.check.payers import own_cost
from planner.domain.case import Case
from planner.domain.plan import Cost, Plan
from planner.domain.programme import Certificate


def objectives(case: Case, plan: Plan, names: Collection[str] | None = None) -> dict[str, int | None]:
    """Values of the objectives that apply to the case: those named, or all of the learner's, in their order."""
    names = case.learner.objectives() if names is None else names
    certificates = asked.certificates(case)
    skipped = set() if certificates else {"certificate"}
    if case.learner.order == "ignore" or not any(c.recommended_first for c in certificates):
        skipped.add("order")
    if all(unit.recommended_term is None for unit in case.programme.units.values()):
        skipped.add("recommended")
    if case.learner.goal is not None and case.learner.extra:
        skipped.add("evenness")
    paid = cost(case, plan) if "cost" in names or "own-cost" in names else Cost(())
    values: dict[str, Callable[[], int | None]] = {
        "duration": lambda: plan.award - case.learner.start + 1,
        "order": lambda: _order(case, plan),
        "cost": lambda: paid.total,
        "load": lambda: _load(plan),
        "certificate": lambda: _certificate(case, plan),
        "recommended": lambda: _recommended(case, plan),
        "own-cost": lambda: own_cost(case, paid),
        "balance": lambda: loads.balance(case, plan),
        "evenness": lambda: loads.evenness(case, plan),
    }
    return {name: values[name]() for name in names if name in values and name not in skipped}


def last_term(plan: Plan, certificate: Certificate) -> int | None:
    """The term in which the plan completes the certificate, or None when nothing of it is planned."""
    return max((offering.last for offering in plan.chosen if offering.unit in certificate.units), default=None)


def _order(case: Case, plan: Plan) -> int:
    count = 0
    for certificate in asked.certificates(case):
        last = last_term(plan, certificate)
        if certificate.recommended_first and last is not None:
            count += sum(o.unit not in certificate.units and o.first <= last for o in plan.chosen)
    return count


def _load(plan: Plan) -> int:
    terms = {term for offering in plan.chosen for term in offering.terms}
    return max((len(plan.running(term)) for term in terms), default=0)


def is_complete(case: Case, plan: Plan, certificate: Certificate) -> bool:
    """Whether the plan and what is acquired make up the certificate."""
    return all(case.acquired(unit) or plan.of(unit) is not None for unit in certificate.units)


def _certificate(case: Case, plan: Plan) -> int | None:
    """Terms to each certificate, summed; None when the plan leaves one unfinished."""
    certificates = asked.certificates(case)
    if not all(is_complete(case, plan, certificate) for certificate in certificates):
        return None
    last = [last_term(plan, certificate) for certificate in certificates]
    return sum(term - case.learner.start + 1 for term in last if term is not None)


def _recommended(case: Case, plan: Plan) -> int:
    """Terms by which units begin before the one recommended, the first of the plan being 1, or later than one term
    after it.
    """
    total = 0
    for offering in plan.chosen:
        wanted, term = case.programme.units[offering.unit].recommended_term, offering.first - case.learner.start + 1
        if wanted is not None and term not in (wanted, wanted + 1):
            total += wanted - term if term < wanted else term - wanted - 1
    return total
