"""No academic year costs more than the learner's budget, as far as prices are known."""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.learner import Cap
from planner.model import money
from planner.model.cpsat import CpModel
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Bound what each year costs."""
    if case.learner.budget == Cap():
        return
    spending = money.by_year(model, variables, case)
    calendar = case.programme.calendar
    for year, spent in spending.items():
        most = case.learner.budget.of(year)
        if most is not None and year >= case.now // calendar.size:
            with variables.about(calendar.year_name(year)):
                model.add(spent <= most)
                for _, fee, due, tuition in (owed for owed in variables.yearly_tuition if owed[0] == year):
                    model.add(tuition <= max(0, most - fee) * due)
