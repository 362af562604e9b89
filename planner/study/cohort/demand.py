"""How many would sit in each offering, beside its seats; and how many come in each term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.domain.case import Case
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import EVENING, Offering
from planner.domain.programme import Programme
from planner.study.cohort.places import Places
from planner.study.cohort.run import Entry, offerings_taken


@dataclass(frozen=True, slots=True)
class Demand:
    """Learners who take an offering: alone, be it after their deadline, and in the sharing (None without one). `seats`
    is None where unknown.
    """

    programme: Programme
    offering: Offering
    alone: int
    shared: int | None
    seats: int | None

    @property
    def over(self) -> int:
        """Learners for whom there is no seat."""
        return 0 if self.seats is None else max(0, self.alone - self.seats)


@dataclass(frozen=True, slots=True)
class TermLoad:
    """A term: learners with a unit, their units, those in the evening, the most of one, and, where sessions are
    known, the weekday on which most learners come in the evening.
    """

    programme: Programme
    term: int
    learners: int
    units: int
    evening_units: int
    most_evenings: int
    busiest: tuple[str, int] | None


def demand(entries: Sequence[Entry], places: Places, *, sharing: bool) -> list[Demand]:
    """Takers and seats of every offering of the years in which somebody takes one, by programme, term and unit."""
    alone = Counter(offering for entry in entries for offering in offerings_taken(entry, entry.alone))
    shared = Counter(offering for entry in entries for offering in offerings_taken(entry, entry.shared))
    owner: dict[Offering, Programme] = {}
    for entry in entries:
        for offering in (*offerings_taken(entry, entry.alone), *offerings_taken(entry, entry.shared)):
            owner[offering] = _case(entry).programme
    years = {(programme.id, offering.year): programme for offering, programme in owner.items()}
    owner |= {offering: programme for (_, year), programme in years.items() for offering in programme.offerings(year)}
    rows = [
        Demand(programme, offering, alone[offering], shared[offering] if sharing else None, places.of(offering))
        for offering, programme in owner.items()
    ]
    return sorted(rows, key=_sort_key)


def units_without_seat(found: Entry, entries: Sequence[Entry], places: Places) -> set[str]:
    """Units that a learner still needs and of which no class that is open to them has a seat left in the sharing."""
    case = _case(found)
    used = Counter(offering for entry in entries for offering in offerings_taken(entry, entry.shared))
    first = case.now // case.programme.calendar.size
    years = range(first, max([first, *(offering.year for offering in used)]) + 3)
    open_to = [o for year in years for o in case.programme.offerings(year) if o.modality in case.modalities]
    left = {o.unit for o in open_to if o.first >= case.now and ((most := places.of(o)) is None or used[o] < most)}
    return {unit for unit in case.remaining if unit not in left}


def _sort_key(row: Demand) -> tuple[object, ...]:
    units = list(row.programme.units)
    return row.programme.id, row.offering.first, units.index(row.offering.unit), row.offering.id


def term_loads(entries: Sequence[Entry], *, sharing: bool) -> list[TermLoad]:
    """What is taken in every term with a unit, by programme and term."""
    running: dict[tuple[str, int], list[tuple[Entry, list[Offering]]]] = {}
    for entry in entries:
        chosen = offerings_taken(entry, entry.shared if sharing else entry.alone)
        for term in dict.fromkeys(term for offering in chosen for term in offering.terms):
            own = [offering for offering in chosen if term in offering.terms and not offering.resit]
            running.setdefault((_case(entry).programme.id, term), []).append((entry, own))
    return [_load(term, own) for (_, term), own in sorted(running.items())]


def _load(term: int, own: list[tuple[Entry, list[Offering]]]) -> TermLoad:
    days: Counter[str] = Counter(day for _, units in own for day in _days(units, term))
    best = max(days, key=lambda day: (days[day], -WEEKDAYS.index(day))) if days else None
    return TermLoad(
        _case(own[0][0]).programme, term, len(own), sum(len(units) for _, units in own),
        sum(o.modality == EVENING for _, units in own for o in units),
        max(evenings(units, term) for _, units in own),
        None if best is None else (best, days[best]),
    )  # fmt: skip


def _days(units: list[Offering], term: int) -> Iterator[str]:
    """Weekdays with a session in the evening."""
    yield from {s.weekday for o in units for s in o.sessions_in(term) if o.in_the_evening(s)}


def evenings(units: list[Offering], term: int) -> int:
    """Evenings a week: one for each evening unit without sessions, and each weekday on which others have one."""
    return len(set(_days(units, term))) + sum(o.modality == EVENING and not o.sessions for o in units)


def _case(entry: Entry) -> Case:
    assert entry.case is not None, "only learners who were read take anything"
    return entry.case
