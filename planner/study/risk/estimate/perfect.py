"""A bound that is sampled: in each draw of chance all results are known in advance, and the award comes as soon as the
needed attempts allow. Nobody knows as much, so no way of going on is better on average.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.case import Case
from planner.model.hindsight import Asked
from planner.model.patience import OutOfTime
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.hindsight import soonest
from planner.study.risk.answer import Bound
from planner.study.risk.estimate.figures import ends, is_on_time, terms_of
from planner.study.risk.estimate.needed import Needed
from planner.study.risk.estimate.tape import Tape
from planner.study.risk.estimate.walk import Played
from planner.study.stress.intervals import mean, wilson


def bound(
    case: Case, needed: Needed, tapes: Sequence[Tape], played: Sequence[Played], config: Config, clock: Clock
) -> Bound | None:
    """The mean over as many draws as time allows; None where that is less than two. `played` is what some way of going
    on has reached with each tape, which the best one cannot be later than.
    """
    found = list[Played]()
    try:
        for tape, one in zip(tapes, played, strict=True):
            found.append(Played(_award(needed, tape, one, config, clock), None, {}, False))
    except OutOfTime:
        pass
    if len(found) < 2:
        return None
    terms = mean([float(terms_of(case, one)) for one in found])
    assert terms is not None
    on_time = (
        wilson(sum(is_on_time(case, one) for one in found), len(found)) if case.learner.deadline is not None else None
    )
    intervals = {"expected_terms": ends(terms)} | ({} if on_time is None else {"on_time": ends(on_time)})
    return Bound(None if on_time is None else on_time.value, terms.value, intervals, len(found))


def _award(needed: Needed, tape: Tape, played: Played, config: Config, clock: Clock) -> int | None:
    """The soonest award of a draw; None where none comes by the horizon."""
    last = needed.end - 1 if played.award is None else played.award
    units = [*needed.units, *(unit for some, _ in needed.pools for unit in some)]
    most = len(needed.terms) + 1
    attempts = {unit: tape.attempts(unit, most, _before(needed.case, unit)) for unit in units}
    first = needed.running
    asked = Asked(
        attempts, needed.slots, needed.before, needed.units, needed.pools, needed.room, min(first, last), last
    )
    over = soonest(asked, config, clock) if units else first
    if over is None:
        if played.award is None:
            return None
        over = first
    return min((term for term in needed.awards if term >= over), default=None)


def _before(case: Case, unit: str) -> int:
    """Attempts that were lost already."""
    return sum(one.offering.unit == unit and one.lost for one in case.history.attempts) if case.history else 0
