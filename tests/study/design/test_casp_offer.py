"""The answer of docs/casp-offer.md, by the engine, by an enumeration without a solver, and by the ordinary solver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations, product

import pytest

from planner.domain.brief import Brief, BriefCurriculum
from planner.domain.case import Case
from planner.domain.offer import Design
from planner.domain.offering import EVENING
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.storage import learners, offers
from planner.storage.offer_output import programme_of
from planner.storage.validation import Source
from planner.study.design.learners import plan_fresh
from planner.study.design.proposal import propose
from tests.support import INSTANCES

FOLDER = INSTANCES / "casp-offer"
CONFIG = Config(60.0)
PERIODS = ("S1", "S2", "year")
Periods = Mapping[str, str]


@cache
def brief(name: str) -> Brief:
    return offers.load(FOLDER / f"{name}.yaml")


def today(given: Brief) -> dict[str, str]:
    return {code: str(unit.today[0]) for code, unit in given.units.items()}


def changed(given: Brief, count: int) -> Iterator[dict[str, str]]:
    """Today's periods with exactly so many units in another one, an annual form included."""
    base = today(given)
    for codes in combinations(base, count):
        for others in product(*([period for period in PERIODS if period != base[code]] for code in codes)):
            yield base | dict(zip(codes, others, strict=True))


def finishes(one: BriefCurriculum, periods: Periods, evening: int = 3) -> bool:
    """Whether a new learner can take the curriculum in the terms S1, S2, S1, S2, by counting what each can hold."""
    choices = [combinations(choice.units, choice.take) for choice in one.choices]
    for parts in product(*choices):
        units = [*one.units, *(unit for part in parts for unit in part)]
        autumn = sum(periods[unit] in ("S1", "year") for unit in units)
        spring = sum(periods[unit] in ("S2", "year") for unit in units)
        if autumn <= 2 * evening and spring <= 2 * evening and _ordered(units, periods, evening):
            return True
    return False


def _ordered(units: list[str], periods: Periods, evening: int) -> bool:
    """Whether AST004 can end before AST005 starts, each term holding no more than the cap."""
    slots = {"S1": [(0,), (2,)], "S2": [(1,), (3,)], "year": [(0, 1), (2, 3)]}
    pair = [unit for unit in ("AST004", "AST005") if unit in units]
    rest = [unit for unit in units if unit not in pair]
    for first, second in product(slots[periods["AST004"]], slots[periods["AST005"]]):
        if first[-1] < second[0] and _fits(rest, periods, [*first, *second], evening):
            return True
    return False


def _fits(rest: list[str], periods: Periods, used: list[int], evening: int) -> bool:
    """Whether the others fit beside what is used: annual ones by trying, one-term ones by counting."""
    annual = [unit for unit in rest if periods[unit] == "year"]
    for years in product((0, 2), repeat=len(annual)):
        load = [used.count(term) + sum(term in (year, year + 1) for year in years) for term in range(4)]
        room = [sum(evening - load[term] for term in terms) for terms in ((0, 2), (1, 3))]
        wanted = [sum(periods[unit] == period for unit in rest) for period in ("S1", "S2")]
        if max(load) <= evening and all(need <= have for need, have in zip(wanted, room, strict=True)):
            return True
    return False


def design_of(given: Brief, periods: Periods) -> Design:
    """Some design with these periods: the programmes that it writes are asked, not its terms."""
    return Design({code: given.places_of(period)[0] for code, period in periods.items()})


def durations(given: Brief, periods: Periods) -> dict[str, int | None]:
    """What the ordinary solver says of a new learner of each curriculum."""
    made = design_of(given, periods)
    programmes = {one.id: programme_of(given, one, made) for one in given.curricula}
    return {one.curriculum: one.duration for one in plan_fresh(given, programmes, CONFIG)}


def in_spring(given: Brief, periods: Periods) -> list[int]:
    """Terms of a new learner of each curriculum who starts in spring, by the ordinary solver."""
    made, found = design_of(given, periods), []
    for one in given.curricula:
        programme = programme_of(given, one, made)
        others = tuple(code for code in programme.courses() if code not in one.all_units())
        start = programme.calendar.year * 2 + 1
        first = programme.calendar.term(start).name
        data = {"programme": programme.id, "start": first, "pathway": "evening", "avoid": list(others)}
        learner = learners.learner(Source({**data, "minimise": ["duration"]}, None), programme, "spring")
        plan = solve(Case(programme, learner), CONFIG).plan
        assert plan is not None
        found.append(plan.award - start + 1)
    return found


def moved(given: Brief, design: Design) -> dict[str, str | None]:
    return {code: given.period(place) for code, place in design.places.items() if given.changed(code, place)}


@pytest.mark.parametrize(
    "name, changes", [("offer", {"TET003": "S2"}), ("both-electives", {"TET003": "S1", "UEV010": "S2"})]
)
def test_the_least_change_is_proven_by_the_engine_and_by_counting(name: str, changes: dict[str, str]) -> None:
    given = brief(name)
    found = propose(given, CONFIG, seconds=120)
    assert found.result.status == "optimal"
    assert found.design is not None
    assert moved(given, found.design) == changes
    assert [one.result.status for one in found.tradeoffs.front[: len(changes)]] == ["impossible"] * len(changes)
    assert {one.duration for one in found.fresh} == {4}
    enough = [
        {code: period for code, period in periods.items() if period != today(given)[code]}
        for count in range(len(changes) + 1)
        for periods in changed(given, count)
        if all(finishes(one, periods) for one in given.curricula)
    ]
    assert enough == [changes], "it is the only one, and nothing smaller is enough"


def test_today_nobody_finishes_in_four_terms() -> None:
    given = brief("offer")
    assert not any(finishes(one, today(given)) for one in given.curricula)
    assert set(durations(given, today(given)).values()) == {5}


@pytest.mark.parametrize(
    "name, changes, terms",
    [
        ("offer", {}, [6, 5, 5, 5, 5]),
        ("offer", {"TET003": "S2"}, [4] * 5),
        ("offer", {"TET003": "S1"}, [6, 4, 4, 4, 4]),
        ("both-electives", {"TET003": "S1", "UEV010": "S2"}, [4] * 9),
        ("both-electives", {"TET003": "S2", "TET006": "S1", "TET010": "S1"}, [4] * 9),
    ],
)
def test_who_starts_in_spring(name: str, changes: dict[str, str], terms: list[int]) -> None:
    given = brief(name)
    assert in_spring(given, today(given) | changes) == terms


def test_of_all_single_changes_the_ordinary_solver_accepts_one_for_all_five() -> None:
    given = brief("offer")
    enough = []
    for periods in changed(given, 1):
        agreed = {one.id: finishes(one, periods) for one in given.curricula}
        if periods["TET003"] == "year":
            assert not any(agreed.values()), "thirteen places for twelve"
            continue
        found = durations(given, periods)
        assert {name: terms == 4 for name, terms in found.items()} == agreed
        if all(agreed.values()):
            enough.append(periods["TET003"])
    assert enough == ["S2"]


def test_counting_agrees_with_the_ordinary_solver_on_some_other_patterns() -> None:
    given = brief("both-electives")
    patterns = list(changed(given, 2))
    answers = set()
    for periods in patterns[:: len(patterns) // 6]:
        found = durations(given, periods)
        for one in given.curricula:
            within = found[one.id] is not None and (found[one.id] or 0) <= 4
            assert within == finishes(one, periods), (one.id, periods)
            answers.add(within)
    assert durations(given, today(given) | {"TET003": "S1", "UEV010": "S2"}) == {one.id: 4 for one in given.curricula}
    assert False in answers


def test_one_unit_is_enough_where_it_runs_in_both_terms() -> None:
    """A second group of TET003 instead of a second change: an offer has one place for a unit, a programme may not."""
    given = brief("both-electives")
    made = design_of(given, today(given) | {"TET003": "S1"})
    programmes = {}
    for one in given.curricula:
        programme = programme_of(given, one, made)
        (pattern,) = (p for p in programme.patterns if p.unit == "TET003" and p.modality == EVENING)
        again = replace(pattern, id=pattern.id.replace("S1", "S2"), period="S2")
        programmes[one.id] = replace(programme, patterns=(*programme.patterns, again))
    assert {one.duration for one in plan_fresh(given, programmes, CONFIG)} == {4}
