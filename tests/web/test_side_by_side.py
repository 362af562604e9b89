"""On PostgreSQL: who waited for a dossier goes on with what it is by then, also where it is gone. Run where
PLANNER_TEST_DATABASE is set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from concurrent.futures import TimeoutError as StillWaiting
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from planner.web.dossiers import listed, recheck
from planner.web.dossiers.handing import give
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.planning import NONE, Known, planned
from planner.web.dossiers.store import change, open_dossier
from planner.web.jobs import queue, work
from planner.web.people.models import Person, SignInLink
from planner.web.people.session_store import SessionStore
from planner.web.rights import parts
from planner.web.rights.erasing import erase
from planner.web.sharing.models import Message, PlanLink

LEARNER = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True}
Beside = Callable[[Callable[[], Any]], "Future[Any]"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def beside(postgres: str) -> Iterator[Beside]:
    """`beside(work)`: the work is begun on a connection of its own, and waits for what this one holds."""

    def run(work: Callable[[], Any]) -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as threads:
        yield lambda work: threads.submit(run, work)


@contextmanager
def holding(*waiting: Future[Any]) -> Iterator[list[Future[Any]]]:
    """A transaction; what is put in the list meanwhile waits for its end."""
    found = list(waiting)
    with transaction.atomic():
        yield found
        for one in found:
            with pytest.raises(StillWaiting):
                one.result(0.3)


def made(person: Person, **state: Any) -> Dossier:
    return open_dossier(person, "Ada Fictional", LEARNER, **state)


def test_what_a_dossier_stands_on_is_read_once_it_is_held(beside: Beside, person: Callable[..., Person]) -> None:
    someone = person()
    dossier = made(someone)
    state = planned(Known(LEARNER)).kept()
    assert dossier.unplanned
    Dossier.objects.update(look_again=date.min)

    def look_again() -> str:
        with transaction.atomic():
            (found,) = listed.held(Dossier.objects.filter(pk=dossier.pk))
            listed.save(found)
            return found.current.status if found.current is not None else NONE

    with holding() as waiting:
        change(dossier, someone, dossier.revision, "best", **state)
        waiting += [beside(look_again)]
    assert waiting[0].result(30) == state["status"] != NONE
    assert not Dossier.objects.get().unplanned


def test_a_check_of_what_was_changed_meanwhile_says_nothing(beside: Beside, person: Callable[..., Person]) -> None:
    someone = person()
    dossier = made(someone, **planned(Known(LEARNER)).kept())
    seen = Dossier.objects.select_related("current").get()
    with holding() as waiting:
        change(dossier, someone, dossier.revision, "changed", plan={"units": []})
        Dossier.objects.update(checked_with="another")
        waiting += [beside(lambda: recheck.check_again(seen))]
    waiting[0].result(30)
    assert Dossier.objects.get().checked_with == "another"


def test_dossiers_are_held_in_one_order(beside: Beside, person: Callable[..., Person]) -> None:
    first, second, third = (person(username=name) for name in ("first", "second", "third"))
    keys = [made(first).pk for _ in range(9)]
    Dossier.objects.filter(pk=keys[0]).update(changed=timezone.now())  # the oldest lies last in the table

    def handed(order: str, to: Person) -> int:
        with transaction.atomic():
            return give(first.dossiers.order_by(order), to, first)

    with holding() as waiting:
        listed.held(Dossier.objects.order_by("-pk"))
        waiting += [beside(lambda: handed("-pk", second)), beside(lambda: handed("pk", third))]
    assert sorted(one.result(30) for one in waiting) == [0, 9]


def test_two_who_take_rows_away_do_not_wait_for_each_other(beside: Beside, person: Callable[..., Person]) -> None:
    someone = person()
    dossier = made(someone)
    PlanLink.give(dossier, someone, 30)
    long_ago = timezone.now() - timedelta(days=900)
    Message.objects.create(dossier=dossier, kind=Message.QUESTION, text="?", answered=long_ago)
    PlanLink.objects.update(revoked=long_ago)
    dossier.refresh_from_db()
    with holding() as waiting:
        assert parts.erase(timezone.localdate() - timedelta(days=1), "desk") == 2
        waiting += [beside(lambda: erase(dossier, someone, dossier.revision))]
    waiting[0].result(30)
    assert not Dossier.objects.exists()


def test_what_a_session_keeps_meanwhile_stays(beside: Beside, person: Callable[..., Person]) -> None:
    someone = person()
    dossier = made(someone)
    session = SessionStore()
    session["/"] = {"q": "ada"}
    session.create()
    with holding() as waiting:
        page = SessionStore(session.session_key)
        page["step"] = 2
        page.save()
        waiting += [beside(lambda: erase(dossier, someone, dossier.revision))]
    waiting[0].result(30)
    assert dict(SessionStore(session.session_key).items()) == {"step": 2}


def forms(dossier: Dossier, secret: str) -> dict[str, dict[str, Any]]:
    """Forms that keep something of a dossier, by where they are sent."""
    at, seen = f"/dossiers/{dossier.key}", {"revision": dossier.revision}
    return {
        f"{at}/agreement/propose": seen, f"{at}/share/give": {"days": 30, "once": "a"},
        f"{at}/hand-over": {"to": Person.objects.latest("pk").pk}, f"{at}/erase": {**seen, "sure": "yes"},
        f"{at}/calendar": {"once": "c"}, f"{at}/board/undo": seen,
        f"/plan/{secret}/reply": {"kind": "question", "text": "?"}, f"/plan/{secret}/calendar": {"once": "b"},
    }  # fmt: skip


def test_a_page_of_what_somebody_erases_meanwhile_is_not_found(
    beside: Beside, signed_in: Callable[..., Client], person: Callable[..., Person]
) -> None:
    client, another = signed_in("coordinator"), person(username="another")
    someone = Person.objects.get(username="someone")
    dossier = change(made(someone), someone, 1, "best", **planned(Known(LEARNER)).kept())
    secret = PlanLink.give(dossier, someone, 30)
    client.get("/")
    with transaction.atomic():
        erase(dossier, another, dossier.revision)
        waiting = {at: beside(partial(client.post, at, form)) for at, form in forms(dossier, secret).items()}
        wait(waiting.values(), 3)
        assert not [at for at, answer in waiting.items() if answer.done()]
    assert {at: answer.result(60).status_code for at, answer in waiting.items()} == dict.fromkeys(waiting, 404)


def test_a_job_of_many_goes_on_where_somebody_erases_one(
    beside: Beside, person: Callable[..., Person], settings: Any, tmp_path: Path
) -> None:
    settings.DESK = tmp_path
    (tmp_path / "jobs").mkdir()
    someone = person("coordinator")
    state = planned(Known(LEARNER)).kept()
    dossiers = [made(someone, **state) for _ in range(2)]
    queue.ask(work.SELECTION, someone, act="propose", keys=[one.key for one in dossiers], language="fr")
    job = queue.take()
    assert job is not None
    with holding() as waiting:
        erase(dossiers[0], someone, dossiers[0].revision)
        waiting += [beside(lambda: work.do(job))]
    waiting[0].result(30)
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"made": [dossiers[1].key], "left": [dossiers[0].key]})


def test_who_was_put_out_meanwhile_does_not_sign_in(beside: Beside, person: Callable[..., Person]) -> None:
    someone = person()
    secret = SignInLink.give(someone)

    def use() -> Any:
        with transaction.atomic():
            return SignInLink.use(secret)

    with holding() as waiting:
        SignInLink.objects.select_for_update().get()
        Person.objects.filter(pk=someone.pk).update(is_active=False)
        waiting += [beside(use)]
    assert waiting[0].result(30) is None
