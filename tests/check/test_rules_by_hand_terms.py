"""Just inside and just outside the rules on terms: load_cap, availability, clash, deadline.

Every plan is also put to the solver's model: `broken` asserts that the two agree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from planner.domain.case import Case
from tests.support import broken, case_of, casp, casp_by_day, casp_in_two_years, plan_of

CASP = "casp-2019-2020"
HEADER = "offering,unit,period,modality,weekday,start,end,site,seats,confidence\n"
Tiny = Callable[..., Case]


def paris(units: dict[str, str], award: str = "2021-S1", **keys: Any) -> set[str]:
    """Rules that a plan of the 2019 vintage breaks."""
    case = case_of(CASP, **keys)
    return broken(case, plan_of(case, units, award))


# load_cap: evening UEs running in a term <= max_units_per_term (3 unless the learner says otherwise)


def test_three_evening_units_a_term_unless_the_learner_says_otherwise() -> None:
    four = casp(2019) | {"2020-S1": "CCE001 CCE003 AST002 UEV010", "2021-S1": ""}
    assert paris(casp(2019)) == set()
    assert paris(four, "2020-S2") == {"load_cap"}
    assert paris(four, "2020-S2", max_units_per_term=4) == set()
    assert paris(casp(2019), max_units_per_term=2) == {"load_cap"}


@pytest.mark.parametrize("more", ["2019-S1 CCE001", "2019-S2 PSY001"])
def test_the_annual_unit_counts_in_both_its_terms(more: str) -> None:
    term, unit = more.split()
    units = {name: codes.replace(unit, "") for name, codes in casp(2019).items()}
    full = units | {term: f"{units[term]} {unit}"}
    assert paris(full) == {"load_cap"}
    assert paris(full, max_units_per_term={"terms": {term: 4}}) == set()


def test_a_cap_holds_in_its_term_only() -> None:
    """Three units run in each of the first four terms, one in 2021-S1."""
    assert paris(casp(2019), max_units_per_term={"default": 3, "terms": {"2021-S1": 1}}) == set()
    assert paris(casp(2019), max_units_per_term={"default": 3, "terms": {"2021-S1": 0}}) == {"load_cap"}
    assert paris(casp(2019), max_units_per_term={"default": 2, "terms": {"2021-S1": 3}}) == {"load_cap"}
    assert paris(casp_in_two_years(2019), "2020-S2", max_units_per_term=4) == set()


@pytest.mark.parametrize("units", ["AB", "ABC", "ABCD"])
@pytest.mark.parametrize(
    "modality, key", [("evening", "max_units_per_term"), ("daytime", "max_daytime_units_per_term")]
)
def test_one_unit_more_than_the_cap_is_too_many(tiny: Tiny, units: str, modality: str, key: str) -> None:
    """Also where no more units than these could be taken in the term at all."""
    programme = {
        "offerings": [{"units": [*units], "period": "S1", "modality": modality}],
        "requirements": [{"id": "all", "all_of": [*units]}],
    }
    case = tiny(programme=programme, pathway="mixed", **{key: len(units) - 1})
    mark = "" if modality == "evening" else "/day"
    codes = [f"{unit}{mark}" for unit in units]
    assert broken(case, plan_of(case, {"2020-S1": " ".join(codes[1:]), "2021-S1": codes[0]}, "2021-S1")) == set()
    assert broken(case, plan_of(case, {"2020-S1": " ".join(codes)}, "2020-S1")) == {"load_cap"}


def test_daytime_units_have_no_cap_unless_given() -> None:
    def by_day(**keys: Any) -> set[str]:
        return paris(casp_by_day(2019), "2019-S2", pathway="daytime", **keys)

    assert by_day() == set()
    assert by_day(max_units_per_term=0) == set()
    assert by_day(max_daytime_units_per_term=12) == set()
    assert by_day(max_daytime_units_per_term=11) == {"load_cap"}


def test_the_caps_of_evening_and_daytime_are_counted_apart() -> None:
    units = casp(2019) | {"2020-S1": "CCE001 CCE003 AST002 UEV010/day", "2021-S1": ""}
    assert paris(units, "2020-S2", pathway="mixed", max_daytime_units_per_term=1) == set()
    assert paris(units, "2020-S2", pathway="mixed", max_daytime_units_per_term=0) == {"load_cap"}


@pytest.mark.parametrize(
    "bounds, inside, outside",
    [
        ({"min_units": 2}, {"2020-S1": "A B", "2021-S1": "C D"}, {"2020-S1": "A", "2021-S1": "B C D"}),
        ({"max_units": 2}, {"2020-S1": "A B/day", "2020-S2": "C D"}, {"2020-S1": "A B/day C", "2020-S2": "D"}),
        ({"min_credits": 12}, {"2020-S1": "A B", "2021-S1": "C D"}, {"2020-S1": "A", "2021-S1": "B C D"}),
        ({"max_credits": 12}, {"2020-S1": "A B/day", "2020-S2": "C D"}, {"2020-S1": "A B/day C", "2020-S2": "D"}),
    ],
)
def test_bounds_of_the_programme_hold_where_something_runs(
    tiny: Tiny, bounds: dict[str, int], inside: dict[str, str], outside: dict[str, str]
) -> None:
    """The terms between, in which nothing is studied, are below no least number."""
    case = tiny(programme={"load": {"max_evening_units": 4, **bounds}}, pathway="mixed")
    assert broken(case, plan_of(case, inside, max(inside))) == set()
    assert broken(case, plan_of(case, outside, max(outside))) == {"load_cap"}


# availability: sessions fit the learner's windows; without sessions, evening UEs <= free evenings of the term


@pytest.mark.parametrize(
    "available, found",
    [
        ({"evenings": ["mon", "wed", "thu"]}, set()),
        ({"evenings": ["mon", "wed"]}, {"availability"}),
        ({"evenings": ["mon", "wed", "mon"]}, {"availability"}),
        ({"evenings": ["sat", "sun", "mon"]}, set()),
        ({"terms": {"2019-S2": {"evenings": ["mon", "tue"]}}}, {"availability"}),
        ({"terms": {"2021-S1": {"evenings": ["tue"]}, "2021-S2": {"evenings": []}}}, set()),
        ({"terms": {"2021-S1": {"evenings": []}}}, {"availability"}),
        ({"days": []}, set()),
    ],
)
def test_evening_units_take_an_evening_each(available: dict[str, Any], found: set[str]) -> None:
    assert paris(casp(2019), availability=available) == found


@pytest.mark.parametrize("evenings", [["mon"], ["mon", "tue"], ["mon", "tue", "wed"]])
def test_one_unit_more_than_free_evenings_is_too_many(tiny: Tiny, evenings: list[str]) -> None:
    """Also where no more units than these could be taken in the term at all."""
    units = "ABCD"[: len(evenings) + 1]
    offerings = [{"units": [*units], "period": "S1", "modality": "evening"}]
    needed = [{"id": "all", "all_of": [*units]}]
    case = tiny(programme={"offerings": offerings, "requirements": needed}, availability={"evenings": evenings})
    two_years = {"2020-S1": " ".join(units[:-1]), "2021-S1": units[-1]}
    assert broken(case, plan_of(case, two_years, "2021-S1")) == set()
    assert broken(case, plan_of(case, {"2020-S1": " ".join(units)}, "2020-S1")) == {"availability"}


def test_daytime_units_need_a_free_day_and_no_evening() -> None:
    def by_day(**available: Any) -> set[str]:
        return paris(casp_by_day(2019), "2019-S2", pathway="daytime", availability=available)

    assert by_day(evenings=[], days=["mon"]) == set()
    assert by_day(days=[]) == {"availability"}
    assert by_day(terms={"2019-S1": {"days": []}}) == {"availability"}
    assert by_day(terms={"2019-S2": {"days": []}}) == set()


def evening_rows(*sessions: str) -> str:
    """A timetable of the tiny programme: `A mon 18:00 20:00`; units that are not named have rows without sessions."""
    rows = ""
    for unit in "ABCD":
        own = [text.split()[1:] for text in sessions if text.split()[0] == unit] or [["", "", ""]]
        for weekday, starts, ends in own:
            for period in ("S1", "S2"):
                rows += f",{unit},{period},evening,{weekday},{starts},{ends},,,\n"
    return HEADER + rows


ALL_IN_S1 = {"2020-S1": "A B C D"}


@pytest.mark.parametrize(
    "evenings, found",
    [
        (["mon", "tue", "wed", "thu"], set()),
        (["mon", "thu", "fri", "sat"], set()),
        (["mon", "tue", "thu"], {"availability"}),
        (["tue", "wed", "thu", "fri"], {"availability"}),
    ],
)
def test_a_session_takes_its_own_evening_and_the_others_one_each(
    tiny: Tiny, evenings: list[str], found: set[str]
) -> None:
    """A meets on Monday; B, C and D, whose evenings are not known, take three more."""
    case = tiny(timetable=evening_rows("A mon 18:00 20:00"), availability={"evenings": evenings})
    assert broken(case, plan_of(case, ALL_IN_S1, "2020-S1")) == found


def test_two_sessions_on_the_same_evening_take_one_evening(tiny: Tiny) -> None:
    rows = evening_rows("A mon 18:00 19:30", "B mon 19:30 21:00", "C tue 18:00 20:00", "D tue 20:00 21:30")
    case = tiny(timetable=rows, availability={"evenings": ["mon", "tue"]})
    assert broken(case, plan_of(case, ALL_IN_S1, "2020-S1")) == set()


@pytest.mark.parametrize("spring, found", [(["mon", "wed"], set()), (["mon", "tue", "thu"], {"availability"})])
def test_every_session_of_an_annual_unit_must_fit_in_both_its_terms(
    tiny: Tiny, spring: list[str], found: set[str]
) -> None:
    rows = HEADER + ",A,year,evening,mon,18:00,20:00,,,\n,A,year,evening,wed,18:00,20:00,,,\n"
    terms = [
        {"id": "S1", "title": "autumn", "starts": "2020-09-01", "ends": "2021-01-31"},
        {"id": "S2", "title": "spring", "starts": "2021-02-01", "ends": "2021-06-30"},
    ]
    programme = {
        "calendar": {"year": 2020, "terms": terms, "periods": [{"id": "year", "terms": ["S1", "S2"]}]},
        "offerings": [{"units": ["A"], "period": "year", "modality": "evening"}],
        "requirements": [{"id": "a", "all_of": ["A"]}],
    }
    case = tiny(programme=programme, timetable=rows, availability={"terms": {"2020-S2": {"evenings": spring}}})
    assert broken(case, plan_of(case, {"2020-S1": "A"}, "2020-S2")) == found


@pytest.mark.parametrize("days, found", [(["tue"], set()), (["mon", "wed"], {"availability"})])
def test_a_daytime_session_needs_its_day(tiny: Tiny, days: list[str], found: set[str]) -> None:
    rows = HEADER + ",A,S1,daytime,tue,09:00,12:00,,,\n,B,S1,daytime,,,,,,\n"
    two = {"requirements": [{"id": "ab", "all_of": ["A", "B"]}]}
    case = tiny(programme=two, timetable=rows, pathway="daytime", availability={"evenings": [], "days": days})
    assert broken(case, plan_of(case, {"2020-S1": "A/day B/day"}, "2020-S1")) == found


# clash: no two sessions of chosen offerings overlap


@pytest.mark.parametrize(
    "second, found",
    [
        ("B mon 19:30 21:00", set()),
        ("B mon 19:29 21:00", {"clash"}),
        ("B mon 16:30 18:00", set()),
        ("B mon 16:30 18:01", {"clash"}),
        ("B mon 18:30 19:00", {"clash"}),
        ("B tue 18:00 19:30", set()),
    ],
)
def test_sessions_may_touch_but_not_overlap(tiny: Tiny, second: str, found: set[str]) -> None:
    case = tiny(timetable=evening_rows("A mon 18:00 19:30", second, "C thu 18:00 20:00", "D fri 18:00 20:00"))
    assert broken(case, plan_of(case, ALL_IN_S1, "2020-S1")) == found


def test_any_pair_of_weekly_sessions_may_clash(tiny: Tiny) -> None:
    rows = evening_rows("A mon 18:00 20:00", "A wed 18:00 20:00", "B tue 18:00 20:00", "B wed 19:00 21:00")
    case = tiny(timetable=rows, availability={"evenings": ["mon", "tue", "wed", "thu", "fri"]})
    assert broken(case, plan_of(case, {"2020-S1": "A C", "2020-S2": "B D"}, "2020-S2")) == set()
    assert broken(case, plan_of(case, {"2020-S1": "A B", "2020-S2": "C D"}, "2020-S2")) == {"clash"}


@pytest.mark.parametrize("second, found", [("S1b", set()), ("S1", {"clash"})])
def test_only_weeks_that_both_run_in_count(tiny: Tiny, second: str, found: set[str]) -> None:
    rows = HEADER + f",A,S1a,daytime,mon,09:00,12:00,,,\n,B,{second},daytime,mon,11:00,14:00,,,\n"
    terms = [{"id": "S1", "title": "autumn", "starts": "2020-09-01", "ends": "2021-01-31"}]
    periods = [
        {"id": "S1", "terms": ["S1"]},
        {"id": "S1a", "terms": ["S1"], "ends": "2020-11-30"},
        {"id": "S1b", "terms": ["S1"], "starts": "2020-12-01"},
    ]
    evening = [{"units": ["A", "B"], "period": "S1", "modality": "evening"}]
    programme = {
        "calendar": {"year": 2020, "terms": terms, "periods": periods},
        "offerings": evening,
        "requirements": [{"id": "ab", "all_of": ["A", "B"]}],
    }
    case = tiny(programme=programme, timetable=rows, pathway="daytime")
    assert broken(case, plan_of(case, {"2020-S1": "A/day B/day"}, "2020-S1")) == found


def test_an_evening_session_clashes_with_a_late_daytime_one(tiny: Tiny) -> None:
    for ends, found in (("18:00", set()), ("18:30", {"clash"})):
        rows = HEADER + f",A,S1,daytime,mon,14:00,{ends},,,\n" + evening_rows("B mon 18:00 20:00").removeprefix(HEADER)
        case = tiny(timetable=rows, pathway="mixed")
        assert broken(case, plan_of(case, {"2020-S1": "A/day B C D"}, "2020-S1")) == found


# deadline: the award is not later than the learner's `deadline`


def test_the_award_may_come_in_the_term_of_the_deadline() -> None:
    assert paris(casp(2019), deadline="2021-S1") == set()
    assert paris(casp(2019), deadline="2020-S2") == {"deadline"}
