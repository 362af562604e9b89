"""Which plan a learner sees: a draft as it is now, and what was proposed as it was, whatever became of it since.

An adviser tries things out; nobody should watch that by a link. So once a plan is proposed the link shows that version,
agreed on or approved, until another is proposed; meanwhile it says that the plan is being worked on again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from planner.domain.text import Key
from planner.web.agreements.models import DRAFT, Act
from planner.web.agreements.steps import holds, standing_of, standing_steps, told_of, told_of_step
from planner.web.dossiers.board.stale import moves
from planner.web.dossiers.models import Dossier, Version
from planner.web.sharing.wishes import figures


class Shown(NamedTuple):
    """A version, the stage that it has come to and since when, and in `words` for a paper; `mark` is what one agrees
    to. `reworked` is whether the dossier stands on something else by now, or the plan does not hold any longer.
    """

    version: Version
    stage: str
    since: datetime
    words: Key | None
    mark: str = ""
    reworked: bool = False

    @property
    def asks(self) -> bool:
        """Whether the learner is asked to agree."""
        return self.stage == Act.PROPOSED and not self.reworked

    @property
    def plan(self) -> dict[str, Any]:
        """The plan, as it was told."""
        told: dict[str, Any] = (self.version.document or {})["plan"]
        return told


def shown_of(dossier: Dossier) -> Shown | None:
    """What the learner sees; None while nothing is proposed, and there is no plan that holds."""
    standing, version = standing_of(dossier), dossier.current
    if standing is not None:
        step, reworked = standing.step, standing.changed or not holds(dossier)
        return Shown(step.version, standing.stage, standing.since, told_of_step(step), standing.mark, reworked)
    if version is None or not holds(dossier) or not (version.document or {}).get("plan"):
        return None
    return Shown(version, DRAFT, version.at, told_of(dossier))


def news(dossier: Dossier, shown: Shown) -> dict[str, Any] | None:
    """What is otherwise than in the plan that the learner agreed to last, where another is proposed; None where there
    is nothing to be told.
    """
    counting = standing_steps(dossier.steps.order_by("id")) if shown.asks else []
    last = next((step for step in reversed(counting) if step.act == Act.AGREED), None)
    if last is None:
        return None
    found = figures(last.version.document or {}, shown.version.document or {})
    facts = [Key(f"news.{one.name}", now=one.now, was=one.was) for one in found if one.was not in (None, one.now)]
    told = [*facts, *moves(last.version, shown.version)]
    return {"day": last.at, "told": told} if told else None
