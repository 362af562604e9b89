"""One programme serves many threads at once: each gets what it would get alone."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any, TypeVar

import pytest

from planner.check import violations
from planner.check.cost import cost
from planner.domain.case import Case
from planner.domain.classes import class_days
from planner.domain.programme import Programme
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.storage import learners, programmes, registry
from planner.study.explain import explain

THREADS = 8
ID = "casp-2019-2020"
Answer = TypeVar("Answer")
CHANGES: tuple[tuple[str, ...], ...] = (
    (),
    ("pathway=mixed",),
    ("funding=employer",),
    ("acquired=[AST004, UEV010]",),
    ("start=2020-S2",),
    ("max_units_per_term=2", "deadline=2020-S2"),
    ("availability.evenings=[mon]", "deadline=2021-S1"),
    ("max_cost_per_year=300", "deadline=2021-S2"),
)


@pytest.fixture(autouse=True)
def restless() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def unused(programme: Programme) -> Programme:
    """The programme as it is before anybody has asked it anything."""
    found: Programme = pickle.loads(pickle.dumps(programme))
    return found


def at_once(ask: Callable[[int], Answer]) -> list[Answer]:
    """What each thread is answered; all begin together."""
    barrier = Barrier(THREADS)

    def run(number: int) -> Answer:
        barrier.wait()
        return ask(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def cases() -> list[Case]:
    path = registry.instances_folder() / ID / "learners" / "autumn-evening.yaml"
    return [learners.load(path, changes) for changes in CHANGES]


def answer(case: Case) -> list[Any]:
    """A plan, its audit and its explanation, without what depends on the clock."""
    result = solve(case, Config(600))
    plan = result.plan
    audit = None if plan is None else (violations(case, plan), cost(case, plan))
    why = explain(case, Config(600), result)
    gains = [(gain.change, gain.result.plan) for gain in why.gains.offered]
    repairs = [(repair.set, repair.result.plan) for repair in why.repairs]
    told = [why.conflict.instances, why.sooner.instances, repairs, why.slack, why.chain, gains, why.gains.tried]
    return [result.status, plan, result.objectives, audit, *told]


def test_years_are_filled_once() -> None:
    programme = programmes.load(ID)
    for _ in range(20):
        fresh = unused(programme)
        found = at_once(lambda _, fresh=fresh: [fresh.offerings(year) for year in range(2015, 2040)])  # type: ignore[misc]
        assert all(one is other for each in found for one, other in zip(each, found[0], strict=True))


def test_class_days_are_derived_once() -> None:
    fresh = unused(programmes.load("casp-rncp36625"))
    timed = [one for year in range(2022, 2030) for one in fresh.offerings(year) if one.sessions]
    found = at_once(lambda _: [class_days(fresh.calendar, one, s) for one in timed for s in one.sessions])
    assert all(each == found[0] for each in found)


def test_a_programme_is_read_once() -> None:
    programmes._read.cache_clear()
    found = at_once(lambda _: programmes.load(ID))
    assert all(each is found[0] for each in found)


def test_a_copy_begins_with_nothing_made() -> None:
    programme = programmes.load(ID)
    made = programme.offerings(2019)
    programme.calendar.term(2 * 2019)
    copy = unused(programme)
    assert not copy._years
    assert not copy.calendar._terms
    assert copy.offerings(2019) == made
    assert {*copy.offerings(2019)} == {*made}


def test_eight_threads_answer_as_one() -> None:
    programme, asked = programmes.load(ID), cases()
    serial = [answer(replace(case, programme=unused(programme))) for case in asked]
    assert {found[0] for found in serial} == {"optimal", "impossible"}
    fresh = unused(programme)
    together = at_once(lambda number: answer(replace(asked[number], programme=fresh)))
    for one, other in zip(together, serial, strict=True):
        assert one == other


@pytest.mark.parametrize("work", ["solve(case)", "alternatives(case, 2, {})"])
def test_ctrl_c_is_heard_after_a_search_in_a_thread(work: str) -> None:
    code = (
        "import os, signal, threading, time\n"
        "from planner.storage.learners import load\n"
        "from planner.solve.pipeline import solve\n"
        "from planner.study.alternatives import alternatives\n"
        f"case = load({str(registry.instances_folder() / ID / 'learners' / 'autumn-evening.yaml')!r})\n"
        f"thread = threading.Thread(target=lambda: {work})\n"
        "thread.start(), thread.join()\n"
        "try:\n    os.kill(os.getpid(), signal.SIGINT), time.sleep(2)\n"
        "except KeyboardInterrupt:\n    print('heard')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "heard\n"
