"""What becomes of one learner in one run of a scenario: plain values, cheap to send, to store and to compare."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.status import Status


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status` is that of a plan; without one the figures are None.

    A learner's deadline does not make an award impossible here: `on_time` says whether the award keeps it, or, where
    the learner has none, whether it comes no later than in the baseline. `duration` counts terms, `award` is a term
    index, `day` the award's day (ISO), `cost` cents (None: unknown too). `offerings` are the ids of all that was taken,
    failed attempts included (`failed` of them); `lost` are those of the baseline's plan that this scenario takes away.
    """

    status: Status
    on_time: bool | None = None
    duration: int | None = None
    award: int | None = None
    day: str | None = None
    cost: int | None = None
    offerings: tuple[str, ...] = ()
    failed: int = 0
    lost: tuple[str, ...] = ()
