"""Shared seats: the optimum equals an enumeration that knows nothing of models, and is proven for many learners."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from planner.check import violations
from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.solve.sharing import share as sharing
from planner.solve.sharing.problem import Member
from planner.solve.sharing.share import Shared, share
from planner.study.cohort.work import without_deadline
from tests.support import MORE, case_of, tiny_programme

YEARS = 8
Way = tuple[int, frozenset[str]]
"""The award, and the offerings taken that have seats."""
Score = tuple[int, int, int, int]


def programme(folder: Path, chance: random.Random) -> Path:
    """Three units: one in autumn, one in spring, one in both; sometimes one after another."""
    offerings = [
        {"units": ["A"], "period": chance.choice(["S1", "S2"]), "modality": "evening"},
        {"units": ["B"], "period": "S2", "modality": "evening"},
        {"units": ["C"], "period": "S1", "modality": "evening"},
        {"units": ["C"], "period": "S2", "modality": "evening"},
    ]
    return tiny_programme(
        folder,
        units=[{"code": code, "title": code, "credits": 6} for code in "ABC"],
        requirements=[{"id": "core", "all_of": ["A", "B", "C"]}],
        offerings=offerings,
        prerequisites=chance.choice([[], [{"unit": "B", "after": ["A"]}]]),
    )


def learner(path: Path, chance: random.Random) -> Case:
    keys: dict[str, Any] = {
        "start": chance.choice(["2020-S1", "2020-S1", "2020-S2"]),
        "acquired": chance.sample(["A", "B", "C"], chance.choice([0, 0, 0, 1, 2])),
        "max_units_per_term": chance.choice([1, 2, 3]),
    }
    if chance.random() < 0.3:
        keys["deadline"] = chance.choice(["2021-S1", "2021-S2", "2022-S1"])
    return case_of(path, **keys)


def ways(case: Case, seats: dict[str, int]) -> list[Way]:
    """Every plan that the checker lets pass, in what matters to others: none that is later and takes as much."""
    units = [unit for unit in case.programme.courses() if not case.acquired(unit)]
    years = range(2020, 2020 + YEARS)
    of: list[list[Offering]] = [
        [o for year in years for o in case.programme.offerings(year) if o.unit == unit] for unit in units
    ]
    found = set()
    for chosen in product(*of):
        award = max([case.learner.start, *(o.last for o in chosen)])
        if not violations(case, Plan(tuple(chosen), award)):
            found.add((award, frozenset(o.id for o in chosen if o.id in seats)))
    return [a for a in found if not any(b != a and b[0] <= a[0] and b[1] <= a[1] for b in found)]


def enumerated(cases: list[Case], targets: list[int], seats: dict[str, int]) -> Score:
    """The best sums over all learners, by every use of the seats that some of them can make together."""
    names = list(seats)
    best: dict[tuple[int, ...], Score] = {(0,) * len(names): (0, 0, 0, 0)}
    for case, target in zip(cases, targets, strict=True):
        after: dict[tuple[int, ...], Score] = {}
        possible = ways(case, seats)
        for used, score in best.items():
            for award, taken in possible:
                now = tuple(number + (name in taken) for number, name in zip(used, names, strict=True))
                if all(number <= seats[name] for number, name in zip(now, names, strict=True)):
                    late = max(0, award - target)
                    length = award - case.learner.start + 1
                    sums = score[0] + (late > 0), score[1], score[2] + length, max(score[3], late)
                    after[now] = min(sums, after.get(now, sums))
            for sums in [(score[0] + 1, score[1] + 1, score[2], score[3])]:
                after[used] = min(sums, after.get(used, sums))
        best = after
    return min(best.values())


def members(cases: list[Case]) -> Iterator[Member]:
    for case in cases:
        plan = solve(without_deadline(case), Config(), Aim(("duration",))).plan
        assert plan is not None
        yield Member.of(case, plan.award)


def goals(found: Shared) -> Score:
    values = {goal.name: goal.value for goal in found.goals}
    assert all(goal.proven for goal in found.goals), found.goals
    late = len(found.places) - values["on_time"]
    return late, values["unplanned"], values["terms"], values["worst_delay"]


def compare(folder: Path, seed: int, years: int) -> None:
    """Few learners and one or two classes with one or two seats, in so many years."""
    chance = random.Random(seed)
    path = programme(folder, chance)
    cases = [learner(path, chance) for _ in range(chance.randint(2, 5))]
    patterns = chance.sample([p.id for p in cases[0].programme.patterns], chance.choice([1, 2]))
    per_pattern = {name: chance.choice([1, 1, 2]) for name in patterns}
    seats = {
        o.id: per_pattern[o.pattern.id]
        for year in range(2020, 2020 + min(years, YEARS))
        for o in cases[0].programme.offerings(year)
        if o.pattern.id in per_pattern
    }
    limits = per_pattern if years > YEARS else {}
    able = list(members(cases))
    found = share(able, lambda offering: limits.get(offering.pattern.id, seats.get(offering.id)))
    assert goals(found) == enumerated([m.case for m in able], [m.target for m in able], seats)


@pytest.mark.parametrize("few", [12, 0], ids=["whole", "window"])
@pytest.mark.parametrize("seed", range(10 * MORE))
def test_equals_enumeration(monkeypatch: pytest.MonkeyPatch, seed: int, few: int, tmp_path: Path) -> None:
    monkeypatch.setattr(sharing, "FEW", few)
    compare(tmp_path, seed, YEARS + 1)


@pytest.mark.parametrize("few", [12, 0], ids=["whole", "window"])
@pytest.mark.parametrize("seed", range(100, 100 + 6 * MORE))
def test_equals_enumeration_where_later_years_have_seats_for_all(
    monkeypatch: pytest.MonkeyPatch, seed: int, few: int, tmp_path: Path
) -> None:
    """Nobody needs a plan later than one that waits until then."""
    monkeypatch.setattr(sharing, "FEW", few)
    compare(tmp_path, seed, 1 + seed % 3)


@pytest.mark.parametrize("few", [12, 0], ids=["whole", "window"])
@pytest.mark.parametrize("seed", range(200, 200 + 6 * MORE))
def test_terms_are_those_of_who_has_a_plan(
    monkeypatch: pytest.MonkeyPatch, seed: int, few: int, tmp_path: Path
) -> None:
    """A class that is held in two years only, with a seat or two: some are left without a plan."""
    monkeypatch.setattr(sharing, "FEW", few)
    chance = random.Random(seed)
    path = programme(tmp_path, chance)
    cases = [learner(path, chance) for _ in range(chance.randint(2, 5))]
    unit = chance.choice("ABC")
    offerings = [o for year in range(2020, 2020 + YEARS) for o in cases[0].programme.offerings(year) if o.unit == unit]
    seats = {o.id: chance.choice([1, 2]) if o.year < 2022 else 0 for o in offerings}
    able = list(members(cases))
    found = share(able, lambda offering: seats.get(offering.id, 0 if offering.unit == unit else None))
    assert goals(found) == enumerated([m.case for m in able], [m.target for m in able], seats)
    planned = [
        place.award - m.first + 1 for place, m in zip(found.places, able, strict=True) if place.award is not None
    ]
    assert sum(planned) == goals(found)[2]


def test_nobody_has_a_seat_that_is_not_there(tmp_path: Path) -> None:
    path = programme(tmp_path, random.Random(1))
    able = list(members([case_of(path, start="2020-S1") for _ in range(4)]))
    found = share(able, lambda offering: 0 if offering.unit == "A" else None)
    assert [place.award for place in found.places] == [None] * 4
    assert [goal.value for goal in found.goals] == [0, 4, 0, 0]
    assert all(goal.proven for goal in found.goals)


def test_many_alike_take_turns(tmp_path: Path) -> None:
    """Twenty who need two terms, eight seats a year in A: eight end at once, eight a year later, four after two."""
    path = tiny_programme(
        tmp_path,
        units=[{"code": code, "title": code, "credits": 6} for code in "AB"],
        requirements=[{"id": "core", "all_of": ["A", "B"]}],
        offerings=[
            {"units": ["A"], "period": "S1", "modality": "evening"},
            {"units": ["B"], "period": "S2", "modality": "evening"},
        ],
    )
    able = list(members([case_of(path, start="2020-S1") for _ in range(20)]))
    found = share(able, lambda offering: 8 if offering.unit == "A" else None)
    # A in autumn, B in any spring: 8 end after 2 terms. The next 8 take B first and A in the second autumn: 3 terms.
    assert Counter(place.award - able[0].first + 1 for place in found.places if place.award) == {2: 8, 3: 8, 5: 4}
    assert [goal.value for goal in found.goals] == [8, 0, 60, 3]
    assert all(goal.proven for goal in found.goals)
    assert [place.award for place in found.places] == sorted(place.award or 0 for place in found.places)
