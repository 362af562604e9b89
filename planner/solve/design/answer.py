"""The best design of an offer within a time limit, with a bound, and audited by the checker before it leaves."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from planner.check.design import value, violations
from planner.domain.offer import Design, DesignResult, Offer, Place
from planner.errors import Inconsistent
from planner.model.design.build import Extra
from planner.model.design.instance import compiled
from planner.solve.config import Config
from planner.solve.design.part import Outcome, confirmed, of_state, with_extra
from planner.solve.design.parts import parts
from planner.solve.design.search import search
from planner.solve.design.state import State
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
    if extra is not None:
        instance = compiled(offer)
        closed = not all(instance.open)
        outcome = (
            confirmed(instance, config, clock, extra) if closed else with_extra(instance, config, clock, hint, extra)
        )
        return _together(offer, [outcome], clock, exact=False)
    states = [_state(piece, hint) for piece in parts(offer)]
    if not any(state.impossible for state in states):
        search(states, config, clock, lambda: _tell(states, clock, progress))
    return _together(offer, [of_state(state, config, clock) for state in states], clock, exact=True)


def _state(piece: Offer, hint: Design | None) -> State:
    """A part before the search: with the hint, if it is a plan; over where precedences leave a unit no place."""
    instance = compiled(piece)
    state = State(instance, over=not all(instance.open))
    start = instance.assignment(hint) if hint is not None else None
    if start is not None and not state.over and not violations(piece, instance.design(start)):
        state.found(start)
    return state


def _tell(states: list[State], clock: Clock, progress: Progress | None) -> None:
    """How far the search is."""
    if progress is None:
        return
    bound = sum((state.instance.exact(state.bound) for state in states), start=Fraction())
    known = all(state.value is not None for state in states)
    value = sum((state.instance.exact(state.value or 0) for state in states), start=Fraction()) if known else None
    reached = "?" if value is None else f"{float(value):g}"
    progress(f"{clock.elapsed:.0f} s: {reached} >= {float(bound):g}")


def _together(offer: Offer, outcomes: list[Outcome], clock: Clock, exact: bool) -> DesignResult:
    """The sum of the parts."""
    if any(one.status == "impossible" for one in outcomes):
        return DesignResult("impossible", None, None, None, clock.elapsed)
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
    _audit(offer, whole, reached, exact=exact)
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
