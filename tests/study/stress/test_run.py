"""A run: the same outcomes whatever the order, the processes and the interruptions; and what seats do, by hand."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from planner.domain.scenario import Close, EveningsLost, Failure, Fees, NotOpening, Scenario, Seats, Selector, UnitCap
from planner.processes import pool
from planner.solve.config import Config
from planner.storage.cohorts import CaseReader, load
from planner.study.stress import evaluate
from planner.study.stress.inputs import Settings, fingerprint, published_seats, read
from planner.study.stress.log import Log
from planner.study.stress.outcome import Outcome
from planner.study.stress.run import Run
from planner.study.stress.statistics import Statistics
from planner.study.stress.work import Answer, Job, Work
from tests.support import INSTANCES

HEAD = "id,programme,start,acquired,experience.months,experience.in_sector,max_units_per_term,deadline"
ROWS = (
    "a,casp-2019-2020,2019-S1,,24,yes,,",
    "b,casp-2019-2020,2019-S1,,24,yes,,",
    "c,casp-2019-2020,2019-S1,AST004;TET003,24,yes,,2021-S2",
    "d,casp-2019-2020,2019-S2,TRS001,24,yes,2,",
    "e,casp-2010-reunion,2010-S1,AST004,24,yes,,",
    "f,casp-2019-2020,2018-S1,,24,yes,,",
)
AST004 = Selector(unit="AST004", modality="evening")
SCENARIOS = (
    Scenario("closed", "", (Close(Selector(unit="TET003", year=2019)),)),
    Scenario("small", "", (Seats(AST004, 2),)),
    Scenario("cap", "", (UnitCap(2), EveningsLost(("thu",)), Fees(modality="evening", percent=10))),
    Scenario("fail", "", (Failure(0.3),), runs=3),
    Scenario("chance", "", (NotOpening("usual", 0.5),), runs=2),
)


def here(jobs: Iterable[Job], work: Work) -> Iterator[tuple[Job, Answer]]:
    """All in this process."""
    for job in jobs:
        yield job, work(job)


def shuffled(jobs: Iterable[Job], work: Work) -> Iterator[tuple[Job, Answer]]:
    """Answers in another order than that of the questions."""
    order = list(jobs)
    random.Random(7).shuffle(order)
    yield from here(order, work)


def two(jobs: Iterable[Job], work: Work) -> Iterator[tuple[Job, Answer]]:
    return pool.run(jobs, work, 2)


def cohort(folder: Path, *rows: str) -> Path:
    path = folder / "cohort.csv"
    path.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    return path


def run_of(path: Path, scenarios: tuple[Scenario, ...] = SCENARIOS, **settings: object) -> Run:
    reader = CaseReader(path)
    good, *_ = read(reader, load(path).rows)
    return Run(reader, good, scenarios, Settings(**settings))  # type: ignore[arg-type]


def outcomes(run: Run) -> list[list[Outcome]]:
    return [[run.outcomes.require(slot, place) for place in range(len(run.rows))] for slot in range(len(run.slots))]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cohort(tmp_path_factory.mktemp("cohort"), *ROWS)


@pytest.fixture(scope="module")
def done(path: Path) -> Run:
    run = run_of(path)
    for _ in run.answers(here):
        pass
    return run


def test_every_outcome_is_that_of_the_learner_alone(done: Run) -> None:
    config = Config()
    for slot, each in enumerate(done.slots):
        if done.scenarios[each.scenario].id == "small":
            continue
        for place in range(len(done.rows)):
            case = done.case(place)
            alone = evaluate.baseline(case, config)
            applied = done.variant(done.programme(place), each.scenario)
            expected = evaluate.evaluate(case, applied, each.run, 0, alone, config) if each.scenario else alone
            assert done.outcomes.require(slot, place) == expected


@pytest.mark.parametrize("executor", [shuffled, two])
@pytest.mark.parametrize("dedup", [True, False])
def test_the_same_whatever_the_order_and_the_processes(done: Run, path: Path, executor: object, dedup: bool) -> None:
    run = run_of(path, dedup=dedup)
    for _ in run.answers(executor):  # type: ignore[arg-type]
        pass
    assert outcomes(run) == outcomes(done)
    assert (run.before, run.refused) == (done.before, done.refused)
    assert run.done == run.total


def test_twins_are_solved_once(done: Run) -> None:
    slots = {each.scenario for each in done.slots if not done.scenarios[each.scenario].random}
    assert done.pairs == 6 * (1 + 3 + 3 + 2)
    assert done.distinct == done.pairs - len(slots) - 2, "b is a's twin, but for exams that are drawn for each"


@pytest.mark.parametrize("stop", [1, 4, 9])
def test_an_interrupted_run_goes_on(done: Run, path: Path, tmp_path: Path, stop: int) -> None:
    first = run_of(path)
    log = Log(tmp_path, "x")
    log.begin(again=False)
    for number, _ in enumerate(first.answers(here, log)):
        if number == stop:
            break
    log.close()
    second, again = run_of(path), Log(tmp_path, "x")
    again.begin(again=True)
    for entry in again.answers():
        second.remember(entry)
    counts = list(second.answers(here, again))
    assert counts[0] > 0 and counts[-1] == second.total
    assert outcomes(second) == outcomes(done) and second.refused == done.refused
    again.close()
    third, finished = run_of(path), Log(tmp_path, "x")
    finished.begin(again=True)
    for entry in finished.answers():
        third.remember(entry)

    def never(jobs: Iterable[Job], work: Work) -> Iterator[tuple[Job, Answer]]:
        assert not list(jobs)
        yield from ()

    for _ in third.answers(never, finished):
        pass
    finished.close()
    assert outcomes(third) == outcomes(done)


def test_seats_go_to_who_began_earlier_then_in_the_order_of_the_cohort(done: Run) -> None:
    """Two seats in AST004 each autumn. In 2019, a, b and f want one (f, since 2018, began earlier but took it in 2018;
    d begins in spring and comes in 2020); e follows another programme, where the unit is acquired.
    """
    slot = next(s for s, each in enumerate(done.slots) if done.scenarios[each.scenario].id == "small")
    name = "AST004-{}-S1-evening".format
    number = done.programme(0)
    before, after = done.before[slot, number], done.demand(slot, number)
    assert all(after.get(name(year), 0) <= 2 for year in range(2018, 2026))
    assert sum(before.get(name(year), 0) for year in range(2018, 2026)) == 4
    for (at, place), full in done.refused.items():
        assert at == slot
        assert set(full).isdisjoint(done.outcomes.plan(slot, place))


def test_three_want_two_seats(tmp_path: Path) -> None:
    path = cohort(
        tmp_path,
        "late,casp-2019-2020,2019-S1,,24,yes,,",
        "first,casp-2019-2020,2019-S1,,24,yes,,",
        "older,casp-2019-2020,2018-S2,,24,yes,,",
        "third,casp-2019-2020,2019-S1,,24,yes,,",
    )
    run = run_of(path, (Scenario("small", "", (Seats(AST004, 2),)),))
    for _ in run.answers(here):
        pass
    full = "AST004-2019-S1-evening"
    wanted = [place for place in range(4) if full in run.outcomes.plan(0, place)]
    assert wanted == [0, 1, 2, 3]
    assert {place for _, place in run.refused} == {1, 3}, "older began earlier, and late stands before first"
    assert [full in run.outcomes.plan(1, place) for place in range(4)] == [True, False, True, False]
    assert {"AST004-2020-S1-evening" in run.outcomes.plan(1, place) for place in (1, 3)} == {True}


def test_a_defect_in_one_case_spoils_no_other(path: Path) -> None:
    class Broken(Work):
        def _baseline(self, *arguments: object) -> Outcome:
            from planner.errors import Inconsistent

            raise Inconsistent("internal.disagreement")

    def executor(jobs: Iterable[Job], work: Work) -> Iterator[tuple[Job, Answer]]:
        for job in jobs:
            broken = job.place == 3
            yield job, (Broken(work.shared, work.time_limit, work.seed) if broken else work)(job)

    run = run_of(path, SCENARIOS[:1])
    for _ in run.answers(executor):
        pass
    assert len(run.problems) == 1 and run.problems[0].startswith("d: ")
    assert run.has_unknown and run.outcomes.require(0, 3) == Outcome("unknown")
    figures = list(Statistics(run).all_figures())
    assert figures[1].counts["unknown"] == 1 and figures[1].counts["possible"] == 5


def test_repetitions_are_for_what_is_drawn(path: Path) -> None:
    run = run_of(path, runs=7)
    assert [scenario.runs for scenario in run.scenarios] == [1, 1, 1, 1, 7, 7]


def test_the_fingerprint_is_of_all_inputs(path: Path, tmp_path: Path) -> None:
    def of(path: Path = path, scenarios: object = SCENARIOS, **settings: object) -> str:
        reader = CaseReader(path)
        good, _, programmes, _ = read(reader, load(path).rows)
        return fingerprint(Settings(**settings), reader, good, programmes, scenarios)  # type: ignore[arg-type]

    others = [
        of(cohort(tmp_path, *ROWS[1:])), of(scenarios=SCENARIOS[1:]), of(seed=1), of(runs=2), of(time_limit=5.0),
    ]  # fmt: skip
    assert of() == of(dedup=False) and len({of(), *others}) == 6


def test_published_seats_are_a_scenario(path: Path) -> None:
    _, _, programmes, _ = read(CaseReader(path), load(path).rows)
    assert published_seats(programmes) == []


def test_seats_of_a_timetable_hold_in_every_scenario(tmp_path: Path) -> None:
    """Forty alike want the 36 places in TET003 in autumn, and the 24 in TET007 in spring: who comes last gives way."""
    path = cohort(tmp_path, *(f"l{number},casp-2019-2020,2019-S1,AST004;TRS001,24,yes,," for number in range(40)))
    reader = CaseReader(path, timetable=INSTANCES / "casp-2019-2020" / "timetables" / "illustrative-evening.csv")
    good, _, programmes, _ = read(reader, load(path).rows)
    found = published_seats(programmes)
    run = Run(reader, good, found, Settings())
    for _ in run.answers(here):
        pass
    seats = run.seats(0, 1)
    before, after = run.before[1, 0], run.demand(1, 0)
    assert (before["TET003-year-2019"], seats["TET003-year-2019"], seats["TET007-S2-2019"]) == (40, 36, 24)
    assert all(count <= seats.get(offering, 40) for offering, count in after.items())
    refused = {name: [place for place in range(40) if name in run.refused.get((1, place), ())] for name in before}
    assert refused["TET003-year-2019"] == [36, 37, 38, 39]
    assert refused["TET007-S2-2019"] == list(range(24, 40)), "who lost TET003 still wanted TET007"
    assert run.total < 40, "twins are solved once, also when they plan again"
