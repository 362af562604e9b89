"""What a plan pays for: offerings, attempts that no plan counts on any more, and defences of the report."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.history import Attempt
from planner.domain.offering import Offering
from planner.domain.plan import Plan


def paid_offerings(case: Case, plan: Plan) -> Iterator[tuple[Offering, str]]:
    """Offerings that are paid, with the key of their line: the plan's, and attempts that it does not count on."""
    for offering in plan.chosen:
        if not offering.resit:
            yield offering, "cost.unit"
    for attempt in case.lost:
        yield attempt.offering, _lost_key(case, plan, attempt)


def _lost_key(case: Case, plan: Plan, attempt: Attempt) -> str:
    """What is passed and acquired meanwhile is paid like any unit; of attempts that came to nothing, one is still to be
    made up for, or is made up for already, or is not any more.
    """
    if not attempt.lost:
        return "cost.unit"
    again = plan.of(attempt.offering.unit)
    return "cost.failed" if again is None or case.is_kept(again) else "cost.lost"


def defences(case: Case, plan: Plan) -> list[int]:
    """Terms of the report's defence: with the award, unless it is validated already, and those that came to nothing."""
    history = case.history
    lost = list(history.lost_defences) if history else []
    return [*lost, plan.award if history is None or history.report is None else history.report]


def lone_defences(case: Case, plan: Plan) -> Iterator[int]:
    """Terms of defences that make a yearly fee due: those in a year without daytime units."""
    size, report = case.programme.calendar.size, case.target.award.report
    if report is None or case.acquired(report):
        return
    if case.learner.pathway == "daytime" or {"evening", "distance"}.isdisjoint(case.modalities):
        return
    days = {offering.year for offering, _ in paid_offerings(case, plan) if offering.modality == "daytime"}
    for term in defences(case, plan):
        if term // size not in days:
            yield term
