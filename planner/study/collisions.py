"""What collides in a timetable: units that nobody can take together in a term, rooms and teachers needed twice at once.

Classes collide as the rule `clash` says; two units matter where a learner may need both in the same term.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from planner.check.clash import Meeting, meetings, same_day
from planner.domain.classes import class_days
from planner.domain.offering import DISTANCE, Offering, Session
from planner.domain.programme import Programme
from planner.errors import Undecided

AHEAD, MOST = 10, 3000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two classes of different units that cannot both be attended in the term (index). `avoidable` where other classes
    of the two units, of the same modalities and in the same term, go together; `certificates` need both units.
    """

    term: int
    one: Offering
    other: Offering
    meetings: tuple[Meeting, ...]
    avoidable: bool
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """A room or teacher needed by two sessions at once; a teacher also where the way between sites takes longer than
    the `gap` in minutes (negative where the sessions overlap). `day` is None where it happens every week.
    """

    name: str
    site: str | None
    one: Offering
    first: Session
    other: Offering
    second: Session
    day: date | None
    gap: int
    travel: int | None


@dataclass(frozen=True, slots=True)
class Idle:
    """A session without a class: on a `holiday` or `outside` of its term, or `never` on its weekday in the period."""

    offering: Offering
    session: Session
    why: str


@dataclass(frozen=True, slots=True)
class Collisions:
    """All of them, in the order of the timetable; `unknown` are pairs of sites used on one day with no travel known,
    `missing` are units that a pathway needs and that are offered in none of its modalities, `idle` sessions without a
    class, those of dates that repeat in the `AHEAD` years after theirs among them.
    """

    pairs: tuple[Pair, ...]
    rooms: tuple[Use, ...]
    teachers: tuple[Use, ...]
    unknown: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    idle: tuple[Idle, ...] = ()


def collisions(programme: Programme, years: Iterable[int], term: int | None = None) -> Collisions:
    """What collides in the academic years, or in one term of them.

    Raises:
        Undecided: there are so many classes that comparing each with each would take too long.
    """
    offerings = [o for year in years for o in programme.offerings(year) if term is None or term in o.terms]
    timed = [offering for offering in offerings if offering.sessions]
    if len(timed) > MOST:
        raise Undecided("timetable.crowded", number=len(timed), most=MOST)
    near = [(one, other) for one, other in combinations(timed, 2) if abs(one.year - other.year) <= 1]
    return Collisions(
        tuple(_pairs(programme, timed, near, term)),
        tuple(_rooms(programme, near)),
        tuple(_teachers(programme, near)),
        tuple(dict.fromkeys(_unknown(programme, near))),
        tuple(_missing(programme)),
        (*_idle(programme, timed), *(_idle_later(programme) if term is None else ())),
    )


def _idle(programme: Programme, offerings: Iterable[Offering]) -> Iterator[Idle]:
    for offering in offerings:
        yield from (Idle(offering, session, why) for session, why in offering.dropped)
        for session in offering.sessions:
            if session.day is None and not class_days(programme.calendar, offering, session):
                yield Idle(offering, session, "never")


def _idle_later(programme: Programme) -> Iterator[Idle]:
    """Dates that fall on a holiday or beyond their term in the years to which they are carried over."""
    dated = [p for p in programme.patterns if p.dated is not None and not isinstance(p.years, int)]
    for pattern in dated:
        for year in range((pattern.dated or 0) + 1, (pattern.dated or 0) + 1 + AHEAD):
            own = [o for o in programme.offerings(year) if o.pattern is pattern]
            yield from (Idle(offering, session, why) for offering in own for session, why in offering.dropped)


def _missing(programme: Programme) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Of a requirement that leaves a choice, all that is not offered, where what is offered is too little."""
    for name, pathway in programme.pathways.items():
        offered = {pattern.unit for pattern in programme.patterns if pattern.modality in pathway.modalities}
        wanted: dict[str, None] = {}
        for rule in programme.requirements if offered else ():
            without = [unit for unit in rule.units if unit not in offered]
            if rule.kind != "count" or len(rule.units) - len(without) < rule.need:
                wanted.update(dict.fromkeys(without if rule.kind != "credits" else ()))
        if wanted:
            yield name, tuple(wanted)


def _pairs(
    programme: Programme, timed: list[Offering], near: list[tuple[Offering, Offering]], term: int | None
) -> Iterator[Pair]:
    for one, other in near:
        if one.unit == other.unit or not _together(programme, one, other):
            continue
        found = tuple(meeting for meeting in meetings(programme, one, other) if meeting.clashes)
        if found:
            shared = [each for each in one.terms if each in other.terms and term in (None, each)]
            place = shared[0] if shared else max(one.first, other.first)
            both = tuple(c.id for c in programme.certificates if {one.unit, other.unit} <= set(c.units))
            avoidable = _avoidable(programme, timed, one, other, place)
            yield Pair(place, one, other, found, avoidable, both)


def _together(programme: Programme, one: Offering, other: Offering) -> bool:
    """Whether a pathway allows both, and whether a learner may need both units without one coming before the other."""
    modalities, units = {one.modality, other.modality}, {one.unit, other.unit}
    if not any(modalities <= set(pathway.modalities) for pathway in programme.pathways.values()):
        return False
    for rule in programme.prerequisites:
        for clause in rule.clauses:
            if not clause.together and len(clause.names) == 1 and {rule.unit, *clause.names} == units:
                return False
    rules = [rule for rule in programme.requirements if units & set(rule.units)]
    return not (len(rules) == 1 and rules[0].kind == "count" and rules[0].need == 1 and units <= set(rules[0].units))


def _avoidable(programme: Programme, timed: list[Offering], one: Offering, other: Offering, term: int) -> bool:
    """Whether other classes of the two units that run in the term go together."""
    firsts, seconds = (
        [o for o in timed if (o.unit, o.modality) == (given.unit, given.modality) and term in o.terms]
        for given in (one, other)
    )
    return any(not any(m.clashes for m in meetings(programme, a, b)) for a in firsts for b in seconds)


def _rooms(programme: Programme, near: list[tuple[Offering, Offering]]) -> Iterator[Use]:
    for one, a, other, b in _sessions(near):
        here = one.site_of(a)
        if a.room is None or a.room != b.room or DISTANCE in (one.modality, other.modality):
            continue
        if here == other.site_of(b) and _gap(a, b) < 0 and same_day(programme, one, a, other, b):
            yield Use(a.room, here, one, a, other, b, a.day or b.day, _gap(a, b), None)


def _teachers(programme: Programme, near: list[tuple[Offering, Offering]]) -> Iterator[Use]:
    for one, a, other, b in _sessions(near):
        shared = [name for name in a.teachers if name in b.teachers]
        if not shared or not same_day(programme, one, a, other, b):
            continue
        travel = programme.travel_minutes(one.site_of(a), other.site_of(b))
        if _gap(a, b) < (travel or 0):
            for name in shared:
                yield Use(name, None, one, a, other, b, a.day or b.day, _gap(a, b), travel)


def _sessions(near: list[tuple[Offering, Offering]]) -> Iterator[tuple[Offering, Session, Offering, Session]]:
    for one, other in near:
        for a in one.held:
            for b in other.held:
                if a.weekday == b.weekday and not _one_class(one, a, other, b):
                    yield one, a, other, b


def _one_class(one: Offering, a: Session, other: Offering, b: Session) -> bool:
    """Whether both are one class, that serves several sections or units: one name, and the same hours and place."""
    if one.pattern.named is None or other.pattern.named is None or one.pattern.named[0] != other.pattern.named[0]:
        return False
    when = (a.weekday, a.day, a.starts, a.ends) == (b.weekday, b.day, b.starts, b.ends)
    return when and (one.site_of(a), a.room) == (other.site_of(b), b.room)


def _gap(a: Session, b: Session) -> int:
    return max(a.starts, b.starts) - min(a.ends, b.ends)


def _unknown(programme: Programme, near: list[tuple[Offering, Offering]]) -> Iterator[tuple[str, str]]:
    for one, a, other, b in _sessions(near):
        here, there = one.site_of(a), other.site_of(b)
        if here is None or there is None or one.unit == other.unit:
            continue
        if programme.travel_minutes(here, there) is None and same_day(programme, one, a, other, b):
            yield (here, there) if here < there else (there, here)
