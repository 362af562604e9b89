"""Travel between sites, dated sessions and sessions at a distance, just inside and just outside the rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.check import violations
from planner.domain.case import Case
from planner.report.basis import warnings
from tests.support import broken, plan_of
from tests.worded import say

Tiny = Callable[..., Case]
HEADER = "offering,unit,period,modality,weekday,date,start,end,site\n"
AUTUMN = {"2020-S1": "A B"}
TWO = {"requirements": [{"id": "ab", "all_of": ["A", "B"]}]}
FAR = {
    "pathways": {"evening": {"modalities": ["evening", "distance"]}, "daytime": {"modalities": ["daytime"]}},
    "offerings": [
        {"units": ["A", "B"], "period": "S1", "modality": "evening"},
        {"units": ["A", "B"], "period": "S1", "modality": "distance"},
    ],
}


def rows(*texts: str) -> str:
    """`A S1 mon 18:00 19:00 North`, or a date for the weekday; `A S1/distance …` is not an evening class."""
    lines = []
    for text in texts:
        unit, period, when, starts, ends, *site = text.split()
        period, _, modality = period.partition("/")
        weekday, dated = ("", when) if when[0].isdigit() else (when, "")
        cells = (f"{unit}-{period}-{modality}", unit, period, modality or "evening", weekday, dated, starts, ends)
        lines.append(",".join([*cells, *(site or [""])]))
    return HEADER + "\n".join(lines) + "\n"


def travel(folder: Path, minutes: int) -> None:
    (folder / "travel.csv").write_text(f"from,to,minutes\nSouth,North,{minutes}\n", encoding="utf-8")


@pytest.mark.parametrize(
    "minutes, second, found",
    [
        (40, "B S1 mon 19:40 21:00 South", set()),
        (41, "B S1 mon 19:40 21:00 South", {"clash"}),
        (41, "B S1 mon 19:40 21:00 North", set()),
        (41, "B S1 mon 19:40 21:00", set()),
        (41, "B S1 tue 19:00 21:00 South", set()),
        (40, "B S1 mon 16:40 17:20 South", set()),
        (41, "B S1 mon 16:40 17:20 South", {"clash"}),
        (41, "B S2 mon 19:00 21:00 South", set()),
    ],
)
def test_there_is_time_for_the_way(tiny: Tiny, tmp_path: Path, minutes: int, second: str, found: set[str]) -> None:
    travel(tmp_path, minutes)
    elsewhere = "C S2 fri 18:00 19:00 South"
    case = tiny(programme=TWO, timetable=rows("A S1 mon 18:00 19:00 North", second, elsewhere))
    term = "2020-S2" if " S2 " in second else "2020-S1"
    units = AUTUMN if term == "2020-S1" else {"2020-S1": "A", "2020-S2": "B"}
    plan = plan_of(case, units, term)
    assert broken(case, plan) == found
    for violation in violations(case, plan):
        assert (violation.key, violation.values["gap"], violation.values["minutes"]) == ("check.travel", 40, minutes)


def test_travel_that_is_not_known_takes_no_time_and_is_said(tiny: Tiny) -> None:
    case = tiny(programme=TWO, timetable=rows("A S1 mon 18:00 19:00 North", "B S1 mon 19:00 20:00 South"))
    plan = plan_of(case, AUTUMN, "2020-S1")
    assert broken(case, plan) == set()
    found = [values for key, values in warnings(case, plan) if key == "warning.travel_unknown"]
    assert found == [{"names": "North – South"}]


@pytest.mark.parametrize("ways, count", [(None, 1), (30, 0)])
def test_only_what_is_unknown_is_warned_about(tiny: Tiny, tmp_path: Path, ways: int | None, count: int) -> None:
    if ways is not None:
        travel(tmp_path, ways)
    case = tiny(programme=TWO, timetable=rows("A S1 mon 18:00 19:00 North", "B S1 mon 20:00 21:00 South"))
    keys = [key for key, _ in warnings(case, plan_of(case, AUTUMN, "2020-S1"))]
    assert keys.count("warning.travel_unknown") == count


def test_sites_of_one_section_count_one_by_one(tiny: Tiny, tmp_path: Path) -> None:
    """A meets at North on Monday and at South on Tuesday: only Tuesday leaves time for B at South."""
    travel(tmp_path, 60)
    own = ("A S1 mon 18:00 19:00 North", "A S1 tue 18:00 19:00 South")
    for weekday, found in (("mon", {"clash"}), ("tue", set[str]())):
        case = tiny(programme=TWO, timetable=rows(*own, f"B S1 {weekday} 19:30 20:30 South"))
        assert broken(case, plan_of(case, AUTUMN, "2020-S1")) == found


# Dated sessions


@pytest.mark.parametrize(
    "second, found",
    [
        ("B S1 2020-10-05 18:30 20:00", {"clash"}),
        ("B S1 2020-10-12 18:30 20:00", set()),
        ("B S1 2020-10-05 19:00 20:00", set()),
    ],
)
def test_dated_sessions_clash_where_the_dates_coincide(tiny: Tiny, second: str, found: set[str]) -> None:
    case = tiny(programme=TWO, timetable=rows("A S1 2020-10-05 18:00 19:00", second))
    plan = plan_of(case, AUTUMN, "2020-S1")
    assert broken(case, plan) == found
    for violation in violations(case, plan):
        assert say("en", violation.key, **violation.values) == (
            "A and B meet at the same time on 5 October 2020, in 2020-S1."
        )


@pytest.mark.parametrize(
    "dated, found",
    [("2020-10-05", {"clash"}), ("2020-10-06", set()), ("2020-12-28", set()), ("2021-01-04", {"clash"})],
)
def test_a_dated_session_clashes_with_a_weekly_one_that_takes_place(tiny: Tiny, dated: str, found: set[str]) -> None:
    """B meets on Mondays, but not in the break of the last two weeks of 2020."""
    terms = [
        {"id": "S1", "title": "autumn", "starts": "2020-09-01", "ends": "2021-01-31"},
        {"id": "S2", "title": "spring", "starts": "2021-02-01", "ends": "2021-06-30"},
    ]
    calendar = {
        "year": 2020,
        "terms": terms,
        "periods": [{"id": "S1", "terms": ["S1"]}, {"id": "S2", "terms": ["S2"]}],
        "holidays": [{"title": "break", "starts": "2020-12-21", "ends": "2021-01-03"}],
    }
    case = tiny(
        programme={**TWO, "calendar": calendar},
        timetable=rows(f"A S1 {dated} 18:00 19:00", "B S1 mon 18:30 20:00"),
    )
    assert broken(case, plan_of(case, AUTUMN, "2020-S1")) == found


def test_dates_move_to_the_same_weekday_of_another_year(tiny: Tiny) -> None:
    """Monday 5 October 2020 and Saturday 30 January 2021; a year later the nearest Monday and Saturday."""
    case = tiny(
        programme=TWO,
        timetable=rows("A S1 2020-10-05 18:00 19:00", "A S1 2021-01-30 09:00 17:00", "B S1 mon 18:30 20:00"),
        start="2021-S1",
        availability={"evenings": ["mon", "sat"]},
    )
    plan = plan_of(case, {"2021-S1": "A B"}, "2021-S1")
    days = [session.day.isoformat() for session in plan.chosen[0].sessions if session.day]
    assert days == ["2021-10-04", "2022-01-29"]
    assert broken(case, plan) == {"clash"}


def annual(*texts: str) -> dict[str, Any]:
    terms = [
        {"id": "S1", "title": "autumn", "starts": "2020-09-01", "ends": "2021-01-31"},
        {"id": "S2", "title": "spring", "starts": "2021-02-01", "ends": "2021-06-30"},
    ]
    periods = [{"id": "year", "terms": ["S1", "S2"]}, {"id": "S1", "terms": ["S1"]}, {"id": "S2", "terms": ["S2"]}]
    return {
        "programme": {**TWO, "calendar": {"year": 2020, "terms": terms, "periods": periods}},
        "timetable": rows(*texts),
    }


@pytest.mark.parametrize(
    "free, found",
    [
        ({"2020-S1": ["tue"], "2020-S2": ["thu"]}, set()),
        ({"2020-S1": ["thu"], "2020-S2": ["thu"]}, {"availability"}),
        ({"2020-S1": ["tue"], "2020-S2": ["tue"]}, {"availability"}),
    ],
)
def test_a_date_asks_for_its_weekday_in_the_term_that_holds_it(
    tiny: Tiny, free: dict[str, list[str]], found: set[str]
) -> None:
    """A runs all year and meets on Tuesday 6 October and Thursday 15 April; B is held."""
    made = annual("A year 2020-10-06 18:00 20:00", "A year 2021-04-15 18:00 20:00")
    terms = {name: {"evenings": days} for name, days in free.items()}
    case = tiny(**made, availability={"terms": terms}, acquired=["B"])
    assert broken(case, plan_of(case, {"2020-S1": "A"}, "2020-S2")) == found


@pytest.mark.parametrize("evenings, found", [(["tue", "wed"], set()), (["tue"], {"availability"})])
def test_the_weekday_of_a_date_is_not_free_for_a_unit_without_hours(
    tiny: Tiny, evenings: list[str], found: set[str]
) -> None:
    timetable = rows("A S1 2020-10-06 18:00 20:00") + "B-S1,B,S1,evening,,,,,\n"
    case = tiny(programme=TWO, timetable=timetable, availability={"evenings": evenings})
    assert broken(case, plan_of(case, AUTUMN, "2020-S1")) == found


# Distance: no site, and no evening but for live sessions


def test_at_a_distance_there_is_no_way_but_there_are_hours(tiny: Tiny, tmp_path: Path) -> None:
    travel(tmp_path, 90)
    free = {"days": ["mon"], "evenings": ["mon", "tue"]}
    evening, other = "B S1 mon 19:00 20:00 South", "B S2 tue 18:00 19:00 North"
    for starts, ends, found in (("18:00", "19:00", set[str]()), ("18:30", "19:30", {"clash"})):
        case = tiny(
            programme={**TWO, **FAR},
            timetable=rows(f"A S1/distance mon {starts} {ends} North", evening, other),
            availability=free,
        )
        assert broken(case, plan_of(case, {"2020-S1": "A/far B"}, "2020-S1")) == found


@pytest.mark.parametrize(
    "starts, free, found",
    [
        ("17:00", {"evenings": ["mon"], "days": []}, set()),
        ("17:00", {"evenings": ["tue"], "days": ["mon"]}, {"availability"}),
        ("16:59", {"evenings": [], "days": ["mon"]}, set()),
        ("16:59", {"evenings": ["mon"], "days": ["tue"]}, {"availability"}),
        (None, {"evenings": [], "days": []}, set()),
    ],
)
def test_live_sessions_at_a_distance_need_an_evening_or_a_day(
    tiny: Tiny, starts: str | None, free: dict[str, list[str]], found: set[str]
) -> None:
    live = rows(f"A S1/distance mon {starts} 19:00") if starts else HEADER + "A,A,S1,distance,,,,,\n"
    case = tiny(programme={**TWO, **FAR}, timetable=live, availability=free, acquired=["B"])
    assert broken(case, plan_of(case, {"2020-S1": "A/far"}, "2020-S1")) == found


@pytest.mark.parametrize("evenings, found", [(["mon", "tue"], set()), (["mon"], {"availability"})])
def test_a_live_evening_at_a_distance_is_not_free_for_another_unit(
    tiny: Tiny, evenings: list[str], found: set[str]
) -> None:
    case = tiny(
        programme={**TWO, **FAR},
        timetable=rows("A S1/distance mon 18:00 19:00"),
        availability={"evenings": evenings},
    )
    assert broken(case, plan_of(case, {"2020-S1": "A/far B"}, "2020-S1")) == found
