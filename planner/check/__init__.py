"""The rules of `planner.domain.rules` again, on plain data: one file each, no code of the model, no solver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module

from planner.check import offering
from planner.domain.case import Case
from planner.domain.plan import Plan, Violation
from planner.domain.rules import NAMES

CHECKS: dict[str, Callable[[Case, Plan], Iterator[Violation]]] = {
    name: import_module(f"{__name__}.{name}").violations for name in NAMES
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
