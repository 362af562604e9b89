"""One way to go on, played through with one draw of chance: results term by term, and what is planned after each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from planner.check.cost import cost
from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.history import FAILED, ONGOING, PASSED
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.storage.results import ResultRow
from planner.study.past import after_results
from planner.study.risk.estimate.tape import Tape
from planner.study.risk.estimate.ways import Way


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it: the term (index) of the award, None where none is reached, the cents paid, None where a price is
    unknown, whether each unit that was attempted was passed at its first exam, whether least loads were waived, and all
    that was attended.
    """

    award: int | None
    cents: int | None
    firsts: dict[str, bool]
    waived: bool
    attended: tuple[Offering, ...] = ()


@dataclass(frozen=True, slots=True)
class _Exam:
    """At the end of a term, or (`session` 2) at the second session after it; `planned` where the plan counts on it."""

    term: int
    session: int
    offering: Offering
    planned: bool = True

    @property
    def place(self) -> tuple[int, int]:
        """When it is."""
        return self.term, self.session


@dataclass(slots=True)
class Walk:
    """A case that is followed along a tape."""

    way: Way
    tape: Tape
    firsts: dict[str, bool] = field(default_factory=dict)
    waived: bool = False

    def play(self, case: Case) -> Played:
        """From a case to the award, or to the horizon of 16 academic years.

        Raises:
            OutOfTime: the limit came before a plan on the way was known.
        """
        end = case.learner.start + LONGEST_PLAN_YEARS * case.programme.calendar.size
        while True:
            course = self.way.course(case)
            case, plan, self.waived = course.case, course.plan, self.waived or course.waived
            if plan is None or case.now >= end:
                return Played(None, _paid(case), self.firsts, self.waived, _attended(case))
            after = self._after(case, plan)
            if after is None:
                award = plan.award if plan.award < end else None
                cents = cost(case, plan).total if award is not None else _paid(case)
                return Played(award, cents, self.firsts, self.waived, _attended(case, plan.chosen))
            case = after

    def _after(self, case: Case, plan: Plan) -> Case | None:
        """The case after the first results that the plan did not count on; None where there are none."""
        surprise: _Exam | None = None
        rows, idle = list[ResultRow](), list[Offering]()
        for exam in sorted(_exams(case, plan), key=lambda exam: (*exam.place, exam.offering.span.starts)):
            if surprise is not None and exam.place > surprise.place:
                break
            if surprise is not None and exam.session == 1 and not _is_begun(case, plan, exam, rows):
                idle.append(exam.offering)
                continue
            passed = self._passes(case, exam)
            if exam.planned or passed:
                rows.append(ResultRow(exam.offering.unit, exam.term, PASSED if passed else FAILED, 0))
            if passed != exam.planned:
                surprise = surprise or exam
        if surprise is None:
            return None
        attended = replace(plan, chosen=tuple(one for one in plan.chosen if one not in idle))
        return after_results(case, attended, rows, max(case.now, surprise.term + 1), resits=self._counts_on_resits)

    @property
    def _counts_on_resits(self) -> bool:
        return self.tape.chances.second_session < 1

    def _passes(self, case: Case, exam: _Exam) -> bool:
        unit = exam.offering.unit
        before = sum(a.offering.unit == unit and a.lost for a in case.history.attempts) if case.history else 0
        passed = not self.tape.fails(unit, before + 1 if exam.session == 1 else before, exam.session)
        if exam.session == 1:
            self.firsts.setdefault(unit, passed)
        return passed


def _exams(case: Case, plan: Plan) -> Iterator[_Exam]:
    """Exams that are still to come: of what ends in an open term or is running, and all second sessions."""
    running = {a.offering.id for a in case.history.attempts if a.result == ONGOING} if case.history else set()
    for offering in plan.chosen:
        if not offering.resit and (offering.first >= case.now or offering.id in running):
            yield _Exam(offering.last, 1, offering)
    planned = {offering.id for offering in plan.chosen if offering.resit}
    for session in case.resits:
        yield _Exam(session.last, 2, session, session.id in planned)


def _is_begun(case: Case, plan: Plan, exam: _Exam, rows: list[ResultRow]) -> bool:
    """Whether what an offering waits for within its own term was passed there, as far as it hangs on that: one that
    starts after the end of another is chosen on condition of its result.
    """
    one = exam.offering
    failed = {row.unit for row in rows if row.result == FAILED}
    if one.first != exam.term or not failed:
        return True
    ended = set(case.learner.acquired) | {
        other.unit for other in (*case.kept.values(), *plan.chosen)
        if other.unit not in failed and other.last <= exam.term and other.span.ends < one.span.starts
    }  # fmt: skip
    clauses = (clause for unit, clause in case.clauses() if unit == one.unit and not clause.together)
    return all(case.programme.meets(clause, ended) for clause in clauses if failed & set(clause.involved))


def _attended(case: Case, rest: Sequence[Offering] = ()) -> tuple[Offering, ...]:
    """What was attended so far, and the rest that is."""
    attempts = case.history.attempts if case.history else ()
    found = dict.fromkeys((*(attempt.offering for attempt in attempts), *rest))
    return tuple(one for one in found if not one.resit)


def _paid(case: Case) -> int | None:
    """Cents paid so far, without what is due with the report."""
    attempts = case.history.attempts if case.history else ()
    last = max([case.learner.start, *(one.offering.last for one in attempts)])
    paid = cost(case, Plan(tuple(case.kept.values()), last)).total
    late = sum(fee.amount for fee in case.target.fees if fee.due != "start") if case.needs_report else 0
    return None if paid is None else paid - late
