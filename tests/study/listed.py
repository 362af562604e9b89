"""Every change that a repair may be, as far as it goes, written from the list of kinds alone.

More evening units in one term or in every term, a later deadline, a window for the internship longer at either end,
another term to start in (up to a year later or sooner), daytime units in one term on the mixed pathway, an avoided unit
accepted, a pinned one set free, a yearly budget lifted in one year or in all, a payer's budget lifted, another payer
beside the others or alone, the certificate not required first, bounds of a term or the number of terms dropped, another
pathway. What takes back a statement: more free evenings in one term or in every term, a window where none was given
beside those that were, work that goes on, no pause in a term or in any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.reference.dates import Calendar, add_months

Data = dict[str, Any]
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
AHEAD, FAR, MANY, PLENTY, DAYS = 8, 30, 12, 1_000_000, 182
OF_A_TERM = ("min_units_per_term", "max_total_units_per_term", "min_credits_per_term", "max_credits_per_term")


@dataclass(frozen=True)
class Listed:
    """`make` gives the data of a learner with the change; `undoes` is the key of the statement that it takes back."""

    kind: str
    make: Callable[[Data], Data]
    undoes: str | None = None


def changes(programme: Data, learner: Data) -> list[Listed]:
    """All of them for a learner."""
    calendar = Calendar(programme["calendar"], programme.get("pathways"))
    first = calendar.index(learner["start"])
    limit = calendar.index(learner["deadline"]) if learner.get("deadline") else first + AHEAD - 1
    terms = [calendar.name(term) for term in range(first, max(first, min(limit, first + AHEAD - 1)) + 1)]
    found = [*_of_terms(programme, learner, terms), *_dates(calendar, learner, first), *_money(programme, learner)]
    return [*found, *_choices(programme, learner), *_statements(programme, learner, calendar, terms)]


def _set(kind: str, undoes: str | None = None, **keys: Any) -> Listed:
    return Listed(kind, lambda data: {**data, **keys}, undoes)


def _bound(key: str, most: int, term: str) -> Callable[[Data], Data]:
    def make(data: Data) -> Data:
        given = data.get(key)
        held = given if isinstance(given, dict) else {} if given is None else {"default": given}
        return {**data, key: {**held, "terms": {**(held.get("terms") or {}), term: most}}}

    return make


def _of_terms(programme: Data, learner: Data, terms: list[str]) -> Iterator[Listed]:
    modalities = set(programme["pathways"][learner.get("pathway", "evening")]["modalities"])
    mixed = set((programme["pathways"].get("mixed") or {}).get("modalities", ()))
    if "evening" in modalities:
        yield from (Listed("cap", _bound("max_units_per_term", MANY, term)) for term in terms)
        yield _set("always", max_units_per_term=MANY)
    if learner.get("max_daytime_units_per_term") is not None and "daytime" in modalities:
        yield from (Listed("daytime", _bound("max_daytime_units_per_term", MANY, term)) for term in terms)
        yield _set("always", max_daytime_units_per_term=MANY)
    for modality, key in (("daytime", "max_daytime_units_per_term"), ("evening", "max_units_per_term")):
        if modality in mixed - modalities:
            only = [{"default": 0, "terms": {term: MANY}} for term in terms]
            yield from (_set("daytime", pathway="mixed", **{key: bound}) for bound in only)
    yield from (_set("bounds", **{key: None}) for key in OF_A_TERM if learner.get(key) is not None)
    if learner.get("terms") is not None:
        yield _set("length", terms=None)


def _dates(calendar: Calendar, learner: Data, first: int) -> Iterator[Listed]:
    if learner.get("deadline"):
        yield _set("deadline", deadline=calendar.name(calendar.index(learner["deadline"]) + FAR))
    for terms in range(1, calendar.size + 1):
        yield from (_set("start", start=calendar.name(first + sign * terms)) for sign in (1, -1))
    for place in range(len(learner.get("internship_windows") or ())):
        for before, after in ((0, DAYS), (DAYS, 0), (DAYS, DAYS)):
            yield Listed("window", _longer(place, timedelta(before), timedelta(after)))


def _longer(place: int, before: timedelta, after: timedelta) -> Callable[[Data], Data]:
    def make(data: Data) -> Data:
        given = [dict(window) for window in data["internship_windows"]]
        starts, ends = (date.fromisoformat(str(given[place][end])) for end in ("from", "to"))
        given[place] = {"from": str(starts - before), "to": str(ends + after)}
        return {**data, "internship_windows": given}

    return make


def _money(programme: Data, learner: Data) -> Iterator[Listed]:
    if learner.get("max_cost_per_year") is not None:
        yield _set("budget", max_cost_per_year=None)
    budgets = learner.get("payer_budgets") or {}
    for payer in budgets:
        yield _set("payer_budget", payer_budgets={name: most for name, most in budgets.items() if name != payer})
    given = learner.get("funding", "individual")
    for payer in programme.get("fundings") or ():
        yield _set("payer", funding=payer)
        yield _set("payer", funding=[*([given] if isinstance(given, str) else given), payer])


def _choices(programme: Data, learner: Data) -> Iterator[Listed]:
    for unit in learner.get("avoid") or ():
        yield Listed("elective", lambda data, unit=unit: {**data, "avoid": [u for u in data["avoid"] if u != unit]})
    for pin in learner.get("pins") or ():
        yield Listed("pin", lambda data, pin=pin: {**data, "pins": [one for one in data["pins"] if one != pin]})
    if learner.get("order") == "require":
        yield _set("order", order="prefer")
    yield from (_set("pathway", pathway=name) for name in programme["pathways"])


def _statements(programme: Data, learner: Data, calendar: Calendar, terms: list[str]) -> Iterator[Listed]:
    said = "availability" if learner.get("availability") else None
    yield from (Listed("evening", _free(term), said) for term in terms)
    yield _set("always", said, availability={"evenings": WEEK})
    windows = list(learner.get("internship_windows") or ())
    for term in terms:
        starts = calendar.starts(calendar.index(term))
        entry = {"from": str(starts), "to": str(add_months(starts, 3))}
        undoes = "internship_windows" if windows else None
        yield _set("window", undoes, internship_windows=[*windows, entry])
    paused = learner.get("pause") or []
    yield from (Listed("pause", _awake(term), "pause") for term in paused)
    if paused:
        yield _set("pause", "pause", pause=[])
    if (learner.get("experience") or {}).get("working") is False:
        yield _set("work", "experience.working", experience={**learner["experience"], "working": True})


def _awake(term: str) -> Callable[[Data], Data]:
    return lambda data: {**data, "pause": [name for name in data["pause"] if name != term]}


def _free(term: str) -> Callable[[Data], Data]:
    def make(data: Data) -> Data:
        given = data.get("availability") or {}
        own = {**((given.get("terms") or {}).get(term) or {}), "evenings": WEEK}
        return {**data, "availability": {**given, "terms": {**(given.get("terms") or {}), term: own}}}

    return make
