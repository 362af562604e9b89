"""Failures drawn term by term: what is failed is taken again, and the rest planned anew after each failure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.domain.case import Case
from planner.domain.history import FAILED, ONGOING, PASSED
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.domain.scenario import Failure
from planner.solve.config import Config
from planner.solve.result import IMPOSSIBLE
from planner.storage.results import ResultRow
from planner.study.moves import to_keep
from planner.study.past import after_results
from planner.study.replan import OWN, closest
from planner.study.stress.draws import draw

MOST_YEARS = 10
"""Academic years from the start after which a learner who still fails counts as one who never gets there."""


@dataclass(frozen=True, slots=True)
class End:
    """The last case of a learner, all failed attempts in its history, and the plan that came true; None without one."""

    case: Case
    status: str
    plan: Plan | None


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam that a plan counts on: at the end of a term (`session` 1), or at the second session after it (2)."""

    term: int
    session: int
    offering: Offering


def simulate(
    case: Case, plan: Plan, status: str, failure: Failure, run: int, seed: int, config: Config | None = None
) -> End:
    """From a plan to what came of it. Draws depend on seed, run, learner, unit and number of the attempt alone.

    A learner who has no award after `MOST_YEARS` counts as impossible. The deadline goes once it cannot be kept.
    """
    config = config or Config()
    limit = case.learner.start + MOST_YEARS * case.programme.calendar.size
    while True:
        exams = sorted(_exams(case, plan), key=lambda exam: (exam.term, exam.session))
        lost = next((exam for exam in exams if _fails(case, exam, failure, run, seed)), None)
        if lost is None:
            return End(case, status, plan)
        if lost.term + 1 >= limit:
            return End(case, IMPOSSIBLE, None)
        over = [exam for exam in exams if (exam.term, exam.session) <= (lost.term, lost.session)]
        rows = [_row(exam, FAILED if _fails(case, exam, failure, run, seed) else PASSED) for exam in over]
        case, before = after_results(case, plan, rows, lost.term + 1), plan
        case, status, found = _again(case, before, config)
        if found is None:
            return End(case, status, None)
        plan = found


def _again(case: Case, before: Plan, config: Config) -> tuple[Case, str, Plan | None]:
    """The best plan for the rest that stays close to the one before, the deadline kept where that is possible."""
    kept = to_keep(case, before)
    result = closest(case, kept, config, OWN)
    if result.status == IMPOSSIBLE and case.learner.deadline is not None:
        case = replace(case, learner=replace(case.learner, deadline=None))
        result = closest(case, kept, config, OWN)
    return case, result.status, result.plan


def _exams(case: Case, plan: Plan) -> Iterator[Exam]:
    """Exams of the plan that are still to come: of what ends in an open term or is running, and second sessions."""
    running = {a.offering.id for a in case.history.attempts if a.result == ONGOING} if case.history else set()
    for offering in plan.chosen:
        if offering.resit:
            if offering.unit in case.remaining:
                yield Exam(offering.last, 2, offering)
        elif offering.first >= case.now or offering.id in running:
            yield Exam(offering.last, 1, offering)


def _fails(case: Case, exam: Exam, failure: Failure, run: int, seed: int) -> bool:
    unit = exam.offering.unit
    attempts = [a for a in case.history.attempts if a.offering.unit == unit and a.lost] if case.history else []
    chance = failure.units.get(unit, failure.rate) if exam.session == 1 else failure.second_session
    return draw(seed, run, case.learner.id, unit, len(attempts) + 2 - exam.session, exam.session) < chance


def _row(exam: Exam, result: str) -> ResultRow:
    return ResultRow(exam.offering.unit, exam.term, result, 0)
