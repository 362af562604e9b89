"""Of several fundings that stand alone none pays more than its budget in the whole plan, as far as prices are known."""

from __future__ import annotations

from planner.domain.case import Case
from planner.model import payers
from planner.model.cpsat import CpModel
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Bound what each of them pays."""
    bounds = {funding: case.learner.sure_budget(funding) for funding in case.learner.alone}
    if all(most is None for most in bounds.values()):
        return
    paid = payers.by_funding(model, variables, case)
    for funding, most in bounds.items():
        if most is not None:
            with variables.about(funding):
                model.add(paid[funding] <= most)
