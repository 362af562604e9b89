"""What happens in a term of a plan besides classes: milestones with their days, for every format."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from planner.check.objectives import is_complete, last_term
from planner.domain.calendar import Term
from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.domain.programme import Certificate


class Happening(NamedTuple):
    """A milestone: the contract's word for it, its days (both included), and the unit or certificate it is about."""

    kind: str
    starts: date
    ends: date
    name: str | None


def certificate_term(case: Case, plan: Plan, certificate: Certificate) -> int | None:
    """The term of the certificate: of its last unit, or the award's where it is the goal; None where it is held."""
    last = last_term(plan, certificate)
    return last if last is None or case.target.goal is not certificate else plan.award


def certificate_day(case: Case, plan: Plan, certificate: Certificate) -> date | None:
    """The end of the certificate's term, or of its last classes where they run on beyond it."""
    last = certificate_term(case, plan, certificate)
    if last is None or not is_complete(case, plan, certificate):
        return None
    return _over(case, last, certificate, plan.chosen)


def reached_day(case: Case, award: int, chosen: Iterable[Offering]) -> date:
    """The day of an award in a term: the end of the term; of the certificate as a goal, the day it is held."""
    goal = case.target.goal
    return case.programme.calendar.term(award).span.ends if goal is None else _over(case, award, goal, chosen)


def _over(case: Case, term: int, certificate: Certificate, chosen: Iterable[Offering]) -> date:
    ends = (offering.span.ends for offering in chosen if offering.unit in certificate.units)
    return max([case.programme.calendar.term(term).span.ends, *ends])


def to_come(case: Case, plan: Plan) -> list[Offering]:
    """What of a plan is not over: what was attended rests on nothing any more, and asks for no second look."""
    return [o for o in plan.chosen if o.last >= case.now or not case.is_kept(o)]


def happenings(case: Case, plan: Plan, term: Term) -> list[Happening]:
    """Milestones of the term; an internship stands in the one in which it ends, or that is over by then."""
    calendar, award, day = case.programme.calendar, case.target.award, term.span.ends
    found: list[Happening] = []
    reached = case.experience_day
    if reached is not None and reached != date.min and calendar.term_at(reached, case.learner.start) == term:
        found.append(Happening("experience", reached, reached, None))
    if plan.internship and calendar.term_on(plan.internship.ends, case.learner.start) == term:
        found.append(Happening("internship", plan.internship.starts, plan.internship.ends, None))
    if plan.workshop == term.index:
        found.append(Happening("workshop", term.span.starts, day, award.workshop))
    found += [
        Happening("resit", resit.span.starts, resit.span.ends, resit.unit)
        for resit in plan.chosen
        if resit.resit and resit.last == term.index
    ]
    for certificate in case.target.shown:
        held = certificate_day(case, plan, certificate)
        if held is not None and certificate_term(case, plan, certificate) == term.index:
            found.append(Happening("certificate", held, held, certificate.id))
    defended = case.defended if case.defended is not None else plan.award
    if defended == term.index and (case.needs_report or case.defended is not None):
        found.append(Happening("report", day, day, award.report))
    if plan.award == term.index and case.target.goal is None:
        found.append(Happening("award", day, day, None))
    return found
