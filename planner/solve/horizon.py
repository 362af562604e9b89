"""How far a plan can reach, and how soon an award can come at the very best."""

from __future__ import annotations

from datetime import date

from planner.domain.calendar import add_months
from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.learner import Learner
from planner.domain.offering import EVENING
from planner.solve.alike import years_alike


def last_term(case: Case, *, deadline: bool = True, special_term: int = 0) -> int:
    """A term after which no plan needs to go; `special_term` is one more that is not like those of other years.

    After the last date that is special to the learner every academic year offers the same (every second one where
    offerings alternate), so that years in which nothing happens can be cut out of a plan: a year for each remaining
    unit, one for the internship and one for the award are enough, within the longest plan that is considered. Where
    classes may clash in some years only, that longest plan it is.
    """
    calendar, learner = case.programme.calendar, case.learner
    size, start = calendar.size, learner.start
    special = [case.now, special_term, *case.paused, *(pin.term for pin in learner.pins)]
    special += [
        *learner.evenings_by_term,
        *learner.days_by_term,
        *learner.evening_cap.terms,
        *learner.daytime_cap.terms,
        *learner.least_units.terms,
        *learner.most_units.terms,
        *learner.least_credits.terms,
        *learner.most_credits.terms,
    ]
    special += [year * size + size - 1 for year in learner.budget.terms]
    special += [pattern.years * size for pattern in case.programme.patterns if isinstance(pattern.years, int)]
    special += [(max(pattern.closed) + 1) * size - 1 for pattern in case.programme.patterns if pattern.closed]
    longest = start + LONGEST_PLAN_YEARS * size - 1
    days = [window.ends for window in learner.windows] + [case.experience_day or date.min]
    special += [calendar.term_at(min(day, calendar.term(longest).span.ends), start).index for day in days]
    cycle = 2 if any(pattern.years in ("even", "odd") for pattern in case.programme.patterns) else 1
    last = min(longest, max(special) + (len(case.remaining) + 2) * cycle * size)
    if _emptier(learner) or not years_alike(case.programme, range(start // size, longest // size + 1)):
        last = longest
    if not deadline:
        return last if learner.fixed_award is None else max(last, learner.fixed_award)
    if learner.fixed_award is not None:
        last = learner.fixed_award
    return last if learner.deadline is None else min(last, learner.deadline)


def _emptier(learner: Learner) -> bool:
    """Whether a plan may be the better for a year in which nothing happens: the even load is then another one."""
    names = learner.objectives()
    return "evenness" in names[: names.index("duration")]


def earliest_award(case: Case) -> int:
    """A term before which no award is possible: dates of experience and internship, and room for the units."""
    calendar, start = case.programme.calendar, case.first_award
    day = case.experience_day or date.min
    if case.internship_months:
        arranged = case.history.internship if case.history else None
        starts = [max(window.starts, case.earliest_internship) for window in case.windows(start)]
        ends = [arranged.ends] if arranged else [add_months(day, case.internship_months) for day in starts]
        day = max([day, min(ends)]) if ends else day
    term = calendar.term_at(min(day, calendar.term(start + 200).span.ends), start).index
    modalities = {pattern.modality for pattern in case.programme.patterns} & set(case.modalities)
    if case.now <= start and modalities <= {EVENING}:
        term = max(term, start + _terms_to_hold(case) - 1)
    fixed = case.learner.fixed_award
    term = term if fixed is None else max(term, fixed)
    return max([term, *(one.award_from for one in case.kept.values() if case.before_award(one.unit))])


def _terms_to_hold(case: Case) -> int:
    """The fewest terms whose evening places hold the units that are needed for certain."""
    programme, start = case.programme, case.now
    size = programme.calendar.size
    total, needed = _needed_places(case)
    timed = any(pattern.sessions for pattern in programme.patterns)
    for term in range(start, start + LONGEST_PLAN_YEARS * size):
        if total <= 0 and not any(count > 0 for count in needed):
            return max(1, term - start)
        room = 0 if term in case.paused else case.evening_cap(term)
        if not timed:
            room = min(room, len(set(case.learner.free_evenings(term))))
        total -= room
        needed[term % size] -= room
    return LONGEST_PLAN_YEARS * size


def _needed_places(case: Case) -> tuple[int, list[int]]:
    """Evening places that the remaining units take at least: in all, and at each position of the academic year."""
    programme = case.programme
    compulsory = {unit for rule in case.target.requirements if rule.kind == "all" for unit in rule.units}
    places: dict[str, list[set[int]]] = {}
    for pattern in programme.patterns:
        period = programme.calendar.period(pattern.period, pattern.modality)
        if pattern.modality == EVENING and period is not None:
            places.setdefault(pattern.unit, []).append(set(period.positions))
    total, needed = 0, [0] * programme.calendar.size
    second = {resit.unit for resit in case.resits}
    for unit in case.remaining:
        if unit in compulsory - case.late and unit in places and unit not in second:
            total += min(len(place) for place in places[unit])
            for position in set.intersection(*places[unit]):
                needed[position] += 1
    for rule, missing in case.requirements():
        others = {unit for other in case.target.requirements if other is not rule for unit in other.units}
        if rule.kind == "count" and not others & set(rule.units):
            total += max(0, missing - len(second & set(rule.units)))
    return total, needed
