"""More room in a term: evenings, evening units, units of the other modality; and bounds of terms taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from planner.domain.calendar import Term
from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import DAYTIME, EVENING, EVENING_FROM, Session, clock
from planner.domain.plan import Instance
from planner.domain.text import Key
from planner.study.menu import ALWAYS, CAP, DAY_CAP, Change, Menu, by_term, weekdays

OF_A_TERM = ("min_units_per_term", "max_total_units_per_term", "min_credits_per_term", "max_credits_per_term")


def evenings(menu: Menu, more: int = 1) -> Iterator[Change]:
    """More free evenings a week in one term."""
    case, learner = menu.case, menu.case.learner
    if EVENING not in case.modalities:
        return
    for term in menu.terms():
        for days in _more_days(case, term.index, set(learner.free_evenings(term.index)), more):
            yield free_days(menu, term, days)


def free_days(menu: Menu, term: Term, days: tuple[str, ...]) -> Change:
    """These evenings free in the term as well."""
    given = dict(menu.data.get("availability") or {})
    free = {*menu.case.learner.free_evenings(term.index), *days}
    terms = {**(given.get("terms") or {})}
    terms[term.name] = {**(terms.get(term.name) or {}), "evenings": [day for day in WEEKDAYS if day in free]}
    key, values = _word_freedom("change.evening", _meeting(menu.case, term.index), days)
    return Change(
        "evening", (term.name, *days), key, {"term": term, **values},
        {"availability": {**given, "terms": terms}}, (Instance("availability", (term.name,)),), len(days),
    )  # fmt: skip


def _meeting(case: Case, term: int) -> list[Session]:
    """Sessions of evening units of a term."""
    offerings = case.programme.offerings(term // case.programme.calendar.size)
    return [s for o in offerings if o.modality == EVENING and o.unit in case.remaining for s in o.sessions_in(term)]


def _word_freedom(key: str, meeting: Iterable[Session], days: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    """The words for more free evenings; where classes of those days are over before the evening, their hours."""
    times = {(session.weekday, session.starts, session.ends) for session in meeting if session.weekday in days}
    if {day for day, _, _ in times} != set(days) or any(starts >= EVENING_FROM for _, starts, _ in times):
        return key, {"count": len(days), "days": weekdays(days)}
    told = sorted(times, key=lambda time: (WEEKDAYS.index(time[0]), *time[1:]))
    hours = tuple(Key("blocked.class", day=Key(f"days.{day}"), start=clock(starts), end=clock(ends))
                  for day, starts, ends in told)  # fmt: skip
    return key.replace("change.evening", "change.hours"), {"days": hours}


def _more_days(case: Case, term: int, free: set[str], more: int) -> Iterator[tuple[str, ...]]:
    """Weekdays to add: the first that are not free, or each on which something meets."""
    running = [o for o in case.programme.offerings(term // case.programme.calendar.size)
               if term in o.terms and o.modality == EVENING]  # fmt: skip
    meeting = {session.weekday for o in running for session in o.sessions_in(term)}
    missing = [day for day in WEEKDAYS if day not in free]
    if any(not o.sessions for o in running) and len(missing) >= more:
        yield tuple(missing[:more])
    if more == 1:
        yield from ((day,) for day in missing if day in meeting and (day,) != tuple(missing[:1]))
        if missing and missing[0] in meeting and all(o.sessions for o in running):
            yield (missing[0],)


def caps(menu: Menu, more: int = 1) -> Iterator[Change]:
    """More evening units in one term than the cap allows."""
    case = menu.case
    if EVENING not in case.modalities:
        return
    for term in menu.terms():
        cap = case.evening_cap(term.index) + more
        bound = by_term(menu.data.get(CAP), term.name, cap)
        yield Change(
            "cap", (term.name,), "change.cap", {"term": term, "count": cap}, {CAP: bound},
            (Instance("load_cap", (EVENING, term.name)),), more,
        )  # fmt: skip


def other_modality(menu: Menu, more: int = 1) -> Iterator[Change]:
    """One unit in the daytime beside evenings, or in the evening beside daytime classes."""
    case, learner = menu.case, menu.case.learner
    mixed = case.programme.pathways.get("mixed")
    if mixed is None:
        return
    for modality, key, cap, word in (
        (DAYTIME, DAY_CAP, learner.daytime_cap, "change.daytime"),
        (EVENING, CAP, learner.evening_cap, "change.in_evening"),
    ):
        if modality not in mixed.modalities:
            continue
        for term in menu.terms():
            if not _runs(case, modality, term.index):
                continue
            if modality not in case.modalities:
                bound: Any = {"default": 0, "terms": {term.name: more}}
                touches: tuple[Instance, ...] = (Instance("offering", (modality,)), Instance("report"))
                yield Change("daytime", (modality, term.name), word, {"term": term, "count": more},
                             {"pathway": "mixed", key: bound}, touches, more)  # fmt: skip
            elif modality == DAYTIME and (most := cap.of(term.index)) is not None:
                bound = by_term(menu.data.get(key), term.name, most + more)
                values = {"term": term, "count": most + more}
                touches = (Instance("load_cap", (DAYTIME, term.name)),)
                subject = (modality, term.name)
                yield Change("daytime", subject, "change.daytime_cap", values, {key: bound}, touches, more)


def _runs(case: Case, modality: str, term: int) -> bool:
    offerings = case.programme.offerings(term // case.programme.calendar.size)
    return any(o.modality == modality and o.first == term and o.unit in case.remaining for o in offerings)


def every_term(menu: Menu, more: int = 1) -> Iterator[Change]:
    """More evenings, or more units of a modality, in every term."""
    case = menu.case
    calendar = case.programme.calendar
    names = [calendar.term(t).name for t in range(case.now, case.now + LONGEST_PLAN_YEARS * calendar.size)]
    if EVENING in case.modalities:
        yield from _evenings_always(menu, more, names)
        usual = case.learner.evening_cap.default
        least = case.programme.load.max_evening_units if usual is None else usual
        yield _cap_always(menu, EVENING, "change.cap_always", CAP, least + more, more, names)
    daytime = case.learner.daytime_cap.default
    if DAYTIME in case.modalities and daytime is not None:
        yield _cap_always(menu, DAYTIME, "change.daytime_always", DAY_CAP, daytime + more, more, names)


def _evenings_always(menu: Menu, more: int, names: list[str]) -> Iterator[Change]:
    missing = [day for day in WEEKDAYS if day not in menu.case.learner.evenings]
    if len(missing) < more:
        return
    given = menu.data.get("availability") or {}
    days = [day for day in WEEKDAYS if day in menu.case.learner.evenings or day in missing[:more]]
    terms = {
        name: {**entry, "evenings": [d for d in WEEKDAYS if d in entry["evenings"] or d in missing[:more]]}
        if entry.get("evenings") is not None
        else entry
        for name, entry in (given.get("terms") or {}).items()
    }
    wider = {**given, "evenings": days} | ({"terms": terms} if terms else {})
    touches = tuple(Instance("availability", (name,)) for name in names)
    meeting = [session for term in menu.terms() for session in _meeting(menu.case, term.index)]
    key, values = _word_freedom("change.evening_always", meeting, tuple(missing[:more]))
    bound = {"availability": wider}
    yield Change("always", ("evening",), key, values, bound, touches, ALWAYS * more)


def _cap_always(menu: Menu, modality: str, message: str, key: str, most: int, more: int, names: list[str]) -> Change:
    """A cap of so many units in every term, and as many more in the terms that have a cap of their own."""
    held = menu.data.get(key)
    bound = most if not isinstance(held, dict) else {
        "default": most, "terms": {name: value + more for name, value in (held.get("terms") or {}).items()}
    }  # fmt: skip
    touches = tuple(Instance("load_cap", (modality, name)) for name in names)
    subject = ("cap",) if modality == EVENING else ("daytime",)
    return Change("always", subject, message, {"count": most}, {key: bound}, touches, ALWAYS * more)


def bounds(menu: Menu) -> Iterator[Change]:
    """One of the bounds on the units and credits of a term, in all terms."""
    touches = _terms(menu)
    for key in OF_A_TERM:
        if menu.data.get(key) is not None:
            yield Change("bounds", (key,), "change.bounds", {"names": key}, {key: None}, touches, ALWAYS)


def length(menu: Menu) -> Iterator[Change]:
    """The number of terms; a least then holds only where something runs."""
    if menu.case.learner.terms is not None:
        touches = (Instance("deadline", ("terms",)), *_terms(menu))
        yield Change("length", (), "change.terms", {}, {"terms": None}, touches, ALWAYS)


def _terms(menu: Menu) -> tuple[Instance, ...]:
    """The bounds of every term that a plan can have."""
    learner = menu.case.learner
    last = max(menu.last, learner.fixed_award or 0) + ALWAYS
    return tuple(Instance("load_cap", (menu.term_name(term),)) for term in range(learner.start, last + 1))
