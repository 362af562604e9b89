"""Objectives and ties in one search, each of them worth more than all that come after it.

In a small model one search for everything takes hardly longer than one for the first objective alone; in one that is
somewhat larger it takes less than the searches that it stands for.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import TYPE_CHECKING

from planner.domain.learner import CREDITS
from planner.model.cpsat import FlatIntExpr, LinearExpr, LinearExprT
from planner.model.wishes import LEAST
from planner.solve.engine import Answer, is_large

if TYPE_CHECKING:
    from planner.solve.levels import Levels

EFFORT, LARGE_EFFORT = 0.004, 0.5
"""Of CP-SAT's deterministic seconds, in a small model and in a larger one."""
LARGEST = 2
"""So many times a large model is one in which each objective is searched by itself."""
EXACT = 2**44
"""Sums stay far from what floating point, in which the relaxation calculates, cannot tell apart."""


def minimise_all(levels: Levels, names: Sequence[str]) -> bool | None:
    """Whether all these objectives, the last ones, are reached for certain; None where the model has no plan. False
    says that another way has to be tried, as once one search for all was not enough; a plan may be known then.
    """
    if levels.tried or not levels.single or is_large(levels.model, LARGEST) or not CREDITS.keys().isdisjoint(names):
        return False
    levels.tried = True
    wishes, unknown = dict[str, LinearExprT](), dict[str, LinearExprT]()
    for name in names:
        literals = levels.unknown(name)
        wish = None if literals is None else levels.wish(name)
        if wish is not None:
            wishes[name] = wish
            _bound(levels, name, wish)
        if literals:
            unknown[name] = LinearExpr.sum(literals)
    answer = _search_all(levels, wishes, unknown)
    if answer is not None and answer.found and (never := _above_zero(answer, unknown)):
        # Values that none of the best plans knows are not minimised.
        for name in never:
            del wishes[name], unknown[name]
        answer = _search_all(levels, wishes, unknown)
    if answer is None or (answer.found and _above_zero(answer, unknown)):
        levels.tied = False
        return False
    if not answer.found:
        return False if levels.plan is not None else None
    _keep(levels, answer, wishes, unknown)
    levels.skipped.update(name for name in names if name not in wishes)
    return True


def _bound(levels: Levels, name: str, wish: LinearExprT) -> None:
    """Follows from the rest, and is what the proof of the sum rests on."""
    if name in LEAST and not isinstance(wish, int) and _is_one_plan(levels):
        levels.model.add(wish >= LEAST[name](levels.variables, levels.search.case))


def _is_one_plan(levels: Levels) -> bool:
    """Whether the plan does not depend on the way it is searched, or any will do."""
    return levels.breaks_ties or not levels.search.aim.tie_break


def _search_all(levels: Levels, wishes: dict[str, LinearExprT], unknown: dict[str, LinearExprT]) -> Answer | None:
    """The best values, each after those that tell whether it is known; None where that is not proven quickly, or is no
    matter of several objectives.
    """
    if len(wishes) < 2:
        return None
    return _search(levels, [one for name in wishes for one in (unknown.get(name), wishes[name]) if one is not None])


def _above_zero(answer: Answer, unknown: dict[str, LinearExprT]) -> list[str]:
    return [name for name, literals in unknown.items() if answer.solver.value(literals)]


def _keep(
    levels: Levels, answer: Answer, wishes: dict[str, LinearExprT], unknown: dict[str, LinearExprT]
) -> None:  # fmt: skip
    """The plan, and its values for whatever is searched after it."""
    levels.remember(answer)
    for literals in unknown.values():
        levels.model.add(literals <= 0)
    for name, wish in wishes.items():
        value = answer.solver.value(wish)
        levels.bounds.append((name, value, True))
        levels.hold(name, wish, value)
        levels.tell(name, value, value)


def minimise_one(levels: Levels, wish: LinearExprT) -> Answer | None:
    """Minimise and break ties at once, so that later objectives that are as low as can be need no search at all; None
    where this is not done quickly.
    """
    if not (levels.breaks_ties and levels.single) or is_large(levels.model):
        return None
    answer = _search(levels, [wish])
    if answer is not None and answer.found:
        answer.bound = answer.solver.value(wish)
    return answer


def _search(levels: Levels, wishes: Sequence[LinearExprT]) -> Answer | None:
    """The best values of the wishes, one after the other, and of the ties; None where this is not proven quickly, or
    sums would be too large.
    """
    rest, weight = levels.tie if levels.breaks_ties else (0, 1)
    domains = levels.model.proto.variables
    terms, factors = list[LinearExprT]([rest]), [1]
    for wish in reversed(wishes):
        if isinstance(wish, int):
            continue
        flat = FlatIntExpr(wish)
        unit, span = gcd(*flat.coeffs) or 1, 0
        for variable, factor in zip(flat.vars, flat.coeffs, strict=True):
            low, *_, high = domains[variable.index].domain
            span += abs(factor) * (high - low)
            terms.append(variable)
            factors.append(factor // unit * weight)
        weight *= span // unit + 1
    if weight > EXACT:
        return None
    levels.model.minimize(LinearExpr.weighted_sum(terms, factors))
    answer = levels.run(LARGE_EFFORT if is_large(levels.model) else EFFORT)
    levels.tied = answer.proven and levels.breaks_ties
    if answer.found and not answer.proven and levels.plan is None:
        levels.remember(answer)
    return answer if answer.proven else None
