"""Prerequisites of several units together, and units of the same term, against every way through a small programme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import planner
from planner.check import violations
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.storage.learners import read_learner
from tests.support import refused, tiny_programme

Run = Callable[..., Result]
FREE = [{"units": ["A", "B", "C", "D"], "period": period, "modality": "evening"} for period in ("S1", "S2")]
CHOICE = [{"id": "core", "all_of": ["D"]}, {"id": "two", "k": 2, "of": ["A", "B", "C"]}]


def case(folder: Path, **changes: Any) -> Case:
    tiny_programme(folder, offerings=FREE, **changes)
    (folder / "learner.yaml").write_text("programme: programme.yaml\nstart: 2020-S1\nmax_units_per_term: 2\n")
    return read_learner(folder / "learner.yaml")


def placed(found: Case, places: tuple[int | None, ...]) -> Plan | None:
    """The plan with A to D in these terms, counted from the start; None where nothing is taken."""
    offerings = {(one.unit, one.first): one for one in found.offerings(found.learner.start + 4)}
    chosen = [
        offerings[unit, found.learner.start + place]
        for unit, place in zip("ABCD", places, strict=True)
        if place is not None
    ]
    return Plan(tuple(chosen), max(one.last for one in chosen)) if chosen else None


def ways() -> Iterator[tuple[int | None, ...]]:
    return product((None, 0, 1, 2), repeat=4)


def broken(found: Case, plan: Plan) -> set[str]:
    return {one.rule for one in violations(found, plan)}


def test_one_unit_or_two_together_come_first(tmp_path: Path) -> None:
    after = [{"unit": "D", "after": [{"any": ["A", {"all": ["B", "C"]}]}]}]
    found, seen = case(tmp_path, requirements=CHOICE, prerequisites=after), set()
    for places in ways():
        a, b, c, d = (9 if place is None else place for place in places)
        plan = placed(found, places)
        if plan is None or d == 9:
            continue
        right = a < d or (b < d and c < d)
        assert ("prerequisite" not in broken(found, plan)) == right, places
        seen.add(right)
    assert seen == {True, False}
    assert planner.plan(found).result.status == "optimal"
    assert found.programme.prerequisites[0].clauses[0].units == ("A", "B")


def test_units_of_the_same_term_begin_together(tmp_path: Path) -> None:
    found = case(tmp_path, same_term=[["A", "C"]])
    for places in ways():
        plan = placed(found, places)
        if plan is not None:
            a, _, c, _ = places
            assert ("prerequisite" not in broken(found, plan)) == (a == c), places
    best = planner.plan(found).result
    assert best.plan is not None
    terms = {one.unit: one.first for one in best.plan.chosen}
    assert terms["A"] == terms["C"]


def test_the_programme_is_shown_with_both(planner: Run, tmp_path: Path) -> None:
    after = [{"unit": "D", "after": [{"any": ["A", {"all": ["B", "C"]}]}]}]
    path = tiny_programme(tmp_path, prerequisites=after, same_term=[["A", "C"]])
    shown = planner("programmes", path, "--lang", "en").stdout
    assert "D after A / B + C" in shown
    assert "A, C in the same term" in shown


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"prerequisites": [{"unit": "D", "after": [{"any": ["A", {"all": ["B", "D"]}]}]}]}, "its own prerequisite"),
        ({"prerequisites": [{"unit": "D", "after": [{"any": [{"all": ["B", "X"]}]}]}]}, "'X'"),
        ({"same_term": [["A", "X"]]}, "'X'"),
        ({"same_term": [["A"]]}, "same_term"),
        ({"same_term": [["A", "A"]]}, "same_term"),
    ],
)
def test_what_is_wrong_is_told(planner: Run, tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    assert words in refused(planner, "programmes", tiny_programme(tmp_path, **changes))
