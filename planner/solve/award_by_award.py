"""An objective that depends on the number of terms and on all credits: least for each even load in turn.

How far loads are from the even load is easy to bound where the even load is known, and hard where it is a variable.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.model import loads

if TYPE_CHECKING:
    from planner.solve.levels import Levels


def minimise(levels: Levels, name: str, ways: Iterable[tuple[int, int, int]]) -> bool | None:
    """Whether the objective is reached for certain; None when the levels' model has no plan.

    Each of the `ways` (a term of the award, and between what the credits of all terms are) is a model of its own, asked
    for no worse a value than those before it; awards that cannot have the best one are then out of the levels' model.
    """
    best: int | None = None
    bounds: dict[int, int] = {}
    proven = True
    for award, least, most in ways:
        one = type(levels)(levels.search, award, award, levels)
        total, low, high = loads.total_credits(one.variables, one.search.case)
        least, most = max(least, low), min(most, high)
        if least > most:
            continue
        one.variables.totals = (least, most)
        one.model.add_linear_constraint(total, least, most)
        wish = levels.search.wishes[name](one.model, one.variables, one.search.case)
        assert wish is not None, "loads mean something in every programme"
        if best is not None:
            one.model.add(wish <= best)
        answer = one.minimise(name, wish)
        if answer.found is False:
            continue
        proven &= answer.proven
        bounds[award] = min(answer.bound, bounds.get(award, answer.bound))
        if answer.found and (best is None or answer.solver.value(wish) < best):
            best, levels.plan, levels.values = answer.solver.value(wish), one.plan, one.values
    if best is None:
        return None if proven and levels.plan is None else False
    levels.tied = False
    levels.bounds.append((name, min(bounds.values()), proven))
    if proven:
        levels.keep(name, best, [award for award in levels.variables.awards if bounds.get(award, best + 1) <= best])
    return proven
