"""The report comes in a term not before any unit's last; in a year with daytime units, in one meant for it.

A certificate as the goal comes in the last unit's.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Units that end after it, and terms that are not meant for it."""
    calendar, award = case.programme.calendar, case.target.award
    defended = case.history is not None and case.history.report is not None
    term, report = calendar.term(plan.award), not (award.report is None or case.acquired(award.report) or defended)
    if plan.award < case.first_award:
        key = "check.report_before_start" if report else "check.award_before_start"
        yield Violation("report", key, (term.name,), {"term": term.name})
    goal = next((set(one.units) for one in case.programme.certificates if one.id == case.learner.goal), None)
    waited = [offering for offering in plan.chosen if goal is None or offering.unit in goal]
    for offering in waited:
        if offering.award_from > plan.award:
            values = {"term": term.name, "unit": offering.unit, "last": calendar.term(offering.award_from).name}
            key = "check.report_before_unit" if report else "check.award_before_unit"
            yield Violation("report", key, (offering.unit, term.name), values)
    latest = max([case.first_award, *(offering.award_from for offering in waited)])
    while latest in case.learner.pause:
        latest += 1
    if goal is not None and waited and goal.isdisjoint(plan.misplaced) and plan.award > latest:
        last = calendar.term(latest).name
        yield Violation("report", "check.goal_late", (term.name,), {"term": term.name, "last": last})
    if not report:
        return
    pathway = case.programme.pathways.get(case.learner.pathway)
    allowed = pathway.report_positions if pathway else None
    taken = [offering for offering in plan.chosen if not offering.resit]
    daytime = any(offering.modality == "daytime" and offering.year == term.year for offering in taken)
    for positions in (allowed, award.report_daytime_positions if daytime else None):
        if positions is not None and term.position not in positions:
            names = ", ".join(calendar.patterns[place].id for place in positions)
            yield Violation("report", "check.report_term", (term.name,), {"term": term.name, "allowed": names})
            return
