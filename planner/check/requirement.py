"""Every requirement is met by acquired and planned units, and no unit is planned twice or for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from planner.check.prerequisite import unmet
from planner.domain.case import Case
from planner.domain.plan import Plan, Violation
from planner.domain.programme import Requirement


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """What is missing, what is taken twice or although acquired, and what serves nothing."""
    times = Counter(offering.unit for offering in plan.chosen)
    for unit, count in times.items():
        if count > 1:
            yield Violation("requirement", "check.twice", (unit,), {"unit": unit})
        if case.acquired(unit):
            yield Violation("requirement", "check.acquired", (unit,), {"unit": unit})
    held = set(times) | set(case.learner.acquired)
    for rule in case.programme.requirements:
        if not _met(case, rule, held):
            missing = tuple(unit for unit in rule.units if unit not in held)
            values = {"name": rule.id, "need": rule.need, "units": ", ".join(missing), "kind": rule.kind}
            yield Violation("requirement", f"check.requirement_{rule.kind}", (rule.id, *missing), values)
    for unit in times:
        if not case.acquired(unit) and not _serves(case, plan, unit, held):
            yield Violation("requirement", "check.for_nothing", (unit,), {"unit": unit})


def _met(case: Case, rule: Requirement, held: Collection[str]) -> bool:
    units = [unit for unit in rule.units if unit in held]
    if rule.kind == "credits":
        return sum(case.programme.units[unit].credits or 0 for unit in units) >= rule.need
    return len(units) >= rule.need


def _serves(case: Case, plan: Plan, unit: str, held: set[str]) -> bool:
    """Without the unit a requirement would fail, or the prerequisite of another planned unit that now holds."""
    others = held - {unit}
    if any(not _met(case, rule, others) for rule in case.programme.requirements if unit in rule.units):
        return True
    without = Plan(tuple(o for o in plan.chosen if o.unit != unit), plan.award)
    return len(list(unmet(case, without))) > len([gap for gap in unmet(case, plan) if gap[0].unit != unit])
