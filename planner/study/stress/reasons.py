"""Why a learner ends later in a scenario, or not at all: what of their plan went, and what stands in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.solve.result import UNKNOWN
from planner.study.stress.outcome import Outcome

LOST, FAILED, MOVED = "lost", "failed", "moved"


@dataclass(frozen=True, slots=True)
class Reason:
    """`kind` says what explains it: offerings that went or are full, exams that were failed, or nothing of this, so
    that units had to move. Ids of offerings: `lost` of the plan, `full` among them, and `instead` those of the same
    units in the new plan. `delay` is in terms; None where no plan is left.
    """

    kind: str
    programme: int
    delay: int | None
    lost: tuple[str, ...] = ()
    full: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()


def delay(outcome: Outcome, baseline: Outcome) -> int | None:
    """Terms between the awards; None where one of them is missing."""
    return None if outcome.award is None or baseline.award is None else outcome.award - baseline.award


def is_hurt(outcome: Outcome, baseline: Outcome) -> bool:
    """Whether a learner who had a plan has none any more, or a later award."""
    if baseline.award is None or outcome.status == UNKNOWN:
        return False
    return outcome.award is None or outcome.award > baseline.award


def reason(
    outcome: Outcome, baseline: Outcome, programme: int, unit: Callable[[str], str], refused: tuple[str, ...]
) -> tuple[Reason, tuple[str, ...]]:
    """Why, for a learner who is hurt, with the units that were failed or moved; `unit` tells that of an offering."""
    late = delay(outcome, baseline)
    new = [name for name in outcome.offerings if name not in baseline.offerings]
    if outcome.failed:
        failed = dict.fromkeys(map(unit, outcome.offerings[: outcome.failed]))
        return Reason(FAILED, programme, late), tuple(failed)
    full = tuple(name for name in baseline.offerings if name in refused)
    lost = tuple(name for name in baseline.offerings if name in outcome.lost or name in full)
    if not lost:
        return Reason(MOVED, programme, late), tuple(dict.fromkeys(map(unit, new)))
    gone = {unit(name) for name in lost}
    return Reason(LOST, programme, late, lost, full, tuple(name for name in new if unit(name) in gone)), ()
