"""Credits that come before a unit: just enough and just too few, who counts, what is told, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import planner
from planner.domain.case import Case
from planner.study.metrics import structure
from tests.support import broken, model_accepts, plan_of, refusals, refused, tiny_programme

Tiny = Callable[..., Case]
Run = Callable[..., Result]
IN_THREE = {"2020-S1": "A", "2020-S2": "B C", "2021-S1": "D"}


def before_d(*after: Any) -> dict[str, Any]:
    return {"prerequisites": [{"unit": "D", "after": [*after]}]}


@pytest.mark.parametrize(
    ("after", "rules"),
    [
        ({"credits": 18}, set()),
        ({"credits": 19}, {"prerequisite"}),
        ({"credits": 12, "of": ["B", "C"]}, set()),
        ({"credits": 13, "of": ["B", "C"]}, {"prerequisite"}),
        ({"any": ["A", {"credits": 19}]}, set()),
        ({"any": [{"credits": 19}, {"credits": 6, "of": ["A"]}]}, set()),
        ({"any": [{"credits": 19}, {"all": ["A", {"credits": 18}]}]}, set()),
        ({"any": [{"credits": 19}, {"all": ["A", {"credits": 24, "of": ["A", "B", "C", "D"]}]}]}, {"prerequisite"}),
    ],
)
def test_so_many_credits_have_ended(tiny: Tiny, after: Any, rules: set[str]) -> None:
    """18 credits before D; its own six never come before it."""
    case = tiny(programme=before_d(after))
    assert broken(case, plan_of(case, IN_THREE, "2021-S1")) == rules


def test_what_runs_in_the_same_term_has_not_ended(tiny: Tiny) -> None:
    case = tiny(programme=before_d({"credits": 12}))
    for units, expected in (
        ({"2020-S1": "A B", "2020-S2": "C D"}, set()),
        ({"2020-S1": "A", "2020-S2": "B C D"}, {"prerequisite"}),
    ):
        assert broken(case, plan_of(case, units, "2020-S2")) == expected


def test_acquired_units_count(tiny: Tiny) -> None:
    for held, expected in ((["A"], {"prerequisite"}), (["A", "B"], set())):
        case = tiny(programme=before_d({"credits": 12}), acquired=held)
        rest = " ".join(unit for unit in "BCD" if unit not in held)
        assert broken(case, plan_of(case, {"2020-S1": rest}, "2020-S1")) == expected


def test_an_elective_may_be_there_for_its_credits_alone(tiny: Tiny) -> None:
    """D is needed, and twelve credits before it: two of A, B and C, and not three."""
    core = [{"id": "core", "all_of": ["D"]}]
    case = tiny(programme={**before_d({"credits": 12}), "requirements": core})
    for first in product((False, True), repeat=3):
        chosen = " ".join(unit for unit, there in zip("ABC", first, strict=True) if there)
        units = {"2020-S1": chosen, "2020-S2": "D"} if chosen else {"2020-S2": "D"}
        number = sum(first)
        expected = {"prerequisite"} if number < 2 else {"requirement"} if number > 2 else set()
        assert broken(case, plan_of(case, units, "2020-S2")) - {"requirement"} == expected - {"requirement"}
        assert model_accepts(case, plan_of(case, units, "2020-S2")) == (number == 2)
    found = planner.plan(case).result
    assert found.plan is not None
    assert (found.plan.award - case.learner.start, len(found.plan.chosen)) == (1, 3)


def test_the_first_year_before_the_second(tiny: Tiny) -> None:
    """Twelve credits of A and B before C and before D: shortest in two terms, whatever else there is."""
    rows = [{"unit": unit, "after": [{"credits": 12, "of": ["A", "B"]}]} for unit in "CD"]
    found = planner.plan(tiny(programme={"prerequisites": rows})).result
    assert found.plan is not None
    assert {one.unit: one.first - found.plan.award for one in found.plan.chosen} == {"A": -1, "B": -1, "C": 0, "D": 0}


def test_a_dispensation_from_a_unit_leaves_credits_alone(tiny: Tiny) -> None:
    rows = [{"unit": "D", "after": [{"any": ["A", {"credits": 18}]}, {"credits": 12}]}]
    waived = [{"unit": "D", "prerequisite": "A"}]
    for units, expected in (
        ({"2020-S1": "B C", "2020-S2": "A D"}, set()),
        ({"2020-S1": "B", "2020-S2": "A C D"}, {"prerequisite"}),
    ):
        case = tiny(programme={"prerequisites": rows}, waive=waived)
        assert broken(case, plan_of(case, units, "2020-S2")) == expected


def test_conflicts_and_checks_say_how_many(planner: Run, tmp_path: Path) -> None:
    tiny_programme(tmp_path, **before_d({"any": [{"credits": 18}, {"credits": 12, "of": ["A", "B"]}]}))
    learner, plan = tmp_path / "learner.yaml", tmp_path / "plan.csv"
    learner.write_text("programme: programme.yaml\nstart: 2020-S1\ndeadline: 2020-S1\n")
    for lang, words in (
        ("en", "D can only start after 18 credits / 12 credits of A, B."),
        ("fr", "D ne peut commencer qu’après 18 crédits / 12 crédits parmi A, B."),
    ):
        assert words in " ".join(planner("explain", learner, "--lang", lang).stdout.split())
    plan.write_text("unit,term\nA,2020-S1\nC,2020-S1\nD,2020-S2\nB,2020-S2\n")
    learner.write_text("programme: programme.yaml\nstart: 2020-S1\n")
    told = " ".join(planner("check", learner, plan, "--lang", "en").stdout.split())
    assert "before 18 credits (12 by then) / 12 credits of A, B (6 by then)." in told


def test_the_page_of_the_programme_tells_them(planner: Run, tmp_path: Path) -> None:
    after = ({"credits": 12}, {"any": ["A", {"all": ["B", {"credits": 6, "of": ["A", "C"]}]}]})
    told = planner("programmes", tiny_programme(tmp_path, **before_d(*after)), "--lang", "en").stdout
    assert "D after 12 credits" in told
    assert "D after A / B + 6 credits of A, C" in told


def test_what_blocks_what_counts_credits(tiny: Tiny) -> None:
    """18 credits before D: each of A, B and C blocks it; 12: none does."""
    for need, blocking in ((18, 1), (12, 0)):
        found = structure(tiny(programme=before_d({"credits": need})).programme)
        assert [unit.blocking for unit in found.units] == [blocking, blocking, blocking, 0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (before_d({"credits": 0}), "prerequisites[0].after[0].credits"),
        (before_d({"credits": 6, "of": ["X"]}), "prerequisites[0].after[0].of[0]"),
        (before_d({"credits": 6, "of": []}), "prerequisites[0].after[0].of"),
        (before_d({"any": [{"credits": 6, "of": ["A", "A"]}, "B"]}), "prerequisites[0].after[0]"),
        ({"prerequisites": [{"unit": "D", "together": [{"any": ["A", {"credits": 6}]}]}]}, "can only come before"),
    ],
)
def test_what_is_wrong_is_told(planner: Run, tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    assert words in refused(planner, "programmes", tiny_programme(tmp_path, **changes))


@pytest.mark.parametrize(("of", "words"), [({}, "without 'of'"), ({"of": ["A", "B"]}, "credits of B")])
def test_credits_that_nobody_knows_do_not_count(planner: Run, tmp_path: Path, of: dict[str, Any], words: str) -> None:
    units = [{"code": code, "title": code, **({} if code == "B" else {"credits": 6})} for code in "ABCD"]
    told = refused(planner, "programmes", tiny_programme(tmp_path, units=units, **before_d({"credits": 6, **of})))
    assert words in told
    tiny_programme(tmp_path, units=units, **before_d({"credits": 6, "of": ["A", "C"]}))
    assert planner("programmes", tmp_path / "programme.yaml").exit_code == 0


TABLE = """code,title,ects,term,prerequisites,corequisites
A,Law,6,1,,
B,Care,6,2,A | 12 crédits,
C,Aid,6,3,B & 12 ECTS,
"""


def test_a_table_may_ask_for_credits(planner: Run, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE)
    assert planner("import", table, "--to", tmp_path / "made").exit_code == 0
    told = planner("programmes", tmp_path / "made" / "programme.yaml", "--lang", "en").stdout
    assert "B after A / 12 credits" in told
    assert "C after B" in told
    assert "C after 12 credits" in told
    table.write_text(TABLE.replace("12 ECTS", "7.5 ECTS").replace("12 credits", "7.5 credits"))
    assert planner("import", table, "--to", tmp_path / "decimal").exit_code == 0
    told = planner("programmes", tmp_path / "decimal" / "programme.yaml", "--lang", "en").stdout
    assert "C after 7.5 credits" in told
    for cells, words in ((",12 ECTS", "not co-requisites"), ("12 points,", "12 points")):
        table.write_text(TABLE + f"D,Work,6,4,{cells}\n")
        assert words in refused(planner, "import", table, "--to", tmp_path / "none")
    table.write_text(TABLE.replace("A,Law,6", "A,Law,"))
    assert "the credits of 'A' are unknown" in " ".join(refusals(planner, "import", table, "--to", tmp_path / "none"))
