"""How far a plan can reach, and how soon an award can come at the very best."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import inf
from typing import TYPE_CHECKING, TypeAlias

from planner.domain.calendar import add_months
from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.offering import DAYTIME, EVENING, Cycle
from planner.solve.alike import years_alike

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.domain.credits import Worth


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
    special += [p.years.first * size for p in case.programme.patterns if isinstance(p.years, Cycle)]
    special += [(max(pattern.closed) + 1) * size - 1 for pattern in case.programme.patterns if pattern.closed]
    longest = start + LONGEST_PLAN_YEARS * size - 1
    days = [window.ends for window in learner.windows] + [case.experience_day or date.min]
    special += [calendar.term_at(min(day, calendar.term(longest).span.ends), start).index for day in days]
    last = min(longest, max(special) + (len(case.remaining) + 2) * case.programme.cycle * size)
    if _emptier(case) or not years_alike(case.programme, range(start // size, longest // size + 1)):
        last = longest
    if not deadline:
        return last if learner.fixed_award is None else max(last, learner.fixed_award)
    if learner.fixed_award is not None:
        last = learner.fixed_award
    return last if learner.deadline is None else min(last, learner.deadline)


def _emptier(case: Case) -> bool:
    """Whether a plan may be the better for a year in which nothing happens: the even load is then another one, or units
    come nearer to later terms in which they are recommended.
    """
    names = case.learner.objectives()
    first = names[: names.index("duration")]
    return "evenness" in first or ("recommended" in first and case.programme.recommends_terms)


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
    if case.now <= start:
        term = max(term, start + _terms_to_hold(case) - 1)
    fixed = case.learner.fixed_award
    term = term if fixed is None else max(term, fixed)
    return max([term, *(one.award_from for one in case.kept.values() if case.before_award(one.unit))])


Demand = tuple["Worth", list["Worth"]]
"""What units take at least: in all, and at each position of the academic year."""
Exact: TypeAlias = "float | Fraction"
"""Exact unless it is infinite: what is added up here is whole, or fractions."""
Room = Callable[[int], Exact]


def _terms_to_hold(case: Case) -> int:
    """The fewest terms whose room holds the units that are needed for certain: their number, their credits, and where
    all is taken in the evening or all in the daytime, what is free then.
    """
    units, credits = _needed(case, lambda _: 1), _needed(case, case.programme.size)
    modalities = {pattern.modality for pattern in case.programme.patterns} & set(case.modalities)
    resources: list[tuple[Demand, Room]] = [
        (units, lambda term: _most(case.bounds(term)[0][1])), (credits, lambda term: _most(case.bounds(term)[1][1])),
    ]  # fmt: skip
    if modalities <= {EVENING}:
        timed = any(pattern.sessions for pattern in case.programme.patterns)
        resources.append((units, lambda term: _evenings(case, term, timed=timed)))
    elif modalities <= {DAYTIME}:
        resources.append((units, lambda term: _most(case.learner.daytime_cap.of(term))))
    return max(_terms(case, demand, room) for demand, room in resources)


def _most(bound: Worth | None) -> Exact:
    return inf if bound is None else bound


def _evenings(case: Case, term: int, *, timed: bool) -> int:
    room = case.evening_cap(term)
    return room if timed else min(room, len(set(case.learner.free_evenings(term))))


def _terms(case: Case, demand: Demand, room: Room) -> int:
    """The fewest terms from now whose room holds a demand."""
    size, start = case.programme.calendar.size, case.now
    total: Exact
    needed: list[Exact]
    total, needed = demand[0], [*demand[1]]
    for term in range(start, start + LONGEST_PLAN_YEARS * size):
        if total <= 0 and not any(count > 0 for count in needed):
            return max(1, term - start)
        free = 0 if term in case.paused else room(term)
        total -= free
        needed[term % size] -= free
    return LONGEST_PLAN_YEARS * size


def _needed(case: Case, weight: Callable[[str], Worth]) -> Demand:
    """What the remaining units take at least, each the `weight` in every term that it runs in."""
    programme = case.programme
    compulsory = {unit for rule in case.target.requirements if rule.kind == "all" for unit in rule.units}
    places: dict[str, list[set[int]]] = {}
    for pattern in programme.patterns:
        period = programme.calendar.period(pattern.period, pattern.modality)
        if pattern.modality in case.modalities and period is not None:
            places.setdefault(pattern.unit, []).append(set(period.positions))
    total: Worth = 0
    needed: list[Worth] = [0] * programme.calendar.size
    second = {resit.unit for resit in case.resits}
    for unit in case.remaining:
        if unit in compulsory - case.late and unit in places and unit not in second:
            total += weight(unit) * min(len(place) for place in places[unit])
            for position in set.intersection(*places[unit]):
                needed[position] += weight(unit)
    for rule, missing in case.requirements():
        others = {unit for other in case.target.requirements if other is not rule for unit in other.units}
        if rule.kind == "count" and not others & set(rule.units):
            lightest = sorted(0 if unit in second else weight(unit) for unit in rule.units)
            total += sum(lightest[: int(missing)])
    return total, needed
