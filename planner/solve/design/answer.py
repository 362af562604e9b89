"""The best design of an offer within a time limit, with a bound, and audited by the checker before it leaves."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from planner.check.design import value, violations
from planner.domain.offer import Design, DesignResult, Offer, Place
from planner.errors import Inconsistent
from planner.model.design.build import Extra
from planner.solve.config import Config
from planner.solve.design.part import Outcome, solve_part
from planner.solve.design.parts import parts
from planner.solve.engine import Clock

Progress = Callable[[str], None]


def design(
    offer: Offer,
    config: Config,
    hint: Design | None = None,
    progress: Progress | None = None,
    extra: Extra | None = None,
) -> DesignResult:
    """The best design found. `hint` is one to start from; `extra` adds variables, constraints and a term of the
    objective to the model of the whole offer, and is part of `value` and `bound` then.

    Raises:
        Inconsistent: the checker disagrees with the search, which is a defect of ours.
    """
    clock = Clock.start(config.time_limit)
    pieces = parts(offer) if extra is None else [offer]
    outcomes: list[Outcome] = []
    for number, piece in enumerate(pieces):
        share = len(piece.units) / sum(len(other.units) for other in pieces[number:])
        outcomes.append(solve_part(piece, config, clock, clock.left * share, hint, extra))
        if outcomes[-1].status == "impossible":
            return DesignResult("impossible", None, None, None, clock.elapsed)
        if progress is not None:
            progress(f"{number + 1}/{len(pieces)}: {outcomes[-1].status}")
    return _together(offer, outcomes, clock, audited=extra is None)


def _together(offer: Offer, outcomes: list[Outcome], clock: Clock, audited: bool) -> DesignResult:
    """The sum of the parts."""
    bounds = [one.instance.exact(one.bound or 0) for one in outcomes]
    bound = sum(bounds, start=Fraction())
    if any(one.status == "unknown" for one in outcomes):
        return DesignResult("unknown", None, None, bound, clock.elapsed)
    places: dict[str, Place] = {}
    taken: dict[str, tuple[str, ...]] = {}
    reached = Fraction()
    for one in outcomes:
        if one.assignment is not None and one.value is not None:
            found = one.instance.design(one.assignment)
            places.update(found.places)
            taken.update(found.taken)
            reached += one.instance.exact(one.value)
    whole = Design({code: places[code] for code in offer.units}, taken)
    _audit(offer, whole, reached, exact=audited)
    status = "optimal" if all(one.status == "optimal" for one in outcomes) else "feasible"
    return DesignResult(status, whole, reached, bound, clock.elapsed)


def _audit(offer: Offer, found: Design, reached: Fraction, exact: bool) -> None:
    """The checker finds nothing, and the same value; less than the search says where something was added."""
    wrong = violations(offer, found)
    if wrong:
        raise Inconsistent("internal.check", rule=wrong[0].rule, what=wrong[0].key)
    judged = value(offer, found)
    if judged != reached if exact else judged > reached:
        raise Inconsistent("internal.objective", name="design", value=str(judged), bound=str(reached))
