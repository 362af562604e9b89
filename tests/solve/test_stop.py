"""Who stops a search gets what it has, soon, and no exception; who listens hears how far it is."""

from __future__ import annotations

import pickle
import random
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.check import violations
from planner.domain.case import Case
from planner.domain.status import Status
from planner.model.cpsat import CpModel, LinearExpr, new_model
from planner.solve.config import Config
from planner.solve.engine import Clock, run
from planner.solve.pipeline import solve
from planner.solve.progress import Progress, Stage
from planner.storage import learners, registry
from planner.study.alternatives import Slack, alternatives
from planner.study.combinations import Asked
from planner.study.compare import compare
from planner.study.explain import explain
from planner.study.frontier import frontier
from planner.study.replan import replan
from tests.support import works_at_most

FOLDER = registry.instances_folder() / "casp-2019-2020" / "learners"
STOPS = (0, 1, 3, 10, 40, 150)


class After:
    """True once it has been asked so many times."""

    def __init__(self, times: int) -> None:
        self.times = times

    def __call__(self) -> bool:
        self.times -= 1
        return self.times < 0


class Failing(Exception):
    """What a function of a caller raises."""


def split() -> CpModel:
    """A market split, which no solver proves in minutes."""
    draw, model = random.Random(1), new_model()
    chosen = [model.new_bool_var("") for _ in range(40)]
    away = []
    for _ in range(5):
        weights = [draw.randrange(100) for _ in chosen]
        half = sum(weights) // 2
        away.append(model.new_int_var(0, half, ""))
        model.add(LinearExpr.weighted_sum(chosen, weights) + away[-1] >= half)
        model.add(LinearExpr.weighted_sum(chosen, weights) - away[-1] <= half)
    model.minimize(LinearExpr.sum(away))
    return model


def case_of(name: str = "autumn-evening", *changes: str) -> Case:
    return learners.load(FOLDER / f"{name}.yaml", changes)


def test_a_running_search_ends_within_a_second() -> None:
    event = threading.Event()
    config = Config(60, stop=event)
    clock, heard = Clock.of(config), list[tuple[float | None, float | None]]()

    def hear(value: float | None, bound: float | None) -> None:
        heard.append((value, bound))
        if None not in (value, bound):
            event.set()

    with works_at_most(2):
        answer = run(split(), config, clock, wide=True, heard=hear)
    assert answer.found and not answer.proven
    value, bound = heard[-1]
    assert value is not None and bound is not None
    assert answer.bound <= value
    assert clock.left == 0.0


@pytest.mark.parametrize("where", ["stop", "heard"])
def test_what_a_function_raises_comes_out_and_nothing_goes_on(where: str) -> None:
    def fail(*_: object) -> bool:
        raise Failing

    threads = threading.active_count()
    config = Config(60)
    clock = Clock.of(config)
    with works_at_most(2), pytest.raises(Failing):
        if where == "stop":
            clock.limit, after = 60.0, After(3)
            clock.stop = lambda: after() and fail()
            run(split(), config, clock, wide=True)
        else:
            run(split(), config, clock, wide=True, heard=fail)
    assert threading.active_count() == threads
    assert solve(case_of()).status == Status.OPTIMAL


def test_a_copy_for_another_process_has_neither() -> None:
    config = Config(5.0, 2, 3, threading.Event(), print)
    copy = pickle.loads(pickle.dumps(config))
    assert copy == config
    assert (copy.stop, copy.progress) == (None, None)
    assert config.quiet().stop is config.stop


@pytest.mark.parametrize("times", STOPS)
def test_a_stopped_plan_is_feasible_or_unknown(times: int) -> None:
    case = case_of()
    result = solve(case, Config(60, stop=After(times)))
    if result.plan is None:
        assert result.status == Status.UNKNOWN
    else:
        assert result.status in (Status.FEASIBLE, Status.OPTIMAL)
        assert violations(case, result.plan) == []
    if times == 0:
        assert result.status == Status.UNKNOWN


def of_explain(config: Config) -> Any:
    impossible = case_of("impossible-deadline")
    return explain(impossible, config, today=date(2019, 9, 1)), explain(case_of(), config)


def of_alternatives(config: Config) -> Any:
    return alternatives(case_of(), 4, {"duration": Slack(1), "cost": Slack(percent=10)}, config)


def of_compare(config: Config) -> Any:
    return compare(Asked(FOLDER / "autumn-evening.yaml"), config)


def of_frontier(config: Config) -> Any:
    return frontier(case_of("three-evenings-no-spring"), config, max_terms=12)


def of_replan(config: Config) -> Any:
    case = case_of()
    before = solve(case).plan
    assert before is not None
    return replan(replace(case, learner=replace(case.learner, avoid=("UEV010",))), before, config)


LONG: dict[str, tuple[Callable[[Config], Any], set[Stage]]] = {
    "explain": (of_explain, {Stage.PLAN, Stage.CONFLICT, Stage.REPAIRS, Stage.GAINS, Stage.SLACK}),
    "alternatives": (of_alternatives, {Stage.PLAN, Stage.ALTERNATIVES}),
    "compare": (of_compare, {Stage.COMBINATIONS}),
    "frontier": (of_frontier, {Stage.FRONT}),
    "replan": (of_replan, {Stage.PLAN}),
}


@pytest.mark.parametrize("times", STOPS)
@pytest.mark.parametrize("name", LONG)
def test_nothing_raises_when_it_is_stopped(name: str, times: int) -> None:
    LONG[name][0](Config(60, stop=After(times)))


@pytest.mark.parametrize("name", LONG)
def test_each_tells_how_far_it_is_and_answers_as_without(name: str) -> None:
    work, stages = LONG[name]
    events: list[Progress] = []
    heard_in: set[int] = set()

    def listen(event: Progress) -> None:
        heard_in.add(threading.get_ident())
        events.append(event)

    found = work(Config(60, progress=listen))
    assert {event.stage for event in events} >= stages
    assert all(event.total is None or 0 <= event.done <= event.total for event in events)
    assert all(each.bound is None or each.value is None or each.bound <= each.value for each in events)
    assert heard_in == {threading.get_ident()}
    assert type(found) is type(work(Config(60)))


@pytest.mark.parametrize("name", LONG)
def test_a_listener_that_fails_ends_the_work(name: str) -> None:
    def fail(_: Progress) -> None:
        raise Failing

    with pytest.raises(Failing):
        LONG[name][0](Config(60, progress=fail))
    assert solve(case_of()).status == Status.OPTIMAL


def test_a_plan_tells_each_objective() -> None:
    case, events = case_of(), list[Progress]()
    result = solve(case, Config(60, progress=events.append))
    names = [item.name for item in result.objectives]
    assert [*dict.fromkeys(event.name for event in events if event.name)] == names
    assert (events[-1].done, events[-1].total) == (len(names), len(names))
