"""Many sections of one unit take little more time than a few, and no phase forgets the time limit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.domain.case import Case
from planner.errors import Undecided
from planner.model.wishes import WISHES
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.pipeline import solve
from planner.study.collisions import MOST, collisions
from planner.study.conflict import smallest
from planner.study.probe import exists, least
from tests.support import works_at_most

HEAD = "offering,unit,period,modality,weekday,start,end\n"
DAYS = ("mon", "tue", "wed", "thu", "fri")
SECTIONS = 1000


def rows(unit: str, count: int) -> str:
    """Weekly sections of a unit, one after the other over the evenings and their minutes."""
    lines = []
    for number in range(count):
        begins = 17 * 60 + number // len(DAYS) % 120
        ends = begins + 150
        hours = f"{begins // 60}:{begins % 60:02},{ends // 60}:{ends % 60:02}"
        lines.append(f"{unit}-{number},{unit},S1,evening,{DAYS[number % len(DAYS)]},{hours}\n")
    return "".join(lines)


def test_a_thousand_sections_of_a_unit(tiny: Callable[..., Case]) -> None:
    timetable = HEAD + rows("A", SECTIONS) + "".join(rows(unit, 2) for unit in "BCD")
    with works_at_most(15):
        result = solve(tiny(timetable=timetable), Config(60.0))
    assert result.status == "optimal"
    assert result.plan is not None
    assert {offering.unit for offering in result.plan.chosen} == set("ABCD")


def crowded(tiny: Callable[..., Case], **keys: object) -> Case:
    """Hundreds of sections of each unit: making the model takes longer than the limits below."""
    return tiny(timetable=HEAD + "".join(rows(unit, 700) for unit in "ABCD"), **keys)


def test_making_the_model_ends_with_the_limit(tiny: Callable[..., Case]) -> None:
    case = crowded(tiny)
    with works_at_most(5):
        result = solve(case, Config(0.5))
    assert (result.status, result.plan) == ("unknown", None)


def test_every_question_of_an_explanation_ends_with_the_limit(tiny: Callable[..., Case]) -> None:
    case, clock = crowded(tiny), Clock.start(0.3)
    with works_at_most(5):
        assert exists(case, Config(), clock) is None
        assert least(case, WISHES["duration"], Config(), clock) is None  # type: ignore[arg-type]
        assert not smallest(case, Config(), clock)


def test_a_timetable_of_too_many_classes_is_told_at_once(tiny: Callable[..., Case]) -> None:
    case = tiny(timetable=HEAD + rows("A", MOST + 1))
    with pytest.raises(Undecided) as found:
        collisions(case.programme, [2020])
    assert found.value.key == "timetable.crowded"
