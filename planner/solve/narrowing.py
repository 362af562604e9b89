"""The soonest award that keeps what is reached so far, once that is decided for all of them together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.errors import Inconsistent
from planner.model.patience import OutOfTime
from planner.solve.engine import is_large

if TYPE_CHECKING:
    from planner.solve.levels import Levels
    from planner.solve.result import Result

SPAN = 8
"""Terms that are looked at together."""


def soonest(levels: Levels) -> Result:
    """The best plan with the first award that keeps what is reached; the plan so far where the limit comes first."""
    reached = levels.variables.awards[0]
    try:
        for reached in _awards(levels):
            found = type(levels)(levels.search, reached, reached, levels).result()
            if found is not None and found.plan is not None:
                return found
            if found is not None:
                break
        else:
            raise Inconsistent("internal.disagreement")
    except OutOfTime:
        pass
    levels.bounds.append(("duration", reached - levels.variables.first + 1, False))
    return levels.finish()


def _awards(levels: Levels) -> Iterator[int]:
    """Terms in which the award may be: the first one, then up to that of the plan those that are left once it is known
    what the next few of them together can hold.

    Raises:
        OutOfTime: the limit comes first.
    """
    assert levels.plan is not None
    first, last = levels.variables.awards[0], levels.plan.award
    yield first
    sooner = min(first + SPAN, last - 1)
    if sooner > first:
        few = type(levels)(levels.search, sooner, first + 1, levels)
        first = first if is_large(few.model) else levels.search.first_award(few.model, few.variables) - 1
    yield from range(first + 1, last + 1)
