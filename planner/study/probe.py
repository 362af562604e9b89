"""Small questions to the solver: whether a plan exists, and how low an expression can be."""

from __future__ import annotations

from collections.abc import Callable

from planner.domain.case import Case
from planner.model.build import build
from planner.model.cpsat import CpModel, LinearExprT
from planner.model.patience import OutOfTime
from planner.model.variables import Variables
from planner.solve import horizon
from planner.solve.config import Config
from planner.solve.engine import Clock, run

Expression = Callable[[CpModel, Variables, Case], LinearExprT]


def exists(case: Case, config: Config, clock: Clock) -> bool | None:
    """Whether the case has a plan; None when the limit comes first."""
    try:
        made = _build(case, clock)
    except OutOfTime:
        return None
    if made is None:
        return False
    model, variables = made
    return run(model, config, clock, wide=len(variables.awards) > 1).found


def least(case: Case, expression: Expression, config: Config, clock: Clock) -> int | None:
    """The least value that the expression has in a plan; None when there is no plan, or no proof in time."""
    try:
        made = _build(case, clock)
    except OutOfTime:
        return None
    if made is None:
        return None
    model, variables = made
    wanted = expression(model, variables, case)
    model.minimize(wanted)
    answer = run(model, config, clock, wide=True)
    return answer.solver.value(wanted) if answer.found and answer.proven else None


def _build(case: Case, clock: Clock) -> tuple[CpModel, Variables] | None:
    """The model of the case; None where its dates alone leave no term for the award.

    Raises:
        OutOfTime: the limit comes first.
    """
    clock.tick()
    last, earliest = horizon.last_term(case), horizon.earliest_award(case)
    return None if earliest > last else build(case, last, earliest, tick=clock.tick)
