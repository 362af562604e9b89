"""Staying close to an earlier plan, as wishes of a search: few units move, and few lost ones are given up."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.model.cpsat import CpModel, LinearExpr, LinearExprT
from planner.model.variables import Variables
from planner.solve.aim import Wish
from planner.study.moved import optional_lost


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
    lost = optional_lost(case)
    if not lost:
        return None

    def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
        return len(lost) - LinearExpr.sum([literal for unit in lost for literal in variables.literals_of(unit)])

    def value(case: Case, plan: Plan) -> int:
        return len(lost - {offering.unit for offering in plan.chosen})

    return Wish("dropped", expression, value)
