"""Regulations by hand: what counts at most, and what excludes each other; read, planned, judged, explained and told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import planner
from planner.check import violations
from planner.check.curriculum import faults
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.report.basis import warnings
from planner.storage.learners import read_learner
from tests.support import broken, refused, tiny_programme

Run = Callable[..., Result]
TWELVE = {"id": "twelve", "credits": 12, "of": ["A", "B", "C", "D"]}
ONE = {"id": "one", "at_most": 1, "of": ["A", "B", "C"]}


def case(folder: Path, learner: str = "", **changes: Any) -> Case:
    tiny_programme(folder, **changes)
    (folder / "learner.yaml").write_text(f"programme: programme.yaml\nstart: 2020-S1\n{learner}")
    return read_learner(folder / "learner.yaml")


def first_term(found: Case, units: str) -> Plan:
    """The plan with these units in the evenings of the first term."""
    offerings = {one.unit: one for one in found.offerings(found.learner.start) if one.modality == "evening"}
    return Plan(tuple(offerings[unit] for unit in units), found.learner.start)


def keys(found: Case, units: str) -> set[str]:
    """Words about a plan that model and checker agree on."""
    plan = first_term(found, units)
    assert bool(broken(found, plan)) == bool(violations(found, plan))
    return {one.key for one in violations(found, plan)}


def planned(found: Case) -> set[str]:
    best = planner.plan(found).result
    assert best.plan is not None
    return {one.unit for one in best.plan.chosen}


def test_no_more_than_so_many_units_count(tmp_path: Path) -> None:
    found = case(tmp_path, requirements=[TWELVE, ONE])
    assert keys(found, "AD") == set()
    assert keys(found, "AB") == {"check.at_most_count"}
    assert "D" in planned(found)


@pytest.mark.parametrize(
    "most, units, told", [(6, "AD", set()), (12, "AB", set()), (6, "AB", {"check.at_most_credits"})]
)
def test_no_more_than_so_many_credits_count(tmp_path: Path, most: int, units: str, told: set[str]) -> None:
    limit = {"id": "some", "at_most": {"credits": most}, "of": ["A", "B", "C"]}
    assert keys(case(tmp_path, requirements=[TWELVE, limit]), units) == told


def test_acquired_units_beyond_a_limit_count_for_nothing_and_are_told(tmp_path: Path) -> None:
    """A and B are worth 12, of which 6 count: D is still needed. Nothing more of the list may be taken."""
    found = case(tmp_path, "acquired: [A, B]\n", requirements=[TWELVE, ONE])
    assert keys(found, "D") == set()
    assert keys(found, "C") == {"check.at_most_count"}
    assert keys(found, "") == {"check.requirement_credits"}
    assert planned(found) == {"D"}
    assert ("warning.uncounted", {"name": "one", "most": 1, "found": 2}) in warnings(found, first_term(found, "D"))


def test_of_acquired_credits_beyond_a_limit_a_part_counts(tmp_path: Path) -> None:
    """9 of the 12 credits of A and B count, and 3 more are needed for 12."""
    limit = {"id": "some", "at_most": {"credits": 9}, "of": ["A", "B"]}
    found = case(tmp_path, "acquired: [A, B]\n", requirements=[{**TWELVE, "credits": 15}, limit])
    assert keys(found, "C") == set()
    assert keys(found, "") == {"check.requirement_credits"}
    assert keys(found, "CD") == {"check.for_nothing"}


def test_a_compulsory_unit_counts_before_others(tmp_path: Path) -> None:
    """Of A and B, both acquired, A is the one that counts: whoever has it needs no other for the core."""
    core = {"id": "core", "all_of": ["A"]}
    found = case(tmp_path, "acquired: [A, B]\n", requirements=[core, {**TWELVE, "of": ["B", "C", "D"]}, ONE])
    assert keys(found, "D") == {"check.requirement_credits"}
    found = case(tmp_path, "acquired: [A]\n", requirements=[core, {**TWELVE, "of": ["A", "C", "D"]}, ONE])
    assert keys(found, "D") == set()


def test_a_unit_wanted_beyond_what_is_needed_is_under_no_limit(tmp_path: Path) -> None:
    found = case(tmp_path, "extra: [B]\n", requirements=[{**TWELVE, "of": ["A", "C", "D"]}, ONE])
    assert keys(found, "ABD") == set()
    assert keys(found, "ACB") == {"check.at_most_count"}


def test_units_that_exclude_each_other(tmp_path: Path) -> None:
    choice = {"id": "two", "k": 2, "of": ["A", "B", "C"]}
    found = case(tmp_path, requirements=[choice], exclusive=[["A", "B"]])
    assert keys(found, "AB") == {"check.exclusive"}
    assert keys(found, "AC") == set()
    assert "C" in planned(found)
    found = case(tmp_path, "acquired: [A]\n", requirements=[choice], exclusive=[["A", "B"]])
    assert keys(found, "B") == {"check.exclusive"}
    assert planned(found) == {"C"}


def test_both_acquired_is_a_warning(tmp_path: Path) -> None:
    found = case(tmp_path, "acquired: [A, B]\n", exclusive=[["A", "B"]])
    assert keys(found, "CD") == set()
    assert ("warning.exclusive", {"names": "A, B"}) in warnings(found, first_term(found, "CD"))


TRACKS = {
    "id": "way",
    "title": "Way",
    "one_of": [
        {"id": "short", "title": "Short", "requirements": [{"all_of": ["A"]}, {"k": 1, "of": ["B", "C"]}]},
        [{"all_of": ["C", "D"]}],
    ],
}


@pytest.mark.parametrize(
    ("units", "told"),
    [
        ("AB", set()),
        ("AC", set()),
        ("CD", set()),
        ("AD", {"check.one_of"}),
        ("ABC", {"check.for_nothing"}),
        ("ACD", {"check.for_nothing"}),
        ("B", {"check.one_of"}),
    ],
)
def test_one_track_is_taken_as_a_whole(tmp_path: Path, units: str, told: set[str]) -> None:
    found = case(tmp_path, requirements=[TRACKS])
    assert keys(found, units) == told
    assert len(planned(found)) == 2


def test_who_has_a_track_needs_no_other(tmp_path: Path) -> None:
    found = case(tmp_path, "acquired: [C, D]\n", requirements=[TRACKS])
    assert keys(found, "AB") == {"check.for_nothing"}
    assert planned(found) == set()


def test_the_track_that_misses_least_is_told(tmp_path: Path) -> None:
    found = case(tmp_path, requirements=[TRACKS])
    (told,) = [one for one in violations(found, first_term(found, "D")) if one.key == "check.one_of"]
    assert told.values == {"name": "Way", "track": "way-2", "units": "C"}


def test_a_plan_tells_which_track_it_takes(planner: Run, tmp_path: Path) -> None:
    case(tmp_path, "avoid: [D]\n", requirements=[TRACKS])
    made = planner("plan", tmp_path / "learner.yaml", "--format", "json")
    assert json.loads(made.stdout)["tracks"] == [{"group": "way", "title": "Way", "track": "short", "name": "Short"}]
    shown = planner("plan", tmp_path / "learner.yaml", "--format", "md", "--lang", "en").stdout
    assert re.search(r"Way\W+Short", shown)


ALONE = {"id": "own", "k": 1, "of": ["A", "B"], "share": False}
OTHER = {"id": "other", "k": 1, "of": ["A", "C"]}


@pytest.mark.parametrize(
    ("units", "told"),
    [
        ("A", {"check.shared"}),
        ("B", {"check.requirement_count"}),
        ("AB", set()),
        ("AC", set()),
        ("BC", set()),
        ("ABC", {"check.for_nothing"}),
    ],
)
def test_a_unit_counts_once_where_a_requirement_shares_with_no_other(
    tmp_path: Path, units: str, told: set[str]
) -> None:
    assert keys(case(tmp_path, requirements=[ALONE, OTHER]), units) == told
    assert keys(case(tmp_path, requirements=[{**ALONE, "share": True}, OTHER]), "A") == set()


def test_acquired_units_count_for_as_much_as_they_can(tmp_path: Path) -> None:
    """A and B are enough: B for the one, A for the other. So C serves nothing, although A might count for the first."""
    found = case(tmp_path, "acquired: [A, B]\n", requirements=[ALONE, {**OTHER, "share": False}])
    assert keys(found, "") == set()
    assert keys(found, "C") == {"check.for_nothing"}
    assert not found.lacks_award
    found = case(tmp_path, "acquired: [A]\n", requirements=[ALONE, OTHER])
    assert [keys(found, units) for units in ("", "B", "C", "BC")] == [
        {"check.shared"},
        set(),
        set(),
        {"check.for_nothing"},
    ]
    assert found.lacks_award


def test_credits_count_once(tmp_path: Path) -> None:
    rows = [{"id": name, "credits": 6, "of": list("ABCD"), "share": False} for name in ("one", "other")]
    found = case(tmp_path, requirements=rows)
    assert keys(found, "A") == {"check.shared"}
    assert keys(found, "AB") == set()
    assert len(planned(found)) == 2


def test_what_is_compulsory_counts_for_nothing_else(tmp_path: Path) -> None:
    core = {"id": "core", "all_of": ["A"], "share": False}
    assert keys(case(tmp_path, requirements=[core, OTHER]), "A") == {"check.requirement_count"}
    assert keys(case(tmp_path, requirements=[core, OTHER]), "AC") == set()
    core["share"] = True
    assert keys(case(tmp_path, requirements=[core, {**OTHER, "share": False}]), "A") == {"check.requirement_count"}


def test_a_unit_of_a_track_counts_once_too(tmp_path: Path) -> None:
    found = case(tmp_path, requirements=[{**ALONE, "of": ["A", "C"]}, TRACKS])
    (told,) = violations(found, first_term(found, "AB"))
    assert (told.key, told.values["track"], told.values["units"]) == ("check.one_of", "Short", "A")
    assert keys(found, "ABC") == set()
    assert keys(found, "ACD") == set()


SINGLE = {**TRACKS, "one_of": [[{"all_of": ["A"]}], [{"all_of": ["B"]}]]}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"requirements": [{"id": "d", "all_of": ["D"]}, SINGLE], "exclusive": [["A", "D"], ["B", "D"]]},
            "You need one whole track of 'Way': 'way-1' (A), 'way-2' (B).",
        ),
        ({"requirements": [TWELVE, {**ONE, "of": ["A", "B", "C", "D"]}]}, "At most 1 of these units count: A, B, C, D"),
        (
            {"requirements": [ALONE, {**ALONE, "id": "other", "k": 2}]},
            "'other' asks for 2 of: A, B. None counts twice where a requirement keeps its units to itself.",
        ),
        ({"exclusive": [["A", "C"]]}, "These units exclude each other: A, C."),
    ],
)
def test_what_stands_in_the_way_is_explained(planner: Run, tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    case(tmp_path, **changes)
    told = planner("explain", tmp_path / "learner.yaml", "--lang", "en")
    assert told.exit_code == 3
    assert words in told.stdout


def test_of_a_track_nothing_more_stands_in_the_way_than_has_to(planner: Run, tmp_path: Path) -> None:
    case(tmp_path, "avoid: [A, C]\n", requirements=[TRACKS])
    told = json.loads(planner("explain", tmp_path / "learner.yaml", "--format", "json").stdout)
    assert {one["rule"] for one in told["conflicts"]} == {"requirement", "pin"}
    assert [one["subjects"] for one in told["conflicts"] if one["rule"] == "requirement"] == [["way", *"ABCD"]]


def test_the_programme_is_shown_with_both(planner: Run, tmp_path: Path) -> None:
    some = {"id": "some", "at_most": {"credits": 6}, "of": ["C", "D"]}
    path = tiny_programme(tmp_path, requirements=[TWELVE, ONE, some, TRACKS, ALONE], exclusive=[["A", "D"]])
    shown = " ".join(planner("programmes", path, "--lang", "en").stdout.split())
    assert "at most 1 of: A, B, C" in shown
    assert "at most 6 credits of: C, D" in shown
    assert "A, D: only one" in shown
    assert "1 of: A, B, which count for no other requirement" in shown
    assert "one whole track: 'Short' (all of: A + 1 of: B, C) / 'way-2' (all of: C, D)" in shown


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"requirements": [TWELVE, {**ONE, "of": ["A", "B", "C", "D"]}]}, "curriculum.limited"),
        ({"requirements": [{"id": "two", "k": 2, "of": ["A", "B"]}, ONE]}, "curriculum.limited"),
        ({"requirements": [{"id": "all", "all_of": ["A", "D"]}, {**ONE, "at_most": 0}]}, "curriculum.limited"),
        ({"requirements": [TWELVE, {**ONE, "at_most": {"credits": 3}, "of": list("ABCD")}]}, "curriculum.limited"),
        ({"exclusive": [["A", "C"]]}, "curriculum.exclusive"),
        ({"requirements": [ALONE, {**ALONE, "id": "other", "k": 2}]}, "curriculum.shared_count"),
        ({"requirements": [{**TWELVE, "id": str(n), "share": False} for n in range(3)]}, "curriculum.shared_credits"),
        ({"requirements": [{"id": "core", "all_of": ["A"]}, {**ALONE, "k": 2}]}, "curriculum.small_count"),
        ({"requirements": [{**TRACKS, "one_of": [[{"k": 2, "of": ["A", "B"]}]]}, ONE]}, "curriculum.no_track"),
    ],
)
def test_what_nobody_can_meet_is_a_fault(tmp_path: Path, changes: dict[str, Any], key: str) -> None:
    assert [(one.what.key, one.hopeless) for one in faults(case(tmp_path, **changes).programme)] == [(key, True)]


def test_a_track_that_nobody_can_take_or_that_asks_for_nothing_is_told(tmp_path: Path) -> None:
    found = case(tmp_path, requirements=[{**TRACKS, "one_of": [[{"all_of": ["A", "B"]}], []]}, ONE])
    told = [(one.what.key, one.what.values["track"], one.hopeless) for one in faults(found.programme)]
    assert told == [("curriculum.dead_track", "way-1", False), ("curriculum.empty_track", "way-2", False)]


def test_what_can_be_met_is_none(tmp_path: Path) -> None:
    choice = {"id": "two", "k": 2, "of": ["A", "B", "C", "D"]}
    found = case(tmp_path, requirements=[TWELVE, choice, ONE], exclusive=[["A", "C"]])
    assert faults(found.programme) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"requirements": [{**ONE, "of": ["A", "X"]}]}, "'X'"),
        ({"requirements": [{"id": "one", "at_most": 1}]}, "requirements[0]"),
        ({"requirements": [{**ONE, "k": 1}]}, "requirements[0]"),
        ({"requirements": [{**ONE, "at_most": {}}]}, "requirements[0]"),
        ({"requirements": [{**ONE, "at_most": {"units": 1, "credits": 6}}]}, "requirements[0]"),
        ({"requirements": [{**ONE, "at_most": -1}]}, "requirements[0].at_most"),
        ({"requirements": [{"id": "way", "one_of": []}]}, "requirements[0].one_of"),
        ({"requirements": [{**TRACKS, "k": 1}]}, "requirements[0]"),
        (
            {"requirements": [{"id": "way", "one_of": [[{"all_of": ["A"]}], [{"k": 1}]]}]},
            "requirements[0].one_of[1][0]",
        ),
        ({"requirements": [{"id": "way", "one_of": [[{"all_of": ["X"]}]]}]}, "requirements[0].one_of[0][0].all_of[0]"),
        ({"requirements": [{"id": "way", "one_of": [[{"one_of": []}]]}]}, "requirements[0].one_of[0][0].one_of"),
        (
            {"requirements": [{"id": "way", "one_of": [{"requirements": [{"k": 3, "of": ["A"]}]}]}]},
            "requirements[0].one_of[0].requirements[0]",
        ),
        (
            {"requirements": [{"id": "way", "one_of": [{"id": "T", "requirements": []}] * 2}]},
            "requirements[0].one_of",
        ),
        ({"requirements": [{**ONE, "share": False}]}, "requirements[0].share"),
        ({"requirements": [{**TRACKS, "share": False}]}, "requirements[0].share"),
        ({"requirements": [ALONE, {**OTHER, "id": "own"}]}, "requirements[0].id"),
        (
            {"requirements": [{"id": "core", "all_of": ["A"], "share": False}, {"id": "b", "all_of": ["A", "B"]}]},
            "A is compulsory here and elsewhere",
        ),
        ({"exclusive": [["A"]]}, "exclusive[0]"),
        ({"exclusive": [["A", "X"]]}, "'X'"),
        ({"exclusive": [["A", "A"]]}, "exclusive[0]"),
    ],
)
def test_what_is_wrong_is_told(planner: Run, tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    assert words in refused(planner, "programmes", tiny_programme(tmp_path, **changes))
