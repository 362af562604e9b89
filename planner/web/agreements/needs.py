"""What the list of dossiers says of agreement: what is to be done, and the dossiers of a stage."""

from __future__ import annotations

from django.db.models import QuerySet

from planner.domain.text import Key
from planner.web.agreements.models import DRAFT, STAGES, Act, Standing
from planner.web.dossiers.models import Dossier

CHANGED = "changed"
FILTERS = (*STAGES, CHANGED)
"""What the list can be narrowed to; `home.only.<name>` words them."""


def narrowed(dossiers: QuerySet[Dossier], to: str) -> QuerySet[Dossier]:
    """Those at a stage, or those that have changed since they were at one; with how they stand."""
    dossiers = dossiers.select_related("standing")
    if to == DRAFT:
        return dossiers.filter(standing=None)
    if to == CHANGED:
        return dossiers.filter(standing__changed=True)
    return dossiers.filter(standing__stage=to, standing__changed=False) if to in STAGES else dossiers


def needed(dossier: Dossier, approves: bool) -> list[Key]:
    """What is to be done about agreement; to approve a plan is for who may."""
    standing: Standing | None = getattr(dossier, "standing", None)
    if standing is None:
        return []
    if standing.changed:
        return [Key(f"need.agreement.{standing.stage}")]
    return [Key("need.agreement.approve")] if approves and standing.stage == Act.AGREED else []
