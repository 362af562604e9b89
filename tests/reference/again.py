"""Plans after results, by enumeration: what has happened is fixed, and everything that can follow is tried.

Written from the sentences that promise it, on the data of `Case` and with none of the product's code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product

from .case import Case, Offering
from .dates import add_months
from .money import unit_price, yearly_due
from .rules import is_met

LOST = ("failed", "absent")
Days = tuple[date, date]


@dataclass(frozen=True)
class Place:
    """Where a unit stands: in an offering, or in the second session of one that was lost."""

    offering: Offering
    session: Days | None = None
    term: int = 0

    @property
    def unit(self) -> str:
        return self.offering.unit

    @property
    def modality(self) -> str:
        return self.offering.modality

    @property
    def terms(self) -> tuple[int, ...]:
        """Terms with classes."""
        return () if self.session else self.offering.terms

    @property
    def first(self) -> int:
        return self.term if self.session else self.offering.first

    @property
    def last(self) -> int:
        return self.term if self.session else self.offering.last

    @property
    def ready(self) -> int:
        """The first term whose award can count on it."""
        return self.last + (1 if self.session else 0)

    @property
    def starts(self) -> date:
        return self.session[0] if self.session else self.offering.starts

    @property
    def ends(self) -> date:
        return self.session[1] if self.session else self.offering.ends


@dataclass(frozen=True)
class Past:
    """What is fixed: attempts with their results, and what began or took place before the first open term, `now`."""

    now: int
    attempts: tuple[tuple[Offering, str], ...] = ()
    internship: Days | None = None
    workshop: int | None = None
    report: int | None = None
    report_said: bool = True
    resits: bool = True
    no_resit: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Again:
    """A case, what happened, the plan before and the bounds of the years; `sessions` are the second sessions."""

    case: Case
    past: Past
    before: Mapping[str, Offering]
    sessions: tuple[Days, ...] = ()
    budget: Mapping[int, int] = field(default_factory=dict)

    @property
    def kept(self) -> dict[str, Place]:
        """Units that are validated, waited for or under way."""
        held = self.case.acquired
        return {o.unit: Place(o) for o, result in self.past.attempts if result not in LOST and o.unit not in held}

    @property
    def lost(self) -> list[Offering]:
        """What was paid and that no plan counts on."""
        held = self.case.acquired
        return [o for o, result in self.past.attempts if result in LOST or o.unit in held]

    @property
    def open_units(self) -> list[str]:
        """Units that are still to be taken."""
        kept = self.kept
        return [unit for unit in self.case.courses if unit not in self.case.acquired and unit not in kept]

    @property
    def stayed(self) -> set[Offering]:
        """What the plan before has in open terms of units that are still to be taken."""
        units = self.open_units
        return {o for unit, o in self.before.items() if unit in units and o.first >= self.past.now}


def with_report(again: Again, award: int) -> Again:
    """The report of a plan whose award is past counts as defended there when no unit is missing and nobody says."""
    case, past = again.case, again.past
    held = case.acquired | again.kept.keys()
    over = case.has_report and past.report is None and award < past.now
    if not over or not all(is_met(case, rule, held) for rule in case.requirements):
        return again
    return replace(again, past=replace(past, report=award, report_said=False))


Values = dict[str, int | None]
Continuation = tuple[dict[str, Place], int]


def continuations(again: Again) -> Iterator[Continuation]:
    """Every valid plan with what has happened in it, and the term of its award."""
    kept, units = again.kept, again.open_units
    for chosen in product(*[[None, *places(again, unit)] for unit in units]):
        plan = kept | {place.unit: place for place in chosen if place is not None}
        if _plan_holds(again, plan):
            for award in range(again.case.start, again.case.horizon + 1):
                if _award_holds(again, plan, award):
                    yield plan, award


def places(again: Again, unit: str) -> list[Place]:
    """Everywhere that an open unit can still stand."""
    """Everywhere that an open unit can still stand."""
    found = [Place(o) for o in again.case.offerings.get(unit, ()) if o.first >= again.past.now]
    lost = [o for o, result in again.past.attempts if o.unit == unit and result in LOST]
    if lost and again.past.resits and unit not in again.past.no_resit:
        found += _second_session(again, lost[-1])
    return [place for place in found if place.last <= again.case.horizon]


def _second_session(again: Again, lost: Offering) -> list[Place]:
    """The second session of the academic year of an offering, if it is still to come."""
    calendar = again.case.calendar
    year = calendar.year(lost.first)
    over = calendar.ends(again.past.now - 1)
    for starts, ends in again.sessions:
        days = (calendar.first_in(starts, year), calendar.last_in(ends, year))
        if days[0] > over:
            before = [t for t in range(lost.last, lost.last + calendar.size) if calendar.ends(t) < days[0]]
            return [Place(lost, days, max(before, default=lost.last))]
    return []


def _plan_holds(again: Again, plan: dict[str, Place]) -> bool:
    case, now, new = again.case, again.past.now, {unit for unit in plan if unit not in again.kept}
    held = case.acquired | plan.keys()
    if not all(is_met(case, rule, held) for rule in case.requirements):
        return False
    if any(plan[unit].modality not in case.modalities for unit in new) or case.avoid & new:
        return False
    for unit, term in case.pins:
        if term >= now and unit not in again.kept and not (unit in plan and term in plan[unit].terms):
            return False
    if any(_in_pause(again, place) for place in plan.values()):
        return False
    if not _prepared(again, plan) or not all(_needed(again, plan, unit) for unit in new):
        return False
    if not all(_term_fits(case, [p for p in plan.values() if t in p.terms], t) for t in range(now, case.horizon + 1)):
        return False
    return case.order != "require" or _outside(again, plan, now) == 0


def _pauses(again: Again) -> list[int]:
    """Paused terms that are still open."""
    return [term for term in again.case.paused if term >= again.past.now]


def _in_pause(again: Again, place: Place) -> bool:
    """Whether classes, or a second session by its term or its days, fall in a pause."""
    pauses = _pauses(again)
    if place.session is None:
        return not set(pauses).isdisjoint(place.terms)
    return place.term in pauses or _sleeps(again, place.session)


def _sleeps(again: Again, days: Days) -> bool:
    """Whether any of the days is in a pause."""
    calendar = again.case.calendar
    return any(calendar.starts(term) <= days[1] and days[0] <= calendar.ends(term) for term in _pauses(again))


def _prepared(again: Again, plan: dict[str, Place], only: str | None = None) -> bool:
    """Every unit (or only one) that is still to be attended comes after, or together with, what it needs."""
    for rule in again.case.prerequisites:
        own = plan.get(rule.unit) if only in (None, rule.unit) else None
        if own is None or own.session or rule.unit in again.kept or rule.alternatives & again.case.acquired:
            continue
        ended = again.case.acquired | {code for code, other in plan.items() if other.ends < own.starts}
        if any(group.holds(ended, again.case.credits) for group in rule.groups):
            continue
        others = [plan[code] for code in rule.alternatives if code in plan]
        if rule.kind == "after" and not any(other.ends < own.starts for other in others):
            return False
        if rule.kind != "after" and not any(_by_then(other, own) for other in others):
            return False
    return True


def _by_then(other: Place, own: Place) -> bool:
    """Whether a co-requisite runs in the first term of what needs it, or earlier; a second session follows its term."""
    return other.ready <= own.first if other.session else other.first <= own.first


def _needed(again: Again, plan: dict[str, Place], unit: str) -> bool:
    """Without the unit, and without all that cannot be there without it, a requirement would fail."""
    rest = {code: place for code, place in plan.items() if code != unit}
    while lost := [code for code in rest if not _prepared(again, rest, code)]:
        rest = {code: place for code, place in rest.items() if code not in lost}
    held = again.case.acquired | rest.keys()
    return not all(is_met(again.case, rule, held) for rule in again.case.requirements)


def _term_fits(case: Case, running: list[Place], term: int) -> bool:
    evening = sum(place.modality == "evening" for place in running)
    daytime = sum(place.modality == "daytime" for place in running)
    cap = case.daytime_cap(term)
    if evening > min(case.evening_cap(term), case.free_evenings(term)) or (cap is not None and daytime > cap):
        return False
    if daytime and not case.has_free_day(term):
        return False
    amounts = {"units": len(running), "credits": sum(case.credits.get(place.unit) or 0 for place in running)}
    for what, amount in amounts.items():
        low, high = case.load[f"min_{what}"], case.most(what, term)
        if running and ((low is not None and amount < low) or (high is not None and amount > high)):
            return False
    return True


def _ends(plan: dict[str, Place], units: frozenset[str]) -> int | None:
    return max((plan[unit].last for unit in units if unit in plan), default=None)


def _outside(again: Again, plan: dict[str, Place], since: int) -> int:
    """Units outside a recommended certificate that start no later than its last term, from a term on."""
    count = 0
    for one in again.case.certificates:
        last = _ends(plan, one.units)
        if one.recommended_first and last is not None:
            count += sum(u not in one.units and since <= place.first <= last for u, place in plan.items())
    return count


def _award_holds(again: Again, plan: dict[str, Place], award: int) -> bool:
    case, past = again.case, again.past
    defence_to_come = case.has_report and past.report is None
    soonest = [past.now] if defence_to_come else [case.start if past.report is None else past.report]
    soonest += [] if past.workshop is None else [past.workshop]
    if award < max(soonest + [place.ready for place in plan.values()]):
        return False
    if case.experience_on > case.calendar.ends(award) or award in _pauses(again):
        return False
    if defence_to_come and not _report_fits(case, plan, award):
        return False
    internship = _internship(again, plan)
    if case.internship_months and (internship is None or internship > case.calendar.ends(award)):
        return False
    if case.has_workshop and past.workshop is None and award < past.now:
        return False
    years = spent(again, plan, award)[1]
    open_years = range(case.calendar.year(past.now), case.calendar.year(case.horizon) + 1)
    return all(years.get(year, 0) <= again.budget[year] for year in open_years if year in again.budget)


def _report_fits(case: Case, plan: dict[str, Place], award: int) -> bool:
    name, year = case.calendar.term_id(award), case.calendar.year(award)
    if case.report_terms is not None and name not in case.report_terms:
        return False
    daytime = any(p.modality == "daytime" and p.terms and case.calendar.year(p.first) == year for p in plan.values())
    return not daytime or case.daytime_report_terms is None or name in case.daytime_report_terms


def _internship(again: Again, plan: dict[str, Place]) -> date | None:
    """The last day of the internship under way, or of the earliest that can still begin; None where there is none, or
    where a class that is still to begin is held on its days.
    """
    case = again.case
    if not case.internship_months:
        return None
    busy = [place for place in plan.values() if place.modality == "daytime" and place.terms]
    if again.past.internship is not None:
        begun, end = again.past.internship
        new = [place for place in busy if place.unit not in again.kept]
        if _sleeps(again, again.past.internship):
            return None
        return end if all(end < place.starts or place.ends < begun for place in new) else None
    found = []
    for first, last in case.windows:
        begin = max(first, case.calendar.starts(again.past.now))
        while (end := add_months(begin, case.internship_months)) <= last:
            apart = all(end < place.starts or place.ends < begin for place in busy)
            if apart and not _sleeps(again, (begin, end)) and _workshop_by(again, begin):
                found.append(end)
                break
            begin += timedelta(days=1)
    return min(found, default=None)


def _workshop_by(again: Again, begin: date) -> bool:
    """Whether the workshop has been, or an open term that starts by then is no pause."""
    case, now = again.case, again.past.now
    open_terms = [term for term in range(now, case.horizon + 1) if case.calendar.starts(term) <= begin]
    return not case.has_workshop or again.past.workshop is not None or not set(_pauses(again)).issuperset(open_terms)


def spent(again: Again, plan: dict[str, Place], award: int) -> tuple[int | None, dict[int, int]]:
    """The total (None when a price is unknown) and the known cents of each academic year, lost attempts included."""
    case, year_of = again.case, again.case.calendar.year
    paid = [place.offering for place in plan.values() if not place.session] + again.lost
    prices = [unit_price(case, one.unit, one.modality) for one in paid]
    most = [(modality, tariff.get("at_most_units")) for modality, tariff in case.tariffs.items()]
    beyond = any(n is not None and sum(one.modality == m for one in paid) > n for m, n in most)
    defence = award if again.past.report is None else again.past.report
    years: dict[int, int] = {year_of(case.start): case.fees_at_start}
    for one, price in zip(paid, prices, strict=True):
        years[year_of(one.first)] = years.get(year_of(one.first), 0) + (price or 0)
    for year in {*years, year_of(defence)}:
        running = frozenset(one.modality for one in paid if year_of(one.first) == year)
        years[year] = years.get(year, 0) + yearly_due(case, running, case.has_report and year == year_of(defence))
    years[year_of(defence)] += case.fees_with_report if case.has_report else 0
    unpriced = not case.tariffs
    return (None if None in prices or beyond or unpriced else sum(years.values())), years


def values(again: Again, plan: dict[str, Place], award: int) -> Values:
    """Every figure of a continuation."""
    case = again.case
    compulsory = {u for rule in case.requirements if rule.count == len(rule.units) for u in rule.units}
    unmade = {one.unit for one in again.lost} & set(again.open_units) - compulsory
    there = {place.offering for place in plan.values() if not place.session}
    lasts = [_ends(plan, one.units) for one in case.certificates]
    terms = range(case.start, case.horizon + 1)
    found: Values = {
        "duration": award - case.start + 1,
        "moves": len(again.stayed - there),
        "dropped": len(unmade - plan.keys()),
        "order": _outside(again, plan, case.start),
        "cost": spent(again, plan, award)[0],
        "load": max(sum(term in place.terms for place in plan.values()) for term in terms),
        "certificate": sum(last - case.start + 1 for last in lasts if last is not None),
    }
    return found if unmade else {name: value for name, value in found.items() if name != "dropped"}


def best(again: Again, *, stability: bool = False) -> tuple[Values | None, list[Continuation]]:
    """The best values, one after the other (None where nothing exists), and every continuation that has them."""
    rows = [(values(again, plan, award), plan, award) for plan, award in continuations(again)]
    if not rows:
        return None, []
    close = ["moves", "dropped"]
    rest = [name for name in again.case.objectives if name != "duration"]
    reached: Values = {}
    for name in [*close, "duration", *rest] if stability else ["duration", *close, *rest]:
        if name not in rows[0][0]:
            continue
        known = [row[0][name] for row in rows if row[0][name] is not None]
        reached[name] = min((value for value in known if value is not None), default=None)
        rows = [row for row in rows if row[0][name] == reached[name]] if known else rows
    return reached, [(plan, award) for _, plan, award in rows]


def failed(again: Again, units: tuple[str, ...], plan: dict[str, Place]) -> Again:
    """The same after a plan was made, once its pending units turn out to be failed."""
    last = {unit: [o for o, _ in again.past.attempts if o.unit == unit][-1] for unit in units}
    attempts = tuple((o, "failed" if last.get(o.unit) is o else result) for o, result in again.past.attempts)
    before = {unit: place.offering for unit, place in plan.items() if not place.session}
    report = again.past.report if again.past.report_said else None
    return replace(again, past=replace(again.past, attempts=attempts, report=report), before=before)


def after_session(again: Again, unit: str, plan: dict[str, Place], stay: Days | None, workshop: int | None) -> Again:
    """The same once a unit has failed its second session too; the internship and the workshop are those of the plan."""
    case, past = again.case, again.past
    session = plan[unit].session
    assert session is not None
    now = next(t for t in range(past.now, case.horizon + 2) if case.calendar.ends(t) >= session[1])
    first_day = case.calendar.starts(now)
    attempts = dict(past.attempts)
    for place in plan.values():
        if not place.session and place.first < now and attempts.get(place.offering, "ongoing") == "ongoing":
            attempts[place.offering] = "passed" if place.last < now else "ongoing"
    began = stay if stay is not None and stay[0] < first_day else None
    attended = workshop if workshop is not None and workshop < now else None
    before = {u: place.offering for u, place in plan.items() if not place.session}
    past = replace(
        past, now=now, attempts=tuple(attempts.items()), internship=began, workshop=attended,
        no_resit=past.no_resit | {unit},
    )  # fmt: skip
    return replace(again, past=past, before=before)
