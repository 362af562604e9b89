"""A unit is taken in an offering that exists and that the pathway allows."""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.model.cpsat import CpModel
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Only existing offerings have variables; those of other modalities are out."""
    for offering in variables.offerings:
        if excludes(case, offering) and not case.is_kept(offering):
            with variables.about(offering.modality):
                model.add(variables.taken(offering) == 0)


def excludes(case: Case, offering: Offering) -> bool:
    """Whether the pathway does not allow its modality."""
    return offering.modality not in case.modalities
