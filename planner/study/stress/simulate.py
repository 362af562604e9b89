"""Chance, term by term: what is failed is taken again, what does not open is known when its year begins, and after
each the rest is planned anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from planner.check.prerequisite import unmet
from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.history import FAILED, ONGOING, PASSED
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.domain.scenario import Failure
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.solve.result import IMPOSSIBLE, Status
from planner.storage.results import ResultRow
from planner.study.past import after_results
from planner.study.stress.draws import draw


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
    """Follow a plan to what comes of it, by the rules of the game of `planner risk`: every result is known when
    the next term begins, and the first term of the best plan from there is taken. A learner who has no award after
    `LONGEST_PLAN_YEARS` counts as impossible.

    The deadline goes once it cannot be kept. A second session that is always failed is not counted on.
    """
    config, size = config or Config(), case.programme.calendar.size
    while True:
        exams = sorted(_exams(case, plan), key=lambda exam: (exam.term, exam.session))
        lost = next((exam for exam in exams if chance.fails(case, exam)), None)
        shut = chance.first_shut_term(plan, case.now, size)
        if lost is not None and (shut is None or lost.term < shut):
            plan = _without_unopened(case, plan, exams, lost, chance)
            exams = [exam for exam in exams if exam.offering in plan.chosen]
            now, over = lost.term + 1, [e for e in exams if (e.term, e.session) <= (lost.term, lost.session)]
        elif shut is not None:
            now, over = shut, [exam for exam in exams if exam.term < shut]
        else:
            return End(case, status, plan)
        if now >= case.learner.start + LONGEST_PLAN_YEARS * size:
            return End(case, IMPOSSIBLE, None)
        rows = [_result_row(exam, FAILED if chance.fails(case, exam) else PASSED) for exam in over]
        after = after_results(case, plan, rows, now, resits=chance.failure.second_session < 1)
        case, status, found = _replan(replace(after, programme=chance.opening(now // size)), config)
        if found is None:
            return End(case, status, None)
        plan = found


def _replan(case: Case, config: Config) -> tuple[Case, Status, Plan | None]:
    """The best plan for the rest, the deadline kept where that is possible."""
    result = solve(case, config)
    if result.status == IMPOSSIBLE and case.learner.latest_award is not None:
        case = replace(case, learner=case.learner.without_deadline())
        result = solve(case, config)
    return case, result.status, result.plan


def _without_unopened(case: Case, plan: Plan, exams: Iterable[Exam], lost: Exam, chance: Chance) -> Plan:
    """The plan without what begins in the term of a failure and waits for the end of a class that was failed there: it
    is not taken, and not paid.
    """
    here = {exam.offering: exam for exam in exams if exam.term == lost.term and exam.session == 1}
    held = [one for one in plan.chosen if one not in here or not chance.fails(case, here[one])]
    gone = set[Offering]()
    for one in sorted(here, key=lambda one: one.span.starts):
        rest = tuple(other for other in held if other not in gone)
        alone = replace(plan, chosen=(*rest, *(() if one in rest else (one,))))
        if any(later is one and not clause.together for later, clause in unmet(case, alone)):
            gone.add(one)
    return replace(plan, chosen=tuple(offering for offering in plan.chosen if offering not in gone))


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
