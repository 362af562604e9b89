"""A unit starts after each of its prerequisites has ended, and in no term before the first one of a co-requisite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from planner.domain.case import Case
from planner.domain.condition import Clause, Credits
from planner.domain.offering import Offering
from planner.domain.plan import Plan, Violation
from planner.domain.text import Joined, Key

if TYPE_CHECKING:
    from planner.domain.credits import Worth


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Each clause that no acquired or planned unit meets in time."""
    for offering, clause in unmet(case, plan):
        values: dict[str, Any] = {"unit": offering.unit, "needed": " / ".join(clause.units)}
        if clause.together:
            key, values["term"] = "check.together", case.programme.calendar.term(offering.first).name
        else:
            key, values["starts"] = "check.prerequisite", offering.span.starts
        if clause.credits:
            key = "check.credits"
            values["needed"] = Joined((*clause.units, *_short(case, plan, offering, clause)), " / ")
        yield Violation("prerequisite", key, (offering.unit, *clause.names), values)


def _short(case: Case, plan: Plan, offering: Offering, clause: Clause) -> Iterator[Key]:
    """What is asked of credits, and how many there are."""
    for asked in clause.credits:
        key = "needed.credits_short" if asked.whole else "needed.credits_short_of"
        yield Key(key, count=asked.need, there=_credits(case, plan, asked, offering), units=", ".join(asked.units))


def unmet(case: Case, plan: Plan) -> Iterator[tuple[Offering, Clause]]:
    """Planned offerings with a clause that does not hold; of a misplaced unit nobody can say when it ends."""
    for offering in plan.chosen:
        if offering.resit or case.is_kept(offering):
            continue
        for clause in binding_clauses(case, offering.unit):
            there = not plan.misplaced.isdisjoint(clause.units) or any(
                _holds(case, plan, unit, offering, clause.together) for unit in clause.units
            )
            if not there and not any(_credits(case, plan, asked, offering) >= asked.need for asked in clause.credits):
                yield offering, clause


def binding_clauses(case: Case, unit: str) -> Iterator[Clause]:
    """What must hold for the unit: all but what the learner is dispensed from."""
    lifted = {waiver.prerequisite for waiver in case.learner.waive if waiver.unit == unit}
    for rule in case.programme.prerequisites:
        if rule.unit == unit:
            yield from (clause for clause in rule.clauses if not lifted & set(clause.units))


def _holds(case: Case, plan: Plan, unit: str, later: Offering, together: bool) -> bool:
    if case.acquired(unit):
        return True
    found = [offering for offering in plan.chosen if offering.unit == unit]
    if together:
        return any(o.last < later.first if o.resit else o.first <= later.first for o in found)
    return any(offering.span.ends < later.span.starts for offering in found)


def _credits(case: Case, plan: Plan, asked: Credits, later: Offering) -> Worth:
    """Credits that are acquired, or have ended when the offering starts; those of misplaced units may have."""
    held = {unit for unit in asked.units if case.acquired(unit)} | (plan.misplaced & asked.pool)
    held |= {one.unit for one in plan.chosen if one.unit in asked.pool and one.span.ends < later.span.starts}
    return sum(case.programme.units[unit].credits or 0 for unit in held)
