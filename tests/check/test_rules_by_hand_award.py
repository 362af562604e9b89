"""Just inside and just outside the rules on the award: experience and report.

Every plan is also put to the solver's model: `broken` asserts that the two agree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from planner.domain.case import Case
from tests.support import broken, case_of, casp, casp_by_day, casp_in_two_years, plan_of

CASP = "casp-2019-2020"
Tiny = Callable[..., Case]
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


# experience: 18 months are reached, by date, by the end of the report's term (2010: 24 for a learner in the sector)


@pytest.mark.parametrize(
    "experience, found",
    [
        ({"months": 18, "in_sector": True, "working": False}, set()),
        ({"months": 17, "in_sector": True, "working": False}, {"experience"}),
        ({"months": 17, "in_sector": True, "working": True}, set()),
        ({"months": 17, "in_sector": True}, set()),
        ({"in_sector": True}, set()),
        (None, set()),
    ],
)
def test_eighteen_months_in_paris(experience: dict[str, Any] | None, found: set[str]) -> None:
    """Who does not say how many months, or whether they go on, counts as having enough."""
    assert paris(casp(2019), experience=experience) == found


@pytest.mark.parametrize("ends, found", [("2021-02-01", set()), ("2021-01-31", {"experience"})])
def test_months_count_from_the_first_day_to_the_last_of_the_award_s_term(
    tiny: Tiny, ends: str, found: set[str]
) -> None:
    """13 months on 1 September 2020 are 18 on 1 February 2021, by date."""
    terms = [{"id": "S1", "title": "autumn", "starts": "2020-09-01", "ends": ends}]
    programme = {
        "calendar": {"year": 2020, "terms": terms, "periods": [{"id": "S1", "terms": ["S1"]}]},
        "offerings": [{"units": list("ABCD"), "period": "S1", "modality": "evening"}],
        "award": {"experience": [{"in_sector": True, "months": 18}]},
    }
    case = tiny(programme=programme, experience={"months": 13, "in_sector": True, "working": True})
    assert broken(case, plan_of(case, {"2020-S1": "A B C D"}, "2020-S1")) == found


@pytest.mark.parametrize("months, found", [(3, set()), (2, {"experience"})])
def test_24_months_in_the_sector_in_2010(months: int, found: set[str]) -> None:
    """From 27 September 2010: 21 more months are over on 27 June 2012, 22 on 27 July; the term ends on 15 July 2012."""
    said = {"months": months, "in_sector": True, "working": True}
    case = case_of("casp-2010-reunion", start="2010-S1", experience=said, max_units_per_term=4)
    assert broken(case, plan_of(case, casp_in_two_years(2010), "2011-S2")) == found


@pytest.mark.parametrize(
    "said, internship, found",
    [
        ({"months": 24, "in_sector": True}, None, set()),
        ({"months": 23, "in_sector": True}, None, {"experience"}),
        ({"months": 18, "in_sector": True}, ("2011-07-18", "2011-10-18"), {"experience"}),
        ({"months": 18, "in_sector": False}, ("2011-07-18", "2011-10-18"), set()),
        ({"months": 18, "in_sector": False}, None, {"internship"}),
        ({"months": 17, "in_sector": False}, ("2011-07-18", "2011-10-18"), {"experience"}),
    ],
)
def test_in_2010_24_months_in_the_sector_or_18_and_an_internship(
    said: dict[str, Any], internship: Days | None, found: set[str]
) -> None:
    case = case_of(
        "casp-2010-reunion",
        start="2010-S1",
        experience={**said, "working": False},
        internship_windows=[{"from": "2011-07-18", "to": "2011-12-31"}],
    )
    assert broken(case, plan_of(case, casp(2010), "2012-S1", internship=internship)) == found


def test_an_acquired_experience_unit_needs_neither_months_nor_internship() -> None:
    """UASO03, with a letter O, is how the national register writes UAS003."""
    said = {"months": 0, "in_sector": False, "working": False}
    assert paris(casp(2019), experience=said) == {"experience", "internship"}
    for name in ("UAS003", "UASO03"):
        assert paris(casp(2019), experience=said, acquired=[{"unit": name, "by": "VAE"}]) == set()


# report: defended in a term not before any unit's; at the end of S2 in a year with a daytime unit


@pytest.mark.parametrize("award, found", [("2020-S2", {"report"}), ("2021-S1", set()), ("2022-S2", set())])
def test_the_report_is_not_before_the_last_unit(award: str, found: set[str]) -> None:
    assert paris(casp(2019), award) == found


def test_the_report_waits_for_the_end_of_an_annual_unit() -> None:
    held = ["AST004", "TRS001", "CCE001", "TET099", "TET007", "CCE003", "AST002", "AST005", "TRS002", "PSY001"]
    units = {"2019-S1": "TET003 UEV010"}
    assert paris(units, "2019-S1", acquired=held) == {"report"}
    assert paris(units, "2019-S2", acquired=held) == set()


@pytest.mark.parametrize("award, found", [("2021-S1", {"report"}), ("2021-S2", set()), ("2022-S1", set())])
def test_in_a_year_with_a_daytime_unit_the_report_is_in_s2(award: str, found: set[str]) -> None:
    units = casp(2019) | {"2021-S1": "UEV010/day"}
    assert paris(units, award, pathway="mixed") == found


@pytest.mark.parametrize("pathway, found", [("daytime", {"report"}), ("mixed", set())])
def test_the_daytime_pathway_always_has_its_report_in_s2(pathway: str, found: set[str]) -> None:
    """In 2020-2021 nothing is taken: only the pathway rules out 2020-S1."""
    assert paris(casp_by_day(2019), "2019-S2", pathway=pathway) == set()
    assert paris(casp_by_day(2019), "2020-S1", pathway=pathway) == found


def test_an_acquired_report_waits_for_units_only() -> None:
    units = casp(2019) | {"2021-S1": "UEV010/day"}
    assert paris(units, "2021-S1", pathway="mixed", acquired=["UA211G"]) == set()
    assert paris(casp(2019), "2020-S2", acquired=["UA211G"]) == {"report"}
