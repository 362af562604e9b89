"""Classes that were attended: as somebody told of them, or as the programme's own pattern has them.

No timetable of today is asked: it may no longer hold the classes of terms that are over, or hold others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.domain.calendar import Span
from planner.domain.case import Case
from planner.domain.offering import EVENING, Offering, OfferingPattern, Session
from planner.domain.programme import Programme


def usual(case: Case, unit: str, term: int, modality: str | None = None, *, running: bool = False) -> Offering | None:
    """The offering of the programme's own pattern that starts in a term, or, if `running`, that ends or runs in it; one
    that the pathway allows before others.
    """
    own = case.programme.untimed or case.programme
    found = [
        offering
        for offering in own.offerings(term // own.calendar.size)
        if offering.unit == unit and modality in (None, offering.modality) and term in offering.terms
        if running or offering.first == term
    ]
    found.sort(key=lambda o: (o.modality not in case.modalities, running and o.last != term))
    return next(iter(found), None)


def presumed_offering(case: Case, unit: str, term: int, modality: str | None = None) -> Offering:
    """Classes of which nothing is known but unit and term, perhaps the modality."""
    found = usual(case, unit, term, modality)
    if found is not None and (modality is not None or found.modality in case.modalities):
        return found
    return past_offering(case.programme, unit, modality or next(iter(case.modalities), EVENING), (term,))


def past_offering(
    programme: Programme, unit: str, modality: str, terms: tuple[int, ...], span: Span | None = None,
    sessions: Iterable[Session] = (), name: str | None = None, site: str | None = None, seats: int | None = None,
    confidence: str | None = None,
) -> Offering:  # fmt: skip
    """An offering of past terms; its days are those of a period of the calendar, of which `span` may name one."""
    calendar, year = programme.calendar, terms[0] // programme.calendar.size
    periods = _periods(programme, modality, terms)
    period = next((known for known, days in periods.items() if days == span), next(iter(periods), ""))
    whole = Span(calendar.term(terms[0]).span.starts, calendar.term(terms[-1]).span.ends)
    name = f"{unit}-{calendar.term(terms[0]).name}-{modality}" if name is None else name
    pattern = OfferingPattern(
        name, unit, period, modality, year, None, site=site, seats=seats, confidence=confidence
    )  # fmt: skip
    days = periods.get(period, span or whole)
    return Offering(name, unit, modality, year, terms, days, tuple(sessions), pattern, programme=programme.id)


def cut_after(programme: Programme, offering: Offering, last: int) -> Offering:
    """Classes that go on after a term, as somebody attended them who stopped with it."""
    terms = tuple(term for term in offering.terms if term <= last)
    sessions = dict.fromkeys(session for term in terms for session in offering.sessions_in(term))
    pattern = offering.pattern
    return past_offering(
        programme, offering.unit, offering.modality, terms, None, sessions, offering.id,
        pattern.site, pattern.seats, pattern.confidence,
    )  # fmt: skip


def _periods(programme: Programme, modality: str, terms: tuple[int, ...]) -> dict[str, Span]:
    """Ids of the periods that hold just these terms, with their days; one of the whole terms before parts of them."""
    calendar, year = programme.calendar, terms[0] // programme.calendar.size
    positions = tuple(term % calendar.size for term in terms)
    names = dict.fromkeys(name for name, _ in calendar.periods)
    fitting = [name for name in names if (found := calendar.period(name, modality)) and found.positions == positions]
    days = {name: calendar.days_of(name, modality, year) for name in fitting}
    return dict(sorted(days.items(), key=lambda item: item[1].starts - item[1].ends))


def going_on(case: Case, told: Offering, now: int) -> Offering:
    """Classes that began before `now`, as they were; what of them is still to come is as the timetable now has it."""
    if told.last < now:
        return told
    today = _today(case, told)
    if today is None or _same_sessions(told, today):
        return told if today is None else today
    parts = [
        replace(session, term=term)
        for term in told.terms
        for session in (told if term < now else today).sessions_in(term)
    ]
    return replace(today, sessions=tuple(dict.fromkeys(parts)))


def _today(case: Case, told: Offering) -> Offering | None:
    """The offering of today in the same terms: by its id, else one of the same modality."""
    running = case.programme.offerings(told.year)
    found = [o for o in running if (o.unit, o.terms, o.modality) == (told.unit, told.terms, told.modality)]
    found.sort(key=lambda offering: offering.id != told.id)
    return next(iter(found), None)


def _same_sessions(one: Offering, other: Offering) -> bool:
    return all(set(one.sessions_in(term)) == set(other.sessions_in(term)) for term in one.terms)
