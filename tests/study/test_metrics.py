"""Structural metrics worked out by hand, on the vintages and on small programmes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.storage import programmes
from planner.study.metrics import Structure, UnitStructure, structure
from tests.support import tiny_programme


def figures(found: Structure) -> dict[str, tuple[int | None, int | None, int | None]]:
    return {unit.unit: (unit.blocking, unit.delay, unit.cruciality) for unit in found.units}


def tiny(folder: Path, **changes: Any) -> Structure:
    return structure(programmes.load(str(tiny_programme(folder, **changes))))


@pytest.mark.parametrize("name", ["casp-2010-reunion", "casp-2016-2017", "casp-2019-2020", "casp-2020-2021"])
def test_the_vintages_have_one_prerequisite(name: str) -> None:
    """AST005 after AST004: AST004 blocks 1, and both are in a chain of 2; all others stand alone (0 + 1)."""
    programme = programmes.load(name)
    found = figures(structure(programme))
    assert found["AST004"] == (1, 2, 3)
    assert found["AST005"] == (0, 2, 2)
    others = {unit: value for unit, value in found.items() if unit not in ("AST004", "AST005")}
    assert set(others.values()) == {(0, 1, 1)}
    assert structure(programme).complexity == 5 + len(programme.courses()) - 2


def test_failing_once_costs_a_year_where_a_unit_runs_once_a_year() -> None:
    """Two terms from one spring's exam to the next; the annual TET003 ends in spring, and again a year later."""
    found = {unit.unit: unit for unit in structure(programmes.load("casp-2019-2020")).units}
    assert {unit.next_chance for unit in found.values()} == {2}
    assert not any(unit.second_session for unit in found.values())
    assert all(unit.second_session for unit in structure(programmes.load("casp-2010-reunion")).units)


def test_by_day_every_unit_comes_again_a_year_later_and_by_distance_none_is_taught() -> None:
    programme = programmes.load("casp-2019-2020")
    assert {unit.next_chance for unit in structure(programme, ["daytime"]).units} == {2}
    assert {unit.next_chance for unit in structure(programme, ["distance"]).units} == {None}


def test_with_an_offering_in_each_term_a_failure_costs_one(tmp_path: Path) -> None:
    assert {unit.next_chance for unit in tiny(tmp_path).units} == {1}


def test_an_offering_of_even_years_comes_again_after_two_years(tmp_path: Path) -> None:
    """Two years of two terms each."""
    offerings = [
        {"units": ["A"], "period": "S1", "modality": "evening", "years": "even"},
        {"units": ["B", "C", "D"], "period": "S1", "modality": "evening"},
    ]
    found = {unit.unit: unit.next_chance for unit in tiny(tmp_path, offerings=offerings).units}
    assert found == {"A": 4, "B": 2, "C": 2, "D": 2}


def test_of_several_offerings_the_failure_that_waits_longest_counts(tmp_path: Path) -> None:
    """A runs each autumn, and in spring of even years: from autumn 2020 one term, from autumn 2021 two."""
    offerings = [
        {"units": ["A", "B", "C", "D"], "period": "S1", "modality": "evening"},
        {"units": ["A"], "period": "S2", "modality": "evening", "years": "even"},
    ]
    found = {unit.unit: unit.next_chance for unit in tiny(tmp_path, offerings=offerings).units}
    assert found == {"A": 2, "B": 2, "C": 2, "D": 2}
    offerings[1]["years"] = "every"
    assert {unit.unit: unit.next_chance for unit in tiny(tmp_path, offerings=offerings).units}["A"] == 1


def test_a_chain(tmp_path: Path) -> None:
    """A before B before C: A blocks B and C, the chain has three units; D stands alone: 5 + 4 + 3 + 1 = 13."""
    found = tiny(tmp_path, prerequisites=[{"unit": "B", "after": ["A"]}, {"unit": "C", "after": ["B"]}])
    assert figures(found) == {"A": (2, 3, 5), "B": (1, 3, 4), "C": (0, 3, 3), "D": (0, 1, 1)}
    assert found.complexity == 13


def test_two_branches(tmp_path: Path) -> None:
    """D needs A and B, C needs A: A blocks two, B one, and no chain is longer than two."""
    rules = [{"unit": "D", "after": ["A", "B"]}, {"unit": "C", "after": ["A"]}]
    assert figures(tiny(tmp_path, prerequisites=rules)) == {
        "A": (2, 2, 4), "B": (1, 2, 3), "C": (0, 2, 2), "D": (0, 2, 2),
    }  # fmt: skip


def test_of_a_clause_that_two_units_meet_neither_blocks(tmp_path: Path) -> None:
    """C needs A or B, D needs C: C is second and D third in any order, but neither A nor B is needed by them."""
    rules = [{"unit": "C", "after": [{"any": ["A", "B"]}]}, {"unit": "D", "after": ["C"]}]
    assert figures(tiny(tmp_path, prerequisites=rules)) == {
        "A": (0, 1, 1), "B": (0, 1, 1), "C": (1, 3, 4), "D": (0, 3, 3),
    }  # fmt: skip


def test_a_unit_that_both_ways_need_blocks_all_the_same(tmp_path: Path) -> None:
    """B and C need A, and D needs B or C: without A nothing can start, so that A blocks three."""
    rules = [
        {"unit": "B", "after": ["A"]},
        {"unit": "C", "after": ["A"]},
        {"unit": "D", "after": [{"any": ["B", "C"]}]},
    ]
    found = figures(tiny(tmp_path, prerequisites=rules))
    assert found["A"][0] == 3
    assert found["D"] == (0, 3, 3)


def test_what_may_start_together_waits_for_nothing(tmp_path: Path) -> None:
    assert set(figures(tiny(tmp_path, prerequisites=[{"unit": "B", "together": ["A"]}])).values()) == {(0, 1, 1)}


def test_units_that_wait_for_each_other_are_reached_by_no_order(tmp_path: Path) -> None:
    rules = [{"unit": "A", "after": ["B"]}, {"unit": "B", "after": ["A"]}]
    found = tiny(tmp_path, prerequisites=rules)
    assert figures(found) == {"A": (None, None, None), "B": (None, None, None), "C": (0, 1, 1), "D": (0, 1, 1)}
    assert found.complexity is None
    assert isinstance(found.units[0], UnitStructure)
