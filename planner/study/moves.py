"""Staying close to an earlier plan: how many of its units move, and why each of them does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ortools.sat.python.cp_model import CpModel, LinearExpr, LinearExprT

from planner.check import violations
from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan, Violation
from planner.model.variables import Variables
from planner.solve.aim import Wish


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


def stay(kept: Iterable[Offering]) -> Wish:
    """As few units as possible leave the offerings given."""
    places = {(offering.unit, offering.id) for offering in kept}

    def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
        here = [o for o in variables.offerings if (o.unit, o.id) in places]
        return len(places) - LinearExpr.sum([variables.taken(offering) for offering in here])

    def value(case: Case, plan: Plan) -> int:
        return len(places - {(offering.unit, offering.id) for offering in plan.chosen})

    return Wish("moves", expression, value)


def retake(case: Case) -> Wish | None:
    """As few lost units as possible are given up for others; None when there is no choice."""
    compulsory = {unit for rule in case.programme.requirements if rule.kind == "all" for unit in rule.units}
    lost = {attempt.offering.unit for attempt in case.lost} & set(case.remaining) - compulsory
    if not lost:
        return None

    def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
        return len(lost) - LinearExpr.sum([literal for unit in lost for literal in variables.planned(unit)])

    def value(case: Case, plan: Plan) -> int:
        return len(lost - {offering.unit for offering in plan.chosen})

    return Wish("dropped", expression, value)


def moves(case: Case, kept: Iterable[Offering], plan: Plan) -> list[Move]:
    """The units that the plan has elsewhere than before, each with what its old place would break in it."""
    chosen = {(offering.unit, offering.id) for offering in plan.chosen}
    gone = [offering for offering in kept if (offering.unit, offering.id) not in chosen]
    return [Move(offering, plan.of(offering.unit), _why(case, plan, offering)) for offering in gone]


def _why(case: Case, plan: Plan, offering: Offering) -> Violation | None:
    """What the checker says of the plan with the unit back in its old place."""
    rest = [other for other in plan.chosen if other.unit != offering.unit]
    broken = violations(case, replace(plan, chosen=(*rest, offering)))
    if plan.of(offering.unit) is None:
        broken = [violation for violation in broken if violation.rule != "requirement"] or broken
    about = [violation for violation in broken if offering.unit in violation.subjects]
    return next(iter(about or broken), None)
