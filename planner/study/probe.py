"""Small questions to the solver: whether a plan exists, and how low an expression can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from planner.domain.case import Case
from planner.model.build import build
from planner.model.cpsat import CpModel, LinearExprT
from planner.model.patience import OutOfTime
from planner.model.usable import Usable
from planner.model.variables import Variables
from planner.solve import horizon
from planner.solve.config import Config
from planner.solve.engine import Clock, run

SOON = 3
"""Terms after the soonest one in which an award is looked for at first."""
Expression = Callable[[CpModel, Variables, Case], LinearExprT]


def exists(case: Case, config: Config, clock: Clock) -> bool | None:
    """Whether the case has a plan; None when the limit comes first."""
    try:
        clock.tick()
        span = _Span(case)
        for soonest, last in span.parts():
            answer = span.ask(soonest, last, config, clock)
            if answer is not False:
                return None if answer is None else True
    except OutOfTime:
        return None
    return False


def soonest_award(case: Case, config: Config, clock: Clock) -> int | None:
    """The first term in which a plan has its award; None when there is no plan, or no proof in time."""
    try:
        clock.tick()
        span = _Span(case)
        for soonest, last in span.parts():
            first, found = soonest, span.ask(soonest, last, config, clock)
            while found and found > first:
                middle = (first + found) // 2
                sooner = span.ask(first, middle, config, clock)
                first, found = (first, sooner) if sooner is not False else (middle + 1, found)
            if found is not False:
                return found
    except OutOfTime:
        pass
    return None


def least(case: Case, expression: Expression, config: Config, clock: Clock) -> int | None:
    """The least value that the expression has in a plan; None when there is no plan, or no proof in time."""
    try:
        clock.tick()
        span = _Span(case)
        if span.soonest > span.last:
            return None
        model, variables = span.build(span.soonest, span.last, clock)
    except OutOfTime:
        return None
    wanted = expression(model, variables, case)
    model.minimize(wanted)
    answer = run(model, config, clock, wide=True)
    return answer.solver.value(wanted) if answer.found and answer.proven else None


class _Span:
    """The terms in which a case can have its award, and its models; any plan is as good as another here, so that only
    what can be used in one has a variable.
    """

    def __init__(self, case: Case) -> None:
        self.case, self.last = case, horizon.last_term(case)
        self.usable = Usable(case, self.last, any_plan=True)
        soonest = horizon.earliest_award(case)
        self.soonest = max(soonest, self.usable.soonest(soonest, self.last))

    def parts(self) -> Iterator[tuple[int, int]]:
        """The first terms, which are enough for most cases that have a plan, then the others; from and to."""
        first = self.soonest
        for last in (first + SOON, self.last):
            if first <= min(last, self.last):
                yield first, min(last, self.last)
                first = last + 1

    def ask(self, soonest: int, last: int, config: Config, clock: Clock) -> int | Literal[False] | None:
        """The award of some plan that has it between two terms; False where there is none, None without an answer.

        Raises:
            OutOfTime: the limit comes first.
        """
        model, variables = self.build(soonest, last, clock)
        answer = run(model, config, clock)
        if not answer.found:
            return None if answer.found is None else False
        return next(term for term in variables.awards if answer.solver.boolean_value(variables.award(term)))

    def build(self, soonest: int, last: int, clock: Clock) -> tuple[CpModel, Variables]:
        """The model of an award between two terms.

        Raises:
            OutOfTime: the limit comes first.
        """
        return build(self.case, last, soonest, usable=self.usable, tick=clock.tick)
