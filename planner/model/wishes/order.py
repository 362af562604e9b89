"""Units outside a certificate to begin with that start in a term not after the certificate's last."""

from __future__ import annotations

from planner.domain.case import Case
from planner.model.cpsat import CpModel, IntVar, LinearExpr, LinearExprT
from planner.model.variables import Variables


def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT | None:
    """How many start too soon; None when the learner ignores the order or the programme recommends none."""
    recommended = any(certificate.recommended_first for certificate in case.target.certificates)
    if case.learner.order == "ignore" or not recommended:
        return None
    early: list[IntVar] = []
    for certificate in case.certificates(first_only=True):
        for unit in variables.units:
            if unit in certificate.units:
                continue
            too_soon = model.new_bool_var("")
            early.append(too_soon)
            for offering in variables.offerings_of(unit):
                unfinished = variables.unfinished(certificate, offering.first)
                model.add_bool_or([~variables.taken(offering), ~unfinished, too_soon])
    return LinearExpr.sum(early)
