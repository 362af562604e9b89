"""What plans cost, recomputed from the figures of the documents by hand: euros in the comments, cents in the code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.check.cost import cost
from planner.domain.case import Case
from planner.report import basis
from tests.support import case_of, casp, casp_by_day, casp_in_two_years, plan_of

TWELVE = [unit for codes in casp(2016).values() for unit in codes.split()]
TIMETABLE = "offering,unit,period,modality,weekday,start,end,site,seats,confidence\n"


def total(programme: str, units: dict[str, str], award: str, **keys: Any) -> int | None:
    case = case_of(programme, **keys)
    return cost(case, plan_of(case, units, award)).total


def with_tet006(units: dict[str, str], term: str) -> dict[str, str]:
    """The same plan with the other elective, which runs in S2."""
    kept = {name: codes.replace("UEV010", "").strip() for name, codes in units.items()}
    return kept | {term: f"{kept.get(term, '')} TET006"}


# 2019: 170 a year + 14 a credit; 68 credits with UEV010, 66 with TET006.


@pytest.mark.parametrize(
    "units, award, euros",
    [
        (casp_in_two_years(2019), "2020-S2", 1292),  # 2 x 170 + 68 x 14 = 340 + 952
        (with_tet006(casp_in_two_years(2019), "2020-S2"), "2020-S2", 1264),  # 2 x 170 + 66 x 14 = 340 + 924
        (casp(2019), "2021-S1", 1462),  # 3 x 170 + 68 x 14 = 510 + 952
        (with_tet006(casp(2019), "2021-S2"), "2021-S2", 1434),  # 3 x 170 + 66 x 14 = 510 + 924
        (casp_in_two_years(2019), "2021-S1", 1462),  # the report alone in 2021-2022: a third yearly fee
        (casp(2019) | {"2021-S1": "", "2022-S1": "UEV010"}, "2022-S1", 1462),  # nothing in 2021-2022: no fee
    ],
)
def test_evenings_of_2019_paid_alone(units: dict[str, str], award: str, euros: int) -> None:
    assert total("casp-2019-2020", units, award) == euros * 100


@pytest.mark.parametrize(
    "funding, euros",
    [
        ("employer", 9520),  # 68 x 140
        ("cpf", 7650),  # UEs of 4, 6, 8 credits at 450, 675, 900: 3 x 450 + 8 x 675 + 900
        ("jobseeker", 5100),  # at 300, 450, 600: 3 x 300 + 8 x 450 + 600
    ],
)
def test_evenings_of_2019_paid_by_others_have_no_yearly_fee(funding: str, euros: int) -> None:
    assert total("casp-2019-2020", casp(2019), "2021-S1", funding=funding) == euros * 100


def test_acquired_units_are_not_paid() -> None:
    """170 x 3 + (68 - 6 - 8) x 14 = 510 + 756: TRS001 and TET003 are held."""
    units = casp(2019) | {"2019-S1": "AST004"}
    assert total("casp-2019-2020", units, "2021-S1", acquired=["TRS001", "TET003"]) == 126600


# Day: 5 976 for the whole programme (employer 11 952), a twelfth for each UE of a part: 498 (996).


@pytest.mark.parametrize("vintage, year", [("2016-2017", 2016), ("2019-2020", 2019), ("2020-2021", 2020)])
@pytest.mark.parametrize("funding, euros", [("individual", 5976), ("jobseeker", 5976), ("employer", 11952)])
def test_the_daytime_year(vintage: str, year: int, funding: str, euros: int) -> None:
    keys = {"start": f"{year}-S1", "pathway": "daytime", "funding": funding}
    assert total(f"casp-{vintage}", casp_by_day(year), f"{year}-S2", **keys) == euros * 100


@pytest.mark.parametrize(
    "funding, euros",
    [
        ("individual", 2732),  # 3 x 498 + 52 x 14 + 3 x 170 = 1494 + 728 + 510
        ("employer", 10268),  # 3 x 996 + 52 x 140 = 2988 + 7280
        ("jobseeker", 5394),  # 3 x 498 + 6 x 450 + 2 x 300 + 600 = 1494 + 3900
    ],
)
def test_a_part_in_the_daytime_is_paid_by_twelfths(funding: str, euros: int) -> None:
    """In the daytime TRS001 (6 credits), AST002 (6) and CCE003 (4); 52 credits in the evening."""
    units = casp(2019) | {"2019-S1": "AST004 TRS001/day TET003", "2020-S1": "CCE001 CCE003/day AST002/day"}
    assert total("casp-2019-2020", units, "2021-S1", funding=funding, pathway="mixed") == euros * 100


@pytest.mark.parametrize(
    "pathway, award, euros",
    [
        ("daytime", "2019-S2", 5976),
        ("daytime", "2020-S2", 5976),  # the daytime pathway never owes the yearly fee
        ("mixed", "2019-S2", 5976),  # nor does a year with a daytime UE
        ("mixed", "2020-S1", 6146),  # the report alone in 2020-2021: + 170
    ],
)
def test_a_report_alone_in_a_later_year(pathway: str, award: str, euros: int) -> None:
    assert total("casp-2019-2020", casp_by_day(2019), award, pathway=pathway) == euros * 100


# 2010: 18 once + 100 a year + 55 a credit (employer 125, jobseeker 5) + 152 for the report; distance 200 a UE.


@pytest.mark.parametrize(
    "funding, euros",
    [
        ("individual", 4210),  # 18 + 3 x 100 + 68 x 55 + 152
        ("employer", 8970),  # 18 + 3 x 100 + 68 x 125 + 152
        ("jobseeker", 810),  # 18 + 3 x 100 + 68 x 5 + 152
    ],
)
def test_la_reunion_in_2010(funding: str, euros: int) -> None:
    assert total("casp-2010-reunion", casp(2010), "2012-S1", start="2010-S1", funding=funding) == euros * 100


@pytest.mark.parametrize("funding, euros", [("individual", 4080), ("employer", 8420), ("jobseeker", 980)])
def test_a_distance_unit_costs_200_whoever_pays(tmp_path: Path, funding: str, euros: int) -> None:
    """UEV010 (6 credits) at a distance: 4210 - 330 + 200, 8970 - 750 + 200, 810 - 30 + 200."""
    rows = tmp_path / "distance.csv"
    rows.write_text(TIMETABLE + ",UEV010,S1,distance,,,,,,\n", encoding="utf-8")
    case = case_of("casp-2010-reunion", start="2010-S1", funding=funding, timetable=rows)
    plan = plan_of(case, casp(2010) | {"2012-S1": "UEV010/far"}, "2012-S1")
    assert cost(case, plan).total == euros * 100


def test_an_acquired_report_has_no_supervision_to_pay() -> None:
    assert total("casp-2010-reunion", casp(2010), "2012-S1", start="2010-S1", acquired=["RAPPORT"]) == 405800


# 2016: 150 a year + 14 a credit; 144 a credit; by the hour 30 (CPF) or 9.15 (jobseeker); DIF 650 for one UE.
# Hours by UE size: 3 x 30 + 8 x 45 + 60 = 510 = 270 + 240.


@pytest.mark.parametrize(
    "funding, cents",
    [
        ("individual", 140200),  # 3 x 150 + 68 x 14 = 450 + 952
        ("employer", 979200),  # 68 x 144
        ("cpf", 1530000),  # 510 x 30
        ("jobseeker", 466650),  # 510 x 9.15
    ],
)
def test_evenings_of_2016(funding: str, cents: int) -> None:
    assert total("casp-2016-2017", casp(2016), "2018-S1", start="2016-S1", funding=funding) == cents


def one_unit_left(unit: str, funding: str) -> Case:
    held = [code for code in TWELVE if code != unit]
    return case_of("casp-2016-2017", start="2016-S1", funding=funding, acquired=held)


@pytest.mark.parametrize(
    "unit, term, jobseeker, cpf",
    [("CCE001", "2016-S1", 27450, 90000), ("AST004", "2016-S1", 41175, 135000), ("TET003", "2016-S1", 54900, 180000)],
)
def test_a_unit_of_30_45_or_60_hours(unit: str, term: str, jobseeker: int, cpf: int) -> None:
    for funding, cents in (("jobseeker", jobseeker), ("cpf", cpf), ("dif", 65000)):
        case = one_unit_left(unit, funding)
        assert cost(case, plan_of(case, {term: unit}, "2016-S2")).total == cents


def test_the_dif_package_covers_one_unit_and_no_document_says_what_two_cost() -> None:
    held = [code for code in TWELVE if code not in ("CCE001", "AST004")]
    case = case_of("casp-2016-2017", start="2016-S1", funding="dif", acquired=held)
    paid = cost(case, plan_of(case, {"2016-S1": "CCE001 AST004"}, "2016-S1"))
    assert paid.total is None
    assert paid.known_cents(2016) == 2 * 65000  # what the tariff lists is what a budget is held against
    assert [line.amount for line in paid.lines] == [None, None]


# 2020: 170 a year + 56 to 112 a UE; evenings paid by others are not priced. RNCP36625: no price at all.


def test_evenings_of_2020() -> None:
    assert total("casp-2020-2021", casp(2020), "2022-S1", start="2020-S1") == 146200  # 3 x 170 + 68 x 14
    for funding in ("employer", "cpf", "jobseeker"):
        assert total("casp-2020-2021", casp(2020), "2022-S1", start="2020-S1", funding=funding) is None


def test_a_unit_of_2020_costs_56_to_112() -> None:
    case = case_of("casp-2020-2021", start="2020-S1")
    prices = {line.amount for line in cost(case, plan_of(case, casp(2020), "2022-S1")).lines if "unit" in line.values}
    assert prices == {5600, 8400, 11200}


@pytest.mark.parametrize("funding", ["individual", "employer", "jobseeker", "cpf"])
def test_the_present_title_has_no_known_price(funding: str) -> None:
    for units, award, pathway in ((casp(2023), "2025-S1", "evening"), (casp_by_day(2023), "2023-S2", "daytime")):
        case = case_of("casp-rncp36625", start="2023-S1", funding=funding, pathway=pathway)
        paid = cost(case, plan_of(case, units, award))
        assert paid.total is None
        assert [line.amount for line in paid.lines] == [None] * 12


def test_the_credits_of_tet010_are_unknown() -> None:
    case = case_of("casp-rncp36625", start="2023-S1")
    assert case.programme.units["TET010"].credits is None
    with_tet010 = casp(2023) | {"2025-S1": "", "2025-S2": "TET010"}
    assert basis.credits(case, plan_of(case, casp(2023), "2025-S1")) == (68, 120)
    assert basis.credits(case, plan_of(case, with_tet010, "2025-S2")) == (None, None)


def test_credits_of_2019_with_either_elective() -> None:
    """68 or 66 for the UEs, and 30 + 16 + 6 for experience, report and workshop."""
    case = case_of("casp-2019-2020")
    assert basis.credits(case, plan_of(case, casp(2019), "2021-S1")) == (68, 120)
    assert basis.credits(case, plan_of(case, with_tet006(casp(2019), "2021-S2"), "2021-S2")) == (66, 118)


def test_credits_of_2010_contradict_the_announced_120() -> None:
    """68 + 36 in the sector, 68 + 14 outside it."""
    for in_sector, whole in ((True, 104), (False, 82)):
        case = case_of("casp-2010-reunion", start="2010-S1", experience={"months": 24, "in_sector": in_sector})
        plan = plan_of(case, casp(2010), "2012-S1")
        assert basis.credits(case, plan) == (68, whole)
        assert ("warning.credits_announced", {"total": whole, "most": 120}) in basis.warnings(case, plan)
