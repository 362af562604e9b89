"""What the exact reckoning does not hold for: rules that need more than what is passed, and too many states."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import LONGEST_PLAN_YEARS, Case

MOST_STATES = 2_000_000
"""States of a term, times what is taken in them, beyond which nothing is reckoned."""
MOST_OPTIONAL = 10
"""Units that leave a choice beyond which their sets are not listed."""
MOST_CHOICES = 400_000
"""Sets of offerings of a term beyond which they are not listed."""


class Inexact(Exception):
    """No exact answer: `why` is `history`, `budget`, `payer_budget`, `minima`, `terms`, `extra`, `share`,
    `prerequisite`, `halves` or `states`.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def check(case: Case) -> None:
    """Nothing that the exact reckoning cannot hold for.

    Raises:
        Inexact: saying what.
    """
    found = next(_reasons(case), None)
    if found is not None:
        raise Inexact(found)


def _reasons(case: Case) -> Iterator[str]:
    learner = case.learner
    if case.history is not None:
        yield "history"
    if learner.budget.default is not None or learner.budget.terms:
        yield "budget"
    if any(learner.sure_budget(payer) is not None for payer in learner.alone):
        yield "payer_budget"
    if learner.terms is not None:
        yield "terms"
    if case.late:
        yield "extra"
    if case.choices.contested:
        yield "share"
    last = learner.start + LONGEST_PLAN_YEARS * case.programme.calendar.size
    if any(least for term in range(learner.start, last) for least, _ in case.bounds(term)):
        yield "minima"
