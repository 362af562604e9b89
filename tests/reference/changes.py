"""Every single change of one step that a learner could make, written from the list of kinds alone.

One more evening in one term, one more evening unit in one term, the deadline one term later, a window two weeks longer
at either end, one unit in the daytime in one term, one avoided unit accepted, one year's budget lifted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from .case import Case, Raw
from .dates import day
from .reading import read_case

KINDS = ("evening", "cap", "deadline", "window", "daytime", "elective", "budget")
"""What asks least comes first."""
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PLENTY = 1_000_000


@dataclass(frozen=True)
class Step:
    """`keys` replace those of the learner."""

    kind: str
    keys: dict[str, Any]


def one_step(programme: Raw, learner: Raw, terms: int) -> Iterator[Step]:
    """The changes in the `terms` terms from the start, or up to the deadline if that comes sooner."""
    case = read_case(programme, learner, terms)
    names = {term: case.calendar.name(term) for term in range(case.start, case.horizon + 1)}
    if "evening" in case.modalities:
        for term, name in names.items():
            yield from _evening(case, learner, term, name)
            cap = dict(_by_term(learner.get("max_units_per_term")))
            cap["terms"] = {**cap.get("terms", {}), name: case.evening_cap(term) + 1}
            yield Step("cap", {"max_units_per_term": cap})
    if learner.get("deadline"):
        later = case.calendar.index(learner["deadline"]) + 1
        yield Step("deadline", {"deadline": case.calendar.name(later)})
    yield from _windows(case, learner)
    for term, name in names.items():
        yield from _daytime(programme, case, learner, term, name)
    avoided = list(learner.get("avoid") or [])
    for unit in avoided:
        yield Step("elective", {"avoid": [other for other in avoided if other != unit]})
    if case.has_budget:
        given = learner["max_cost_per_year"]
        held = dict(given) if isinstance(given, dict) else {"default": given}
        for year in sorted({case.calendar.year(term) for term in names}):
            kept = {name: most for name, most in held.get("years", {}).items() if str(name)[:4] != str(year)}
            yield Step("budget", {"max_cost_per_year": {**held, "years": {**kept, str(year): PLENTY}}})


def _by_term(given: Any) -> dict[str, Any]:
    if isinstance(given, dict):
        return given
    return {} if given is None else {"default": given}


def _evening(case: Case, learner: Raw, term: int, name: str) -> Iterator[Step]:
    given = learner.get("availability") or {}
    own = (given.get("terms") or {}).get(name) or {}
    free = own.get("evenings")
    free = given.get("evenings") if free is None else free
    free = list(WEEK[:5]) if free is None else list(free)
    missing = [day for day in WEEK if day not in free]
    if missing:
        terms = {**(given.get("terms") or {}), name: {**own, "evenings": [*free, missing[0]]}}
        yield Step("evening", {"availability": {**given, "terms": terms}})


def _windows(case: Case, learner: Raw) -> Iterator[Step]:
    given = list(learner.get("internship_windows") or [])
    if not case.internship_months:
        return
    for place, window in enumerate(given):
        first, last = day(window["from"]), day(window["to"])
        for begin, end in ((first, last + timedelta(days=14)), (first - timedelta(days=14), last)):
            longer = [*given[:place], {"from": str(begin), "to": str(end)}, *given[place + 1 :]]
            yield Step("window", {"internship_windows": longer})


def _daytime(programme: Raw, case: Case, learner: Raw, term: int, name: str) -> Iterator[Step]:
    mixed = set((programme.get("pathways") or {}).get("mixed", {}).get("modalities", ()))
    if case.pathway == "evening" and mixed - case.modalities == {"daytime"}:
        only = {"default": 0, "terms": {name: 1}}
        yield Step("daytime", {"pathway": "mixed", "max_daytime_units_per_term": only})
    elif case.pathway == "mixed" and (cap := case.daytime_cap(term)) is not None:
        more = dict(_by_term(learner["max_daytime_units_per_term"]))
        more["terms"] = {**more.get("terms", {}), name: cap + 1}
        yield Step("daytime", {"max_daytime_units_per_term": more})
