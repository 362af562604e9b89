"""Public instances become files of ours; every solver reaches the optimum, and our checker sees what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import click
import pytest
from public_samples import EFFORT, least_load, least_value, sample

from benchmarks import gbacp
from benchmarks.public import courses, designs, folder, minizinc, offer_files
from benchmarks.public.answers import OPTIMAL, Solver
from benchmarks.public.records import Record
from planner.check import violations
from planner.domain.offer import Design
from planner.storage import learners

COURSES: dict[str, Solver] = {"planner": courses.planned, "plain": courses.plain}
DESIGNS: dict[str, Solver] = {"planner": designs.planned, "plain": designs.plain, "loads": designs.plain_loads}


@pytest.mark.parametrize("name", ["eight", "twelve"])
@pytest.mark.parametrize("solver", COURSES)
def test_every_solver_of_one_curriculum_finds_the_optimum_of_the_file(name: str, solver: str, tmp_path: Path) -> None:
    problem = sample("bacp", name, tmp_path)
    assert problem.record is not None
    answer = COURSES[solver](problem, EFFORT)
    assert (answer.status, answer.value, answer.bound) == (OPTIMAL, problem.record.value, problem.record.value)
    assert answer.faults == ()
    assert answer.seconds > 0


def test_the_optimum_that_the_smallest_file_states_is_that_of_all_ways() -> None:
    path = folder.SAMPLES / "bacp" / "eight.json"
    assert sample("bacp", "eight", Path()).record == Record(Fraction(least_load(path)), True, "the instance file")


@pytest.mark.parametrize("solver", DESIGNS)
def test_every_solver_of_several_curricula_finds_the_optimum_of_all_ways(solver: str, tmp_path: Path) -> None:
    problem = sample("gbacp", "pair", tmp_path)
    answer = DESIGNS[solver](problem, EFFORT)
    assert (answer.status, answer.value, answer.faults) == (OPTIMAL, least_value(problem.path), ())
    assert answer.bound == answer.value


@pytest.mark.parametrize("name", ["pair", "trio"])
def test_an_offer_written_as_our_file_is_read_back_the_same(name: str, tmp_path: Path) -> None:
    offer = gbacp.read(sample("gbacp", name, tmp_path).path)
    assert offer_files.read(offer_files.write(offer, tmp_path)) == offer


def test_a_bound_that_an_offer_does_not_have_is_not_written(tmp_path: Path) -> None:
    offer = gbacp.read(sample("gbacp", "pair", tmp_path).path)
    free = replace(offer, curricula=tuple(replace(one, min_units=None) for one in offer.curricula), precedences=())
    path = offer_files.write(free, tmp_path)
    assert "min_units" not in path.read_text(encoding="utf-8")
    assert offer_files.read(path) == free


def test_the_checker_refuses_periods_that_break_a_prerequisite(tmp_path: Path) -> None:
    problem = sample("bacp", "eight", tmp_path)
    case = learners.load(courses.converted(problem))
    made = courses.plan(case, [2, 0, 0, 0, 1, 0, 1, 2])
    assert {fault.rule for fault in violations(case, made)} >= {"prerequisite"}
    assert any("prerequisite" in fault for fault in courses.faults(case, made))


def test_a_largest_load_that_is_not_that_of_the_plan_is_a_fault(tmp_path: Path) -> None:
    problem = sample("bacp", "eight", tmp_path)
    case = learners.load(courses.converted(problem))
    made = courses.plan(case, [0, 0, 0, 1, 1, 1, 2, 2])
    assert courses.faults(case, made, 12) == ()
    assert courses.faults(case, made, 11) == ("largest load 12, not 11",)


def test_the_checker_refuses_a_design_with_a_wrong_value_and_one_out_of_bounds(tmp_path: Path) -> None:
    offer = gbacp.read(sample("gbacp", "pair", tmp_path).path)
    good = next(designs_of(tmp_path))
    assert designs.audited(offer, good, Fraction(7)) == ()
    assert designs.audited(offer, good, Fraction(6)) == ("value 7, not 6",)
    crowded = Design({code: offer.units[code].places[0] for code in offer.units})
    assert designs.audited(offer, crowded)


def designs_of(work: Path) -> Iterator[Design]:
    from planner.solve.config import Config
    from planner.solve.design import design

    found = design(gbacp.read(sample("gbacp", "pair", work).path), Config(time_limit=10)).design
    assert found is not None
    yield found


@pytest.mark.skipif(shutil.which("minizinc") is None, reason="MiniZinc is not installed")
@pytest.mark.parametrize(("family", "name", "value"), [("bacp", "eight", 11), ("gbacp", "pair", 7)])
def test_minizinc_finds_the_same(family: str, name: str, value: int, tmp_path: Path) -> None:
    made = courses.family if family == "bacp" else designs.family
    for label, solver in made([]).solvers.items():
        if label.startswith("MiniZinc"):
            answer = solver(sample(family, name, tmp_path), replace(EFFORT, limit=5.0))
            assert (answer.value, answer.faults) == (value, ())
            assert answer.status == OPTIMAL or "neighbourhoods" in label


def test_the_output_of_minizinc_tells_the_last_solution_and_how_it_ended() -> None:
    one, two = '{\n  "period" : [1, 2]\n}\n----------\n', '{\n  "period" : [2, 1]\n}\n----------\n'
    assert minizinc.outcome(one + two + "==========\n", 1.0) == minizinc.Outcome("optimal", (2, 1), 1.0)
    assert minizinc.outcome(one + two, 1.0) == minizinc.Outcome("feasible", (2, 1), 1.0)
    assert minizinc.outcome(one + '{\n  "peri', 1.0) == minizinc.Outcome("feasible", (1, 2), 1.0)
    assert minizinc.outcome("=====UNSATISFIABLE=====\n", 1.0) == minizinc.Outcome("impossible", None, 1.0)
    assert minizinc.outcome("% Time limit exceeded!\n=====UNKNOWN=====\n", 1.0).status == "unknown"


def test_a_minizinc_that_does_not_work_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "minizinc"
    broken.write_text("#!/bin/sh\necho 'libQt5Core.so.5: cannot open' >&2\nexit 127\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(minizinc, "program", lambda: str(broken))
    with pytest.raises(click.ClickException, match=r"minizinc does not work.*MINIZINC: libQt5Core"):
        minizinc.available.__wrapped__()


def test_data_for_minizinc_say_which_course_comes_first() -> None:
    data = {"credits": [3, 4], "periods": 2, "load": [1, 9], "courses": [1, 2], "prerequisites": [[2, 1]]}
    assert "precedes = array2d(1..1, 1..2, [1, 2]);" in courses.written(data)
