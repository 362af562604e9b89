"""`cohort`, with and without shared seats, `timetable` and `stress` agree on who has no plan, and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.storage import distributions
from planner.study.cohort.generate import text
from tests.support import INSTANCES

Run = Callable[..., Result]
Data = dict[str, Any]
FOLDER = INSTANCES / "casp-2019-2020"
TIMETABLE = FOLDER / "timetables" / "illustrative-evening.csv"
HEADER = (
    "id,fictional,programme,start,pathway,experience.months,experience.in_sector,experience.working,terms,deadline,"
)
BY_HAND = (
    "usual,yes,casp-2019-2020,2019-S1,evening,24,yes,yes,,,,,",
    "no-friday,yes,casp-2019-2020,2019-S1,evening,24,yes,yes,,,mon;tue;wed;thu,,",
    "no-friday-either,yes,casp-2019-2020,2019-S1,evening,24,yes,yes,,2021-S2,mon;tue;wed;thu,,",
    "too-soon,yes,casp-2019-2020,2019-S1,evening,24,yes,yes,,2020-S1,,,",
    "that-many-terms,yes,casp-2019-2020,2019-S1,evening,24,yes,yes,9,,,2,",
    "no-experience,yes,casp-2019-2020,2019-S1,evening,0,yes,no,,,,,",
    "no-money,yes,casp-2019-2020,2019-S1,evening,24,yes,yes,,,,,10",
)
OF_HAND = HEADER + "availability.evenings,min_units_per_term,max_cost_per_year"


def cohort(kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.csv"
    made = "\n".join([OF_HAND, *BY_HAND, ""])
    if kind == "generated":
        made = text(distributions.load(FOLDER / "distribution.yaml", None), 24, 0)
    path.write_text(made, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["generated", "by-hand"])
def test_the_same_learners_have_no_plan(planner: Run, tmp_path: Path, kind: str) -> None:
    path, common = cohort(kind, tmp_path), ("--timetable", TIMETABLE, "--lang", "en", "--workers", "1")

    def told(*arguments: object) -> Data:
        result = planner(*arguments, *common, "--format", "json")
        assert result.exit_code == 0, result.stderr
        data: Data = json.loads(result.stdout)
        return data

    alone, shared = told("cohort", path), told("cohort", path, "--share-seats")
    served = told("timetable", "casp-2019-2020", "--cohort", path)["cohort"]
    tried = told("stress", "--scan", "close", "--years", "2019", "--cohort", path)
    without = alone["no_plan"]
    assert without["count"] == len(without["learners"]) > 0
    assert without["learners"] == [one["id"] for one in alone["learners"] if one["status"] == "impossible"]
    for other in (shared, served, tried):
        assert other["no_plan"] == without
    never = without["count"] - len(without["later"])
    assert shared["counts"]["impossible"] == tried["baseline"]["impossible"]["count"] == never
    assert tried["baseline"]["late"]["count"] == len(without["later"]) > 0
    assert [one["id"] for one in served["unserved"]] == without["learners"]
    for document in (alone, shared, served):
        assert sum(group["count"] for group in document["causes"]) == without["count"]
        assert sorted(name for group in document["causes"] for name in group["learners"]) == sorted(without["learners"])
    assert alone["causes"] == shared["causes"]


def test_causes_in_the_third_person(planner: Run, tmp_path: Path) -> None:
    path = cohort("by-hand", tmp_path)
    for lang, words in (
        (
            "en",
            ["6 of 7 have no plan: 4 none at all", "2 learners: CCE003 is on Fridays only (no-friday and no-friday-"],
        ),
        ("fr", ["6 sur 7 n'ont pas de plan : 4 n'en ont aucun", "CCE003 n'a lieu que le vendredi (no-friday et no-"]),
    ):
        for command in (("cohort", path), ("timetable", "casp-2019-2020", "--cohort", path)):
            shown = planner(*command, "--timetable", TIMETABLE, "--lang", lang, "--workers", "1").stdout
            told = " ".join(shown.replace("\u202f", " ").split())
            for part in words:
                assert part.replace("\u202f", " ") in told, (command, part)
            assert " you have" not in told.lower().partition("demand")[0], "nobody is spoken to"
