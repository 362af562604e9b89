"""The hard rules, each judged on a complete plan: offerings by unit, and the term of the award."""

from __future__ import annotations

from collections.abc import Callable, Set
from datetime import date, timedelta

from .alone import Reading, counts, readings
from .case import Case, Offering, Prerequisite, Requirement
from .dates import add_months
from .limited import apart, within
from .money import plan_cost
from .weekly import attendable, no_clash

Plan = dict[str, Offering]


def requirement(case: Case, plan: Plan) -> bool:
    """Every requirement is met, and no unit is planned for nothing."""
    if not within(case.limits, case.credits, case.acquired, plan.keys()):
        return False
    if not apart(case.exclusive, case.acquired, plan.keys()):
        return False
    if not all(unit in case.courses and unit not in case.acquired for unit in plan):
        return False
    return any(
        earned(case, case.acquired | plan.keys(), reading) and all(needed(case, plan, unit, reading) for unit in plan)
        for reading in readings(case, plan.keys())
    )


def earned(case: Case, held: Set[str], reading: Reading) -> bool:
    """Whether the units held are all that is needed: each requirement, and of each group one track as a whole."""
    return all(is_met(case, one, held, reading) for one in case.requirements) and all(
        any(all(is_met(case, one, held, reading) for one in track) for track in group) for group in case.groups
    )


def is_met(case: Case, rule: Requirement, held: Set[str], reading: Reading | None = None) -> bool:
    """Whether the units that count for a requirement meet it."""
    inside = rule.units & held
    if reading and not rule.wish:
        inside = frozenset(unit for unit in inside if counts(case, reading, rule, unit))
    return len(inside) >= rule.count and sum(case.credits.get(unit) or 0 for unit in inside) >= rule.credits


def needed(case: Case, plan: Plan, unit: str, reading: Reading) -> bool:
    """Whether a requirement fails without a unit, and without all that cannot be there without it."""
    rest = {code: offering for code, offering in plan.items() if code != unit}
    while lost := [r.unit for r in case.prerequisites if r.unit in rest and not _prepared(case, rest, r)]:
        rest = {code: offering for code, offering in rest.items() if code not in lost}
    return not earned(case, case.acquired | rest.keys(), reading)


def prerequisite(case: Case, plan: Plan) -> bool:
    """Every planned unit comes after, or together with, what it needs."""
    return all(_prepared(case, plan, rule) for rule in case.prerequisites if rule.unit in plan)


def _prepared(case: Case, plan: Plan, rule: Prerequisite) -> bool:
    own = plan[rule.unit]
    if any(code in case.acquired or (code in plan and rule.holds(plan[code], own)) for code in rule.alternatives):
        return True
    ended = case.acquired | {code for code, other in plan.items() if other.ends < own.starts}
    return any(group.holds(ended, case.credits) for group in rule.groups)


def offering(case: Case, plan: Plan) -> bool:
    """The pathway allows every modality of the plan."""
    return all(chosen.modality in case.modalities for chosen in plan.values())


def running(plan: Plan, term: int) -> list[Offering]:
    """The offerings of the plan that run in a term."""
    return [chosen for chosen in plan.values() if term in chosen.terms]


def terms_of(case: Case) -> range:
    """All the terms in which something can happen."""
    return range(case.start, case.reach + 1)


def load_cap(case: Case, plan: Plan) -> bool:
    """Caps of the learner, then bounds of the programme."""
    return all(_term_fits(case, running(plan, term), term) for term in terms_of(case))


def _term_fits(case: Case, studied: list[Offering], term: int) -> bool:
    evening = sum(chosen.modality == "evening" for chosen in studied)
    daytime = sum(chosen.modality == "daytime" for chosen in studied)
    cap = case.daytime_cap(term)
    if evening > case.evening_cap(term) or (cap is not None and daytime > cap):
        return False
    if not studied:
        return True
    if len(studied) > 1 and any(chosen.unit in case.alone for chosen in studied):
        return False
    credits = sum(case.credits.get(chosen.unit) or 0 for chosen in studied)
    amounts = {"units": len(studied), "credits": credits}
    for what, amount in amounts.items():
        low, high = case.load[f"min_{what}"], case.most(what, term)
        if (low is not None and amount < low) or (high is not None and amount > high):
            return False
    return True


def availability(case: Case, plan: Plan) -> bool:
    """Sessions on free evenings and days; an evening for each evening unit, a free day for daytime units without."""
    return all(
        attendable(running(plan, term), term, case.weekdays("evenings", term), case.weekdays("days", term))
        for term in terms_of(case)
    )


def clash(case: Case, plan: Plan) -> bool:
    """Nobody has to be in two places at once."""
    return no_clash(list(plan.values()), case.ways)


def certificate_order(case: Case, plan: Plan) -> bool:
    """With `order: require`, nothing else starts up to the certificate's last term."""
    return case.order != "require" or outside_count(case, plan) == 0


def certificate_last(plan: Plan, units: Set[str]) -> int | None:
    """The last term of a certificate's planned units."""
    return max((plan[unit].last for unit in units if unit in plan), default=None)


def outside_count(case: Case, plan: Plan) -> int:
    """Units outside a recommended certificate that start no later than its last term."""
    count = 0
    for one in case.certificates:
        last = certificate_last(plan, one.units)
        if one.recommended_first and last is not None:
            count += sum(unit not in one.units and chosen.first <= last for unit, chosen in plan.items())
    return count


def pin(case: Case, plan: Plan) -> bool:
    """Pinned units run where they are pinned; avoided ones are not there."""
    pinned = all(unit in plan and term in plan[unit].terms for unit, term in case.pins)
    wanted = case.pin_modalities.items()
    pinned = pinned and all(plan[unit].modality == modality for (unit, _), modality in wanted)
    return pinned and not case.avoid & plan.keys()


def pause(case: Case, plan: Plan) -> bool:
    """No class, and no part of an annual one, in a paused term."""
    return all(case.paused.isdisjoint(chosen.terms) for chosen in plan.values())


def awake(case: Case, plan: Plan, award: int) -> bool:
    """No report and no award in a paused term."""
    return award not in case.paused


def report(case: Case, plan: Plan, award: int) -> bool:
    """The award's term is not before the last unit's, and is one in which the report may be defended. A certificate as
    the goal comes with the last of its units.
    """
    ends = [chosen.last for unit, chosen in plan.items() if case.waits is None or unit in case.waits]
    if any(last > award for last in ends) or (case.waits is not None and ends and max(ends) < award):
        return False
    term, year = case.calendar.term_id(award), case.calendar.year(award)
    if case.report_terms is not None and term not in case.report_terms:
        return False
    days = [c for c in plan.values() if c.modality == "daytime" and case.calendar.year(c.first) == year]
    return not days or case.daytime_report_terms is None or term in case.daytime_report_terms


def experience(case: Case, plan: Plan, award: int) -> bool:
    """The months are reached by the end of the award's term."""
    return case.experience_on <= case.calendar.ends(award)


def internship_end(case: Case, plan: Plan) -> date | None:
    """The earliest last day of an internship, trying every day of every window; None when there is none."""
    busy = [chosen for chosen in plan.values() if chosen.modality == "daytime"]
    ends: list[date] = []
    for first, last in case.windows:
        for number in range((last - first).days + 1):
            begin = first + timedelta(days=number)
            end = add_months(begin, case.internship_months)
            apart = all(end < chosen.starts or chosen.ends < begin for chosen in busy)
            apart = apart and stay_fits(case, begin, end)
            if end <= last and apart and end >= case.calendar.starts(case.start):
                ends.append(end)
                break
    return min(ends, default=None)


def stay_fits(case: Case, begin: date, end: date) -> bool:
    """No day of the internship is in a paused term, and a term that is not paused starts no later than the internship,
    for the workshop: the first one where none starts by then.
    """
    days = [(case.calendar.starts(term), case.calendar.ends(term)) for term in case.paused]
    if any(first <= end and begin <= last for first, last in days):
        return False
    begun = [term for term in terms_of(case) if case.calendar.starts(term) <= begin] or [case.start]
    return not case.has_workshop or not case.paused.issuperset(begun)


def internship(case: Case, plan: Plan, award: int) -> bool:
    """There is room for the internship before the end of the award's term."""
    if case.internship_months == 0:
        return True
    end = internship_end(case, plan)
    return end is not None and end <= case.calendar.ends(award)


def workshop(case: Case, plan: Plan, award: int) -> bool:
    """There is a term for the workshop that starts no later than the internship does, or is not after the report's.

    The first term is always one: it serves an internship that starts before it, too.
    """
    return not case.has_workshop or case.start <= award


def budget(case: Case, plan: Plan, award: int) -> bool:
    """No academic year costs more than the learner can pay."""
    return not any(case.over_budget(year, paid) for year, paid in plan_cost(case, plan, award).by_year.items())


PLAN_RULES: tuple[Callable[[Case, Plan], bool], ...] = (
    requirement,
    pin,
    pause,
    offering,
    prerequisite,
    load_cap,
    availability,
    clash,
    certificate_order,
)
AWARD_RULES: tuple[Callable[[Case, Plan, int], bool], ...] = (report, awake, experience, internship, workshop, budget)
