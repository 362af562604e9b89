"""What each rule instance of a conflict says, judged on a plan by the reference: rule and subjects, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from planner.domain.plan import Instance
from tests.reference import rules
from tests.reference.case import Case
from tests.reference.money import plan_cost

Candidate = tuple[rules.Plan, int]


def candidates(case: Case) -> Iterator[Candidate]:
    """Every way to take each unit once or not at all, whatever the rules say, with every term of the award."""
    choices = [(None, *case.offerings.get(unit, ())) for unit in case.courses if unit not in case.acquired]
    for chosen in product(*choices):
        plan = {offering.unit: offering for offering in chosen if offering is not None}
        for award in rules.terms_of(case):
            yield plan, award


def number_of_candidates(case: Case) -> int:
    """How many there are."""
    total = len(rules.terms_of(case))
    for unit in case.courses:
        total *= 1 + (len(case.offerings.get(unit, ())) if unit not in case.acquired else 0)
    return total


def holds(case: Case, deadline: int, instance: Instance, plan: rules.Plan, award: int) -> bool:
    """Whether the plan does what the instance asks."""
    rule, subjects = instance
    if rule == "requirement":
        return _required(case, subjects, plan)
    if rule == "offering":
        return all(chosen.modality != subjects[0] for chosen in plan.values())
    if rule == "prerequisite":
        return all(
            any(
                unit in case.acquired or (unit in plan and one.holds(plan[unit], plan[one.unit]))
                for unit in subjects[1:]
            )
            for one in case.prerequisites
            if one.unit == subjects[0] and one.unit in plan and one.alternatives == set(subjects[1:])
        )
    if rule == "load_cap":
        return _load(case, subjects, plan)
    if rule == "availability":
        return _available(case, case.calendar.index(subjects[0]), plan)
    if rule == "certificate_order":
        return _after_certificates(case, subjects[0], plan)
    if rule == "deadline":
        return award <= deadline
    if rule == "pin":
        unit = subjects[0]
        return (
            unit not in plan
            if len(subjects) == 1
            else unit in plan and case.calendar.index(subjects[1]) in plan[unit].terms
        )
    if rule == "budget":
        year = int(subjects[0][:4])
        return not case.over_budget(year, _paid(case, plan, award, year))
    judge = {
        "report": rules.report,
        "experience": rules.experience,
        "internship": rules.internship,
        "workshop": rules.workshop,
    }[rule]
    return judge(case, plan, award)


def _required(case: Case, subjects: tuple[str, ...], plan: rules.Plan) -> bool:
    """A compulsory unit is there; a group has enough, and none in vain; without subjects: nothing is in vain."""
    if not subjects:
        return _useful(case, plan) == plan.keys()
    name = subjects[0]
    if name in case.courses:
        return name in plan
    rule = case.requirements[int(name.removeprefix("R"))]
    enough = rules.is_met(case, rule, case.acquired | plan.keys())
    return enough and rule.units & plan.keys() <= _useful(case, plan)


def _useful(case: Case, plan: rules.Plan) -> set[str]:
    """Units without which a requirement would fail, and those that make another useful unit possible."""
    held = case.acquired | plan.keys()

    def fails_without(unit: str) -> bool:
        return any(
            rules.is_met(case, one, held) and not rules.is_met(case, one, held - {unit}) for one in case.requirements
        )

    found = {unit for unit in plan if fails_without(unit)}
    while more := {unit for unit in plan.keys() - found if _opens(case, plan, unit, found)}:
        found |= more
    return found


def _opens(case: Case, plan: rules.Plan, unit: str, useful: set[str]) -> bool:
    """Whether the unit is all that meets a prerequisite of a useful unit."""
    for one in case.prerequisites:
        if one.unit in useful and one.unit in plan and not one.alternatives & case.acquired:
            own = plan[one.unit]
            if {code for code in one.alternatives & plan.keys() if one.holds(plan[code], own)} == {unit}:
                return True
    return False


def _paid(case: Case, plan: rules.Plan, award: int, year: int) -> int:
    """What a year costs, the years after the award too: where no rule keeps it from coming first, units may follow."""
    if year <= case.calendar.year(award):
        return plan_cost(case, plan, award).by_year.get(year, 0)
    return plan_cost(replace(case, has_report=False), plan, case.horizon).by_year.get(year, 0)


def _load(case: Case, subjects: tuple[str, ...], plan: rules.Plan) -> bool:
    term = case.calendar.index(subjects[-1])
    running = rules.running(plan, term)
    if len(subjects) == 2:
        cap = case.evening_cap(term) if subjects[0] == "evening" else case.daytime_cap(term)
        return cap is None or sum(chosen.modality == subjects[0] for chosen in running) <= cap
    credits = sum(case.credits.get(chosen.unit) or 0 for chosen in running)
    for what, amount in (("units", len(running)), ("credits", credits)):
        low, high = case.load[f"min_{what}"], case.load[f"max_{what}"]
        if running and ((low is not None and amount < low) or (high is not None and amount > high)):
            return False
    return True


def _available(case: Case, term: int, plan: rules.Plan) -> bool:
    modalities = [chosen.modality for chosen in rules.running(plan, term)]
    if modalities.count("evening") > case.free_evenings(term):
        return False
    return "daytime" not in modalities or case.has_free_day(term)


def _after_certificates(case: Case, unit: str, plan: rules.Plan) -> bool:
    if unit not in plan:
        return True
    for one in case.certificates:
        last = rules.certificate_last(plan, one.units)
        if one.recommended_first and unit not in one.units and last is not None and plan[unit].first <= last:
            return False
    return True
