"""The exact front of one learner: every plan that no other beats in duration, cost and load at once.

A plan whose cost is unknown has a place where no plan with a known cost is both as short and as light.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from planner.domain.case import Case
from planner.solve.config import Config
from planner.solve.result import Result
from planner.study.caps import within_terms
from planner.study.sweep import Late, Point, Sweep

__all__ = ["Frontier", "Point", "frontier", "may_be_unknown"]


@dataclass(frozen=True, slots=True)
class Frontier:
    """`case` is the one searched, `points` are in order; there are none where `first`, the answer to the first search,
    has no plan. Where it is not `complete`, others may exist among the plans with up to `open_load` units in a term
    (None: any number), all of them with an unknown cost if `open_unknown`. `solves` counts runs of the solver.
    """

    case: Case
    first: Result
    points: tuple[Point, ...] = ()
    complete: bool = True
    open_load: int | None = None
    open_unknown: bool = False
    solves: int = 0
    seconds: float = 0.0


def frontier(case: Case, config: Config | None = None, *, max_terms: int | None = None) -> Frontier:
    """Every triple of duration, cost and load that no plan beats, each once, with the learner's best plan for it.

    Longer plans than `max_terms` are left aside. The time limit of `config` is for the whole front; when it, or a stop,
    comes first, there are the points found so far.
    """
    case = within_terms(case, max_terms)
    sweep = Sweep(case, config or Config())
    first = sweep.first()
    complete, priced = True, False
    try:
        if first.plan is not None:
            start = sweep.point(first)
            sweep.find_priced(start)
            priced, sweep.cap = True, None
            if may_be_unknown(case):
                sweep.unknown(start)
    except Late:
        complete = False
    points = tuple(sorted(sweep.points, key=Point.key))
    still = None if complete else sweep.cap
    clock = sweep.clock
    return Frontier(case, first, points, complete, still, priced and not complete, clock.solves, clock.elapsed)


def may_be_unknown(case: Case) -> bool:
    """Whether some plan may need a price that no document gives."""
    if not case.has_prices or any(
        case.unit_limit(modality, funding) is not None
        for modality, funding in product(case.paid_modalities, case.fundings)
    ):
        return True
    units = {attempt.offering.unit for attempt in case.lost} | {*case.remaining, *case.kept}
    taught = {(pattern.unit, pattern.modality) for pattern in case.programme.patterns}
    found = [place for place in taught if place[0] in units and place[1] in case.paid_modalities]
    return any(
        all(case.programme.price(unit, modality, payer) is None for payer in case.candidates(unit))
        for unit, modality in found
    )
