"""The search in one part of an offer: a good plan soon, then the proof."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.offer import Design, Offer
from planner.model.design.build import Extra, build
from planner.model.design.instance import Assignment, Instance, compiled
from planner.solve.config import Config
from planner.solve.design.solver import Found, confirming, run
from planner.solve.engine import Clock

FIRST_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a part came to. Values are scaled and those of the model, what `extra` adds included."""

    instance: Instance
    status: str
    assignment: Assignment | None = None
    value: int | None = None
    bound: int | None = None


def solve_part(
    part: Offer, config: Config, clock: Clock, seconds: float, hint: Design | None, extra: Extra | None
) -> Outcome:
    """The best design of a part that is found in so many seconds."""
    instance = compiled(part)
    if not all(instance.open):
        return Outcome(instance, _confirmed(instance, config, clock, extra))
    start = instance.assignment(hint) if hint is not None else None
    quick = build(instance, "cvx", extra=extra)
    if start is not None:
        quick.hint(start)
    found = run(quick, seconds * FIRST_SHARE, config.seed, config.workers)
    if found.impossible:
        return Outcome(instance, _confirmed(instance, config, clock, extra))
    strong = build(instance, "val", extra=extra)
    if found.assignment is not None:
        strong.hint(found.assignment)
    proof = run(strong, min(clock.left, seconds * (1 - FIRST_SHARE)), config.seed, config.workers)
    if proof.impossible:
        return Outcome(instance, _confirmed(instance, config, clock, extra))
    return _best(instance, found, proof)


def _best(instance: Instance, *found: Found) -> Outcome:
    bound = max((one.bound for one in found if one.bound is not None), default=None)
    plans = [one for one in found if one.assignment is not None and one.value is not None]
    if not plans:
        return Outcome(instance, "unknown", bound=bound)
    best = min(plans, key=lambda one: one.value or 0)
    if any(one.closed for one in found):
        return Outcome(instance, "optimal", best.assignment, best.value, best.value)
    return Outcome(instance, "feasible", best.assignment, best.value, bound)


def _confirmed(instance: Instance, config: Config, clock: Clock, extra: Extra | None) -> str:
    """Impossible once a model over all places agrees, in another configuration; else unknown."""
    places = [list(range(len(own))) for own in instance.places]
    found = run(build(instance, "cvx", places, extra=extra), clock.left, config.seed, 1, confirming)
    return "impossible" if found.impossible else "unknown"
