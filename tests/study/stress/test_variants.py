"""What a scenario makes of offerings, prices and learners, change by change."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from planner.domain.learner import Cap
from planner.domain.offering import Session
from planner.domain.programme import Programme
from planner.storage import programmes
from planner.study.stress import evaluate
from planner.study.stress.scan import scan
from planner.study.stress.variants import variant
from tests.study.stress.test_evaluate_agreement import variant_of
from tests.support import case_of, term, tiny_programme

COLUMNS = "offering,unit,period,modality,weekday,start,end,site,seats,confidence"
ROWS = (
    "A1,A,S1,evening,mon,18:00,20:00,North,10,confirmed",
    "B1,B,S1,evening,tue,18:00,20:00,North,10,usual",
    "C1,C,S2,evening,mon,18:00,20:00,North,,usual",
    "D1,D,S2,evening,tue,18:00,20:00,North,,unknown",
)


def casp() -> Programme:
    return programmes.load("casp-2019-2020")


def timed(folder: Path) -> Programme:
    """The tiny programme with a weekly timetable for its evening units."""
    table = folder / "times.csv"
    table.write_text("\n".join([COLUMNS, *ROWS]) + "\n", encoding="utf-8")
    return programmes.load(str(tiny_programme(folder)), timetable=table)


def ids(programme: Programme, unit: str, year: int) -> list[str]:
    return [offering.id for offering in programme.offerings(year) if offering.unit == unit]


def test_closed_for_good_or_in_one_year() -> None:
    for_good = variant_of(casp(), {"close": {"unit": "TET003", "modality": "evening"}}).programme
    once = variant_of(casp(), {"close": {"offering": "TET003-2020-year-evening"}}).programme
    assert [ids(for_good, "TET003", year) for year in (2019, 2020)] == [
        ["TET003-2019-S1-daytime"], ["TET003-2020-S1-daytime"],
    ]  # fmt: skip
    assert [len(ids(once, "TET003", year)) for year in (2019, 2020, 2021)] == [2, 1, 2]
    assert ids(casp(), "TET003", 2020) == ["TET003-2020-year-evening", "TET003-2020-S1-daytime"]


def test_opened_beside_what_is_there() -> None:
    opened = {"unit": "AST005", "period": "S2", "modality": "evening", "seats": 12}
    programme = variant_of(casp(), {"open": opened}, {"open": {**opened, "year": 2020}}).programme
    assert ids(programme, "AST005", 2019) == [
        "AST005-2019-S2-evening", "AST005-2019-S1b-daytime", "AST005-2019-S2-evening-2",
    ]  # fmt: skip
    assert ids(programme, "AST005", 2020)[-1] == "AST005-2020-S2-evening-3"


def test_moved_to_another_period_in_one_year() -> None:
    move = {"move": {"unit": "AST005", "modality": "evening", "year": 2020, "to": {"period": "S1"}}}
    programme = variant_of(casp(), move).programme
    assert [ids(programme, "AST005", year)[0] for year in (2019, 2020, 2021)] == [
        "AST005-2019-S2-evening", "AST005-2020-S1-evening", "AST005-2021-S2-evening",
    ]  # fmt: skip


def test_moved_to_another_day_time_and_site(tmp_path: Path) -> None:
    programme = timed(tmp_path)
    day = {"move": {"offering": "A1", "to": {"weekday": "thu"}}}
    time = {"move": {"offering": "A1", "to": {"start": "19:00", "end": "20:30", "site": "South"}}}
    (first,) = [p for p in variant_of(programme, day).programme.patterns if p.unit == "A" and p.modality == "evening"]
    assert (first.id, first.sessions, first.site) == ("A1-*", (Session("thu", 1080, 1200),), "North")
    (both,) = [p for p in variant_of(programme, day, time).programme.patterns if p.id == "A1-*"]
    assert (both.sessions, both.site) == ((Session("thu", 1140, 1230),), "South")


def test_dated_sessions_become_weekly_where_they_are_moved(tmp_path: Path) -> None:
    table = tmp_path / "times.csv"
    head = "offering,unit,period,modality,date,start,end,site,room,teacher"
    days = [f"A1,A,S1,evening,{day},18:00,20:00,North,R1,T1" for day in ("2020-10-05", "2020-10-12", "2020-11-05")]
    table.write_text("\n".join([head, *days]) + "\n", encoding="utf-8")
    programme = programmes.load(str(tiny_programme(tmp_path)), timetable=table)

    def moved(**to: str) -> tuple[list[Session], int | None]:
        found = variant_of(programme, {"move": {"offering": "A1", "to": to}}).programme.patterns
        (one,) = [pattern for pattern in found if pattern.id == "A1-*"]
        return list(one.sessions), one.dated

    place = {"room": "R1", "teachers": ("T1",)}
    site = programme.patterns[-1].sessions[0].site
    monday, thursday = (Session(day, 1080, 1200, site=site, **place) for day in ("mon", "thu"))
    assert moved(period="S2") == ([monday, thursday], None)
    assert moved(weekday="thu") == ([thursday], None)
    assert moved(site="South")[1] is not None
    assert {session.site for session in moved(site="South")[0]} == {None}


def test_who_cannot_come_on_the_new_day_loses_the_offering(tmp_path: Path) -> None:
    timed(tmp_path)
    move = {"move": {"offering": "A1", "to": {"weekday": "thu"}}}
    cases = [
        case_of(tmp_path / "programme.yaml", start="2020-S1", timetable=tmp_path / "times.csv", **keys)
        for keys in ({}, {"availability": {"evenings": ["mon", "tue"]}})
    ]
    found = []
    for case in cases:
        before = evaluate.baseline(case)
        assert (before.status, before.duration) == ("optimal", 2)
        found.append(evaluate.evaluate(case, variant_of(case.programme, move), 0, 0, before))
    assert [(one.status, one.lost) for one in found] == [("optimal", ()), ("impossible", ("A1-2020",))]


def test_seats_by_offering(tmp_path: Path) -> None:
    fewer = {"seats": {"offering": "B1-2021", "seats": 4}}
    one = variant_of(timed(tmp_path), fewer)
    named = ("A1-2020", "B1-2020", "B1-2021", "C1-2020", "Z-2020")
    assert [one.seats(name) for name in named] == [10, 10, 4, None, None]
    assert one.added == ()


def cap_of(given: dict[str, Any], *changes: dict[str, Any]) -> Cap:
    case = case_of("casp-2019-2020", **given)
    return variant_of(case.programme, *changes).case(case).learner.evening_cap


def test_a_cap_is_the_schools_and_own_lower_ones_stay() -> None:
    two = {"cap": {"max_units_per_term": 2}}
    autumn = term(case_of("casp-2019-2020"), "2020-S1")
    own = {"max_units_per_term": {"default": 4, "terms": {"2020-S1": 1}}}
    assert cap_of({}, two) == Cap(2)
    assert cap_of({"max_units_per_term": 1}, two) == Cap(1)
    assert cap_of(own, two) == Cap(2, {autumn: 1})
    assert cap_of(own, {"cap": {"max_units_per_term": 3, "term": "2020-S1"}}) == Cap(4, {autumn: 1})
    assert cap_of({}, {"cap": {"max_units_per_term": 5, "term": "2020-S1"}}) == Cap(None, {autumn: 5})


def test_evenings_lost_for_good_and_in_one_term() -> None:
    case = case_of("casp-2019-2020", availability={"terms": {"2020-S1": {"evenings": ["thu", "sat"]}}})
    autumn, spring = term(case, "2020-S1"), term(case, "2020-S2")
    always = variant_of(case.programme, {"evenings": {"lost": ["thu"]}}).case(case).learner
    once = variant_of(case.programme, {"evenings": {"lost": ["thu"], "term": "2020-S2"}}).case(case).learner
    assert [always.free_evenings(t) for t in (autumn, spring)] == [("sat",), ("mon", "tue", "wed", "fri")]
    assert [once.free_evenings(t) for t in (autumn, spring)] == [("thu", "sat"), ("mon", "tue", "wed", "fri")]
    assert once.free_evenings(spring + 1) == ("mon", "tue", "wed", "thu", "fri")


@pytest.mark.parametrize(
    "fees, evening, daytime",
    [
        ({"percent": 10}, 160_820, 12 * 54_780),
        ({"modality": "evening", "per_credit": 20}, 3 * 17_000 + 68 * 2_000, 597_600),
        ({"funding": "individual", "yearly": 0}, 68 * 1_400, 597_600),
        ({"funding": "employer", "percent": 50}, 146_200, 597_600),
    ],
)
def test_new_prices_by_hand(fees: dict[str, Any], evening: int, daytime: int) -> None:
    """Evening: 3 * 170 + 68 * 14 = 1462. By day: twelve twelfths of 5976, 498 each; a tenth more is 547.80."""
    cases = [case_of("casp-2019-2020", pathway=pathway) for pathway in ("evening", "daytime")]
    one = variant_of(cases[0].programme, {"fees": fees})
    found = [evaluate.evaluate(case, one, 0, 0, evaluate.baseline(case)).cost for case in cases]
    assert found == [evening, daytime]


@pytest.mark.parametrize(
    "change, expected",
    [
        ({"close": {"unit": "AST005"}}, True),
        ({"seats": {"unit": "AST005", "seats": 1}}, True),
        ({"cap": {"max_units_per_term": 3}}, True),
        ({"cap": {"max_units_per_term": 4}}, False),
        ({"cap": {"max_units_per_term": 4, "term": "2020-S1"}}, False),
        ({"evenings": {"lost": ["mon"]}}, True),
        ({"fees": {"percent": 10}}, True),
        ({"fees": {"modality": "daytime", "percent": 10}}, True),
        ({"fees": {"yearly": 100}}, False),
        ({"move": {"unit": "AST005", "modality": "evening", "to": {"period": "S1"}}}, False),
        ({"move": {"unit": "AST005", "modality": "daytime", "to": {"period": "S1a"}}}, True),
        ({"move": {"unit": "AST002", "modality": "evening", "to": {"period": "S2"}}}, True),
        ({"open": {"unit": "AST005", "period": "S1", "modality": "evening"}}, False),
        ({"open": {"unit": "AST005", "period": "2018-S1", "modality": "evening"}}, True),
        ({"open": {"unit": "AST005", "period": "S2", "modality": "evening"}}, True),
    ],
)
def test_what_only_takes_away(change: dict[str, Any], expected: bool) -> None:
    case = case_of("casp-2019-2020", acquired=["AST002"])
    one = variant_of(case.programme, change)
    assert one.restricts(case, one.case(case)) is expected


def test_a_budget_sees_that_prices_have_changed() -> None:
    case = case_of("casp-2019-2020", max_cost_per_year=700)
    one = variant_of(case.programme, {"fees": {"percent": 10}})
    assert one.restricts(case, one.case(case)) is False


def test_a_learner_without_a_place_plans_without_the_offering() -> None:
    case = case_of("casp-2019-2020", acquired=[u for u in casp().courses() if u not in ("AST005", "TET006")])
    before = evaluate.baseline(case)
    assert before.offerings == ("AST005-2019-S2-evening",)
    full = frozenset({"AST005-2019-S2-evening", "AST004-2019-S1-evening", "UNKNOWN-2019"})
    found = evaluate.evaluate(case, variant(case.programme), 0, 0, before, banned=full)
    assert (found.offerings, found.duration, found.on_time) == (("AST005-2020-S2-evening",), 4, False)
    assert found.lost == ("AST005-2019-S2-evening",)


def test_nothing_changes_without_changes() -> None:
    case = case_of("casp-2019-2020")
    before = evaluate.baseline(case)
    assert evaluate.evaluate(case, variant(case.programme), 0, 0, before) == before


def test_a_variant_can_be_sent() -> None:
    case = case_of("casp-2019-2020")
    one = variant_of(case.programme, {"close": {"unit": "TET003"}}, {"fail": {"rate": 0.1}})
    sent = pickle.loads(pickle.dumps(one))
    before = evaluate.baseline(case)
    assert evaluate.evaluate(case, sent, 1, 1, before) == evaluate.evaluate(case, one, 1, 1, before)


def test_fingerprints_tell_what_matters() -> None:
    close, fail = {"close": {"unit": "TET003"}}, {"fail": {"rate": 0.1}}
    one, other = (case_of("casp-2019-2020", id=name, acquired=held) for name, held in (
        ("one", ["AST004", "TRS001"]), ("other", ["TRS001", {"unit": "AST004", "by": "VAE"}]),
    ))  # fmt: skip
    third = case_of("casp-2019-2020", id="third", acquired=["AST004"])
    closed, failing = variant_of(one.programme, close), variant_of(one.programme, close, fail)
    assert evaluate.fingerprint(one, closed) == evaluate.fingerprint(other, closed)
    assert evaluate.fingerprint(one, closed) != evaluate.fingerprint(third, closed)
    assert evaluate.fingerprint(one, closed) != evaluate.fingerprint(one, variant(one.programme))
    assert evaluate.fingerprint(one, failing) != evaluate.fingerprint(other, failing)
    assert evaluate.fingerprint(one, failing) == evaluate.fingerprint(one, failing)


def test_a_scan_closes_each_offering_once() -> None:
    found = scan([casp(), casp()], "close")
    assert len(found) == len(casp().patterns) == len({scenario.id for scenario in found})
    (one,) = [scenario for scenario in found if scenario.id == "close-AST005-S2-evening"]
    assert one.title == {"fr": "AST005-S2-evening fermé définitivement", "en": "AST005-S2-evening closed for good"}
    assert ids(variant(casp(), one).programme, "AST005", 2020) == ["AST005-2020-S1b-daytime"]


def test_a_scan_of_years_changes_each_year_alone() -> None:
    found = {scenario.id: scenario for scenario in scan([casp()], "close", years=[2019, 2020])}
    assert len(found) == 2 * len(casp().patterns)
    assert found["close-TET003-2020-year-evening"].title["en"] == "TET003-year-evening closed in 2020-2021"
    programme = variant(casp(), found["close-TET003-2020-year-evening"]).programme
    assert [len(ids(programme, "TET003", year)) for year in (2019, 2020, 2021)] == [2, 1, 2]


def test_a_scan_moves_to_other_terms_and_to_other_days(tmp_path: Path) -> None:
    names = [scenario.id for scenario in scan([casp()], "move")]
    assert [name for name in names if "AST005-S2" in name or "TET003" in name] == [
        "move-AST005-S2-evening-S1",
        "move-TET003-S1-daytime-S2",
    ]
    days = [scenario.id for scenario in scan([timed(tmp_path)], "move") if scenario.id.startswith("move-A1")]
    assert days == [f"move-A1-{place}" for place in ("tue", "wed", "thu", "fri", "S2")]


def test_a_scan_of_seats_takes_shares_of_the_demand(tmp_path: Path) -> None:
    programme = timed(tmp_path)
    found = scan([programme], "seats", {"A1-*": 25, "C1-*": 1})
    assert [(scenario.id, variant(programme, scenario).seats("A1-2020")) for scenario in found[:2]] == [
        ("seats-A1-80", 20), ("seats-A1-50", 12),
    ]  # fmt: skip
    assert [scenario.id for scenario in found[2:]] == ["seats-C1-50"], "no seat either way"
