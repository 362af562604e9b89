"""What has happened of a plan: attempts and their results, from the start up to the first term that is still open."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.calendar import Span
from planner.domain.offering import Offering

PASSED, FAILED, PENDING, ABSENT, ONGOING = "passed", "failed", "pending", "absent", "ongoing"
RESULTS = (PASSED, FAILED, PENDING, ABSENT)
LOST = (FAILED, ABSENT)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A unit taken in an offering, and what came of it. A pending result counts as passed until it is known.

    `payer` is the funding that paid, where payers are chosen and that is known.
    """

    offering: Offering
    result: str
    said: bool = True
    payer: str | None = None

    @property
    def lost(self) -> bool:
        """Whether the unit is still to be validated; what was paid for it is spent all the same."""
        return self.result in LOST


@dataclass(frozen=True, slots=True)
class History:
    """`now` is the first term (index) that is still open: nothing new starts before it, and nothing is judged there.

    `internship` and `workshop` are those that began before it, `report` the term in which it was defended, after any
    `lost_defences`: its result may be pending, and is supposed where nobody told it (`report_said`). `resits` says
    whether plans count on second sessions; for the offerings (ids) of `no_resit`, whose second session was sat already,
    they do not.
    """

    now: int
    attempts: tuple[Attempt, ...] = ()
    internship: Span | None = None
    workshop: int | None = None
    report: int | None = None
    lost_defences: tuple[int, ...] = ()
    report_result: str = PASSED
    report_said: bool = True
    resits: bool = True
    no_resit: frozenset[str] = frozenset()

    def offerings_to_keep(self) -> list[Offering]:
        """Offerings that stay in every plan: passed, pending, or still running."""
        return [attempt.offering for attempt in self.attempts if not attempt.lost]
