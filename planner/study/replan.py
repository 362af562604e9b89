"""A new plan after results: no later than it must be, and then as close as possible to the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from planner.check import violations
from planner.domain.case import Case
from planner.domain.history import FAILED, PENDING
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.model.cpsat import CpModel, LinearExpr, LinearExprT
from planner.model.variables import Variables
from planner.solve.aim import Aim, Wish
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.solve.progress import Stage
from planner.solve.result import Result
from planner.storage.learners import with_changes
from planner.storage.results import ResultRow
from planner.study.moved import DURATION, OWN, STABILITY, Move, moves, optional_lost, to_keep
from planner.study.past import after_second_session, as_attended, with_result


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What comes of it when results fail that the plan counts on: pending exams, or a second session (`resit`)."""

    units: tuple[str, ...]
    resit: bool
    case: Case
    result: Result
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Replan:
    """`before` is the earlier plan, `case` what is left after `results`, `kept` the offerings that were to stay,
    `within` the most terms that the plan may take, `today` the day on which results can be known (None: any).
    """

    case: Case
    before: Plan
    result: Result
    kept: tuple[Offering, ...]
    moves: tuple[Move, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()
    results: tuple[ResultRow, ...] = ()
    within: int | None = None
    today: date | None = None


def replan(
    case: Case,
    before: Plan,
    config: Config | None = None,
    *,
    prefer: str = DURATION,
    within: int | None = None,
    results: tuple[ResultRow, ...] = (),
    today: date | None = None,
) -> Replan:
    """The new plan for what is left of a case (with its history) after an earlier plan.

    First the duration, then the number of moved units, then the other objectives; `prefer="stability"` puts moves
    first, and so does `within`, the most terms that the plan may take; `prefer="own"` begins with the learner's first
    objective, so that their best plan comes back as it is. `results` and `today` are only handed on.
    """
    config = config or Config()
    if within is not None:
        last, limit = case.learner.start + within - 1, case.learner.deadline
        if limit is None or last < limit:
            case = with_changes(case, {"deadline": case.programme.calendar.term(last).name})
    before = as_attended(case, before, case.now)
    kept = to_keep(case, before)
    first = prefer if within is None else STABILITY
    result = closest(case, kept, config, first)
    if result.plan is None:
        return Replan(case, before, result, kept, results=results, within=within, today=today)
    result = replace(result, plan=_internship_kept(case, before, result.plan))
    assert result.plan is not None
    otherwise = tuple(_otherwise(case, result.plan, config, first))
    return Replan(case, before, result, kept, tuple(moves(case, kept, result.plan)), otherwise, results, today=today)


def closest(case: Case, kept: tuple[Offering, ...], config: Config, prefer: str) -> Result:
    """The best plan that stays close to the offerings given."""
    wishes = [wish for wish in (_stay(kept), _retake(case)) if wish is not None]
    close = [wish.name for wish in wishes]
    first = case.learner.objectives()[0] if prefer == OWN else "duration"
    rest = [name for name in case.learner.objectives() if name != first]
    order = (*close, first, *rest) if prefer == STABILITY else (first, *close, *rest)
    latest = max((offering.last for offering in kept), default=0)
    return solve(case, config, Aim(order, tuple(wishes), special_term=latest))


def _stay(kept: Iterable[Offering]) -> Wish:
    """As few units as possible leave the offerings given."""
    places = {(offering.unit, offering.id) for offering in kept}

    def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
        here = [o for o in variables.offerings if (o.unit, o.id) in places]
        return len(places) - LinearExpr.sum([variables.taken(offering) for offering in here])

    def value(case: Case, plan: Plan) -> int:
        return len(places - {(offering.unit, offering.id) for offering in plan.chosen})

    return Wish("moves", expression, value)


def _retake(case: Case) -> Wish | None:
    """As few lost units as possible are given up for others; None when there is no choice."""
    lost = optional_lost(case)
    if not lost:
        return None

    def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
        return len(lost) - LinearExpr.sum([literal for unit in lost for literal in variables.literals_of(unit)])

    def value(case: Case, plan: Plan) -> int:
        return len(lost - {offering.unit for offering in plan.chosen})

    return Wish("dropped", expression, value)


def _internship_kept(case: Case, before: Plan, plan: Plan) -> Plan:
    """The plan with the earlier internship and workshop where they still fit."""
    for part in ({"internship": before.internship, "workshop": before.workshop}, {"internship": before.internship}):
        same = replace(plan, **part)
        if before.internship is not None and plan.internship is not None and not violations(case, same):
            return same
    return plan


def _otherwise(case: Case, plan: Plan, config: Config, prefer: str) -> list[Otherwise]:
    """One for each result that the plan counts on and that is not known yet, failing alone; then all pending ones."""
    pending = [a.offering.unit for a in case.history.attempts if a.result == PENDING] if case.history else []
    waiting = [unit for unit in dict.fromkeys(pending) if unit in case.kept]
    report = case.target.award.report
    if report is not None and case.history is not None and case.defended is not None:
        waiting += [report] if case.history.report_result == PENDING else []
    groups = [(unit,) for unit in waiting] + ([tuple(waiting)] if len(waiting) > 1 else [])
    others = [(units, False, _fail(case, units)) for units in groups]
    resits = [offering.unit for offering in plan.chosen if offering.resit]
    others += [((unit,), True, after_second_session(case, plan, unit)) for unit in resits]
    found, quiet = list[Otherwise](), config.quiet()
    for units, resit, other in others:
        config.tell(Stage.OTHERWISE, len(found), len(others))
        kept = to_keep(other, plan)
        result = closest(other, kept, quiet, prefer)
        moved = tuple(moves(other, kept, result.plan)) if result.plan else ()
        found.append(Otherwise(units, resit, other, result, moved))
    return found


def _fail(case: Case, units: tuple[str, ...]) -> Case:
    for unit in units:
        case = with_result(case, unit, FAILED)
    return case
