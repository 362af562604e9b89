"""Learners spread over the classes of a unit, against every way to spread them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import product
from random import Random

import pytest

from planner.check import violations
from planner.check.completion import fill_gaps
from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.storage.cohorts import Row
from planner.study.cohort.places import Places
from planner.study.cohort.run import Entry, offerings_taken
from planner.study.cohort.spread import spread
from planner.study.cohort.work import answer_of

Tiny = Callable[..., Case]
HEADER = "offering,section,unit,period,modality,weekday,start,end,site,seats"
DAYS = ("mon", "tue", "wed", "thu")
TWO = {"requirements": [{"id": "core", "all_of": ["A", "B"]}]}
OPEN = {"experience": {"months": 24, "in_sector": True}}


def timetable(sections: dict[str, str]) -> str:
    """Sections by unit, one a weekday: {"A": "mon thu"}; all in the first term."""
    rows = [
        f"{unit}-S1,{number},{unit},S1,evening,{day},18:00,20:00,Site 1,"
        for unit, days in sections.items()
        for number, day in enumerate(days.split())
    ]
    return "\n".join([HEADER, *rows, ""])


def entry(case: Case, number: int) -> Entry:
    result = solve(case)
    assert result.plan is not None
    return Entry(Row(number, f"l{number}", {}), case, alone=answer_of(case, result, result.plan))


def takers(entries: list[Entry]) -> Counter[Offering]:
    return Counter(offering for one in entries for offering in offerings_taken(one, one.alone))


def excess(counts: Counter[Offering], places: Places) -> int:
    return sum(max(0, number - most) for o, number in counts.items() if (most := places.of(o)) is not None)


def ways(one: Entry) -> list[tuple[Offering, ...]]:
    """All plans of a learner that differ in the section alone, judged by the checker."""
    case, own = one.case, offerings_taken(one, one.alone)
    assert case is not None
    assert one.alone is not None
    assert one.alone.award is not None
    options = [[o for o in case.programme.offerings(c.year) if (o.unit, o.terms) == (c.unit, c.terms)] for c in own]
    plans = (fill_gaps(case, Plan(chosen, one.alone.award), award_given=True) for chosen in product(*options))
    return [plan.chosen for plan in plans if not violations(case, plan)]


def least(entries: list[Entry], places: Places) -> int:
    """The fewest learners without a seat in any way to spread them."""
    reached: dict[frozenset[tuple[Offering, int]], Counter[Offering]] = {frozenset(): Counter()}
    for one in entries:
        following: dict[frozenset[tuple[Offering, int]], Counter[Offering]] = {}
        possible = ways(one)
        for counts in reached.values():
            for chosen in possible:
                more = counts + Counter(chosen)
                following[frozenset(more.items())] = more
        reached = following
    return min(excess(counts, places) for counts in reached.values())


@pytest.mark.parametrize("seed", range(12))
def test_as_few_as_can_be_have_no_seat(tiny: Tiny, seed: int) -> None:
    random = Random(seed)
    numbers = random.choice(((1, 2), (2, 2), (3, 2), (2, 3), (3, 3)))
    sections = {unit: " ".join(random.sample(DAYS, number)) for unit, number in zip("AB", numbers, strict=True)}
    base = tiny(programme=TWO, timetable=timetable(sections), **OPEN)
    entries = []
    for _ in range(60):
        free = random.sample(DAYS, random.choice((2, 3, 4)))
        case = tiny(programme=TWO, timetable=timetable(sections), availability={"evenings": free}, **OPEN)
        if len(entries) < 6 and solve(case).plan is not None:
            case = Case(base.programme, case.learner)
            entries.append(entry(case, len(entries)))
    places = Places({"A": random.choice((1, 2, 3)), "B": random.choice((1, 2, 3))})
    before = [one.alone for one in entries]
    wanted = least(entries, places)
    spread(entries, places, Config())
    assert excess(takers(entries), places) == wanted
    for one, was in zip(entries, before, strict=True):
        assert tuple(offerings_taken(one, one.alone)) in ways(one)
        assert one.alone is not None
        assert was is not None
        assert (one.alone.award, one.alone.cost) == (was.award, was.cost)


def test_nobody_moves_where_all_have_a_seat(tiny: Tiny) -> None:
    case = tiny(programme=TWO, timetable=timetable({"A": "mon tue", "B": "wed"}), **OPEN)
    entries = [entry(case, number) for number in range(3)]
    before = [one.alone for one in entries]
    spread(entries, Places({"A": 3, "B": 3}), Config())
    assert [one.alone for one in entries] == before
    spread(entries, Places({"A": 2, "B": 3}), Config())
    assert sum(one.alone is not was for one, was in zip(entries, before, strict=True)) == 1
