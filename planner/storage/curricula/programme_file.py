"""A published curriculum as the data of a programme's file: what is not known stays out, what is bent is assumed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from planner.domain.credits import plain
from planner.domain.offering import DAYTIME, DISTANCE, MODALITIES
from planner.messages import in_every_language
from planner.storage.curricula import academic
from planner.storage.curricula.expression import credits_in
from planner.storage.curricula.published import Choice, Condition, Course, Curriculum

if TYPE_CHECKING:
    from planner.domain.credits import Worth

Data = dict[str, Any]
Seasons = tuple[int, ...]
LOAD, EVERY_TERM, IN_THE_DAY, CODES, PAYER = "load", "every-term", "daytime", "codes", "prices"
MOST_NAMED = 12
"""Renamed courses that an assumption names; of more it tells the number."""


def programme_data(curriculum: Curriculum, calendar: Data, name: str, rests: Data) -> Data:
    """The programme of this name. The calendar `rests` on documents and assumptions; on neither where none gives it.

    Courses that say nothing of when they run run in every term, in the daytime.
    """
    term_ids = [term["id"] for term in calendar["terms"]]
    runs, codes = _runs(curriculum, len(term_ids)), {course.code for course in curriculum.courses}
    found = {
        "format": "planner/programme/1",
        "id": name,
        "title": curriculum.title,
        "short_title": curriculum.title,
        "vintage": f"{calendar['year']}-{calendar['year'] + 1}",
        "school": curriculum.school or "?",
        "documents": rests.get("documents", []),
        "blocks": [{"id": block, "title": block} for block in _in_order(each.block for each in curriculum.courses)],
        "units": [_unit(course) for course in curriculum.courses],
        "requirements": list(_requirements(curriculum)),
        "prerequisites": [each for course in curriculum.courses if (each := _prerequisite(course, codes))],
        "calendar": calendar | {"periods": _periods(calendar, runs, term_ids)},
        "offerings": [
            {"units": units, "period": _period(seasons, term_ids), "modality": modality}
            for (seasons, modality), units in runs.items()
        ],
        "pathways": _pathways([modality for _, modality in runs]),
        "load": _load(curriculum),
        **_prices(curriculum),
        "assumptions": [*rests.get("assumptions", ()), *_assumptions(curriculum, not rests)],
    }  # fmt: skip
    return {key: value for key, value in found.items() if value not in ([], {})}


def _in_order(names: Any) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _unit(course: Course) -> Data:
    found = {
        "code": course.code, "title": course.title, "credits": plain(course.credits), "hours": course.hours,
        "block": course.block or None,
    }  # fmt: skip
    return {key: value for key, value in found.items() if value is not None}


def _requirements(curriculum: Curriculum) -> Iterator[Data]:
    """All courses of no group, and of each group what is to be taken."""
    core = [course.code for course in curriculum.courses if not course.choice]
    if core:
        yield {"id": "core", "all_of": core}
    groups: dict[str, list[str]] = defaultdict(list)
    for course in curriculum.courses:
        if course.choice:
            groups[course.choice].append(course.code)
    for number, choice in enumerate(curriculum.choices, 1):
        yield {"id": f"choice-{number}", "title": choice.name, **_taken(choice), "of": groups[choice.name]}


def _taken(choice: Choice) -> Data:
    return {"k": choice.units} if choice.units is not None else {"credits": plain(choice.credits)}


def _prerequisite(course: Course, codes: Collection[str]) -> Data:
    after = _condition(course.after, codes)
    found = {"unit": course.code, "after": after, "together": _condition(course.together, codes)}
    return {key: value for key, value in found.items() if value} if course.after or course.together else {}


def _condition(condition: Condition, codes: Collection[str]) -> list[Any]:
    """One of each clause: codes, or credits where no unit has such a code."""
    asked = [[name if name in codes else {"credits": plain(credits_in(name))} for name in clause]
             for clause in dict.fromkeys(condition)]  # fmt: skip
    return [any_of[0] if len(any_of) == 1 else {"any": any_of} for any_of in asked]


def _runs(curriculum: Curriculum, size: int) -> dict[tuple[Seasons, str], list[str]]:
    """The courses of each way to run: in which terms of the year, and in which modality."""
    found: dict[tuple[Seasons, str], list[str]] = {}
    for course in curriculum.courses:
        for seasons in course.seasons or [(place,) for place in range(size)]:
            for modality in course.modalities or (DAYTIME,):
                found.setdefault((seasons, modality), []).append(course.code)
    return dict(sorted(found.items(), key=lambda item: (MODALITIES.index(item[0][1]), item[0][0])))


def _period(seasons: Seasons, term_ids: list[str]) -> str:
    return "+".join(term_ids[place] for place in seasons)


def _periods(calendar: Data, runs: dict[tuple[Seasons, str], list[str]], term_ids: list[str]) -> list[Data]:
    """Those of a calendar from a file, else each term; and the spans over several terms."""
    given = list(calendar.get("periods") or ({"id": name, "terms": [name]} for name in term_ids))
    there = {period["id"] for period in given}
    spans = dict.fromkeys(seasons for seasons, _ in runs if _period(seasons, term_ids) not in there)
    return [*given, *({"id": _period(each, term_ids), "terms": [term_ids[place] for place in each]} for each in spans)]


def _pathways(modalities: list[str]) -> Data:
    """Evening or daytime, each with what is taught at a distance, and both where there are both."""
    offered = _in_order(modalities)
    live = [way for way in offered if way != DISTANCE]
    found = {
        way: {"modalities": _in_order((way, *offered[-1:]) if DISTANCE in offered else (way,))}
        for way in live or offered
    }
    return found | ({"mixed": {"modalities": offered}} if len(live) > 1 else {})


def _load(curriculum: Curriculum) -> Data:
    heaviest = curriculum.heaviest
    return {} if heaviest is None else {"max_credits": plain(heaviest), "assumption": LOAD}


def _prices(curriculum: Curriculum) -> Data:
    """A tariff that gives each course its price: one for all, or one by credits. Nothing where there is none."""
    priced = [course for course in curriculum.courses if course.price is not None]
    by_credits: dict[Worth | None, set[float | None]] = defaultdict(set)
    for course in priced:
        by_credits[course.credits].add(course.price)
    if not priced or not prices_fit(curriculum):
        return {}
    if len({course.price for course in curriculum.courses}) == 1:
        price: Data = {"per_unit": priced[0].price}
    else:
        price = {"by_credits": {str(plain(credits)): next(iter(each)) for credits, each in by_credits.items()}}
    ways = _in_order(way for course in curriculum.courses for way in course.modalities or (DAYTIME,))
    funding = {"id": "individual", "title": in_every_language("import.individual"), "own": True, "assumption": PAYER}
    tariffs = [{"modality": way, "funding": "individual", **deepcopy(price)} for way in ways]
    return {"fundings": [funding], "tariffs": tariffs}


def prices_fit(curriculum: Curriculum) -> bool:
    """Whether a tariff can say the prices: courses of as many credits have one price."""
    found: dict[Worth | None, set[float | None]] = defaultdict(set)
    for course in curriculum.courses:
        found[course.credits].add(course.price)
    same = len({course.price for course in curriculum.courses}) == 1
    return same or all(len(each) == 1 and credits is not None for credits, each in found.items())


def _assumptions(curriculum: Curriculum, no_dates: bool) -> Iterator[Data]:
    """What the file does not say, and what is not said as there."""
    if no_dates:
        yield _assumption(academic.ASSUMPTION)
    if curriculum.heaviest is not None:
        yield _assumption(LOAD, most=curriculum.heaviest)
    if any(not course.seasons for course in curriculum.courses):
        yield _assumption(EVERY_TERM)
    if any(not course.modalities for course in curriculum.courses):
        yield _assumption(IN_THE_DAY)
    if curriculum.renamed:
        told = [f"{name} → {code}" for name, code in curriculum.renamed[:MOST_NAMED]]
        rest = len(curriculum.renamed) - len(told)
        yield _assumption(CODES, names="; ".join(told) + (f"; … (+{rest})" if rest else ""))
    if any(course.price is not None for course in curriculum.courses) and prices_fit(curriculum):
        yield _assumption(PAYER)


def _assumption(name: str, **values: Any) -> Data:
    return {"id": name, **{part: in_every_language(f"import.{name}.{part}", **values) for part in ("text", "reason")}}


def published_rows(curriculum: Curriculum, calendar: Data) -> list[tuple[str, str, str]]:
    """The published terms as a plan by hand: unit, term, modality; empty where none are published. Of a choice it takes
    the first units that are enough.
    """
    term_ids = [term["id"] for term in calendar["terms"]]
    left = {choice.name: choice.units or choice.credits or 0 for choice in curriculum.choices}
    by_units = {choice.name for choice in curriculum.choices if choice.units}
    rows: list[tuple[int, str, str]] = []
    for course in curriculum.courses:
        if course.term is None or left.get(course.choice, 1) <= 0:
            continue
        if course.choice:
            left[course.choice] -= 1 if course.choice in by_units else course.credits or 0
        rows.append((course.term - 1, course.code, (course.modalities or (DAYTIME,))[0]))
    rows.sort(key=lambda row: row[0])
    return [(code, _term(place, term_ids, calendar["year"]), modality) for place, code, modality in rows]


def _term(place: int, term_ids: list[str], year: int) -> str:
    years, term = divmod(place, len(term_ids))
    return f"{year + years}-{term_ids[term]}"
