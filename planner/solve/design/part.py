"""What the search came to in a part of an offer, and the search in a whole that something was added to."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.offer import Design
from planner.model.design.build import Extra, build
from planner.model.design.instance import Assignment, Instance
from planner.solve.config import Config
from planner.solve.design.solver import Found, confirming, run
from planner.solve.design.state import State
from planner.solve.engine import Clock

FIRST_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status` as in a result. Values are scaled and those of the model, what `extra` adds included."""

    instance: Instance
    status: str
    assignment: Assignment | None = None
    value: int | None = None
    bound: int | None = None


def of_state(state: State, config: Config, clock: Clock) -> Outcome:
    """What is known of a part in the end."""
    if state.impossible:
        return confirmed(state.instance, config, clock)
    if state.best is None:
        return Outcome(state.instance, "unknown", bound=state.bound)
    return Outcome(state.instance, "optimal" if state.over else "feasible", state.best, state.value, state.bound)


def with_extra(instance: Instance, config: Config, clock: Clock, hint: Design | None, extra: Extra) -> Outcome:
    """A good plan from the model that finds them, then the proof from the one that proves."""
    start = instance.assignment(hint) if hint is not None else None
    quick = build(instance, "cvx", extra=extra)
    if start is not None:
        quick.hint(start)
    found = run(quick, clock.left * FIRST_SHARE, config.seed, config.workers)
    if found.impossible:
        return confirmed(instance, config, clock, extra)
    if found.closed:
        return _better(instance, found)
    strong = build(instance, "val", extra=extra)
    if found.assignment is not None:
        strong.hint(found.assignment)
    proof = run(strong, clock.left, config.seed, config.workers)
    if proof.impossible:
        return confirmed(instance, config, clock, extra)
    return _better(instance, found, proof)


def _better(instance: Instance, *found: Found) -> Outcome:
    bound = max((one.bound for one in found if one.bound is not None), default=None)
    plans = [one for one in found if one.assignment is not None and one.value is not None]
    if not plans:
        return Outcome(instance, "unknown", bound=bound)
    best = min(plans, key=lambda one: one.value or 0)
    if any(one.closed for one in found):
        return Outcome(instance, "optimal", best.assignment, best.value, best.value)
    return Outcome(instance, "feasible", best.assignment, best.value, bound)


def confirmed(instance: Instance, config: Config, clock: Clock, extra: Extra | None = None) -> Outcome:
    """Impossible once a model over all places agrees, in another configuration; else unknown."""
    places = [list(range(len(own))) for own in instance.places]
    built = build(instance, None if extra is None else "cvx", places, extra=extra)
    found = run(built, max(clock.left, 1.0), config.seed, 1, confirming)
    return Outcome(instance, "impossible" if found.impossible else "unknown")
