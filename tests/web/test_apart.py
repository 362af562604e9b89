"""What takes long is asked in processes of their own, which are kept, replaced where they end, and tell of problems."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client

import planner
from planner.errors import BadInput
from planner.service.plan import plan_of
from planner.solve.progress import Progress
from planner.web import apart, engine
from planner.web.apart import Apart, Lost
from planner.web.dossiers import planning
from planner.web.people.models import Person
from tests.web.board.boards import HTMX, opened
from tests.web.steps import steps

IMPOSSIBLE = {"programme": "casp-2019-2020", "start": "2019-S1", "deadline": "2019-S2", "fictional": True}


@pytest.fixture(scope="module")
def work() -> Apart:
    return Apart()


def test_the_same_process_is_asked_again_and_a_new_one_where_it_ended(work: Apart) -> None:
    first = work(os.getpid)
    assert first != os.getpid()
    assert work(os.getpid) == first
    with pytest.raises(Lost):
        work(os._exit, 1)
    assert work(os.getpid) not in (first, os.getpid())
    os.kill(work(os.getpid), 9)
    work._free[0].process.join()
    assert work(os.getpid) != os.getpid()


def test_who_takes_too_long_is_ended(work: Apart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 0.05)
    with pytest.raises(Lost):
        work(time.sleep, 5)
    assert not work._free


def test_every_problem_of_an_input_is_told(work: Apart) -> None:
    with pytest.raises(BadInput) as found:
        work(planner.read_learner, {"programme": "casp-2019-2020", "start": "tomorrow", "pathway": "night"})
    assert {problem.where for problem in found.value.problems} == {"start", "pathway"}
    assert "tomorrow" in str(found.value.problems[0])


def test_an_impossible_plan_is_explained_as_it_is_here() -> None:
    case, asked = planner.read_learner(IMPOSSIBLE), engine.settings()
    with ThreadPoolExecutor(3) as threads:
        found = list(threads.map(lambda _: engine.plan(case, asked), range(3)))
    here = planner.document(plan_of(case, asked)).render("json", "fr")
    assert [planner.document(one).render("json", "fr") for one in found] == [here] * 3


def test_the_page_says_to_try_again_where_the_process_ended(
    signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), IMPOSSIBLE)

    def ended(*_: object, **__: object) -> None:
        raise Lost

    monkeypatch.setattr(engine, "_APART", ended)
    planning._answer.cache_clear()
    answer = client.post(f"/dossiers/{dossier.key}/board/best", {"revision": dossier.revision}, **HTMX)
    assert answer.status_code == 503


def test_work_says_how_far_it_is_and_whoever_hears_may_end_it(work: Apart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "BEAT", 0.05)
    heard: list[Progress | None] = []
    assert work(steps, 3, 0.4, heard=heard.append) == 3
    told = [one.done for one in heard if one is not None]
    assert told == sorted(told)
    assert set(told) >= {1, 2}

    def ends(progress: Progress | None) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        work(steps, 100, 0.4, heard=ends)
    assert not work._free
    assert work(steps, 1, 0.0) == 1
