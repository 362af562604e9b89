"""Where units stand on a board: in the plan, in the version before, and the terms that there are to stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from planner.web.dossiers.board.nearest import stands
from planner.web.dossiers.board.sketch import Place, Sketch
from planner.web.dossiers.models import Version


@dataclass(frozen=True)
class Where:
    """Where the units of a version stand; `document` is what follows from its plan, None where there is none."""

    version: Version
    sketch: Sketch
    document: Mapping[str, Any] | None

    @cached_property
    def now(self) -> dict[str, Place]:
        """Units of the plan by their codes."""
        return {self.sketch.code(unit): place for unit, place in stands(self.sketch.plan).items()}

    @cached_property
    def before(self) -> dict[str, Place]:
        """Where units stood in the version before."""
        if self.version.parent_id is None:
            return {}
        known = Version.parent.is_cached(self.version)
        before = self.version.parent if known else Version.objects.only("plan").get(pk=self.version.parent_id)
        return {self.sketch.code(unit): place for unit, place in stands(before.plan if before else None).items()}

    @property
    def moved(self) -> int:
        """How many units stand elsewhere than in the version before."""
        return sum(place != self.before.get(unit, place) for unit, place in self.now.items())

    @cached_property
    def failed(self) -> set[str]:
        """Units that were attended, and did not count."""
        return {one["unit"] for term in (self.document or {}).get("terms", ()) for one in term.get("attempts", ())}

    @cached_property
    def resits(self) -> set[str]:
        """Units that are made up for in a second session, without classes: the terms tell of it."""
        return {self.sketch.code(line["unit"]) for line in self.sketch.lines if line.get("resit")}

    @cached_property
    def terms(self) -> dict[str, int]:
        """The terms of the board: those of the plan, of units that stand beyond it, and one more to move to."""
        case = self.sketch.case
        calendar, first = case.programme.calendar, case.learner.start
        last = first + calendar.size - 1
        if self.document is not None:
            last = calendar.index(self.document["terms"][-1]["term"]) or last
        beyond = [calendar.index(place.term) or 0 for place in self.now.values()]
        last = max([last + 1, *beyond])
        last += calendar.size - 1 - last % calendar.size
        return {calendar.term(index).name: index for index in range(first, last + 1)}
