"""Runs are written down one by one and not done twice; a wrong one stops the campaign; tables say what is in them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import click
import pytest

from benchmarks.public import campaign, part, records, tables
from benchmarks.public import ledger as ledgers
from benchmarks.public.answers import Answer, Effort, Family, Problem
from benchmarks.public.campaign import WrongAnswer
from benchmarks.public.ledger import Ledger, Run
from benchmarks.public.records import Record

GOOD = Answer("feasible", Fraction(9, 2), Fraction(4), 0.25, ())


class Counting:
    """A solver that counts its runs and stops one of them as Ctrl-C would."""

    def __init__(self, answer: Answer = GOOD, stop_at: int = 0) -> None:
        self.calls, self.answer, self.stop_at = 0, answer, stop_at

    def __call__(self, problem: Problem, effort: Effort) -> Answer:
        self.calls += 1
        if self.calls == self.stop_at:
            raise KeyboardInterrupt
        return self.answer


def family(folder: Path, solver: Counting, names: tuple[str, ...] = ("a", "b")) -> Family:
    for name in names:
        (folder / name).write_text(name, encoding="utf-8")
    found = tuple(Problem("gbacp", name, folder / name, folder, Record(Fraction(5), False, "a, b")) for name in names)
    return Family("gbacp", found, {"planner design": solver})


def run(folder: Path, solver: Counting, *, resume: bool = False, limit: float = 1.0) -> list[Run]:
    ledger = Ledger(folder / "out", resume=resume)
    return campaign.run(family(folder, solver), ledger, range(3), limit, 2, lambda line: None)


def test_rows_come_back_as_they_were_written(tmp_path: Path) -> None:
    runs = run(tmp_path, Counting())
    (path,) = (tmp_path / "out").glob("public-*.csv")
    assert ledgers.read(path) == runs
    assert (runs[0].value, runs[0].checked, runs[0].known_source) == (Fraction(9, 2), "yes", "a, b")
    assert [(one.seed, one.instance) for one in runs[:3]] == [(0, "a"), (0, "b"), (1, "a")]


def test_an_interrupted_campaign_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, Counting(stop_at=4))
    again = Counting()
    assert len(run(tmp_path, again, resume=True)) == 6
    assert again.calls == 3
    (path,) = (tmp_path / "out").glob("public-*.csv")
    assert len({one.key for one in ledgers.read(path)}) == len(ledgers.read(path)) == 6


def test_a_row_that_a_kill_has_cut_off_is_done_again(tmp_path: Path) -> None:
    run(tmp_path, Counting())
    (path,) = (tmp_path / "out").glob("public-*.csv")
    path.write_bytes(path.read_bytes()[:-20])
    again = Counting()
    assert len(run(tmp_path, again, resume=True)) == 6
    assert again.calls == 1
    assert len(ledgers.read(path)) == 6


def test_a_header_that_a_kill_has_cut_off_is_written_again(tmp_path: Path) -> None:
    run(tmp_path, Counting())
    (path,) = (tmp_path / "out").glob("public-*.csv")
    path.write_bytes(b"day,fam")
    assert len(run(tmp_path, Counting(), resume=True)) == 6
    assert len(ledgers.read(path)) == 6


def test_other_conditions_are_other_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, Counting())
    longer = Counting()
    run(tmp_path, longer, resume=True, limit=2.0)
    assert longer.calls == 6
    monkeypatch.setattr(ledgers, "code", lambda: "other")
    changed = Counting()
    run(tmp_path, changed, resume=True)
    assert changed.calls == 6


def test_a_file_of_today_is_never_overwritten(tmp_path: Path) -> None:
    run(tmp_path, Counting())
    (path,) = (tmp_path / "out").glob("public-*.csv")
    before = path.read_bytes()
    with pytest.raises(click.UsageError, match="--resume"):
        run(tmp_path, Counting())
    assert path.read_bytes() == before


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "public-2020-01-01.csv"
    path.write_text("day,value\n2020-01-01,3\n", encoding="utf-8")
    with pytest.raises(click.UsageError, match="columns"):
        ledgers.read(path)


def test_a_solution_that_the_checker_refuses_stops_the_campaign_and_is_written_down(tmp_path: Path) -> None:
    wrong = Counting(replace(GOOD, faults=("prerequisite ('c1', 'c2')",)))
    with pytest.raises(WrongAnswer, match=r"gbacp a, planner design, seed 0.*prerequisite"):
        run(tmp_path, wrong)
    (path,) = (tmp_path / "out").glob("public-*.csv")
    assert [one.checked for one in ledgers.read(path)] == ["no"]


def made(**changes: object) -> Run:
    base = Run(
        "2020-01-02", "gbacp", "x", "f00", "planner design", 0, 60.0, 2, "feasible", Fraction(8), Fraction(6), 2.0,
        "yes", Fraction(9), "no", "elsewhere", "9.15", "c0de", "a machine",
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [
        {"value": Fraction(9), "status": "optimal"},
        {"bound": Fraction(17, 2)},
        {"value": None, "bound": None, "status": "impossible"},
        {"value": Fraction(7), "bound": Fraction(1), "known": Fraction(8), "known_proven": "yes"},
    ],
)
def test_runs_that_contradict_each_other_stop_the_campaign(other: dict[str, object]) -> None:
    with pytest.raises(WrongAnswer):
        campaign.contradictions([made(), made(seed=1, **other)])


def test_runs_that_agree_do_not_stop_it() -> None:
    optimal = made(seed=1, value=Fraction(7), bound=Fraction(7), status="optimal")
    campaign.contradictions([made(), optimal, made(seed=2, value=None, bound=None, status="unknown", checked="")])


def test_the_tables_give_medians_spread_proofs_checks_and_findings() -> None:
    plain = [made(solver="plain CP-SAT", seed=seed, seconds=1.0, value=Fraction(10)) for seed in range(2)]
    own = [made(seconds=2.0), made(seed=1, value=Fraction(9), status="optimal", bound=Fraction(9), seconds=3.0)]
    text = tables.markdown([*own, *plain], ["MiniZinc gecode"])
    assert "### GBACP, 60 s" in text
    said = "at most 60 s a run, 2 workers, seeds 0 to 1, 2020-01-02, a machine, ortools 9.15, code c0de"
    assert said in text
    assert "| planner design | 1 | 2 | 1 of 2 | 2 of 2 | 2.5 | 3 | 2.50 | 2.50 | 2 of 2 |" in text
    assert "| plain CP-SAT | 1 | 2 | 0 of 2 | 0 of 2 | 1 | 1 |  |  | 2 of 2 |" in text
    assert "| MiniZinc gecode | not installed |" in text
    assert "| MiniZinc chuffed | not run |" in text
    assert "| x | 9 | planner design | 2 | 8.5 | **8** | 9 | 9 | 1 of 2 | 2.5 | 3 | 2 of 2 |" in text
    assert "- x: 8 by planner design in 1 of 2 runs, bound 9; known: 9 (elsewhere)" in text


def test_a_solver_without_a_solution_has_no_value_in_the_table() -> None:
    text = tables.markdown([made(value=None, bound=None, status="unknown", checked="")])
    assert "| x | 9 | planner design | 1 | none | none | none | none | 0 of 1 | 2 | 2 | 0 of 0 |" in text
    assert "Better" not in text


def test_runs_of_other_limits_and_of_other_code_stand_apart() -> None:
    text = tables.markdown([made(), made(limit=300.0), made(code="beef")])
    assert text.count("### GBACP") == 3


def test_the_lines_of_the_planner_count_what_is_not_proven_and_above_the_known() -> None:
    runs = [made(), made(seed=1, value=Fraction(10)), made(solver="plain CP-SAT")]
    found = {line.name: line.median for line in part.lines(runs)}
    assert found["runs"] == 2
    assert (found["runs not proven"], found["runs above the best value known"]) == (2, 1)


def test_the_least_record_of_an_instance_counts(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text("family,instance,value,proven,source\ng,x,9,no,first\ng,x,7,yes,second\ng,x,8,no,third\n", "utf-8")
    assert records.load(path) == {("g", "x"): Record(Fraction(7), True, "second")}
    assert records.load()[("gbacp", "UD3")].value < 222


def test_seconds_are_held_against_the_faster_plain_model_of_the_same_seed() -> None:
    slow, fast = made(solver="plain CP-SAT", seconds=4.0), made(solver="plain CP-SAT, loads", seconds=0.5)
    other_seed = made(solver="plain CP-SAT", seed=1, seconds=1.0)
    assert tables.ratios([made(), made(seed=1), slow, fast, other_seed], "planner design") == {"x": [4.0, 2.0]}
