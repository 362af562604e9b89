"""Chance, term by term: what is failed is taken again, what does not open is known when its year begins, and after
each the rest is planned anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from planner.domain.case import Case
from planner.domain.history import FAILED, ONGOING, PASSED
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.domain.scenario import Failure
from planner.solve.config import Config
from planner.solve.result import IMPOSSIBLE, Status
from planner.storage.results import ResultRow
from planner.study.moved import OWN, to_keep
from planner.study.past import after_results
from planner.study.replan import closest
from planner.study.stress.draws import draw

MOST_YEARS = 10
"""Academic years from the start after which a learner who still has bad luck counts as one who never gets there."""


@dataclass(frozen=True, slots=True)
class End:
    """The last case of a learner, all failed attempts in its history, and the plan that came true; None without one."""

    case: Case
    status: Status
    plan: Plan | None


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam that a plan counts on: at the end of a term (`session` 1), or at the second session after it (2)."""

    term: int
    session: int
    offering: Offering


@dataclass(frozen=True, slots=True)
class Chance:
    """What is drawn in a run: failed exams, and what opens: `opening` gives the programme as it is known in an academic
    year. Draws depend on seed, run, learner, unit and number of the attempt alone.
    """

    failure: Failure
    run: int
    seed: int
    opening: Callable[[int], Programme]

    def fails(self, case: Case, exam: Exam) -> bool:
        """Whether the learner fails the exam."""
        unit, history = exam.offering.unit, case.history
        before = sum(a.offering.unit == unit and a.lost for a in history.attempts) if history else 0
        attempt = before + 1 if exam.session == 1 else before
        chances = self.failure
        chance = chances.units.get(unit, chances.rate) if exam.session == 1 else chances.second_session
        return draw(self.seed, self.run, case.learner.id, unit, attempt, exam.session) < chance

    def first_shut_term(self, plan: Plan, now: int, size: int) -> int | None:
        """The first term of the first year, after that of `now`, in which the plan counts on what does not open."""
        for year in sorted({offering.year for offering in plan.chosen if offering.year > now // size}):
            there = {offering.id for offering in self.opening(year).offerings(year)}
            if any(o.year == year and not o.resit and o.id not in there for o in plan.chosen):
                return year * size
        return None


def simulate(case: Case, plan: Plan, status: Status, chance: Chance, config: Config | None = None) -> End:
    """Follow a plan to what comes of it. A learner who has no award after `MOST_YEARS` counts as impossible.

    The deadline goes once it cannot be kept.
    """
    config, size = config or Config(), case.programme.calendar.size
    while True:
        exams = sorted(_exams(case, plan), key=lambda exam: (exam.term, exam.session))
        lost = next((exam for exam in exams if chance.fails(case, exam)), None)
        shut = chance.first_shut_term(plan, case.now, size)
        if lost is not None and (shut is None or lost.term < shut):
            now, over = lost.term + 1, [e for e in exams if (e.term, e.session) <= (lost.term, lost.session)]
        elif shut is not None:
            now, over = shut, [exam for exam in exams if exam.term < shut]
        else:
            return End(case, status, plan)
        if now >= case.learner.start + MOST_YEARS * size:
            return End(case, IMPOSSIBLE, None)
        rows = [_result_row(exam, FAILED if chance.fails(case, exam) else PASSED) for exam in over]
        case = replace(after_results(case, plan, rows, now), programme=chance.opening(now // size))
        case, status, found = _replan(case, plan, config)
        if found is None:
            return End(case, status, None)
        plan = found


def _replan(case: Case, before: Plan, config: Config) -> tuple[Case, Status, Plan | None]:
    """The best plan for the rest that stays close to the one before, the deadline kept where that is possible."""
    kept = to_keep(case, before)
    result = closest(case, kept, config, OWN)
    if result.status == IMPOSSIBLE and case.learner.latest_award is not None:
        case = replace(case, learner=case.learner.without_deadline())
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


def _result_row(exam: Exam, result: str) -> ResultRow:
    return ResultRow(exam.offering.unit, exam.term, result, 0)
