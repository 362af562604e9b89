"""Who stops work on many learners gets what is there: the others are unknown, nothing raises, no process is left."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.domain.scenario import Scenario, Seats, Selector
from planner.domain.status import Status
from planner.messages import speaking
from planner.processes import pool
from planner.runs.batch.run import Batch
from planner.runs.batch.work import Settings as BatchSettings
from planner.service.timetable import timetable
from planner.solve.config import Config
from planner.solve.progress import Progress, Stage, Stop, criterion
from planner.storage import cohorts, offers, registry
from planner.storage.batch_folder import BatchFolder
from planner.study.cohort import places
from planner.study.cohort.run import Runner, entries, share_seats
from planner.study.cohort.spread import spread
from planner.study.design.proposal import propose
from planner.study.stress.inputs import Settings, read
from planner.study.stress.run import Run
from planner.study.stress.work import Answer, Job, Work
from tests.design.test_design import large
from tests.support import works_at_most

FOLDER = registry.instances_folder()
COHORT = FOLDER / "casp-2019-2020" / "cohort.csv"
STOPS = (0, 2, 10, 50, 300)
SMALL = Scenario("small", "", (Seats(Selector(unit="AST004", modality="evening"), 1),))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


class After:
    """True once it has been asked so many times."""

    def __init__(self, times: int) -> None:
        self.times = times

    def __call__(self) -> bool:
        self.times -= 1
        return self.times < 0


def asleep(number: int) -> int:
    time.sleep(0.0 if number < 2 else 30.0)
    return number


def test_a_pool_ends_within_a_second() -> None:
    event, found, begun = threading.Event(), [], 0.0
    for job, _ in pool.run(range(8), asleep, 2, event.is_set):
        found.append(job)
        if len(found) == 2:
            begun = time.perf_counter()
            threading.Timer(0.3, event.set).start()
    assert time.perf_counter() - begun < 20, "what sleeps is not waited for"
    assert sorted(found) == [0, 1]
    assert not multiprocessing.active_children()


def cohort_of(config: Config) -> tuple[list[str | None], Any]:
    reader = cohorts.CaseReader(COHORT)
    found = entries(cohorts.load(COHORT), reader)
    known = places.read(["AST004=1"], [entry.case.programme for entry in found if entry.case])
    runner = Runner(reader, config, 1)
    runner.plan_alone(found, sharing=True)
    spread(found, known, config)
    shared = share_seats(found, known, runner)
    if shared is None:
        assert all(entry.shared is None and entry.target is None for entry in found)
    return [entry.alone.status if entry.alone else None for entry in found], shared


@pytest.mark.parametrize("times", STOPS)
def test_a_stopped_cohort(times: int) -> None:
    statuses, shared = cohort_of(Config(60, stop=After(times)))
    assert shared is None
    if times == 0:
        assert {*statuses} == {Status.UNKNOWN}


def test_a_cohort_tells_how_far_it_is() -> None:
    events: list[Progress] = []
    statuses, shared = cohort_of(Config(60, progress=events.append))
    assert shared is not None and Status.UNKNOWN not in statuses
    stages = [event.stage for event in events]
    assert [*dict.fromkeys(stages)] == [Stage.LEARNERS, Stage.SEATS, Stage.PLACES]
    for stage in (Stage.LEARNERS, Stage.SEATS):
        last = [event for event in events if event.stage == stage][-1]
        assert last.done == last.total


def here(jobs: Iterable[Job], work: Work, stop: Stop | None = None) -> Iterator[tuple[Job, Answer]]:
    """In this process, until it is stopped."""
    for job in jobs:
        if stop is not None and stop():
            return
        yield job, work(job)


def stress_of(stop: Stop | None, events: list[Progress]) -> Run:
    reader = cohorts.CaseReader(COHORT)
    good, *_ = read(reader, cohorts.load(COHORT).rows)
    run = Run(reader, good, (SMALL,), Settings(stop=stop, progress=events.append))
    assert list(run.answers(here))
    return run


@pytest.mark.parametrize("times", [0, 3, 8, 12])
def test_a_stopped_stress_run(times: int) -> None:
    run = stress_of(After(times), [])
    statuses = [run.outcomes.require(slot, place).status for slot in (0, 1) for place in range(len(run.rows))]
    assert run.has_unknown
    assert times or {*statuses} == {Status.UNKNOWN}


def test_a_stress_run_tells_how_far_it_is() -> None:
    events: list[Progress] = []
    run = stress_of(None, events)
    assert not run.has_unknown
    assert {event.stage for event in events} == {Stage.CASES}
    assert events[-1].done == events[-1].total == run.done


def batch_of(folder: Path) -> Batch:
    settings = BatchSettings((), "en", date(2019, 9, 1), None, 60.0, 0)
    reader = cohorts.CaseReader(COHORT)
    return Batch(cohorts.load(COHORT), reader, settings, BatchFolder(folder))


def test_a_stopped_batch_goes_on_later(tmp_path: Path) -> None:
    events: list[Progress] = []
    batch = batch_of(tmp_path)
    batch.begin(resume=False, overwrite=False)
    some = list(batch.run(1, stop=lambda: bool(events) and events[-1].done >= 2, progress=events.append))
    counts = batch.end()
    assert len(some) == 2
    assert counts["unknown"] == len(batch.good) - 2
    again, more = batch_of(tmp_path), list[Progress]()
    assert again.begin(resume=True, overwrite=False) == 2
    assert len(list(again.run(2, progress=more.append))) == len(batch.good) - 2
    assert [event.done for event in more] == [*range(2, len(batch.good) + 1)]
    assert again.end()["unknown"] == again.end()["defect"] == 0


@pytest.mark.parametrize("times", [0, 30])
def test_a_stopped_timetable(times: int) -> None:
    events: list[Progress] = []
    answer = timetable("casp-2019-2020", cohort=COHORT, stop=After(times), progress=events.append)
    found = answer.entries or ()
    assert [entry.row.line for entry in found] == [*range(2, 10)]
    assert times or {entry.alone.status for entry in found if entry.alone} == {Status.UNKNOWN}
    assert {event.stage for event in events} == {Stage.LEARNERS}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_running_design_ends_within_a_second(workers: int) -> None:
    from planner.solve.design import design

    events, threads = list[Progress](), threading.active_count()
    with works_at_most(5):
        config = Config(60, workers=workers, stop=lambda: len(events) > 3, progress=events.append)
        found = design(large(), config)
    assert found.status in (Status.FEASIBLE, Status.UNKNOWN, Status.OPTIMAL)
    assert threading.active_count() <= threads
    assert events[-1].bound is not None


@pytest.mark.parametrize("workers", [1, 2])
def test_a_listener_that_fails_ends_a_design(workers: int) -> None:
    from planner.solve.design import design

    class Failing(Exception):
        pass

    def fail(_: Progress) -> None:
        raise Failing

    with works_at_most(10), pytest.raises(Failing):
        design(large(), Config(60, workers=workers, progress=fail))


@pytest.mark.parametrize("times", STOPS)
def test_a_stopped_proposal(times: int) -> None:
    brief = offers.load(FOLDER / "casp-offer" / "offer.yaml")
    found = propose(brief, Config(5.0, stop=After(times)), seconds=2.0)
    assert found.result.status != Status.IMPOSSIBLE


def test_an_event_and_a_function_are_both_criteria() -> None:
    event = threading.Event()
    assert criterion(None) is None
    for stop in (event, event.is_set):
        assert criterion(stop)() is False  # type: ignore[misc]
    event.set()
    assert replace(Config(), stop=event).stopped
