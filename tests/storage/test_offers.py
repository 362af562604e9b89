"""Files of offers: what is read, what programmes add, and one clear message for what does not fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.domain.brief import Brief
from planner.domain.offer import Choice, Design, Place
from planner.errors import BadInput
from planner.storage import offers
from planner.storage.offer_folder import timetable_text
from planner.storage.offer_output import programme_of
from planner.storage.validation import Source
from tests.support import INSTANCES, tiny_programme
from tests.worded import text_of

CASP = INSTANCES / "casp-offer" / "offer.yaml"


def small(**changes: Any) -> dict[str, Any]:
    """Two curricula over four terms of two years; `changes` replace whole keys, None removes one."""
    data: dict[str, Any] = {
        "format": "planner/offer/1",
        "id": "small",
        "terms": 4,
        "year": ["S1", "S2"],
        "max_units": 3,
        "units": [
            {"code": "A", "credits": 6, "today": "S1"},
            {"code": "B", "credits": 4, "today": "S1"},
            {"code": "C", "credits": 5, "periods": ["S2"], "today": "S2"},
            {"code": "D", "credits": 6, "terms": [1, 2]},
            {"code": "E", "credits": 8, "periods": ["year"], "today": "year"},
        ],
        "curricula": [
            {"id": "one", "units": ["A", "B", "E"], "choices": [{"take": 1, "of": ["C", "D"]}]},
            {"id": "two", "units": ["A", "C", "D"], "max_units": 2},
        ],
        "prerequisites": [{"unit": "C", "after": ["A"]}],
        "unwanted": [{"unit": "A", "term": 1, "weight": 2}, {"unit": "B", "period": "S1"}],
    }
    return {key: value for key, value in {**data, **changes}.items() if value is not None}


def read(data: dict[str, Any]) -> Brief:
    return offers.read(Source(data, "offer.yaml", yaml.safe_dump(data, sort_keys=False)))


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"exclusive": [["A", "B"]]}, "A, B"),
        (
            {"requirements": [{"id": "two", "k": 2, "of": ["A", "B", "C"]}, {"id": "few", "at_most": 1, "of": ["A"]}]},
            "few",
        ),
    ],
)
def test_programmes_whose_regulations_limit_what_counts_are_refused(
    tmp_path: Path, changes: dict[str, Any], value: str
) -> None:
    path = tiny_programme(tmp_path, **changes)
    with pytest.raises(BadInput) as problem:
        read(small(curricula=[{"id": "one", "programme": str(path)}], units=[], prerequisites=[], unwanted=[]))
    assert [(one.key, one.values["value"]) for one in problem.value.problems] == [("offer.limited", value)]


def test_an_offer_with_units_of_its_own() -> None:
    brief = read(small())
    assert [place.terms for place in brief.units["A"].places] == [(0,), (1,), (2,), (3,)]
    assert [place.terms for place in brief.units["C"].places] == [(1,), (3,)]
    assert [place.terms for place in brief.units["D"].places] == [(0,), (1,)]
    assert [place.terms for place in brief.units["E"].places] == [(0, 1), (2, 3)]
    assert [one.max_units for one in brief.curricula] == [3, 2]
    assert brief.curricula[0].choices == (Choice(("C", "D"), 1),)
    assert brief.precedences == (("A", "C"),)
    assert [(one.unit, one.terms, one.weight) for one in brief.unwanted] == [("A", (0,), 2), ("B", (0, 2), 1)]


def test_costs_of_places_are_wishes_and_changes() -> None:
    brief = read(small(weights={"unwanted": 10, "change": 3}))
    costs = {
        code: {place.terms: brief.cost(code, place) for place in unit.places} for code, unit in brief.units.items()
    }
    assert costs["A"] == {(0,): 20, (1,): 3, (2,): 0, (3,): 3}
    assert costs["B"] == {(0,): 10, (1,): 3, (2,): 10, (3,): 3}
    assert set(costs["D"].values()) == {0}, "nobody knows where it runs today"
    assert brief.offer().units["A"].costs == {Place((0,)): 20, Place((1,)): 3, Place((3,)): 3}


def test_a_term_of_today_is_told_by_its_number() -> None:
    units = [{"code": "A", "credits": 6, "today": 2}]
    brief = read(small(year=None, units=units, curricula=[{"id": "x", "units": ["A"]}], prerequisites=[], unwanted=[]))
    assert [brief.changed("A", place) for place in brief.units["A"].places] == [True, False, True, True]
    assert brief.period(Place((1,))) is None
    assert brief.term_name(1) == "2"


def test_the_vintages_bring_their_units_choices_prerequisite_and_periods() -> None:
    brief = offers.load(CASP)
    assert len(brief.units) == 14
    assert [len(one.all_units()) for one in brief.curricula] == [12, 13, 13, 13, 13]
    assert [one.choices for one in brief.curricula][:2] == [(), (Choice(("UEV010", "TET006"), 1),)]
    assert brief.precedences == (("AST004", "AST005"),)
    assert {brief.units[code].today for code in ("TET003",)} == {("year",)}
    assert [place.terms for place in brief.units["TET003"].places] == [(0,), (0, 1), (1,), (2,), (2, 3), (3,)]
    assert (brief.units["TET010"].credits, brief.units["TET010"].assumption) == (6, "tet010-credits")
    assert {one.max_units for one in brief.curricula} == {3}


def test_units_that_are_taken_in_any_case_are_compulsory() -> None:
    brief = offers.load(CASP.with_name("both-electives.yaml"))
    one = brief.curricula[2]
    assert (one.id, one.choices, "TET006" in one.units, "UEV010" in one.units) == (
        "casp-2016-2017-tet006",
        (),
        True,
        False,
    )


def test_a_programme_by_a_path_beside_the_file(tmp_path: Path) -> None:
    tiny_programme(tmp_path)
    path = tmp_path / "offer.yaml"
    path.write_text(
        "{format: planner/offer/1, id: x, terms: 2, year: [S1, S2], curricula: [{programme: programme.yaml}]}",
        encoding="utf-8",
    )
    brief = offers.load(path)
    assert list(brief.units) == ["A", "B", "C", "D"]
    assert brief.units["A"].today == ("S1", "S2"), "it runs twice a year"
    assert not any(brief.changed("A", place) for place in brief.units["A"].places)


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"curricula": [{"id": "x", "units": ["A", "Z"]}]}, "curricula[0].units[1]", "unknown unit 'Z'"),
    ({"curricula": [{"id": "x", "units": ["A", "A"]}]}, "curricula[0].units[1]", "stands twice"),
    ({"curricula": [{"id": "x"}]}, "curricula[0]", "either programme or units"),
    ({"curricula": [{"units": ["A"]}]}, "curricula[0]", "give id"),
    ({"curricula": [{"id": "x", "units": ["A"]}, {"id": "x", "units": ["B"]}]}, "curricula[1]", "stands twice"),
    ({"curricula": [{"id": "x", "units": ["A"], "take": ["A"]}]}, "curricula[0].take[0]", "unknown unit 'A'"),
    (
        {"curricula": [{"id": "x", "choices": [{"take": 1, "of": ["A", "B"]}], "take": ["A", "B"]}]},
        "curricula[0].take",
        "more than",
    ),
    ({"curricula": [{"id": "x", "choices": [{"take": 3, "of": ["A", "B"]}]}]}, "curricula[0].choices[0].take", "more"),
    ({"min_units": 4}, "min_units", "the least (4) is more than the most (3)"),
    ({"curricula": [{"id": "x", "units": ["A"], "min_credits": 9, "max_credits": 8}]}, "curricula[0].min_credits", "9"),
    ({"prerequisites": [{"unit": "A", "after": ["A"]}]}, "prerequisites[0]", "A → A"),
    (
        {
            "prerequisites": [
                {"unit": "A", "after": ["B"]},
                {"unit": "B", "after": ["C"]},
                {"unit": "C", "after": ["A"]},
            ]
        },
        "prerequisites",
        "circle",
    ),
    ({"prerequisites": [{"unit": "A", "after": ["Q"]}]}, "prerequisites[0].after[0]", "unknown unit 'Q'"),
    ({"unwanted": [{"unit": "A"}]}, "unwanted[0]", "either term"),
    ({"unwanted": [{"unit": "A", "term": 1, "period": "S1"}]}, "unwanted[0]", "either term"),
    ({"unwanted": [{"unit": "A", "term": 5}]}, "unwanted[0].term", "no term 5"),
    ({"unwanted": [{"unit": "A", "period": "T1"}]}, "unwanted[0].period", "known: S1, S2, year"),
    ({"year": None}, "units[0].today", "the offer has no periods"),
    ({"year": ["S1", "S1"]}, "year[1]", "stands twice"),
    ({"fixed": [{"unit": "A", "term": 1}, {"unit": "A", "term": 2}]}, "fixed[1]", "no place left"),
    ({"fixed": [{"unit": "Q", "term": 1}]}, "fixed[0].unit", "unknown unit 'Q'"),
    ({"term_titles": ["one"]}, "term_titles", "1 titles for 4 terms"),
    ({"weights": {"balance": -1}}, "weights.balance", "at least 0"),
    ({"surprise": 1}, "surprise", "unknown key"),
    ({"terms": 0}, "terms", "at least 1"),
    ({"calendar": {"year": 2026, "terms": [{"id": "T1"}]}}, "calendar.terms[0].id", "not a period"),
    ({"calendar": {"year": 2026, "terms": [{"id": "S1", "starts": "2026-09-01"}]}}, "calendar.terms[0]", "two days"),
    (
        {"calendar": {"year": 2026, "terms": [{"id": "S1", "starts": "2026-09-01", "ends": "2026-08-01"}]}},
        "calendar.terms[0].ends",
        "in order",
    ),
    ({"curricula": [{"programme": "nothing"}]}, "curricula[0].programme", "unknown programme"),
    ({"curricula": [{"programme": "fictional-three-terms"}]}, "curricula[0].programme", "every year"),
    ({"curricula": [{"programme": "casp-2019-2020"}], "year": ["T1", "T2"]}, "year", "write year: [S1, S2]"),
]


@pytest.mark.parametrize("changes, where, text", BAD, ids=[str(index) for index in range(len(BAD))])
def test_what_does_not_fit_has_a_clear_message(changes: dict[str, Any], where: str, text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(small(**changes))
    problem = next(each for each in caught.value.problems if each.where.startswith(where))
    assert problem.line is not None
    assert text in text_of(problem, "en")
    assert text_of(problem, "fr") != text_of(problem, "en")


def test_unknown_credits_matter_only_where_they_count() -> None:
    units = [{"code": "A", "credits": 6}, {"code": "B"}]
    keys: dict[str, Any] = {"units": units, "prerequisites": [], "unwanted": []}
    curriculum: dict[str, Any] = {"id": "x", "units": ["A", "B"]}
    with pytest.raises(BadInput, match="credits of B"):
        read(small(**keys, curricula=[curriculum]))
    light = {"weights": {"balance": 0}}
    assert read(small(**keys, **light, curricula=[curriculum])).units["B"].credits is None
    with pytest.raises(BadInput, match="credits of B"):
        read(small(**keys, **light, curricula=[{**curriculum, "max_credits": 9}]))


IN_A_CYCLE = {"units": list("ABCD"), "period": "S1", "modality": "evening", "years": {"every": 3, "from": 2020}}


@pytest.mark.parametrize(
    "changes, text",
    [
        ({"requirements": [{"id": "c", "credits": 6, "of": ["A", "B"]}]}, "asks for credits"),
        ({"prerequisites": [{"unit": "A", "after": [{"any": ["B", "C"]}]}]}, "prerequisite of several units"),
        ({"prerequisites": [{"unit": "A", "together": ["B"]}]}, "co-requisite"),
        ({"offerings": [{"units": ["A", "B", "C", "D"], "period": "S1", "modality": "daytime"}]}, "no evening classes"),
        ({"offerings": [{"units": list("ABCD"), "period": "S1", "modality": "evening", "years": "odd"}]}, "every year"),
        ({"offerings": [IN_A_CYCLE]}, "every year"),
        ({"units": [{"code": code, "title": code, "credits": 6, "alone": code == "B"} for code in "ABCD"]}, "B of"),
        (
            {"requirements": [{"id": "c", "all_of": ["A", "B"]}, {"id": "d", "k": 1, "of": ["B", "C"]}]},
            "two requirements",
        ),
    ],
)
def test_a_programme_that_an_offer_cannot_hold(tmp_path: Path, changes: dict[str, Any], text: str) -> None:
    path = tiny_programme(tmp_path, **changes)
    with pytest.raises(BadInput) as caught:
        read(small(units=None, prerequisites=None, unwanted=None, curricula=[{"programme": str(path)}]))
    assert text in text_of(caught.value, "en")
    assert caught.value.where == "curricula[0].programme"


def test_everything_that_programmes_cannot_give_is_told_at_once(tmp_path: Path) -> None:
    rules: list[dict[str, Any]] = [
        {"id": "some", "credits": 12, "of": ["B", "D"]},
        {"id": "core", "all_of": ["A"]},
        {"id": "more", "k": 1, "of": ["A", "C"]},
    ]
    for name, given in (("one", rules), ("two", rules[:1])):
        (tmp_path / name).mkdir()
        tiny_programme(tmp_path / name, id=name, requirements=given)
    both = [{"programme": str(tmp_path / name)} for name in ("one", "two")]
    with pytest.raises(BadInput) as caught:
        read(small(units=None, prerequisites=None, unwanted=None, curricula=both))
    assert {(problem.key, problem.where) for problem in caught.value.problems} == {
        ("offer.by_credits", "curricula[0].programme"),
        ("offer.shared", "curricula[0].programme"),
        ("offer.by_credits", "curricula[1].programme"),
    }


def test_a_programme_with_a_weekly_timetable_is_left_alone(tmp_path: Path) -> None:
    path = tiny_programme(tmp_path)
    rows = "offering,unit,period,modality,weekday,start,end\na,A,S1,evening,mon,18:00,20:00\n"
    (tmp_path / "timetable.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(BadInput, match="weekly timetable already"):
        read(small(units=None, prerequisites=None, unwanted=None, curricula=[{"programme": str(path)}]))


def test_programmes_that_do_not_agree_ask_for_a_decision(tmp_path: Path) -> None:
    for name, credits, period in (("one", 6, "S1"), ("two", 5, "S2")):
        (tmp_path / name).mkdir()
        units = [{"code": "A", "title": "A", "credits": credits}]
        rules = [{"id": "core", "all_of": ["A"]}]
        runs = [{"units": ["A"], "period": period, "modality": "evening"}]
        tiny_programme(tmp_path / name, id=name, units=units, requirements=rules, offerings=runs)
    both = [{"programme": str(tmp_path / name)} for name in ("one", "two")]
    keys: dict[str, Any] = {"prerequisites": None, "unwanted": None, "curricula": both}
    with pytest.raises(BadInput, match="another period"):
        read(small(units=None, **keys))
    with pytest.raises(BadInput, match="other credits in one than in two"):
        read(small(units=[{"code": "A", "today": "S1"}], **keys))
    assert read(small(units=[{"code": "A", "today": "S1", "credits": 5}], **keys)).units["A"].credits == 5


def test_programmes_that_do_not_agree_each_move_to_the_proposed_period(tmp_path: Path) -> None:
    """What `today` says over the programmes decides what counts as a change, not what has to be written."""
    for name, period in (("one", "S1"), ("two", "S2")):
        (tmp_path / name).mkdir()
        units, rules = [{"code": "A", "title": "A", "credits": 6}], [{"id": "core", "all_of": ["A"]}]
        runs = [{"units": ["A"], "period": period, "modality": "evening"}]
        tiny_programme(tmp_path / name, id=name, units=units, requirements=rules, offerings=runs)
    both = [{"programme": str(tmp_path / name)} for name in ("one", "two")]
    keys: dict[str, Any] = {"prerequisites": None, "unwanted": None, "curricula": both}
    brief = read(small(units=[{"code": "A", "today": "S1"}], **keys))
    for term, period, kept in ((0, "S1", "one"), (1, "S2", "two")):
        design = Design({"A": Place((term,))})
        for one in brief.curricula:
            programme = programme_of(brief, one, design)
            assert [pattern.period for pattern in programme.patterns] == [period]
            assert bool(programme.about["assumptions"]) == (one.id != kept)
            assert f"A-{period},A,{period},evening" in timetable_text(brief, one, design)
