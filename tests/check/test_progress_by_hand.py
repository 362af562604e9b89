"""Loads by term of the year and recommended terms, just inside and just outside; what is told, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.check.curriculum import faults
from planner.check.objectives import objectives
from planner.domain.case import Case
from planner.errors import BadInput
from planner.solve.pipeline import solve
from planner.storage import offers
from planner.storage.validation import Source
from tests.support import broken, plan_of, refusals, refused, tiny_programme

Tiny = Callable[..., Case]
Run = Callable[..., Result]
THREE = {
    "year": 2020,
    "terms": [
        {"id": "T1", "title": "autumn", "starts": "2020-09-01", "ends": "2020-12-15"},
        {"id": "T2", "title": "winter", "starts": "2021-01-04", "ends": "2021-03-31"},
        {"id": "T3", "title": "spring", "starts": "2021-04-06", "ends": "2021-06-30"},
    ],
    "periods": [{"id": name, "terms": [name]} for name in ("T1", "T2", "T3")],
}
IN_THREE = {
    "calendar": THREE,
    "offerings": [{"units": list("ABCD"), "period": name, "modality": "evening"} for name in ("T1", "T2", "T3")],
}


@pytest.mark.parametrize(
    ("load", "rules"),
    [
        ({"max_credits": {"T1": 12, "T2": 6}}, set()),
        ({"max_credits": {"T1": 11}}, {"load_cap"}),
        ({"max_credits": {"T1": 12, "T2": 5}}, {"load_cap"}),
        ({"max_credits": {"T3": 6}}, set()),
        ({"max_credits": {"T3": 5}}, {"load_cap"}),
        ({"max_units": {"T1": 2, "T2": 1, "T3": 1}}, set()),
        ({"max_units": {"T1": 1}}, {"load_cap"}),
        ({"max_units": {"T2": 0}}, {"load_cap"}),
        ({"max_units": {"T1": 2}, "max_credits": 11}, {"load_cap"}),
    ],
)
def test_each_term_of_the_year_has_its_own_bound(tiny: Tiny, load: dict[str, Any], rules: set[str]) -> None:
    """A and B in the first trimester, C in the second, D in the third."""
    case = tiny(start="2020-T1", programme={**IN_THREE, "load": {"max_evening_units": 4, **load}})
    assert broken(case, plan_of(case, {"2020-T1": "A B", "2020-T2": "C", "2020-T3": "D"}, "2020-T3")) == rules


def test_the_bound_comes_again_every_year(tiny: Tiny) -> None:
    case = tiny(programme={"load": {"max_evening_units": 4, "max_credits": {"S1": 6}}})
    for units, expected in (({"2020-S2": "A B C", "2021-S1": "D"}, set()), ({"2021-S1": "A B C D"}, {"load_cap"})):
        assert broken(case, plan_of(case, units, "2021-S1")) == expected


def test_a_conflict_names_the_terms_and_the_check_the_figures(planner: Run, tmp_path: Path) -> None:
    tiny_programme(tmp_path, **IN_THREE, load={"max_evening_units": 4, "max_credits": {"T1": 6, "T2": 6, "T3": 6}})
    learner, plan = tmp_path / "learner.yaml", tmp_path / "plan.csv"
    learner.write_text("programme: programme.yaml\nstart: 2020-T1\ndeadline: 2020-T3\n")
    told = planner("explain", learner, "--lang", "en")
    assert "The programme limits the units or credits of a term: " in told.stdout
    plan.write_text("unit,term\nA,2020-T1\nB,2020-T1\nC,2020-T2\nD,2020-T3\n")
    told = planner("check", learner, plan, "--lang", "en")
    assert told.exit_code == 3
    words = " ".join(told.stdout.split())
    assert "12 credits in 2020-T1" in words
    assert "more than the 6 allowed" in words


def test_the_page_of_the_programme_tells_every_bound(planner: Run, tmp_path: Path) -> None:
    load = {"max_evening_units": 4, "min_credits": 6, "max_units": 3, "max_credits": {"T1": 18, "T3": 1}}
    path = tiny_programme(tmp_path, **IN_THREE, load=load)
    told = planner("programmes", path, "--lang", "en").stdout
    for words in (
        "At least 6 credits in a term of studies", "At most 3 units a term", "autumn: at most 18 credits",
        "spring: at most 1 credit\n",
    ):  # fmt: skip
        assert words in told
    assert "winter: at most" not in told


def test_a_term_that_the_year_does_not_have_is_refused(planner: Run, tmp_path: Path) -> None:
    load = {"max_units": {"S1": 3, "T9": 2}, "max_credits": {"S8": 20, "S2": -1}}
    told = refused(planner, "programmes", tiny_programme(tmp_path, load=load))
    assert "load.max_credits.S2" in told
    told = refusals(planner, "programmes", tiny_programme(tmp_path, load=load | {"max_credits": {"S8": 20}}))
    assert ["load.max_units.T9" in told[0], "load.max_credits.S8" in told[1]] == [True, True], told


@pytest.mark.parametrize(
    ("load", "full"),
    [
        ({"max_credits": {"S1": 6, "S2": 5}}, ("A",)),
        ({"max_credits": {"S1": 5, "S2": 5}}, ("A", "B")),
        ({"max_units": {"S2": 0}}, ("A",)),
        ({"max_credits": 5}, ("A", "B")),
        ({"max_credits": {"S1": 5}}, ()),
    ],
)
def test_units_without_room_are_found_without_a_plan(tiny: Tiny, load: dict[str, Any], full: tuple[str, ...]) -> None:
    """A runs in the spring alone, B in either term."""
    offerings = [
        {"units": ["B"], "period": "S1", "modality": "evening"},
        {"units": ["A", "B"], "period": "S2", "modality": "evening"},
    ]
    core = [{"id": "core", "all_of": ["A", "B"]}]
    units = [{"code": code, "title": code, "credits": 6} for code in "AB"]
    case = tiny(programme={"units": units, "requirements": core, "offerings": offerings, "load": load})
    found = [fault.what.values["units"] for fault in faults(case.programme) if fault.what.key == "curriculum.heavy"]
    assert found == ([full] if full else [])


def test_an_offer_has_one_bound_for_all_terms(tmp_path: Path) -> None:
    data = {
        "format": "planner/offer/1", "id": "one", "year": ["S1", "S2"], "terms": 4,
        "curricula": [{"id": "one", "programme": str(tmp_path / "programme.yaml")}],
    }  # fmt: skip
    tiny_programme(tmp_path, load={"max_evening_units": 4, "max_credits": {"S1": 12, "S2": 12}})
    assert offers.read(Source(data, "offer.yaml")).curricula[0].max_credits == 12
    tiny_programme(tmp_path, load={"max_evening_units": 4, "max_credits": {"S1": 12}})
    with pytest.raises(BadInput) as refusal:
        offers.read(Source(data, "offer.yaml"))
    assert refusal.value.key == "offer.load"


@pytest.mark.parametrize(
    ("wanted", "away"),
    [({}, None), ({"A": 1}, 0), ({"B": 1}, 0), ({"C": 1}, 1), ({"D": 1}, 2), ({"A": 3, "D": 2}, 2 + 1), ({"C": 2}, 0)],
)
def test_terms_are_counted_from_the_start(tiny: Tiny, wanted: dict[str, int], away: int | None) -> None:
    """A in the first term, B in the second, C in the third, D in the fourth; the next term is as good."""
    units = [
        {"code": code, "title": code, "credits": 6, **({"recommended_term": wanted[code]} if code in wanted else {})}
        for code in "ABCD"
    ]
    case = tiny(programme={"units": units})
    plan = plan_of(case, {"2020-S1": "A", "2020-S2": "B", "2021-S1": "C", "2021-S2": "D"}, "2021-S2")
    assert broken(case, plan) == set()
    found = objectives(case, plan)
    assert found.get("recommended") == away
    assert list(found)[-1] == ("load" if away is None else "recommended")


def test_a_learner_may_want_it_first(tiny: Tiny) -> None:
    """All four fit into one term; recommended in terms 1 to 4, they are best in four (or one later)."""
    units = [{"code": code, "title": code, "credits": 6, "recommended_term": n} for n, code in enumerate("ABCD", 1)]
    usual, first = tiny(programme={"units": units}), tiny(programme={"units": units}, minimise=["recommended"])
    assert [(one.name, one.value) for one in solve(usual).objectives][-1] == ("recommended", 0 + 1 + 2 + 3)
    assert [(one.name, one.value) for one in solve(first).objectives][:2] == [("recommended", 0), ("duration", 4)]
    late = [{"code": code, "title": code, "credits": 6, "recommended_term": 12} for code in "ABCD"]
    later = tiny(programme={"units": late}, minimise=["recommended"])
    assert [(one.name, one.value) for one in solve(later).objectives][:2] == [("recommended", 0), ("duration", 12)]


def test_the_recommended_term_stands_on_the_page(planner: Run, tmp_path: Path) -> None:
    units = [{"code": code, "title": code, "credits": 6, "recommended_term": 3} for code in "ABCD"]
    path = tiny_programme(tmp_path, units=units)
    assert "recommended in term 3" in planner("programmes", path, "--lang", "en").stdout
    path = tiny_programme(tmp_path, units=[units[0] | {"recommended_term": 0}, *units[1:]])
    assert "units[0].recommended_term" in refused(planner, "programmes", path)
