"""Cents that the learner pays over the whole plan."""

from __future__ import annotations

from planner.domain.case import Case
from planner.model import payers
from planner.model.cpsat import CpModel, LinearExprT
from planner.model.variables import Variables


def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
    """What is paid from the learner's own money, as far as prices are known."""
    return payers.own_cost(model, variables, case)
