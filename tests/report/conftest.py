"""A plan of the tiny programme with a timetable, breaks and exams."""

from __future__ import annotations

from typing import Any

import pytest

from planner.domain.case import Case
from planner.domain.plan import Plan
from tests.support import plan_of

TIMETABLE = """offering,unit,period,modality,weekday,start,end,site,seats,confidence
A,A,S1,evening,mon,18:00,21:30,"Site 1; room, 2",20,confirmed
A,A,S1,evening,thu,18:00,20:00,"Site 1; room, 2",20,confirmed
B,B,S1,evening,tue,18:00,19:00,,,unknown
C,C,S2,evening,fri,18:00,19:00,,,usual
D,D,S2,evening,,,,,,
"""
HOLIDAYS = [{"title": "break", "starts": "2020-12-21", "ends": "2021-01-03"}]


@pytest.fixture
def tiny_plan(tiny: Any) -> tuple[Case, Plan]:
    """Monday and Thursday, Tuesday, then Friday, from September 2020; two weeks of holidays."""
    calendar = {
        "year": 2020,
        "terms": [
            {"id": "S1", "title": "autumn", "starts": "2020-09-01", "ends": "2021-01-31", "exact": True,
             "classes_end": "2021-01-22", "enrol_by": "2020-08-28", "enrol_from": "2020-06-15",
             "exams": [{"session": 1, "starts": "2021-01-25", "ends": "2021-01-29"},
                       {"session": 2, "starts": "2021-06-28", "ends": "2021-06-29"}]},
            {"id": "S2", "title": "spring", "starts": "2021-02-01", "ends": "2021-06-30", "exact": True,
             "enrol_from": "2020-06-15"},
        ],
        "periods": [{"id": "S1", "terms": ["S1"]}, {"id": "S2", "terms": ["S2"]}],
        "holidays": HOLIDAYS,
        "resits": [{"starts": "2021-07-05", "ends": "2021-07-09"}],
    }  # fmt: skip
    case = tiny(programme={"calendar": calendar}, timetable=TIMETABLE)
    return case, plan_of(case, {"2020-S1": "A B", "2020-S2": "C D"}, "2020-S2")
