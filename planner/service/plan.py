"""The best plan of a learner, or why there is none and what would make one possible."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.service.learner import Learner, as_case, as_plan
from planner.service.settings import Settings
from planner.solve.progress import Event, Listener, Stop
from planner.solve.result import IMPOSSIBLE, Result
from planner.storage.given import Given

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.study.explain import Explanation
    from planner.study.payers import Beyond
    from planner.study.replan import Replan


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """The `result` of a `case`, as it was asked (`settings`).

    `explanation` is there where the result is impossible; `beyond` where the learner pays what a payer's budget leaves,
    and would pay less as a payer of their own; `replan` where the plan takes the place of an earlier one.
    """

    case: Case
    result: Result
    settings: Settings
    explanation: Explanation | None = None
    beyond: Beyond | None = None
    replan: Replan | None = None


def plan(
    learner: Learner, *, time_limit: float = 60.0, seed: int = 0, workers: int = 1, today: date | None = None,
    stop: Stop | Event | None = None, progress: Listener | None = None, near: Given | None = None,
) -> PlanAnswer:  # fmt: skip
    """The best plan of a learner: proven, or as good as was found within `time_limit` seconds.

    With `near`, a plan made before, it is as good as can be in the first objective, and then moves as few units of that
    plan as possible. `today` is the day of its notices, if not that of the call. Once `stop` is true, or set, what was
    found by then is the answer; `progress` is called with each event (`Config`). The same seed and one worker give the
    same plan again.

    Raises:
        BadInput: the learner, or the earlier plan, does not fit; it names file, line or key.
        Inconsistent: the plan does not pass the checker; a defect of the program.
    """
    case, settings = as_case(learner), Settings.of(time_limit, seed, workers, today, stop=stop, progress=progress)
    return plan_of(case, settings) if near is None else near_plan(*as_plan(near, case), settings)


def near_plan(case: Case, before: Plan, settings: Settings) -> PlanAnswer:
    """The best plan in the first objective that is then closest to the one before."""
    from planner.study.moved import OWN
    from planner.study.replan import replan

    return replan_answer(replan(case, before, settings.config, prefer=OWN), settings)


def plan_of(case: Case, settings: Settings) -> PlanAnswer:
    """The best plan of a case."""
    return answer(case, solved(case, settings), settings)


def solved(case: Case, settings: Settings) -> Result:
    """What the solver comes to; `answer` says what it means."""
    from planner.solve.pipeline import solve

    return solve(case, settings.config)


def replan_answer(found: Replan, settings: Settings) -> PlanAnswer:
    """The answer that a plan in place of an earlier one makes."""
    made = answer(found.case, found.result, settings, within=found.within)
    return replace(made, replan=found)


def answer(case: Case, result: Result, settings: Settings, *, within: int | None = None) -> PlanAnswer:
    """The answer that a result makes: an impossible one is explained, in the time that is left.

    Of an award that is asked for `within` so many terms, repairs that keep to that come alone, if there are any.
    """
    if result.status == IMPOSSIBLE:
        from planner.study.explain import explain

        found = explain(case, settings.config, result, settings.day)
        return PlanAnswer(case, result, settings, found if within is None else _within(found))
    if case.learner.payer_budgets and not case.learner.alone:
        from planner.study.payers import beyond

        return PlanAnswer(case, result, settings, beyond=beyond(case, result, settings.config))
    return PlanAnswer(case, result, settings)


def _within(found: Explanation) -> Explanation:
    """The explanation with the repairs that keep the number of terms that was asked for, if there are any."""
    kept = tuple(repair for repair in found.repairs if "deadline" not in repair.set)
    return replace(found, repairs=kept or found.repairs)
