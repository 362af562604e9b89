"""Every requirement is met by acquired and planned units, and no unit is planned twice or for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from planner.check import asked
from planner.check.prerequisite import binding_clauses, unmet
from planner.domain.case import Case
from planner.domain.plan import Plan, Violation
from planner.domain.programme import Clause, Requirement


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """What is missing, what is taken twice or although acquired, and what serves nothing."""
    times = Counter(offering.unit for offering in plan.chosen)
    for unit, count in times.items():
        if count > 1:
            yield Violation("requirement", "check.twice", (unit,), {"unit": unit})
        if case.acquired(unit):
            yield Violation("requirement", "check.acquired", (unit,), {"unit": unit})
    held = set(times) | plan.misplaced | set(case.learner.acquired)
    lacking = set(case.learner.extra) - held
    for rule in asked.requirements(case):
        if not _is_met(case, rule, held):
            missing = tuple(unit for unit in rule.units if unit not in held)
            lacking -= set(missing) if rule.kind == "all" else set()
            values = {"name": rule.title or rule.id, "need": rule.need, "units": ", ".join(missing), "kind": rule.kind}
            yield Violation("requirement", f"check.requirement_{rule.kind}", (rule.id, *missing), values)
    for unit in sorted(lacking):
        yield Violation("requirement", "check.extra_missing", (unit,), {"unit": unit})
    served = _serving_units(case, plan, held, set(case.learner.extra))
    for unit in times:
        if not case.acquired(unit) and unit not in served and unit not in case.kept:
            yield Violation("requirement", "check.for_nothing", (unit,), {"unit": unit})


def _is_met(case: Case, rule: Requirement, held: Collection[str]) -> bool:
    units = [unit for unit in rule.units if unit in held]
    if rule.kind == "credits":
        return sum(case.programme.units[unit].credits or 0 for unit in units) >= rule.need
    return len(units) >= rule.need


def extra(case: Case, plan: Plan) -> set[str]:
    """Units of the plan that the learner wants beyond what is needed, and that nothing else in it needs."""
    wanted = {offering.unit for offering in plan.chosen} & set(case.learner.extra)
    if not wanted:
        return set()
    held = {offering.unit for offering in plan.chosen} | plan.misplaced | set(case.learner.acquired)
    return wanted - _serving_units(case, plan, held, set())


def _serving_units(case: Case, plan: Plan, held: set[str], wanted: set[str]) -> set[str]:
    """Planned units that are wanted anyhow, or without which, and without what falls with them, a requirement fails;
    then those that such a unit needs as its prerequisite.
    """
    planned = {offering.unit for offering in plan.chosen}
    rules = list(asked.requirements(case))
    before = [(offering.unit, clause) for offering, clause in unmet(case, plan)]
    served = (
        plan.misplaced
        | (planned & wanted)
        | {
            unit
            for unit in planned
            for gone in [_falling_with(case, plan, unit, before)]
            if gone & wanted or not all(_is_met(case, rule, held - gone) for rule in rules if gone & set(rule.units))
        }
    )
    while True:
        more = {unit for unit in planned - served if _needed_by(case, plan, unit, served)}
        if not more:
            return served
        served |= more


def _falling_with(case: Case, plan: Plan, unit: str, before: Collection[tuple[str, Clause]]) -> set[str]:
    """The unit, and those whose prerequisites hold no longer without it, but those unmet `before`: all that need each
    other go together.
    """
    gone = {unit}
    while True:
        rest = replace(plan, chosen=tuple(o for o in plan.chosen if o.unit not in gone))
        more = {o.unit for o, clause in unmet(case, rest) if (o.unit, clause) not in before}
        if not more:
            return gone
        gone |= more


def _needed_by(case: Case, plan: Plan, unit: str, served: set[str]) -> bool:
    """Without the unit, a prerequisite of a unit that serves would no longer hold; one that is misplaced needs it."""
    clauses = (clause for misplaced in plan.misplaced for clause in binding_clauses(case, misplaced))
    if any(unit in clause.units for clause in clauses):
        return True
    without = Plan(tuple(o for o in plan.chosen if o.unit != unit), plan.award)
    broken = [(offering.unit, clause) for offering, clause in unmet(case, plan)]
    return any(
        offering.unit in served and (offering.unit, clause) not in broken for offering, clause in unmet(case, without)
    )
