"""Cases without any plan for a reason that needs no search: a unit is missing that nothing offers to the learner."""

from __future__ import annotations

from planner.domain.case import LONGEST_PLAN_YEARS, Case


def hopeless(case: Case) -> bool:
    """Whether a requirement misses more units than are offered, in a modality that the pathway allows, in any year.

    False says nothing. Credits are not counted: their requirements are left to the search.
    """
    first = case.now // case.programme.calendar.size
    years = range(first, first + LONGEST_PLAN_YEARS + 1)
    offered = {resit.unit for resit in case.resits}
    for pattern in case.programme.patterns:
        if pattern.unit not in offered and pattern.modality in case.modalities and any(map(pattern.runs, years)):
            offered.add(pattern.unit)
    offered -= set(case.learner.avoid)
    remaining = set(case.remaining)
    return any(
        missing > len(offered & remaining & set(rule.units))
        for rule, missing in case.requirements()
        if rule.kind != "credits"
    )
