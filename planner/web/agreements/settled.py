"""Which plan a learner may count on: the one last agreed on, whatever an adviser has been trying since.

Without an agreement it is what was proposed to them, and without that the plan that is worked on, or of those that it
was made from the last that keeps every rule.
"""

from __future__ import annotations

from typing import NamedTuple

from planner.web.agreements.models import Act, Step
from planner.web.agreements.steps import standing_steps
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.planning import HOLD


class Settled(NamedTuple):
    """A version of the plan, and the step that settled it; none of a draft."""

    version: Version
    step: Step | None

    @property
    def stage(self) -> str:
        """How far it came: `proposed`, `agreed`, `approved`; empty of a draft."""
        return self.step.act if self.step is not None else ""


def settled(dossier: Dossier) -> Settled | None:
    """The plan that counts for the learner; None where there never was one that holds."""
    agreed, proposed = counting(dossier)
    step = agreed or proposed
    number = step.version_id if step is not None else _holding(dossier)
    if number is None:
        return None
    current = dossier.current
    version = current if current is not None and current.pk == number else dossier.versions.get(pk=number)
    return Settled(version, step)


def counting(dossier: Dossier) -> tuple[Step | None, Step | None]:
    """The last agreement (or approval) that was not withdrawn, and the proposal that came after it, if one waits. A new
    proposal leaves what was agreed before as it is until it is agreed on itself.
    """
    steps = standing_steps(dossier.steps.order_by("id"))
    agreed = next((step for step in reversed(steps) if step.act in (Act.AGREED, Act.APPROVED)), None)
    return agreed, steps[-1] if steps and steps[-1].act == Act.PROPOSED else None


def _holding(dossier: Dossier) -> int | None:
    """The current version or, of those that it was made from, the last that holds."""
    version = dossier.current
    if version is None or version.status in HOLD:
        return version.pk if version is not None else None
    before = {pk: (parent, status) for pk, parent, status in dossier.versions.values_list("pk", "parent", "status")}
    number: int | None = version.pk
    while number is not None and before[number][1] not in HOLD:
        number = before[number][0]
    return number
