"""What a plan costs at least, whatever its length: often the cost of a plan that is known, which ends a search before
it begins.
"""

from __future__ import annotations

from planner.domain.case import Case
from planner.model import undated
from planner.model.usable import Usable
from planner.solve import horizon
from planner.solve.config import Config
from planner.solve.engine import Clock, confirm, run

FLOOR_EFFORT = 1.0
"""Deterministic seconds for it: what is proven by then is a bound too."""


def least_cents(case: Case, config: Config, clock: Clock, units: int | None = None) -> int:
    """Cents that no plan is below, 0 where that is not known; of plans with at most so many `units` in a term.

    Two configurations of the solver agree on it.
    """
    if case.history is not None or not case.has_prices:
        return 0
    last = horizon.last_term(case)
    model, total = undated.cents(case, Usable(case, last, any_plan=True).within(last), last, units)
    model.minimize(total)
    answer = run(model, config, clock, effort=FLOOR_EFFORT)
    if not answer.found:
        return 0
    model.minimize(0)
    model.add(total <= answer.bound - 1)
    return answer.bound if confirm(model, config, clock, FLOOR_EFFORT).found is False else 0
