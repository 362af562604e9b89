"""With `order: require`, no unit outside a certificate to begin with starts up to the certificate's last term."""

from __future__ import annotations

from planner.domain.case import Case
from planner.model.cpsat import CpModel
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """While the certificate is unfinished, nothing else starts."""
    if case.learner.order != "require":
        return
    for certificate in case.certificates(first_only=True):
        for offering in variables.offerings:
            if offering.unit not in certificate.units and offering.first >= case.now:
                unfinished = variables.unfinished(certificate, offering.first)
                with variables.about(offering.unit):
                    model.add_implication(variables.taken(offering), ~unfinished)
