"""Credits that have ended before a day, for conditions that ask for them; what several units ask for is said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.condition import Credits
from planner.model.cpsat import IntVar, LinearExpr, LinearExprT

if TYPE_CHECKING:
    from planner.model.variables import Variables


class EndedCredits:
    """Days are ordinals; an offering has ended before a day that comes after its last one."""

    def __init__(self, variables: Variables) -> None:
        self._variables = variables
        self._enough: dict[tuple[Credits, int], IntVar] = {}
        self._short: dict[tuple[Credits, int, str], IntVar] = {}
        self._totals: dict[tuple[Credits, int], IntVar] = {}

    def missing(self, asked: Credits) -> int:
        """The scaled credits that are not acquired yet."""
        case = self._variables.case
        return case.programme.least("credits", asked.need - case.programme.worth(asked, case.learner.acquired))

    def of(self, unit: str, day: int) -> list[IntVar]:
        """Literals of which one is true where the unit has ended before the day."""
        offerings = self._variables.offerings_of(unit)
        return [self._variables.taken(one) for one in offerings if one.span.ends.toordinal() < day]

    def worth(self, unit: str) -> int:
        """The scaled credits of a unit that is still to be taken, or has been and stays in the plan."""
        return self._variables.case.programme.scaled(unit)

    def enough(self, asked: Credits, day: int) -> IntVar:
        """A literal that is only true where as many credits as asked for have ended before the day."""
        key = (asked, day)
        if key not in self._enough:
            model = self._variables.model
            with self._variables.definition():
                self._enough[key] = literal = model.new_bool_var("")
                model.add(self._sum(asked, day) >= self.missing(asked)).only_enforce_if(literal)
        return self._enough[key]

    def short_without(self, asked: Credits, day: int, unit: str) -> IntVar:
        """A literal that is only true where they would not be enough without those of the unit."""
        key = (asked, day, unit)
        if key not in self._short:
            model = self._variables.model
            with self._variables.definition():
                self._short[key] = literal = model.new_bool_var("")
                mine = self.of(unit, day) if unit in asked.pool else []
                less = LinearExpr.weighted_sum([self.total(asked, day), *mine], [1, *([-self.worth(unit)] * len(mine))])
                model.add(less <= self.missing(asked) - 1).only_enforce_if(literal)
        return self._short[key]

    def total(self, asked: Credits, day: int) -> IntVar:
        """The scaled credits that count and have ended before the day, without those acquired."""
        key = (asked, day)
        if key not in self._totals:
            model, most = self._variables.model, sum(self.worth(unit) for unit in asked.units)
            with self._variables.definition():
                self._totals[key] = total = model.new_int_var(0, most, "")
                model.add(self._sum(asked, day) == total)
        return self._totals[key]

    def _sum(self, asked: Credits, day: int) -> LinearExprT:
        weighted = [
            (literal, self.worth(unit)) for unit in asked.units if self.worth(unit) for literal in self.of(unit, day)
        ]
        literals = [literal for literal, _ in weighted]
        return LinearExpr.weighted_sum(
            [*literals, self._variables.model.new_constant(0)], [*(w for _, w in weighted), 0]
        )
