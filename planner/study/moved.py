"""What moved between an earlier plan and a new one, and why; what is kept and what is given up. No solver is needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.check import violations
from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan, Violation

PREFERENCES = OWN, DURATION, STABILITY = "own", "duration", "stability"
"""What comes first in a new plan: the learner's own first objective, a short plan, or few moves."""


@dataclass(frozen=True, slots=True)
class Move:
    """A unit of the earlier plan that stands elsewhere (`after` is None: nowhere), and what breaks where it stood.

    `why` is None when nothing breaks for the unit alone, but only together with others.
    """

    before: Offering
    after: Offering | None
    why: Violation | None = None


def to_keep(case: Case, plan: Plan) -> tuple[Offering, ...]:
    """What the plan has in terms that are still open, of units that are still to be taken."""
    return tuple(o for o in plan.chosen if o.unit in case.remaining and o.first >= case.now and not o.resit)


def moves(case: Case, kept: Iterable[Offering], plan: Plan) -> list[Move]:
    """The units that the plan has elsewhere than before, each with what its old place would break in it."""
    chosen = {(offering.unit, offering.id) for offering in plan.chosen}
    gone = [offering for offering in kept if (offering.unit, offering.id) not in chosen]
    return [Move(offering, plan.of(offering.unit), _why(case, plan, offering)) for offering in gone]


def _why(case: Case, plan: Plan, offering: Offering) -> Violation | None:
    """What the checker says of the plan with the unit back in its old place: what forbids the place itself, before that
    it would be one unit too many there, which it may only be because another had to make room.
    """
    rest = [other for other in plan.chosen if other.unit != offering.unit]
    chosen = sorted((*rest, offering), key=lambda other: (other.first, other.unit))
    broken = violations(case, replace(plan, chosen=tuple(chosen)))
    if plan.of(offering.unit) is None:
        broken = [violation for violation in broken if violation.rule != "requirement"] or broken
    about = [violation for violation in broken if offering.unit in violation.subjects]
    return min(about or broken, key=lambda violation: violation.rule == "load_cap", default=None)


def optional_lost(case: Case) -> set[str]:
    """Lost units that are still open and that others may replace."""
    compulsory = {unit for rule in case.target.requirements if rule.kind == "all" for unit in rule.units}
    return {attempt.offering.unit for attempt in case.lost} & set(case.remaining) - compulsory


def given_up(case: Case, plan: Plan) -> int | None:
    """How many lost units the plan replaces by others; None when there is no choice."""
    lost = optional_lost(case)
    return len(lost - {offering.unit for offering in plan.chosen}) if lost else None
