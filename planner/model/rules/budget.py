"""No academic year costs more than the learner's budget, as far as prices are known."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel

from planner.domain.case import Case
from planner.model import money
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Bound what each year costs."""
    if case.learner.budget is None:
        return
    spending = money.by_year(model, variables, case)
    for spent in spending.values():
        model.add(spent <= case.learner.budget)
    for fee, due, tuition in variables.yearly_tuition:
        model.add(tuition <= max(0, case.learner.budget - fee) * due)
