"""`cohort`, with and without shared seats, `timetable` and `stress` agree on who has no plan, and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.storage import distributions
from planner.study.cohort.generate import cohort_text
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
        made = cohort_text(distributions.load(FOLDER / "distribution.yaml", None), 24, 0)
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
            ["6 of 7 have no plan: 4 none at all", "are on Fridays only (no-friday and"],
        ),
        (
            "fr",
            [
                "6 sur 7 n’ont pas de plan : 4 n’en ont aucun",
                "n’ont lieu que le vendredi (no-friday et",
            ],
        ),
    ):
        for command in (("cohort", path), ("timetable", "casp-2019-2020", "--cohort", path)):
            shown = planner(*command, "--timetable", TIMETABLE, "--lang", lang, "--workers", "1").stdout
            told = " ".join(shown.replace("\u202f", " ").split())
            for part in words:
                assert part.replace("\u202f", " ") in told, (command, part)
            assert " you have" not in told.lower().partition("demand")[0], "nobody is spoken to"


def test_days_are_blamed_only_where_no_other_day_helps(planner: Run, tmp_path: Path) -> None:
    """Of one term without evenings, the deadline is the reason too; without any evening, no weekday is; and of several
    units that are never within reach, each is named.
    """
    path, usual = tmp_path / "days.csv", "casp-2019-2020,2019-S1,24,yes"
    path.write_text(
        "id,programme,start,experience.months,experience.in_sector,deadline,availability.evenings,"
        "availability.terms.2020-S2.evenings\n"
        f"spring-off,{usual},2021-S1,,none\nno-evening,{usual},,none,\nmondays,{usual},2030-S1,mon,\n",
        encoding="utf-8",
    )
    for command in (("cohort", path), ("timetable", "casp-2019-2020", "--cohort", path)):
        result = planner(*command, "--timetable", TIMETABLE, "--lang", "en", "--format", "json", "--workers", "1")
        data = json.loads(result.stdout)
        causes = data["causes"] if command[0] == "cohort" else data["cohort"]["causes"]
        told = {name: group["what"] for group in causes for name in group["learners"]}
        assert " only" not in told["spring-off"]
        assert "their deadline" in told["spring-off"]
        assert "2020-S2" in told["spring-off"]
        assert told["no-evening"] == "no free evening"
        assert all(day in told["mondays"] for day in ("Tuesdays", "Wednesdays", "Thursdays", "Fridays"))
        assert "no part" not in told["mondays"]
