"""Small questions to the solver: whether a plan exists, and how low an expression can be."""

from __future__ import annotations

from collections.abc import Callable

from ortools.sat.python.cp_model import CpModel, LinearExprT

from planner.domain.case import Case
from planner.model.build import build
from planner.model.variables import Variables
from planner.solve import horizon
from planner.solve.config import Config
from planner.solve.engine import Clock, run

Expression = Callable[[CpModel, Variables, Case], LinearExprT]


def exists(case: Case, config: Config, clock: Clock) -> bool | None:
    """Whether the case has a plan; None when the limit comes first."""
    last = horizon.last_term(case)
    if horizon.earliest_award(case) > last:
        return False
    model, variables = build(case, last, horizon.earliest_award(case))
    return run(model, config, clock, wide=len(variables.awards) > 1).found


def least(case: Case, expression: Expression, config: Config, clock: Clock) -> int | None:
    """The least value that the expression has in a plan; None when there is no plan, or no proof in time."""
    last = horizon.last_term(case)
    if horizon.earliest_award(case) > last:
        return None
    model, variables = build(case, last, horizon.earliest_award(case))
    wanted = expression(model, variables, case)
    model.minimize(wanted)
    answer = run(model, config, clock, wide=True)
    return answer.solver.value(wanted) if answer.found and answer.proven else None
