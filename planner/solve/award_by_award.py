"""An objective that depends on the number of terms and on all credits: none at all, if that can be; else the least for
each even load in turn.

How far loads are from the even load is easy to bound where the even load is known, and hard where it is a variable.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from planner.model import loads
from planner.model.cpsat import LinearExprT, restore
from planner.model.patience import OutOfTime

if TYPE_CHECKING:
    from planner.solve.levels import Levels

AT_ONCE = 0.1
"""Of CP-SAT's deterministic seconds, for all awards at once: enough where loads can be even."""
Way = tuple[int, int, int]
"""A term of the award, and between what the credits of all terms are."""


def minimise(levels: Levels, name: str, wish: LinearExprT, ways: Iterable[Way]) -> bool | None:
    """Whether the objective is reached for certain; None when the levels' model has no plan.

    Mostly loads can be even, which is asked first, of all awards at once; else each way is asked to be better than
    those before it, until nothing is, or the limit comes.
    """
    even = levels.meet(wish, AT_ONCE)
    if even:
        levels.bounds.append((name, 0, True))
        levels.hold(name, wish, 0)
        return True
    best: int | None = None
    bound, proven = int(even is False), True
    try:
        for award, its in groupby(ways, lambda way: way[0]):
            best, sure = _better(levels, name, award, its, (best, bound))
            proven &= sure
            if best == bound:
                break
    except OutOfTime:
        proven = False
    if best is None:
        return None if proven and levels.plan is None else False
    levels.tied = False
    levels.bounds.append((name, best if proven else bound, proven))
    if proven:
        levels.hold(name, wish, best)
    return proven


def _better(
    levels: Levels, name: str, award: int, ways: Iterable[Way], known: tuple[int | None, int]
) -> tuple[int | None, bool]:
    """The best value with the award in a term, or the one that is `known` with a bound, and whether it is certain that
    none is better.

    Where no plan is known yet, any is looked for first: in a term without one no way needs to be tried, and when the
    limit comes there is one. The model of the term is made once; what a way adds is taken away again.
    """
    best, bound = known
    one = type(levels)(levels.search, award, award, levels)
    if levels.plan is None:
        answer = one.look_for_any()
        if not answer.found:
            return best, answer.found is False
        levels.plan, levels.values, best = one.plan, one.values, one.values[name]
    bare, held, proven = one.model.clone(), dict(one.variables.held), True
    total, low, high = loads.total_credits(one.variables, one.search.case)
    for _, least, most in ways:
        least, most = max(least, low), min(most, high)
        if best == bound or least > most:
            continue
        if not levels.search.clock.left:
            return best, False
        restore(one.model, bare)
        one.variables.held, one.variables.totals = dict(held), (least, most)
        one.model.add_linear_constraint(total, least, most)
        wish = levels.search.wishes[name](one.model, one.variables, one.search.case)
        assert wish is not None, "loads mean something in every programme"
        if best is not None:
            one.model.add(wish <= best - 1)
        answer = one.minimise(name, wish)
        proven &= answer.proven
        if answer.found:
            best, levels.plan, levels.values = answer.solver.value(wish), one.plan, one.values
    return best, proven
