"""The best design of an offer within a time limit, with a bound, and audited by the checker before it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from planner.check.design import value, violations
from planner.domain.offer import Design, DesignResult, Offer, Place
from planner.domain.status import Status
from planner.errors import Inconsistent
from planner.model.design.build import Extra, build
from planner.model.design.instance import Assignment, Instance, compile_offer
from planner.solve.config import Config
from planner.solve.design.components import components
from planner.solve.design.search import search
from planner.solve.design.solver import Answer, confirmation, solve_model
from planner.solve.design.state import State
from planner.solve.engine import Clock
from planner.solve.progress import Stage

QUICK_SHARE = 0.3
"""Of the time that is left, for a good plan before the proof, where something was added."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a search came to. `status` is as in a result; values are scaled, with what `extra` adds."""

    instance: Instance
    status: Status
    assignment: Assignment | None = None
    value: int | None = None
    bound: int | None = None


def design(
    offer: Offer,
    config: Config,
    hint: Design | None = None,
    extra: Extra | None = None,
) -> DesignResult:
    """The best design within the time limit of `config`, and what it was proved to be: optimal, feasible, impossible or
    unknown. `value` and `bound` are exact fractions; `hint` is a design to start from. `extra` adds variables,
    constraints and a term of the objective to the model of the whole offer, and is part of both then.

    Raises:
        Inconsistent: the checker disagrees with the search, which is a defect of ours.
    """
    clock = Clock.of(config)
    if extra is not None:
        instance = compile_offer(offer)
        if all(instance.open):
            outcome = _solve_with_extra(instance, config, clock, hint, extra)
        else:
            outcome = _confirm_impossible(instance, config, clock, extra)
        return _add_up(offer, [outcome], clock, exact=False)
    states = [_initial_state(component, hint) for component in components(offer)]
    if not any(state.impossible for state in states):
        search(states, config, clock, lambda: _tell(states, config))
    return _add_up(offer, [_outcome_of(state, config, clock) for state in states], clock, exact=True)


def _initial_state(component: Offer, hint: Design | None) -> State:
    """A component before the search: with the hint, if it is a plan; over where precedences leave a unit no place."""
    instance = compile_offer(component)
    state = State(instance, over=not all(instance.open))
    start = instance.assignment(hint) if hint is not None else None
    if start is not None and not state.over and not violations(component, instance.design(start)):
        state.record_plan(start)
    return state


def _tell(states: list[State], config: Config) -> None:
    """How far the search is: components that are settled, the value and the bound of the whole."""
    bound = sum((state.instance.unscale(state.bound) for state in states), start=Fraction())
    known = all(state.value is not None for state in states)
    value = sum((state.instance.unscale(state.value or 0) for state in states), start=Fraction()) if known else None
    settled = sum(state.over for state in states)
    config.tell(
        Stage.DESIGN, settled, len(states), "design", None if value is None else float(value), float(bound)
    )  # fmt: skip


def _outcome_of(state: State, config: Config, clock: Clock) -> Outcome:
    """What is known of a component in the end."""
    if state.impossible:
        return _confirm_impossible(state.instance, config, clock)
    if state.best is None:
        return Outcome(state.instance, Status.UNKNOWN, bound=state.bound)
    return Outcome(
        state.instance, Status.OPTIMAL if state.over else Status.FEASIBLE, state.best, state.value, state.bound
    )


def _solve_with_extra(instance: Instance, config: Config, clock: Clock, hint: Design | None, extra: Extra) -> Outcome:
    """A good plan from the model that finds them, then the proof from the one that proves."""
    start = instance.assignment(hint) if hint is not None else None
    quick = build(instance, "cvx", extra=extra)
    if start is not None:
        quick.hint(start)
    found = solve_model(quick, clock.left * QUICK_SHARE, config.seed, config.workers, stop=clock.stop)
    if found.impossible:
        return _confirm_impossible(instance, config, clock, extra)
    if found.closed:
        return _join_answers(instance, found)
    strong = build(instance, "val", extra=extra)
    if found.assignment is not None:
        strong.hint(found.assignment)
    proof = solve_model(strong, clock.left, config.seed, config.workers, stop=clock.stop)
    if proof.impossible:
        return _confirm_impossible(instance, config, clock, extra)
    return _join_answers(instance, found, proof)


def _join_answers(instance: Instance, *found: Answer) -> Outcome:
    bound = max((one.bound for one in found if one.bound is not None), default=None)
    plans = [one for one in found if one.assignment is not None and one.value is not None]
    if not plans:
        return Outcome(instance, Status.UNKNOWN, bound=bound)
    best = min(plans, key=lambda one: one.value or 0)
    if any(one.closed for one in found):
        return Outcome(instance, Status.OPTIMAL, best.assignment, best.value, best.value)
    return Outcome(instance, Status.FEASIBLE, best.assignment, best.value, bound)


def _confirm_impossible(instance: Instance, config: Config, clock: Clock, extra: Extra | None = None) -> Outcome:
    """Impossible once a model over all places agrees, in another configuration; else unknown."""
    places = [list(range(len(own))) for own in instance.places]
    built = build(instance, None if extra is None else "cvx", places, extra=extra)
    found = solve_model(built, max(clock.left, 1.0), config.seed, 1, confirmation, stop=clock.stop)
    return Outcome(instance, Status.IMPOSSIBLE if found.impossible else Status.UNKNOWN)


def _add_up(offer: Offer, outcomes: list[Outcome], clock: Clock, exact: bool) -> DesignResult:
    """The result of the whole offer: designs joined, values and bounds added up."""
    if any(one.status == Status.IMPOSSIBLE for one in outcomes):
        return DesignResult(Status.IMPOSSIBLE, None, None, None, clock.elapsed)
    bounds = [one.instance.unscale(one.bound or 0) for one in outcomes]
    bound = sum(bounds, start=Fraction())
    if any(one.status == Status.UNKNOWN for one in outcomes):
        return DesignResult(Status.UNKNOWN, None, None, bound, clock.elapsed)
    places: dict[str, Place] = {}
    taken: dict[str, tuple[str, ...]] = {}
    reached = Fraction()
    for one in outcomes:
        if one.assignment is not None and one.value is not None:
            found = one.instance.design(one.assignment)
            places.update(found.places)
            taken.update(found.taken)
            reached += one.instance.unscale(one.value)
    whole = Design({code: places[code] for code in offer.units}, taken)
    _audit(offer, whole, reached, exact=exact)
    status = Status.OPTIMAL if all(one.status == Status.OPTIMAL for one in outcomes) else Status.FEASIBLE
    return DesignResult(status, whole, reached, bound, clock.elapsed)


def _audit(offer: Offer, found: Design, reached: Fraction, exact: bool) -> None:
    """Stop unless the checker finds nothing, and the same value; or less, where something was added to the model."""
    wrong = violations(offer, found)
    if wrong:
        raise Inconsistent("internal.check", rule=wrong[0].rule, what=wrong[0].key)
    judged = value(offer, found)
    if judged != reached if exact else judged > reached:
        raise Inconsistent("internal.objective", name="design", value=str(judged), bound=str(reached))
