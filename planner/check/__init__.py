"""The rules again, on plain data: the same names as in `planner.model.rules`, no code of the model, no solver."""

from __future__ import annotations

from dataclasses import replace

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
    pause,
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
    "pause": pause.violations,
    "budget": budget.violations,
    "payer_budget": payer_budget.violations,
}


def violations(case: Case, plan: Plan) -> list[Violation]:
    """Every violation of every rule. A unit that stands where it cannot be taken is named once, under `offering`: the
    other rules are asked about the rest of the plan, and count the unit as taken.
    """
    misplaced = list(offering.violations(case, plan))
    judged = _without(plan, {found.subjects[0] for found in misplaced})
    others = {name: check for name, check in CHECKS.items() if name != "offering"}
    return [*misplaced, *(found for check in others.values() for found in check(case, judged))]


def _without(plan: Plan, units: set[str]) -> Plan:
    """The plan with these units as misplaced ones."""
    lines = tuple((unit, "", None) for unit in sorted(units - plan.misplaced))
    chosen = tuple(offering for offering in plan.chosen if offering.unit not in units)
    return replace(plan, chosen=chosen, unmatched=(*plan.unmatched, *lines)) if units else plan
