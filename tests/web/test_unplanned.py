"""An import makes dossiers at once and their plans by a job, which goes on where it stopped and does nothing twice."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planner.messages import speaking
from planner.storage.programmes import load_known
from planner.web.dossiers import unplanned
from planner.web.dossiers.form.sheet import Sheet
from planner.web.dossiers.models import Dossier
from planner.web.jobs import queue, work
from planner.web.jobs.models import Job, State
from planner.web.people.models import Person, Token
from tests.web.form.sending import sent

LEARNER = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True}
IMPOSSIBLE = {**LEARNER, "deadline": "2019-S2"}


def bring(client: Client, *learners: dict[str, Any], **more: str) -> Any:
    """The page after so many learners were brought in."""
    form = {f"data-{n}": json.dumps(one) for n, one in enumerate(learners)}
    form |= {f"name-{n}": f"P{n}" for n in range(len(learners))} | {
        f"line-{n}": str(n + 2) for n in range(len(learners))
    }
    form |= {"bring": "1", "choose": [str(n) for n in range(len(learners))], **more}
    return client.post("/dossiers/import", form, follow=True)


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode()).replace("\xa0", " ")


def state() -> dict[str, str]:
    return {each.name: each.current.status for each in Dossier.objects.select_related("current")}  # type: ignore[union-attr]


def work_off() -> None:
    while job := queue.take():
        work.do(job)


def test_dossiers_are_there_at_once_and_planned_by_a_job(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    answer = bring(client, LEARNER, IMPOSSIBLE)
    assert state() == {"P0": "none", "P1": "none"}
    job = Job.objects.get()
    assert answer.redirect_chain[-1][0] == f"/dossiers/plans/{job.pk}"
    told = text(answer)
    assert "0 sur 2" in told
    assert told.count("Pas encore de plan") == 2
    assert "hx-trigger" in told
    home = text(client.get("/"))
    assert "2 dossiers n’ont pas encore de plan" in home
    assert f"/dossiers/plans/{job.pk}" in home
    work_off()
    assert state() == {"P0": "optimal", "P1": "impossible"}
    told = text(client.get(f"/dossiers/plans/{job.pk}"))
    assert "Aucun plan possible : voir les issues" in told
    assert "hx-trigger" not in told
    assert "pas encore de plan" not in text(client.get("/"))
    assert f"/dossiers/plans/{job.pk}" in text(client.get("/jobs/"))


def test_it_goes_on_where_its_worker_died_and_plans_nobody_twice(
    signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(signed_in(), LEARNER, LEARNER, LEARNER)
    real, made = unplanned.planned, []

    def dies(known: Any) -> Any:
        made.append(known)
        if len(made) == 2:
            raise KeyboardInterrupt
        return real(known)

    monkeypatch.setattr(unplanned, "planned", dies)
    job = queue.take()
    assert job is not None
    with pytest.raises(KeyboardInterrupt):
        work.do(job)
    assert queue.take() is None
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1), done=0, step={})  # before it was told
    work_off()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == (State.DONE, 2, {"planned": 3, "impossible": 0, "failed": {}})
    assert len(made) == 4
    assert [each.versions.count() for each in Dossier.objects.all()] == [2, 2, 2]


def test_what_cannot_be_planned_is_told_by_its_line_and_the_others_are_planned(
    signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in()
    bring(client, LEARNER, LEARNER)
    dossier = Dossier.objects.get(name="P0")
    spoilt = dossier.current
    assert spoilt is not None
    spoilt.learner = {**LEARNER, "start": "never"}
    spoilt.save()
    work_off()
    assert state() == {"P0": "none", "P1": "optimal"}
    told = text(client.get(f"/dossiers/plans/{Job.objects.get().pk}"))
    assert "never" in told
    assert "ligne 2" in told


def test_it_is_stopped_and_the_rest_asked_for_again(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    bring(client, LEARNER)
    job = Job.objects.get()
    back = client.post(f"/jobs/{job.pk}/cancel", {"back": f"/dossiers/plans/{job.pk}"})
    assert back["Location"] == f"/dossiers/plans/{job.pk}"
    assert client.post(f"/jobs/{job.pk}/cancel", {"back": "https://elsewhere.example"}).status_code == 404
    assert "restent tels quels" in text(client.get(back["Location"]))
    assert "Calculer les plans qui manquent" in text(client.get("/"))
    again = client.post("/dossiers/plans")
    assert client.post("/dossiers/plans")["Location"] == again["Location"] != back["Location"]
    work_off()
    assert state() == {"P0": "optimal"}
    assert client.post("/dossiers/plans")["Location"] == "/"


def test_the_imports_of_others_are_not_there(signed_in: Callable[..., Client]) -> None:
    bring(signed_in("adviser", "anne"), LEARNER)
    number = Job.objects.get().pk
    other = signed_in("adviser", "berta")
    assert other.get(f"/dossiers/plans/{number}").status_code == 404
    assert f"/dossiers/plans/{number}" not in text(other.get("/jobs/"))
    assert other.post(f"/jobs/{number}/cancel").status_code == 404
    assert "P0" in text(signed_in("coordinator", "chris").get(f"/dossiers/plans/{number}"))


def test_a_form_that_is_sent_twice_makes_one_dossier(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    first, second = (bring(client, LEARNER, once="a") for _ in range(2))
    assert first.redirect_chain == second.redirect_chain
    assert Dossier.objects.count() == Job.objects.count() == 1
    bring(client, LEARNER, once="b")
    assert Dossier.objects.count() == 2


def test_every_form_that_makes_something_makes_it_once(signed_in: Callable[..., Client]) -> None:
    client = signed_in("administrator")
    for page in ("/dossiers/new?programme=casp-2019-2020", "/tokens/", "/people/"):
        assert 'name="once"' in text(client.get(page)), page
    with speaking("fr"):
        form = sent(Sheet(load_known("casp-2019-2020"), LEARNER), name="Ada", once="a")
    places = {client.post("/dossiers/create", form).get("Location") for _ in range(2)}
    assert places == {f"/dossiers/{Dossier.objects.get().key}"}
    assert client.post("/tokens/", {"name": "t", "once": "b"}).status_code == 200
    assert client.post("/tokens/", {"name": "t", "once": "b"})["Location"] == "/tokens/"
    assert Token.objects.count() == 1
    somebody = {"name": "Anne", "username": "anne", "role": "adviser", "once": "c"}
    assert client.post("/people/", somebody).status_code == 200
    assert client.post("/people/", somebody)["Location"] == "/people/"
    assert Person.objects.filter(username="anne").count() == 1
