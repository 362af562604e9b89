"""What a plan under way says of its past (`history`), as far as the rest of the file can bear it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.domain.calendar import add_months
from planner.domain.case import Case
from planner.domain.history import ONGOING, PASSED, History
from planner.domain.plan import Plan
from planner.report.claims.statement import EXTRA, NOTHING, TWICE, WRONG, Data, Statement

Step = str | int


def false(case: Case, plan: Plan, data: Data, *, complete: bool, spoken: int | None) -> Iterator[Statement]:
    """What contradicts the plan in its history, and in what is told of the plan before, in a language or in any."""
    if complete and "replan" not in data:
        yield from _length(case, plan, data)
    if case.history is not None:
        yield from _attempts(case, case.history, data["history"])
        yield from _milestones(case, plan, case.history)
        yield from _report(case, case.history)
    if "replan" in data:
        from planner.report.claims import replanned

        yield from replanned.false(case, plan, data, complete=complete, spoken=spoken)


def _length(case: Case, plan: Plan, data: Data) -> Iterator[Statement]:
    """The planner's internships last as long as the rule asks, from date to date; an earlier plan's may be longer."""
    if plan.internship is None:
        return
    ends = add_months(plan.internship.starts, case.internship_months)
    for number, term in enumerate(data["terms"]):
        for place, event in enumerate(term.get("events", ())):
            if event["kind"] == "internship" and plan.internship.ends > ends:
                path = ("terms", number, "events", place, "ends")
                where = (f"terms {term['term']}", "events internship", "ends")
                yield Statement(WRONG, path, "terms[].events[].ends", where, event["ends"], ends.isoformat())


def _wrong(key: str, claimed: Any, right: Any, *path: Step, kind: str = WRONG) -> Statement:
    pattern = ".".join(["history", key]) + "[]" * bool(path)
    return Statement(kind, ("history", key, *path), pattern, ("history", key), claimed, right)


def _attempts(case: Case, history: History, told: Data) -> Iterator[Statement]:
    """Attempts told twice, that go on although they are over, and second sessions of what was never tried."""
    known = [attempt.offering.id for attempt in history.attempts]
    for place, attempt in enumerate(history.attempts):
        entry = {"unit": attempt.offering.unit, "term": case.programme.calendar.term(attempt.offering.first).name}
        if attempt.offering.id in known[:place]:
            yield _wrong("attempts", entry, NOTHING, place, kind=TWICE)
        if attempt.result == ONGOING and attempt.offering.last < history.now:
            yield _wrong("attempts", entry | {"result": ONGOING}, entry | {"result": PASSED}, place)
    for place, name in enumerate(told.get("no_resit") or ()):
        if name not in known:
            yield _wrong("no_resit", name, NOTHING, place, kind=EXTRA)


def _milestones(case: Case, plan: Plan, history: History) -> Iterator[Statement]:
    """An internship or a workshop that began before is the plan's."""
    name = case.programme.calendar.term
    arranged = history.internship
    if arranged is not None and arranged != plan.internship:
        right = NOTHING if plan.internship is None else " – ".join(day.isoformat() for day in plan.internship)
        yield _wrong("internship", " – ".join(day.isoformat() for day in arranged), right)
    followed, unit = history.workshop, case.target.award.workshop
    if followed is not None and (unit is None or (case.needs_workshop and followed != plan.workshop)):
        right = NOTHING if plan.workshop is None else name(plan.workshop).name
        yield _wrong("workshop", name(followed).name, right)


def _report(case: Case, history: History) -> Iterator[Statement]:
    """A report that the programme has; without a defence there is no result."""
    name = case.programme.calendar.term
    if case.target.award.report is None:
        for term in case.defences:
            yield _wrong("report", name(term).name, NOTHING, kind=EXTRA)
    if history.report is None:
        if history.report_result != PASSED:
            yield _wrong("report_result", history.report_result, PASSED)
        if not history.report_said:
            yield _wrong("report_said", False, True)
    for place, term in enumerate(history.lost_defences):
        if term in history.lost_defences[:place] or term == history.report:
            yield _wrong("lost_defences", name(term).name, NOTHING, place, kind=TWICE)
        elif term < case.learner.start:
            yield _wrong("lost_defences", name(term).name, NOTHING, place, kind=EXTRA)
