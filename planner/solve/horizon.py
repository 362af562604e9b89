"""How far a plan can reach, and how soon an award can come at the very best."""

from __future__ import annotations

from datetime import date

from planner.domain.calendar import add_months
from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.offering import EVENING


def last_term(case: Case, *, deadline: bool = True) -> int:
    """A term after which no plan needs to go.

    After the last date that is special to the learner every academic year offers the same (every second one where
    offerings alternate), so that years in which nothing is taken can be cut out of a plan: at most one such span for
    each remaining unit is left, within the longest plan that the program considers.
    """
    calendar, learner = case.programme.calendar, case.learner
    size, start = calendar.size, learner.start
    special = [start, *(term for _, term in learner.pins), *learner.evenings_by_term, *learner.days_by_term]
    special += [*learner.evening_cap.terms, *learner.daytime_cap.terms]
    special += [pattern.years * size for pattern in case.programme.patterns if isinstance(pattern.years, int)]
    longest = start + LONGEST_PLAN_YEARS * size - 1
    days = [window.ends for window in learner.windows] + [case.experience_day or date.min]
    special += [calendar.term_at(min(day, calendar.term(longest).span.ends), start).index for day in days]
    cycle = 2 if any(pattern.years in ("even", "odd") for pattern in case.programme.patterns) else 1
    last = min(longest, max(special) + (len(case.remaining) + 1) * cycle * size)
    return last if learner.deadline is None or not deadline else min(last, learner.deadline)


def earliest_award(case: Case) -> int:
    """A term before which no award is possible: dates of experience and internship, and room for the units."""
    calendar, start = case.programme.calendar, case.learner.start
    day = case.experience_day or date.min
    if case.internship_months:
        ends = [add_months(max(window.starts, case.earliest_internship), case.internship_months)
                for window in case.windows(start)]  # fmt: skip
        day = max([day, min(ends)]) if ends else day
    term = calendar.term_at(min(day, calendar.term(start + 200).span.ends), start).index
    if all(pattern.modality == EVENING for pattern in case.programme.patterns if pattern.modality in case.modalities):
        term = max(term, start + _terms_to_hold(case) - 1)
    return term


def _terms_to_hold(case: Case) -> int:
    """The fewest terms whose evening places hold the units that are compulsory for certain."""
    size, start = case.programme.calendar.size, case.learner.start
    compulsory = {unit for rule in case.programme.requirements if rule.kind == "all" for unit in rule.units}
    by_unit: dict[str, set[tuple[int, ...]]] = {}
    for year in range(start // size, start // size + 2):
        for offering in case.programme.offerings(year):
            if offering.modality == EVENING:
                by_unit.setdefault(offering.unit, set()).add(tuple(term % size for term in offering.terms))
    needed = [0] * size
    total = 0
    for unit in case.remaining:
        places = by_unit.get(unit)
        if unit in compulsory and places:
            total += min(len(place) for place in places)
            for position in set.intersection(*(set(place) for place in places)):
                needed[position] += 1
    for rule, missing in case.requirements():
        if rule.kind == "count" and not compulsory & set(rule.units):
            total += missing
    limit = start + LONGEST_PLAN_YEARS * size
    for term in range(start, limit):
        if total <= 0 and not any(count > 0 for count in needed):
            return max(1, term - start)
        room = min(case.evening_cap(term), len(set(case.learner.free_evenings(term))))
        total -= room
        needed[term % size] -= room
    return LONGEST_PLAN_YEARS * size
