"""Many sections of one unit take little more time than a few."""

from __future__ import annotations

import time
from collections.abc import Callable

from planner.domain.case import Case
from planner.solve.config import Config
from planner.solve.pipeline import solve

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
    begun = time.perf_counter()
    result = solve(tiny(timetable=timetable), Config(30.0))
    assert result.status == "optimal"
    assert result.plan is not None
    assert {offering.unit for offering in result.plan.chosen} == set("ABCD")
    assert time.perf_counter() - begun < 15
