"""With `order: require`, no unit outside a certificate to begin with starts up to the certificate's last term."""

from __future__ import annotations

from collections.abc import Iterator

from planner.check.asked import certificates
from planner.domain.case import Case
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Each unit that starts too soon."""
    if case.learner.order != "require":
        return
    for certificate in certificates(case):
        planned = [offering for offering in plan.chosen if offering.unit in certificate.units]
        if not certificate.recommended_first or not planned:
            continue
        last = max(offering.last for offering in planned)
        for offering in plan.chosen:
            if offering.unit not in certificate.units and case.now <= offering.first <= last:
                name = case.programme.calendar.term(offering.first).name
                values = {"unit": offering.unit, "term": name, "certificate": certificate.id}
                yield Violation("certificate_order", "check.order", (offering.unit, name, certificate.id), values)
