"""Just inside and just outside the rules on the internship and the workshop.

Every plan is also put to the solver's model: `broken` asserts that the two agree.
"""

from __future__ import annotations

from typing import Any

import pytest

from planner.study.past import after_results
from tests.support import broken, case_of, casp, casp_by_day, plan_of

CASP = "casp-2019-2020"
Days = tuple[str, str]


def paris(
    units: dict[str, str],
    award: str = "2021-S1",
    internship: Days | None = None,
    workshop: str | None = "start",
    **keys: Any,
) -> set[str]:
    """Rules that a plan of the 2019 vintage breaks."""
    case = case_of(CASP, **keys)
    return broken(case, plan_of(case, units, award, internship=internship, workshop=workshop))


# internship: out of the sector, 3 months inside one window, apart from daytime classes, over by the report's term


def abroad(internship: Days, *windows: Days, units: dict[str, str] | None = None, **keys: Any) -> set[str]:
    """The rules that a learner from another sector breaks."""
    given = [{"from": first, "to": last} for first, last in windows]
    said = {"months": 24, "in_sector": False}
    return paris(units or casp(2019), internship=internship, experience=said, internship_windows=given, **keys)


AUTUMN = ("2020-09-01", "2020-12-01")


@pytest.mark.parametrize(
    "internship, window, found",
    [
        (AUTUMN, ("2020-09-01", "2020-12-01"), set()),
        (AUTUMN, ("2020-09-01", "2020-11-30"), {"internship"}),
        (AUTUMN, ("2020-09-02", "2020-12-02"), {"internship"}),
        (("2020-09-01", "2020-11-30"), AUTUMN, {"internship"}),
        (("2020-11-30", "2021-02-28"), ("2020-11-30", "2021-02-28"), set()),
        (("2020-11-30", "2021-02-27"), ("2020-11-30", "2021-02-28"), {"internship"}),
    ],
)
def test_three_months_from_date_to_date_inside_a_window(internship: Days, window: Days, found: set[str]) -> None:
    """1 September to 1 December: both days are inside; three months from 30 November end on the last of February."""
    assert abroad(internship, window) == found


def test_the_internship_lies_in_one_window_only() -> None:
    assert abroad(AUTUMN, ("2020-09-01", "2020-10-15"), ("2020-10-16", "2020-12-31")) == {"internship"}
    assert abroad(AUTUMN, ("2020-09-01", "2020-10-15"), ("2020-09-01", "2020-12-31")) == set()


def test_no_window_means_no_internship_in_the_evening() -> None:
    assert abroad(AUTUMN) == {"internship"}
    assert paris(casp(2019), experience={"months": 24, "in_sector": False}) == {"internship"}


@pytest.mark.parametrize(
    "internship, found",
    [
        (("2020-02-16", "2020-05-16"), set()),
        (("2020-02-15", "2020-05-15"), {"internship"}),
    ],
)
def test_it_starts_after_the_last_day_of_daytime_classes(internship: Days, found: set[str]) -> None:
    """Daytime classes of 2019-2020 end on 15 February 2020."""
    window = (internship[0], "2020-06-30")
    units = casp(2019) | {"2019-S1": "AST004 TRS001/day TET003"}
    assert abroad(internship, window, units=units, pathway="mixed") == found


@pytest.mark.parametrize(
    "internship, found",
    [
        (("2020-06-27", "2020-09-27"), set()),
        (("2020-06-28", "2020-09-28"), {"internship"}),
    ],
)
def test_it_ends_before_the_first_day_of_daytime_classes(internship: Days, found: set[str]) -> None:
    """Daytime classes of 2020-2021 start on 28 September 2020; evening classes disturb no internship."""
    units = casp(2019) | {"2020-S1": "CCE001/day CCE003 AST002"}
    assert abroad(internship, internship, units=units, pathway="mixed") == found
    assert abroad(internship, internship) == set()


@pytest.mark.parametrize(
    "internship, found",
    [
        (("2021-10-31", "2022-01-31"), set()),
        (("2021-11-01", "2022-02-01"), {"internship"}),
        (("2019-07-01", "2019-10-01"), set()),
        (("2019-06-30", "2019-09-30"), {"internship"}),
    ],
)
def test_it_ends_by_the_report_s_term_and_not_before_the_plan(internship: Days, found: set[str]) -> None:
    """The plan starts on 1 October 2019, and the report's term ends on 31 January 2022."""
    assert abroad(internship, internship) == found


@pytest.mark.parametrize(
    "internship, found",
    [
        (("2020-02-16", "2020-05-16"), set()),
        (("2020-03-16", "2020-06-16"), {"internship"}),
    ],
)
def test_the_daytime_year_has_its_own_window(internship: Days, found: set[str]) -> None:
    """16 February to 15 June, unless the learner gives windows."""
    keys: dict[str, Any] = {"units": casp_by_day(2019), "award": "2019-S2", "pathway": "daytime"}
    assert abroad(internship, **keys) == found
    assert abroad(internship, ("2021-02-16", "2021-06-15"), **keys) == {"internship"}


@pytest.mark.parametrize(
    "ends, found",
    [
        ("2020-09-27", set()),
        ("2020-09-28", {"internship"}),
        ("2020-12-31", {"internship"}),
    ],
)
def test_no_class_begins_on_the_days_of_an_internship_under_way(ends: str, found: set[str]) -> None:
    """Begun in June 2020; classes of the day start on 28 September 2020. Those that have begun as well stay."""
    case = case_of(CASP, pathway="mixed", experience={"months": 24, "in_sector": False})
    units = casp(2019) | {"2020-S1": "CCE001/day CCE003 AST002"}
    plan = plan_of(case, units, "2021-S1", internship=("2020-06-01", ends))
    for now, rules in ((3, found), (4, set())):
        begun = after_results(case, plan, (), case.learner.start + now - 1)
        assert begun.history is not None
        assert begun.history.internship == plan.internship
        assert broken(begun, plan) == rules


# workshop: UAS004 not later than the internship's term, else not later than the report's


@pytest.mark.parametrize(
    "workshop, found",
    [
        ("2019-S1", set()),
        ("2021-S1", set()),
        ("2021-S2", {"workshop"}),
        ("2018-S2", {"workshop"}),
        (None, {"workshop"}),
    ],
)
def test_the_workshop_comes_with_the_report_at_the_latest(workshop: str | None, found: set[str]) -> None:
    assert paris(casp(2019), workshop=workshop) == found


@pytest.mark.parametrize(
    "internship, latest, late",
    [
        (AUTUMN, "2019-S2", "2020-S1"),
        (("2020-10-01", "2021-01-01"), "2020-S1", "2020-S2"),
        (("2020-09-30", "2020-12-30"), "2019-S2", "2020-S1"),
        (("2020-06-15", "2020-09-15"), "2019-S2", "2020-S1"),
        (("2019-08-01", "2019-11-01"), "2019-S1", "2019-S2"),
    ],
)
def test_the_workshop_starts_no_later_than_the_internship(internship: Days, latest: str, late: str) -> None:
    """S1 starts on 1 October; before the first term, which serves an internship that has begun, nothing is possible."""
    assert abroad(internship, internship, workshop=latest) == set()
    assert abroad(internship, internship, workshop=late) == {"workshop"}


def test_an_acquired_workshop_is_not_followed() -> None:
    """UASO04, with a letter O, is how the national register writes UAS004."""
    for name in ("UAS004", "UASO04"):
        assert paris(casp(2019), acquired=[name], workshop=None) == set()


def test_the_vintage_of_2010_has_no_workshop() -> None:
    case = case_of("casp-2010-reunion", start="2010-S1")
    assert broken(case, plan_of(case, casp(2010), "2012-S1", workshop=None)) == set()
