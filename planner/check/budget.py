"""No academic year costs more than the learner's budget, as far as prices are known."""

from __future__ import annotations

from collections.abc import Iterator

from planner.check.cost import cost
from planner.domain.case import Case
from planner.domain.plan import Plan, Violation
from planner.domain.text import Cents


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Each year over the budget."""
    budget, calendar = case.learner.budget, case.programme.calendar
    paid, currency = cost(case, plan), case.programme.currency
    for year in sorted({line.year for line in paid.lines}):
        most = budget.of(year)
        if most is not None and paid.known_cents(year) > most and year >= case.now // calendar.size:
            name = calendar.year_name(year)
            values = {"year": name, "amount": Cents(paid.known_cents(year), currency), "most": Cents(most, currency)}
            yield Violation("budget", "check.budget", (name,), values)
