"""Units of a kind of their own: alone in their terms, offered every n-th year; what is told where they are in the way.

Every plan is also put to the solver's model: `broken` asserts that the two agree.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.check import violations
from planner.domain.case import Case
from planner.messages import language
from planner.solve.pipeline import solve
from tests.support import broken, case_of, plan_of, refused, tiny_programme

Run = Callable[..., Result]
ANNUAL = [
    {"id": "S1", "terms": ["S1"]}, {"id": "S2", "terms": ["S2"]}, {"id": "year", "terms": ["S1", "S2"]},
]  # fmt: skip


def units(**special: Any) -> list[dict[str, Any]]:
    return [{"code": code, "title": code, "credits": 6} | special.get(code, {}) for code in "ABCD"]


def tiny(folder: Path, **changes: Any) -> Case:
    keys = changes.pop("keys", {})
    return case_of(tiny_programme(folder, **changes), start="2020-S1", **keys)


def offered(unit: str, years: Any, period: str = "S1") -> list[dict[str, Any]]:
    rest = [code for code in "ABCD" if code != unit]
    rows = [{"units": rest, "period": each, "modality": "evening"} for each in ("S1", "S2")]
    return [*rows, {"units": [unit], "period": period, "modality": "evening", "years": years}]


def test_a_placement_fills_its_term(tmp_path: Path) -> None:
    case = tiny(tmp_path, units=units(B={"alone": True}))
    assert broken(case, plan_of(case, {"2020-S1": "A C", "2020-S2": "B", "2021-S1": "D"}, "2021-S1")) == set()
    beside = plan_of(case, {"2020-S1": "A C", "2020-S2": "B D"}, "2020-S2")
    assert broken(case, beside) == {"load_cap"}
    (found,) = violations(case, beside)
    assert (found.key, found.subjects) == ("check.alone", ("B", "D", "2020-S2"))
    assert language("en").say(found.key, **found.values) == "B fills 2020-S2 alone, and D runs beside it."
    best = solve(case).plan
    assert best is not None
    assert best.award == case.learner.start + 1


def test_an_annual_one_fills_both_its_terms(tmp_path: Path) -> None:
    calendar = {
        "year": 2020,
        "terms": [
            {"id": "S1", "title": "autumn", "starts": "2020-09-01", "ends": "2021-01-31"},
            {"id": "S2", "title": "spring", "starts": "2021-02-01", "ends": "2021-06-30"},
        ],
        "periods": ANNUAL,
    }
    case = tiny(
        tmp_path, units=units(B={"alone": True}), calendar=calendar, offerings=offered("B", "every", period="year")
    )
    for beside in ("2020-S1", "2020-S2"):
        places = {"2020-S1": "B", "2020-S2": "", "2021-S1": "C D"}
        places[beside] = f"{places[beside]} A".strip()
        assert broken(case, plan_of(case, places, "2021-S1")) == {"load_cap"}
    assert broken(case, plan_of(case, {"2020-S1": "B", "2021-S1": "A C D"}, "2021-S1")) == set()
    best = solve(case).plan
    assert best is not None
    assert best.award == case.learner.start + 2


def test_why_there_is_no_plan_names_it(planner: Run, tmp_path: Path) -> None:
    tiny_programme(tmp_path, units=units(B={"alone": True}))
    file = tmp_path / "learner.yaml"
    file.write_text("programme: programme.yaml\nstart: 2020-S1\ndeadline: 2020-S1\n")
    found = planner("explain", file, "--lang", "en")
    assert found.exit_code == 3
    assert "B fills its term: no other unit runs beside it" in found.stdout
    assert "B occupe tout son semestre" in planner("explain", file, "--lang", "fr").stdout
    answer = json.loads(planner("plan", file, "--format", "json").stdout)
    assert ["load_cap", ["B", "2020-S1"]] in [[each["rule"], each["subjects"]] for each in answer["conflicts"]]
    assert {"deadline": "2020-S2"} in [each["set"] for each in answer["repairs"]]


@pytest.mark.parametrize(
    ("years", "award"),
    [
        ({"every": 3, "from": 2024}, "2024-S1"),
        ({"every": 3, "from": 2018}, "2021-S1"),
        ({"every": 3, "from": 2020}, "2020-S1"),
        ({"every": 16, "from": 2019}, "2035-S1"),
        ({"every": 1, "from": 2022}, "2022-S1"),
    ],
)
def test_the_plan_waits_for_the_year_of_offer(tmp_path: Path, years: dict[str, int], award: str) -> None:
    case = tiny(tmp_path, offerings=offered("B", years))
    best = solve(case).plan
    assert best is not None
    assert case.programme.calendar.term(best.award).name == award
    place = {"2020-S1": "A C D", award: "B"} if award != "2020-S1" else {"2020-S1": "A B C D"}
    assert broken(case, plan_of(case, place, award)) == set()


def test_two_cycles_meet_after_their_product(tmp_path: Path) -> None:
    """B in 2020, 2023, 2026 …; C, after it, in 2021, 2026, 2031 …"""
    rows = [*offered("B", {"every": 3, "from": 2020}), {"units": ["C"], "period": "S1", "modality": "evening"}]
    rows[0] |= {"units": ["A", "D"]}
    rows[1] |= {"units": ["A", "D"]}
    rows[3] |= {"years": {"every": 5, "from": 2021}}
    case = tiny(tmp_path, offerings=rows, prerequisites=[{"unit": "C", "after": ["B"]}], keys={"pins": [
        {"unit": "B", "term": "2023-S1"}
    ]})  # fmt: skip
    best = solve(case).plan
    assert best is not None
    assert case.programme.calendar.term(best.award).name == "2026-S1"


def test_an_offering_of_another_year_is_none(planner: Run, tmp_path: Path) -> None:
    tiny_programme(tmp_path, offerings=offered("B", {"every": 3, "from": 2021}))
    file, plan = tmp_path / "learner.yaml", tmp_path / "plan.csv"
    file.write_text("programme: programme.yaml\nstart: 2020-S1\n")
    plan.write_text("unit,term\nA,2020-S1\nC,2020-S1\nD,2020-S1\nB,2022-S1\n")
    found = planner("check", file, plan, "--lang", "en")
    assert found.exit_code == 3
    assert "B" in found.stdout
    plan.write_text(plan.read_text().replace("2022", "2021"))
    assert planner("check", file, plan).exit_code == 0
    shown = planner("programmes", tmp_path / "programme.yaml", "--lang", "fr").stdout
    assert "une année sur 3, à partir de 2021" in shown
    file.write_text("programme: programme.yaml\nstart: 2020-S1\ndeadline: 2020-S2\n")
    assert "one year in 3, from 2021" in planner("explain", file, "--lang", "en").stdout


@pytest.mark.parametrize(
    ("years", "where"),
    [
        ({"every": 0, "from": 2020}, "offerings[2].years.every"),
        ({"every": 3}, "offerings[2].years.from"),
        ({"every": 3, "from": 20}, "offerings[2].years.from"),
        ({"every": 3, "from": 2020, "to": 2030}, "offerings[2].years.to"),
        ("third", "offerings[2].years"),
    ],
)
def test_years_that_are_none_are_refused(planner: Run, tmp_path: Path, years: Any, where: str) -> None:
    tiny_programme(tmp_path, offerings=offered("B", years))
    file = tmp_path / "learner.yaml"
    file.write_text("programme: programme.yaml\nstart: 2020-S1\n")
    line = refused(planner, "plan", file)
    assert where in line, line


def test_a_plan_and_a_programme_tell_what_runs_alone(planner: Run, tmp_path: Path) -> None:
    made = tiny_programme(tmp_path, units=units(B={"alone": True}))
    file = tmp_path / "learner.yaml"
    file.write_text("programme: programme.yaml\nstart: 2020-S1\n")
    found = json.loads(planner("plan", file, "--format", "json").stdout)
    assert [unit["unit"] for term in found["terms"] for unit in term["units"] if unit.get("alone")] == ["B"]
    assert "seule de son semestre" in planner("plan", file, "--lang", "fr").stdout
    assert "6 credits, alone in its term" in planner("programmes", made, "--lang", "en").stdout
