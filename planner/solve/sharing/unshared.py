"""The soonest award of a learner without any seat that others may want: no later one is ever needed."""

from __future__ import annotations

from collections.abc import Callable

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.model.build import build
from planner.model.cpsat import LinearExpr
from planner.model.least import compulsory
from planner.model.usable import Usable
from planner.solve.config import Config
from planner.solve.engine import Clock, run
from planner.solve.progress import Stop

IsLimited = Callable[[Offering], bool]
REACHES = (4, 12, 24)
"""Terms after the first one that is possible at all, tried one after the other: a short model is solved at once."""


def soonest_unshared(case: Case, limited: IsLimited, soonest: int, last: int, stop: Stop | None = None) -> int | None:
    """The term of that award, not before `soonest`; None where there is none up to `last`, or none was found."""
    usable = _Unlimited(case, limited)
    ends: dict[str, int] = {}
    for offering in usable.within(last):
        ends[offering.unit] = min(ends.get(offering.unit, last), offering.award_from)
    needed = compulsory(case)
    if not needed <= ends.keys():
        return None
    earliest = max([soonest, *(ends[unit] for unit in needed)])
    for until in sorted({min(earliest + reach, last) for reach in REACHES}):
        model, variables = build(case, until, earliest, usable=usable)
        awards = list(variables.awards)
        model.minimize(LinearExpr.weighted_sum([variables.award(term) for term in awards], awards))
        answer = run(model, Config(), Clock.of(Config(stop=stop)), wide=True)
        if answer.found:
            return next(term for term in awards if answer.solver.boolean_value(variables.award(term)))
    return None


class _Unlimited(Usable):
    """Offerings that have a seat for everybody."""

    def __init__(self, case: Case, limited: IsLimited) -> None:
        super().__init__(case)
        self.limited = limited

    def within(self, last: int) -> list[Offering]:
        """Those that end by the term `last`."""
        return [offering for offering in self._within(last) if not self.limited(offering)]
