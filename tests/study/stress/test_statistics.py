"""Figures of a run whose outcomes are made up, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from planner.domain.scenario import Close, Failure, Scenario, Seats, Selector
from planner.report.documents import document
from planner.service.stress import ReadCohort, Trial
from planner.storage.cohorts import CaseReader, load
from planner.study.stress.inputs import Settings, read
from planner.study.stress.intervals import wilson
from planner.study.stress.outcome import Outcome
from planner.study.stress.reasons import FAILED, LOST, MOVED
from planner.study.stress.run import Run
from planner.study.stress.statistics import Figures, Statistics, quantile
from planner.study.stress.work import Answer, Job, Work

A19, A20, B19 = "AST004-2019-S1-evening", "AST004-2020-S1-evening", "TRS001-2019-S1-evening"
B20 = "TRS001-2020-S1-evening"
HEAD = "id,programme,start"
SCENARIOS = (
    Scenario("close", {"fr": "Fermé", "en": "Closed"}, (Close(Selector(unit="AST004", year=2019)),)),
    Scenario("fail", "", (Failure(0.5),), runs=2),
    Scenario("room", "", (Seats(Selector(unit="TRS001", modality="evening"), 3),)),
)


def plan(
    award: int, *offerings: str, cost: int | None = 100_00, lost: tuple[str, ...] = (), failed: int = 0
) -> Outcome:
    return Outcome("optimal", award <= 4042, award - 4037, award, "2021-01-31", cost, offerings, failed, lost)


NONE = Outcome("impossible", lost=(A19,))
BASELINE = [plan(4042, A19, B19), plan(4042, A19, B19), plan(4042, A19, B19, cost=None), Outcome("impossible")]
CLOSED = [
    plan(4043, A20, B19, cost=120_00, lost=(A19,)),
    NONE,
    plan(4041, B19),
    Outcome("impossible"),
]
FAIL = [
    [plan(4044, A19, B19, A20, failed=1, cost=130_00), BASELINE[1], plan(4043, A19, B20), Outcome("impossible")],
    [BASELINE[0], BASELINE[1], BASELINE[2], Outcome("impossible")],
]
MADE = [BASELINE, CLOSED, *FAIL, BASELINE]


def made_up(jobs: Iterable[Job], work: Work) -> Iterator[tuple[Job, Answer]]:
    for job in jobs:
        yield job, Answer(BASELINE[job.place], tuple(MADE[pair.slot][job.place] for pair in job.pairs))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    path = tmp_path_factory.mktemp("made") / "cohort.csv"
    path.write_text("\n".join([HEAD, *(f"l{n},casp-2019-2020,2019-S1" for n in range(4))]) + "\n", encoding="utf-8")
    reader = CaseReader(path)
    good, *_ = read(reader, load(path).rows)
    found = Run(reader, good, SCENARIOS, Settings(dedup=False))
    for _ in found.answers(made_up):
        pass
    return found


@pytest.fixture(scope="module")
def figures(run: Run) -> list[Figures]:
    return list(Statistics(run).all_figures())


def test_the_baseline(figures: list[Figures]) -> None:
    base = figures[0]
    assert {name: count for name, count in base.counts.items() if count} == {
        "possible": 3, "on_time": 3, "impossible": 1,
    }  # fmt: skip
    assert (base.delays, base.cases, base.groups) == ({0: 3}, 3, ())
    assert base.shares["on_time"] == wilson(3, 4)


def test_one_later_one_sooner_one_without_a_plan(figures: list[Figures]) -> None:
    """Of three with a plan, l0 ends a term later for 20 more, l1 never, l2 a term sooner, at a cost nobody knows."""
    closed = figures[1]
    assert {name: count for name, count in closed.counts.items() if count} == {
        "possible": 2, "on_time": 1, "late": 1, "impossible": 2, "hurt": 2, "sooner": 1, "lost": 1,
    }  # fmt: skip
    assert (closed.delays, closed.cases, closed.harm) == ({-1: 1, 1: 1}, 3, 1)
    assert closed.delay is not None and closed.delay.value == 0
    assert closed.change is not None and closed.change.value == -2 / 4, "l0 and l1 were on time"
    assert (closed.median, closed.p90) == (-1, 1)
    assert closed.cost is not None and (closed.cost.value, closed.cost.low) == (20_00, None)
    assert (closed.cost_total, closed.cost_unknown) == (20_00, 1)
    never, later = closed.groups
    assert (never.reason.delay, list(never.learners), never.reason.lost) == (None, [1], (A19,))
    assert (later.reason.kind, later.reason.delay, later.reason.instead) == (LOST, 1, (A20,))


def test_runs_are_averaged(figures: list[Figures]) -> None:
    """In the first run l0 ends two terms later after a failure and l2 one; in the second nothing happens."""
    drawn = figures[2]
    assert (drawn.runs, drawn.counts["hurt"], drawn.counts["on_time"], drawn.failed) == (2, 1, 2, 0.5)
    assert (drawn.delays, drawn.cases, drawn.harm) == ({0: 4, 1: 1, 2: 1}, 6, 1.5)
    assert drawn.delay is not None and drawn.delay.value == pytest.approx(0.5)
    share = drawn.shares["on_time"]
    assert share is not None and (share.value, share.low, share.high) == (0.5, 0, 1)
    assert [(group.reason.kind, dict(group.units)) for group in drawn.groups] == [
        (FAILED, {"AST004": 1}), (MOVED, {"TRS001": 1}),
    ]  # fmt: skip


def test_demand_stands_beside_seats(figures: list[Figures]) -> None:
    found = {entry.offering: entry for entry in figures[3].demand}
    assert (found[B19].seats, found[B19].baseline, found[B19].alone, found[B19].dealt) == (3, 3, 3, 3)
    assert found[A19].seats is None
    failing = {entry.offering: entry.alone for entry in figures[2].demand}
    assert (failing[A20], failing[B19], failing[B20]) == (0.5, 2.5, 0.5)


def test_nobody_is_turned_away_where_seats_are_enough(run: Run) -> None:
    assert run.refused == {}


@pytest.mark.parametrize(
    ("values", "part", "expected"),
    [([], 0.5, None), ([3], 0.9, 3), ([1, 2, 3, 4], 0.5, 2), (list(range(10)), 0.9, 8), ([0, 0, 0, 5], 0.9, 5)],
)
def test_quantiles_are_values_that_occur(values: list[int], part: float, expected: float | None) -> None:
    assert quantile(values, part) == expected


def test_the_document(run: Run) -> None:
    cohort = ReadCohort("made", run.reader, run.rows, (), run.programmes, range(2019, 2036))
    data = document(Trial(cohort, (), "close", (), run.asked, "0").answer(run)).plain("en")
    closed, drawn, room = data["scenarios"]
    assert data["schema"] == "planner/stress/1" and data["learners"] == 4
    assert closed["title"] == "Closed" and closed["on_time"]["count"] == 1
    assert closed["within"] == [
        {"terms": 0, "share": pytest.approx(1 / 3)},
        {"terms": 1, "share": pytest.approx(2 / 3)},
    ]
    assert closed["cost"] == {
        "mean": 20, "low": None, "high": None, "total": 20, "unknown": 1, "currency": "EUR",
    }  # fmt: skip
    never, later = closed["reasons"]
    assert later["what"] == (
        "1 term later: AST004 (2019-S1, evening classes) does not take place then any more; "
        "instead: AST004 (2020-S1, evening classes)"
    )
    assert (never["learners"], later["learners"]) == (["l1"], ["l0"])
    assert [entry["scenario"] for entry in data["criticality"]] == ["close", "fail", "room"]
    assert data["criticality"][0]["terms"] == {"2019-S1": 2}
    assert drawn["reasons"][0]["units"] == {"AST004": 1} and not room["reasons"]
    assert [entry["over"] for entry in room["demand"] if entry["offering"] == B19] == [0]
