"""Free credits: a unit of anything listed nowhere, in every term and modality that a pathway allows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.storage import programmes
from tests.support import refused, tiny_programme

Run = Callable[..., Result]
DAYS = ("mon", "tue", "wed", "thu")
FREE = {"code": "FREE", "free": 7.5}
LISTED = [{"code": code, "title": code, "credits": 6} for code in "ABCD"]


def learner(folder: Path, more: str = "", **changes: Any) -> Path:
    keys = {"units": [*LISTED, FREE], "requirements": [{"id": "core", "all_of": [*"ABCD", "FREE"]}]} | changes
    tiny_programme(folder, **keys)
    file = folder / "learner.yaml"
    file.write_text(f"programme: programme.yaml\nstart: 2020-S1\n{more}")
    return file


def taken(planner: Run, file: Path) -> dict[str, tuple[str, str, float]]:
    result = planner("plan", file, "--format", "json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    return {
        unit["unit"]: (term["term"], unit["modality"], unit["ects"])
        for term in found["terms"]
        for unit in term["units"]
    }


def test_they_run_in_every_term_in_what_a_pathway_allows(tmp_path: Path) -> None:
    learner(tmp_path)
    found = programmes.load(str(tmp_path / "programme.yaml"))
    there = {(one.terms, one.modality) for one in found.offerings(2030) if one.unit == "FREE"}
    assert there == {((term,), modality) for term in (4060, 4061) for modality in ("evening", "daytime")}
    assert all(not one.sessions for one in found.offerings(2030) if one.unit == "FREE")
    assert found.units["FREE"].title == {"fr": "Crédits libres", "en": "Free credits"}


def test_a_calendar_without_a_period_for_the_term_gets_one(tmp_path: Path) -> None:
    terms = [
        {"id": "S1", "title": "autumn", "starts": "2020-09-01", "ends": "2021-01-31"},
        {"id": "S2", "title": "spring", "starts": "2021-02-01", "ends": "2021-06-30"},
    ]
    periods = [{"id": "S1", "terms": ["S1", "S2"]}, {"id": "late", "terms": ["S1"], "starts": "2020-11-01"}]
    rows = [{"units": list("ABCD"), "period": "S1", "modality": "evening"}]
    learner(tmp_path, calendar={"year": 2020, "terms": terms, "periods": periods}, offerings=rows)
    found = programmes.load(str(tmp_path / "programme.yaml"))
    spans = {one.terms: one.span for one in found.offerings(2020) if one.unit == "FREE"}
    assert [(span.starts.isoformat(), span.ends.isoformat()) for span in spans.values()] == [
        ("2020-09-01", "2021-01-31"), ("2021-02-01", "2021-06-30"),
    ]  # fmt: skip
    assert list(spans) == [(4040,), (4041,)]


def test_they_count_in_loads_and_choices(planner: Run, tmp_path: Path) -> None:
    rules = [{"id": "core", "all_of": list("AB")}, {"id": "more", "credits": 7.5, "of": ["C", "FREE"]}]
    file = learner(tmp_path, "max_credits_per_term: 12\nminimise: [duration]\n", requirements=rules)
    found = taken(planner, file)
    assert set(found) == {"A", "B", "FREE"}
    assert found["FREE"][2] == 7.5
    assert len({term for term, _, _ in found.values()}) == 2
    plan = tmp_path / "plan.json"
    plan.write_text(planner("plan", file, "--format", "json").stdout)
    assert planner("check", file, plan).exit_code == 0


@pytest.mark.parametrize(
    ("price", "cents"), [({"per_credit": 10}, 7500), ({"per_hour": 10}, None), ({"per_unit": 40}, 4000)]
)
def test_they_are_priced_by_credits_where_the_tariff_does_so(
    planner: Run, tmp_path: Path, price: dict[str, int], cents: int | None
) -> None:
    fundings = [{"id": "individual", "title": "Self", "own": True}]
    tariffs = [{"modality": "evening", "funding": "individual", **price}]
    rules = [{"id": "core", "all_of": ["FREE"]}]
    file = learner(tmp_path, requirements=rules, fundings=fundings, tariffs=tariffs)
    total = json.loads(planner("plan", file, "--format", "json").stdout)["cost"]["total"]
    assert total == (None if cents is None else cents / 100)


def test_a_timetable_need_not_list_them(planner: Run, tmp_path: Path) -> None:
    file = learner(tmp_path)
    days = dict(zip("ABCD", ("mon", "tue", "wed", "thu"), strict=True))
    rows = [
        f"{unit}-{term},{unit},{term},evening,{day},18:00,20:00" for unit, day in days.items() for term in ("S1", "S2")
    ]
    (tmp_path / "timetable.csv").write_text(
        "\n".join(["offering,unit,period,modality,weekday,start,end", *rows]) + "\n"
    )
    assert "FREE" in taken(planner, file)


def test_the_programme_tells_what_they_are(planner: Run, tmp_path: Path) -> None:
    learner(tmp_path)
    shown = planner("programmes", tmp_path / "programme.yaml", "--lang", "en").stdout
    assert "FREE · Free credits · 7.5 credits, of anything listed nowhere, in any term and modality" in shown
    assert "Crédits libres" in planner("programmes", tmp_path / "programme.yaml", "--lang", "fr").stdout


@pytest.mark.parametrize(
    ("unit", "where"),
    [
        (FREE | {"credits": 7.5}, "units[4].free"),
        (FREE | {"kind": "report"}, "units[4].free"),
        (FREE | {"free": 0}, "units[4].free"),
        ({"code": "FREE", "credits": 6}, "units[4].title"),
    ],
)
def test_what_is_no_unit_of_free_credits(planner: Run, tmp_path: Path, unit: dict[str, Any], where: str) -> None:
    rules = [{"id": "core", "all_of": list("ABCD")}]
    assert where in refused(planner, "plan", learner(tmp_path, units=[*LISTED, unit], requirements=rules))
