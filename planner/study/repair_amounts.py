"""How much of a change it takes: the soonest deadline, the least money, the fewest days of a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from planner.domain.case import Case
from planner.domain.learner import Cap
from planner.model import money, payers
from planner.model.cpsat import CpModel, LinearExprT
from planner.model.variables import Variables
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.study.looser_wishes import deadline, longer
from planner.study.menu import Change, Menu
from planner.study.probe import least, soonest_award

NO_LIMIT = 10**9
MOST_DAYS = 182
"""Days by which a window becomes longer at one end at most."""
ENDS = ((0, 1), (1, 0))
"""The later end of a window, then the earlier one."""
Helps = Callable[[Change], bool]


@dataclass(frozen=True, slots=True)
class Amounts:
    """Each question is one minimisation, in the time that is left."""

    config: Config
    clock: Clock

    def later(self, case: Case) -> Change | None:
        """The soonest deadline that can be met, if it is later than the learner's."""
        limit = case.learner.deadline
        if limit is None:
            return None
        free = replace(case, learner=replace(case.learner, deadline=None))
        award = soonest_award(free, self.config, self.clock)
        more = 0 if award is None else award - limit
        return next(deadline(Menu(case, limit), more), None) if more > 0 else None

    def spent(self, case: Case, year: int) -> int | None:
        """The least cents that a plan spends in the year when it has no budget."""
        limits = {**case.learner.budget.terms, year: NO_LIMIT}
        free = replace(case, learner=replace(case.learner, budget=Cap(case.learner.budget.default, limits)))

        def spending(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
            return money.by_year(model, variables, case).get(year, 0)

        return least(free, spending, self.config, self.clock)

    def dearest(self, case: Case) -> int | None:
        """The least cents that the dearest year of a plan costs when there is no budget."""
        free = replace(case, learner=replace(case.learner, budget=Cap()))

        def dearest(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
            most = model.new_int_var(0, NO_LIMIT, "")
            for year, spent in money.by_year(model, variables, case).items():
                if year >= case.now // case.programme.calendar.size:
                    model.add(spent <= most)
            return most

        return least(free, dearest, self.config, self.clock)

    def least_paid(self, case: Case, payer: str) -> int | None:
        """The least cents that the payer pays in a plan when it has no budget."""
        budgets = {name: most for name, most in case.learner.payer_budgets.items() if name != payer}
        free = replace(case, learner=replace(case.learner, payer_budgets=budgets))

        def paying(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
            return payers.by_funding(model, variables, case)[payer]

        return least(free, paying, self.config, self.clock)


def longer_windows(menu: Menu, helps: Helps) -> Iterator[Change]:
    """Each window for the internship with the fewest days more, at one end if that is enough, with which one helps."""
    for number in range(len(menu.case.learner.windows) if menu.case.internship_months else 0):
        found = [change for ends in ENDS if (change := _one_end(menu, number, ends, helps))]
        yield from found or _both_ends(menu, number, helps)


def longest_windows(menu: Menu) -> list[Change]:
    """Each window as much longer at either end as it ever becomes."""
    numbers = range(len(menu.case.learner.windows) if menu.case.internship_months else 0)
    return [longer(menu, number, *(end * MOST_DAYS for end in ends)) for number in numbers for ends in ENDS]


def _one_end(menu: Menu, number: int, ends: tuple[int, int], helps: Helps) -> Change | None:
    return fewest(lambda days: longer(menu, number, *(end * days for end in ends)), helps)


def _both_ends(menu: Menu, number: int, helps: Helps) -> Iterator[Change]:
    late = fewest(lambda days: longer(menu, number, MOST_DAYS, days), helps)
    if late is not None:
        after = late.values["after"]
        both = fewest(lambda days: longer(menu, number, days, after), helps)
        yield both or late


def fewest(change: Callable[[int], Change], helps: Helps, most: int = MOST_DAYS) -> Change | None:
    """The change of the fewest days that helps, where more days never help less; None where none does."""
    if not helps(change(most)):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if helps(change(middle)) else (middle, high)
    return change(high)
