"""Every plan of a tiny programme, and the best of them, stage by stage."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from .case import Case, Raw
from .money import plan_cost
from .outcome import Outcome
from .reading import read_case
from .rules import AWARD_RULES, PLAN_RULES, Plan, certificate_last, outside_count, running, terms_of

Complete = tuple[Plan, int]


def enumerate_plans(programme: Raw, learner: Raw, terms: int) -> Iterator[Complete]:
    """All the plans, each with the term of its award, that break no rule."""
    return legal_plans(read_case(programme, learner, terms))


def legal_plans(case: Case) -> Iterator[Complete]:
    """Each course to nothing or to one of its offerings, times each term of the award."""
    choices = [(None, *case.offerings.get(unit, ())) for unit in case.courses]
    for chosen in product(*choices):
        plan = {offering.unit: offering for offering in chosen if offering is not None}
        if all(rule(case, plan) for rule in PLAN_RULES):
            for award in range(case.start, case.horizon + 1):
                if all(rule(case, plan, award) for rule in AWARD_RULES):
                    yield plan, award


def values(case: Case, plan: Plan, award: int) -> dict[str, int | None]:
    """Every objective of a plan."""
    return unpriced(case, plan, award) | {"cost": plan_cost(case, plan, award).total}


def unpriced(case: Case, plan: Plan, award: int) -> dict[str, int | None]:
    """Every objective of a plan but its cost."""
    lasts = [certificate_last(plan, one.units) for one in case.certificates]
    return {
        "duration": award - case.start + 1,
        "order": outside_count(case, plan),
        "load": max(len(running(plan, term)) for term in terms_of(case)),
        "certificate": sum(last - case.start + 1 for last in lasts if last is not None),
        "recommended": sum(away(case, unit, chosen.first) for unit, chosen in plan.items()),
    }


def away(case: Case, unit: str, term: int) -> int:
    """Terms from the recommended one, or from the one after it, whichever is nearer; none where none is recommended."""
    if unit not in case.recommended:
        return 0
    best = case.start + case.recommended[unit] - 1
    return min(abs(term - best), abs(term - best - 1))


def solve_by_enumeration(programme: Raw, learner: Raw, terms: int) -> Outcome:
    """The best of all plans: one objective after the other, keeping the best at each stage."""
    case = read_case(programme, learner, terms)
    best = [(values(case, plan, award), plan, award) for plan, award in legal_plans(case)]
    if not best:
        return Outcome("impossible")
    reached: dict[str, int | None] = {}
    for name in case.objectives:
        known = [row[0][name] for row in best if row[0][name] is not None]
        reached[name] = min((value for value in known if value is not None), default=None)
        if known:
            best = [row for row in best if row[0][name] == reached[name]]
    _, plan, award = best[0]
    return outcome(case, reached, plan, award)


def outcome(case: Case, reached: dict[str, int | None], plan: Plan, award: int) -> Outcome:
    """The answer, with the plan in words."""
    name = case.calendar.name
    words = {
        unit: f"{name(chosen.first)} {chosen.modality}"
        for unit, chosen in sorted(plan.items(), key=lambda item: (item[1].first, item[0]))
    }
    return Outcome("optimal", reached, words, name(award))
