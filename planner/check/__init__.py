"""The rules again, on plain data: the same names as in `planner.model.rules`, no code of the model, no solver."""

from __future__ import annotations

from planner.check import (
    availability,
    budget,
    certificate_order,
    clash,
    deadline,
    experience,
    internship,
    load_cap,
    offering,
    payer_budget,
    pin,
    prerequisite,
    report,
    requirement,
    workshop,
)
from planner.domain.case import Case
from planner.domain.plan import Plan, Violation

CHECKS = {
    "requirement": requirement.violations,
    "offering": offering.violations,
    "prerequisite": prerequisite.violations,
    "load_cap": load_cap.violations,
    "availability": availability.violations,
    "clash": clash.violations,
    "certificate_order": certificate_order.violations,
    "experience": experience.violations,
    "internship": internship.violations,
    "workshop": workshop.violations,
    "report": report.violations,
    "deadline": deadline.violations,
    "pin": pin.violations,
    "budget": budget.violations,
    "payer_budget": payer_budget.violations,
}


def violations(case: Case, plan: Plan) -> list[Violation]:
    """Every violation of every rule."""
    return [found for check in CHECKS.values() for found in check(case, plan)]
