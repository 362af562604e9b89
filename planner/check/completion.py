"""What a plan made by hand leaves out, filled in by the rules: the award's term, the internship and the workshop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from planner.check import assignment, experience, internship, report
from planner.domain.calendar import Span, add_months
from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.storage.plans import Draft


def fill_gaps(case: Case, plan: Plan, *, award_given: bool) -> Plan:
    """The plan with its gaps filled by the earliest that breaks no rule; a gap that nothing fills stays.

    With `award_given` the award stays where it is.
    """
    first = max([case.first_award, *(one.award_from for one in plan.chosen if case.before_award(one.unit))])
    latest = max(first, case.learner.start + LONGEST_PLAN_YEARS * case.programme.calendar.size)
    later = [term for term in range(first, latest + 1) if term not in case.paused] or [first]
    awards = [plan.award] if award_given else later
    best = None
    for award in awards:
        span = plan.internship or earliest_internship(case, plan.chosen, award)
        workshop = plan.workshop if plan.workshop is not None else latest_workshop(case, span, award)
        found = replace(plan, award=award, internship=span, workshop=workshop)
        best = best or found
        rules = (report, experience, internship)
        if award not in case.paused and not any(list(rule.violations(case, found)) for rule in rules):
            return found
    assert best is not None
    return best


def complete_draft(case: Case, draft: Draft) -> Plan:
    """The plan of a draft, what it leaves out filled in; without an internship or a workshop that nobody needs."""
    plan = draft.plan
    needed = replace(
        plan,
        internship=plan.internship if case.internship_months else None,
        workshop=plan.workshop if case.needs_workshop else None,
    )
    filled = fill_gaps(case, needed, award_given=draft.award_given)
    if not draft.complete_internship and draft.plan.internship is None:
        filled = replace(filled, internship=None)
    return assignment.with_payers(case, filled)


def earliest_internship(case: Case, chosen: tuple[Offering, ...], award: int) -> Span | None:
    """The earliest internship beside these offerings, after the first day of the plan where that is possible."""
    months = case.internship_months
    if not months:
        return None
    if case.history is not None and case.history.internship is not None:
        return case.history.internship
    classes = [offering.span for offering in chosen if offering.modality == "daytime" and not offering.resit]
    classes += [case.programme.calendar.term(term).span for term in case.paused]
    ends = case.programme.calendar.term(award).span.ends
    first = [case.start_day, case.earliest_internship]
    if case.needs_workshop and not (case.history and case.history.workshop is not None):
        first.append(case.programme.calendar.term(case.first_workshop).span.starts)
    for soonest in (max(first), case.earliest_internship):
        found = []
        for window in case.windows(award):
            span = _first_free(max(window.starts, soonest), months, classes)
            if span.ends <= min(window.ends, ends):
                found.append(span)
        if found:
            return min(found)
    return None


def _first_free(day: date, months: int, classes: list[Span]) -> Span:
    span = Span(day, add_months(day, months))
    for busy in sorted(classes):
        if busy.overlaps(span):
            day = busy.ends + timedelta(days=1)
            span = Span(day, add_months(day, months))
    return span


def latest_workshop(case: Case, span: Span | None, award: int) -> int | None:
    """With the report; before an internship the last term that ends before it begins, else the last that starts by then
    or the first.
    """
    if not case.needs_workshop:
        return None
    if case.history is not None and case.history.workshop is not None:
        return case.history.workshop
    if span is None or (case.history is not None and case.history.internship is not None):
        return award
    calendar, start = case.programme.calendar, case.now
    own = calendar.term_on(span.starts, start).index
    fitting = [term for term in range(start, own + 1) if term not in case.paused]
    before = [term for term in fitting if calendar.term(term).span.ends < span.starts]
    return (before or fitting or [own])[-1]
