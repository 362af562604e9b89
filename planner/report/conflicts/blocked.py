"""Units that meet only on days when the learner is not free, and units of which there is no class at all, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from planner.domain.case import Case
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import EVENING, Offering, Session, clock
from planner.domain.text import Key

Way = tuple[tuple[str, int, int], ...]
"""Weekdays and hours of one of the classes of a unit."""
MOST_WAYS = 3
"""Of more classes, only the weekdays are named."""


class Blocked(NamedTuple):
    """Units that meet only when the learner is not free: the classes that there are, `missed` sessions among them."""

    ways: dict[str, tuple[Way, ...]]
    missed: tuple[tuple[Offering, Session], ...]
    terms: tuple[int, ...]


def blocked(case: Case, units: Iterable[str], terms: Collection[int]) -> Blocked:
    """What of these units can only be taken on days that are not free, in every one of the terms in which it runs."""
    ways: dict[str, tuple[Way, ...]] = {}
    missed: list[tuple[Offering, Session]] = []
    when: set[int] = set()
    for unit in units:
        options = {term: _options(case, unit, term) for term in sorted(terms)}
        running = {term: found for term, found in options.items() if found}
        if running and all(_missed(case, offering, term) for term, found in running.items() for offering in found):
            there = [(offering, term) for term, found in running.items() for offering in found]
            ways[unit] = tuple(dict.fromkeys(_way(offering, term) for offering, term in there))
            missed += [pair for offering, term in there for pair in _missed(case, offering, term)]
            when |= running.keys()
    return Blocked(ways, tuple(missed), tuple(sorted(when)))


def settles(case: Case, units: Iterable[str], found: Blocked, terms: Collection[int]) -> set[int]:
    """Terms in which the days of those units alone say what free days have to do with it: nothing else that is named
    takes an evening of its own choice, or has classes of which only some can be attended.
    """
    plain: set[int] = set()
    for term in terms:
        for offering in (offering for unit in units for offering in _options(case, unit, term)):
            if not offering.sessions or (offering.unit not in found.ways and _missed(case, offering, term)):
                plain.add(term)
    return {term for term in found.terms if term in terms} - plain


def words(case: Case, found: Blocked) -> dict[str, object]:
    """Which classes these are, and when the learner is free, for a sentence."""
    groups: dict[tuple[Way, ...], list[str]] = {}
    for unit, ways in found.ways.items():
        groups.setdefault(ways, []).append(unit)
    parts = tuple(Key("blocked.part", units=", ".join(units), ways=_ways(ways)) for ways, units in groups.items())
    return {"parts": parts, "free": _free(case, found)}


def unoffered(case: Case) -> tuple[str, ...]:
    """Units that the learner must still take and that the pathway never offers from now on."""
    size = case.programme.calendar.size
    offered = {
        pattern.unit
        for pattern in case.programme.patterns
        if pattern.modality in case.modalities
        and not (isinstance(pattern.years, int) and pattern.years < case.now // size)
    }
    needed = {unit for rule, _ in case.requirements() if rule.kind == "all" for unit in rule.units}
    return tuple(unit for unit in case.remaining if unit in needed and unit not in offered)


def _options(case: Case, unit: str, term: int) -> list[Offering]:
    """Classes of a unit in a term that the pathway allows, begun in a term that is still open."""
    offerings = case.programme.offerings(term // case.programme.calendar.size)
    return [
        o for o in offerings
        if o.unit == unit and term in o.terms and o.modality in case.modalities and o.first >= case.now
    ]  # fmt: skip


def _missed(case: Case, offering: Offering, term: int) -> list[tuple[Offering, Session]]:
    """Sessions of a term that fall on days that are not free."""
    evenings, days = case.learner.free_evenings(term), case.learner.free_days(term)
    return [
        (offering, session)
        for session in offering.sessions_in(term)
        if session.weekday not in (evenings if offering.in_the_evening(session) else days)
    ]


def _way(offering: Offering, term: int) -> Way:
    times = {(session.weekday, session.starts, session.ends) for session in offering.sessions_in(term)}
    return tuple(sorted(times, key=lambda time: (WEEKDAYS.index(time[0]), *time[1:])))


def _ways(ways: Sequence[Way]) -> Key:
    """On Mondays (18:00-21:30), or on Tuesdays and Fridays (18:00-20:00)."""
    if len(ways) > MOST_WAYS or any(len(way) > MOST_WAYS for way in ways):
        days = {day for way in ways for day, _, _ in way}
        return together([Key(f"days.{day}") for day in WEEKDAYS if day in days])
    told = [
        together([Key("blocked.class", day=Key(f"days.{day}"), start=clock(starts), end=clock(ends))
                  for day, starts, ends in way])
        for way in ways
    ]  # fmt: skip
    return together(told, "list.or")


def together(keys: Sequence[Key], word: str = "list.and") -> Key:
    """Words one after the other, with "and", or "or", before the last."""
    return keys[0] if len(keys) == 1 else Key(word, first=tuple(keys[:-1]), last=keys[-1])


def _free(case: Case, found: Blocked) -> Key:
    """When the learner is free, as far as the missed sessions ask; that nobody said so, where nobody did."""
    asked = {"evenings" if offering.in_the_evening(session) else "days" for offering, session in found.missed}
    if by_default(case, asked) and {session.weekday for _, session in found.missed} <= {"sat", "sun"}:
        return Key("blocked.by_default")
    told = [free_key(case, side, found.terms[0]) for side in ("evenings", "days") if side in asked]
    return together(told)


def free_key(case: Case, side: str, term: int) -> Key:
    """The free evenings, or days, of a term."""
    free = case.learner.free_evenings(term) if side == "evenings" else case.learner.free_days(term)
    days = [Key(f"days.{day}") for day in WEEKDAYS if day in free]
    if not days:
        return Key(f"blocked.no_{side}")
    beside = side == "days" and EVENING in case.modalities
    return Key("blocked.free_days" if beside else "blocked.free", days=together(days))


def by_default(case: Case, sides: Iterable[str]) -> bool:
    """Whether the file says nothing of these days."""
    given = case.learner.data.get("availability") or {}
    by_term = [entry for entry in (given.get("terms") or {}).values() if isinstance(entry, dict)]
    return not any(given.get(side) is not None or any(side in entry for entry in by_term) for side in sides)
