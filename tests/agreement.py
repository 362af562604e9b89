"""The same case for the product and for the independent reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.solve.pipeline import solve
from planner.storage import learners
from planner.storage.programme_parts import Parts
from planner.storage.timetables import Timetable, with_timetable
from planner.storage.validation import Source, parse
from tests.reference.random_timetables import csv_text

Raw = dict[str, Any]


def made_readable(programme: Raw) -> Raw:
    """The programme without what the product refuses: electives in certificates, sums of unknown credits, twins."""
    compulsory = {unit for rule in programme["requirements"] for unit in rule.get("all_of") or ()}
    rows = [*programme["requirements"], *_of_tracks(programme)]
    summed = {unit for rule in rows if _by_credits(rule) for unit in rule["of"]}
    open_ = {unit["code"] for unit in programme["units"] if unit.get("credits", unit.get("free")) is None}
    units = [unit | {"credits": 3} if unit["code"] in summed & open_ else unit for unit in programme["units"]]
    certificates = [
        entry | {"units": [unit for unit in entry["units"] if unit in compulsory]}
        for entry in programme.get("certificates", ())
    ]
    rules = [
        rule | {key: [_once(item) for item in rule.get(key, ())] for key in ("after", "together")}
        for rule in programme.get("prerequisites", ())
    ]
    certificates = [entry for entry in certificates if entry["units"]]
    certificates = [entry | {"recommended_first": number == 0} for number, entry in enumerate(certificates)]
    return programme | {"units": units, "certificates": certificates, "prerequisites": rules}


def _of_tracks(programme: Raw) -> Iterator[Raw]:
    for rule in programme["requirements"]:
        for track in rule.get("one_of") or ():
            yield from track if isinstance(track, list) else track["requirements"]


def _by_credits(rule: Raw) -> bool:
    most = rule.get("at_most")
    return bool(rule.get("credits")) or (isinstance(most, dict) and most.get("credits") is not None)


def _once(item: Any) -> Any:
    """A choice of units without twins; what holds anything else has none."""
    options = item["any"] if isinstance(item, dict) and "any" in item else []
    return {"any": sorted(set(options))} if options and all(isinstance(one, str) for one in options) else item


def product_case(programme: Raw, learner: Raw, terms: int) -> Case:
    """The product's case, with the horizon of the reference as its deadline."""
    source = Source({key: value for key, value in programme.items() if key not in ("timetable", "travel")}, "programme")
    read = Parts(source, parse(source, "programme")).programme("programme", "")
    if "timetable" in programme:
        rows, ways = csv_text(programme)
        read = with_timetable(read, Timetable("timetable.csv", rows, ways, "travel.csv"))
    start = read.calendar.index(learner["start"])
    assert start is not None
    last = start + terms - 1
    given = read.calendar.index(learner["deadline"]) if learner.get("deadline") else None
    limit = read.calendar.term(last if given is None else min(given, last)).name
    data = Source({"programme": read.id, **learner, "deadline": limit}, "learner")
    return Case(read, learners.learner(data, read, "learner"))


def ended(case: Case, years: int = 2) -> Case:
    """The case in which what may follow a certificate as the goal is offered in the first years only."""
    first = case.learner.start // case.programme.calendar.size
    closed = frozenset(range(first + years, first + LONGEST_PLAN_YEARS + 1))
    patterns = tuple(
        replace(pattern, closed=closed) if pattern.unit in case.late else pattern for pattern in case.programme.patterns
    )
    return replace(case, programme=replace(case.programme, patterns=patterns)) if case.late else case


def product_outcome(case: Case) -> tuple[str, dict[str, int]]:
    """Status and the proven objectives, in order."""
    result = solve(case)
    assert all(item.proven for item in result.objectives)
    return result.status, {item.name: item.value for item in result.objectives}


def answer(case: Case) -> tuple[str, dict[str, int | None]]:
    """Status and objectives of the product, each with its bound reached."""
    result = solve(case)
    assert all(item.proven and item.value == item.bound for item in result.objectives)
    return result.status, {item.name: item.value for item in result.objectives}
