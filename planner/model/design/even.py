"""The even load of a row: known at once, unless its options bear different credits; then it depends on those taken."""

from __future__ import annotations

from dataclasses import dataclass

from planner.model.cpsat import IntVar, LinearExpr
from planner.model.design.instance import Row
from planner.model.design.variables import Variables


@dataclass(frozen=True, slots=True)
class Even:
    """The least and the most that is even, and the literal that says so; None where there is only one such pair."""

    pairs: tuple[tuple[int, int, IntVar | None], ...]

    @property
    def fixed(self) -> bool:
        """Whether the even load is known at once, whatever is taken."""
        return len(self.pairs) == 1

    def limit(self, high: bool) -> LinearExpr:
        """The least load that is even, or the most (`high`), as an expression; only where it is not fixed."""
        literals = [literal for _, _, literal in self.pairs if literal is not None]
        return LinearExpr.weighted_sum(literals, [pair[int(high)] for pair in self.pairs])


def even(variables: Variables, number: int) -> Even:
    """The even load of a row; variables and constraints are added where it depends on what is taken."""
    instance, row, model = variables.instance, variables.instance.rows[number], variables.model
    totals: dict[tuple[int, int], list[int]] = {}
    for total in _totals(variables, row):
        totals.setdefault(instance.even_loads(total), []).append(total)
    if len(totals) == 1:
        return Even(tuple((*pair, None) for pair in totals))
    credits = list(map(instance.credits, row.options))
    takes = [variables.option(number, unit) for unit in row.options]
    base = instance.total(row, frozenset())
    pairs = []
    taken = LinearExpr.weighted_sum([*takes, 1], [*credits, base])
    for (low, high), group in totals.items():
        literal = model.new_bool_var("")
        model.add_linear_constraint(taken, min(group), max(group)).only_enforce_if(literal)
        pairs.append((low, high, literal))
    model.add_exactly_one(literal for _, _, literal in pairs)
    return Even(tuple(pairs))


def _totals(variables: Variables, row: Row) -> list[int]:
    """Scaled credits that a row can have in all, in order; choices that share units are looked at one by one."""
    instance = variables.instance
    sums = {0}
    for units, take in row.choices:
        credits = map(instance.credits, units)
        reach: list[set[int]] = [{0}, *(set() for _ in range(take))]
        for one in credits:
            for count in range(take, 0, -1):
                reach[count] |= {other + one for other in reach[count - 1]}
        sums = {first + second for first in sums for second in reach[take]}
    base = instance.total(row, frozenset())
    return sorted(base + one for one in sums)
