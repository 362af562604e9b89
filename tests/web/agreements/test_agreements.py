"""A plan is proposed, agreed on and approved; one that changes asks for it again, and says what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from planner.messages import speaking, worded
from planner.web.agreements.models import Standing, Step
from planner.web.dossiers import home, store
from planner.web.dossiers.models import Dossier
from planner.web.people.models import Entry, Person
from planner.web.sharing.models import PlanLink
from tests.web.board.boards import learner, now, opened

TODAY = date(2019, 7, 1)


@pytest.fixture
def adviser(signed_in: Callable[..., Client]) -> Client:
    return signed_in("adviser", "anne", name="Anne Martin")


@pytest.fixture
def dossier(adviser: Client) -> Dossier:
    return opened(Person.objects.get(username="anne"), {**learner("casp-2019-2020"), "fictional": True})


def step(client: Client, dossier: Dossier, name: str, **more: str) -> str:
    """The page after a step."""
    form = {"revision": now(dossier).revision, **more}
    answer = client.post(f"/dossiers/{dossier.key}/agreement/{name}", form, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def stage(dossier: Dossier) -> str:
    found = Standing.objects.filter(dossier=dossier).first()
    return f"{found.stage}{', changed' if found.changed else ''}" if found else "draft"


def moved(client: Client, dossier: Dossier) -> None:
    line = now(dossier).current.plan["units"][0]  # type: ignore[union-attr, index]
    form = {"revision": now(dossier).revision, "unit": line["unit"], "place": "2021-S1 evening"}
    assert client.post(f"/dossiers/{dossier.key}/board/place", form).status_code == 302


def needs(dossier: Dossier, approves: bool = False) -> list[str]:
    with speaking("en"):
        return [worded(need) for need in home.needs_of(Dossier.objects.get(pk=dossier.pk), TODAY, approves=approves)]


def test_a_plan_goes_from_draft_to_approved(
    adviser: Client, dossier: Dossier, signed_in: Callable[..., Client]
) -> None:
    address = f"/dossiers/{dossier.key}/agreement"
    assert "Proposer ce plan" in adviser.get(address).content.decode()
    assert "Noter l’accord" in step(adviser, dossier, "propose")
    told = step(adviser, dossier, "agree", words="par téléphone")
    assert "Approuver ce plan" not in told
    assert "par téléphone" in told
    assert needs(dossier) == []
    assert needs(dossier, approves=True) == ["Plan to be approved."]
    assert adviser.post(f"{address}/approve", {"revision": 1}).status_code == 403
    head = signed_in("coordinator", "carole", name="Carole Petit")
    assert "Approuver ce plan" in head.get(address).content.decode()
    assert "Carole Petit" in step(head, dossier, "approve")
    assert stage(dossier) == "approved"
    assert "par la même personne" not in adviser.get(address).content.decode()
    lines = Entry.objects.filter(subject=dossier.subject, act__startswith="agreement.").order_by("id")
    assert [(line.act, line.who, line.after) for line in lines] == [
        (f"agreement.{act}", who, {"stage": act, "version": 1})
        for act, who in (("proposed", "anne"), ("agreed", "anne"), ("approved", "carole"))
    ]
    assert "Plan approuvé" in signed_in("auditor", "audit").get("/log/").content.decode()
    board = adviser.get(f"/dossiers/{dossier.key}").content.decode()
    assert f'href="{address}">Accord\xa0: Approuvé</a>' in board


def test_who_proposes_is_told_that_the_learner_has_no_link(adviser: Client, dossier: Dossier) -> None:
    told = "pas de lien qui s’ouvre"
    assert told not in adviser.get(f"/dossiers/{dossier.key}/agreement").content.decode()
    assert told in step(adviser, dossier, "propose")
    adviser.post(f"/dossiers/{dossier.key}/share/give", {"days": "30"})
    assert told not in adviser.get(f"/dossiers/{dossier.key}/agreement").content.decode()
    PlanLink.objects.update(revoked=timezone.now())
    assert told in adviser.get(f"/dossiers/{dossier.key}/agreement").content.decode()
    assert told not in step(adviser, dossier, "agree")


def test_steps_are_taken_in_their_order_and_once(adviser: Client, dossier: Dossier) -> None:
    assert "rien n’a été enregistré" in step(adviser, dossier, "agree")
    step(adviser, dossier, "propose")
    assert "rien n’a été enregistré" in step(adviser, dossier, "propose")
    assert Step.objects.count() == 1
    with pytest.raises(RuntimeError):
        Step.objects.get().save()


def test_nobody_agrees_to_what_they_have_not_seen(adviser: Client, dossier: Dossier) -> None:
    step(adviser, dossier, "propose")
    moved(adviser, dossier)
    assert "rien n’a été enregistré" in step(adviser, dossier, "agree", revision="1")
    assert stage(dossier) == "proposed, changed"


def test_an_approved_plan_that_changes_says_what_changed_and_asks_again(
    adviser: Client, dossier: Dossier, signed_in: Callable[..., Client]
) -> None:
    chief = signed_in("administrator", "chief")
    for name in ("propose", "agree"):
        step(chief, dossier, name)
    assert "personne d’autre ne l’a relu" in chief.get(f"/dossiers/{dossier.key}/agreement").content.decode()
    assert "par la même personne" in step(chief, dossier, "approve")
    moved(adviser, dossier)
    assert stage(dossier) == "approved, changed"
    assert "The plan has changed since it was approved." in needs(dossier)
    page = adviser.get(f"/dossiers/{dossier.key}/agreement").content.decode()
    assert "octobre 2021" in page
    assert "a=1&amp;b=2" in page
    board = adviser.get(f"/dossiers/{dossier.key}").content.decode()
    assert "a changé depuis" in board
    revision = now(dossier).revision
    adviser.post(f"/dossiers/{dossier.key}/board/undo", {"revision": revision})
    assert stage(dossier) == "approved"
    adviser.post(f"/dossiers/{dossier.key}/board/redo", {"revision": revision + 1})
    assert stage(dossier) == "approved, changed"
    adviser.post(f"/dossiers/{dossier.key}/board/best", {"revision": revision + 2})
    assert stage(dossier) == "approved"


def test_what_changes_nothing_of_the_plan_asks_nothing(adviser: Client, dossier: Dossier) -> None:
    step(adviser, dossier, "propose")
    adviser.post(f"/dossiers/{dossier.key}/board/keep", {"revision": 1})
    assert now(dossier).current.number == 2  # type: ignore[union-attr]
    assert stage(dossier) == "proposed"


def test_a_changed_plan_is_proposed_again(adviser: Client, dossier: Dossier) -> None:
    step(adviser, dossier, "propose")
    step(adviser, dossier, "agree")
    learner_data = {**now(dossier).current.learner, "funding": "employer"}  # type: ignore[union-attr]
    from planner.web.dossiers.planning import Known, planned

    person = Person.objects.get(username="anne")
    store.change(now(dossier), person, 1, "learner", learner=learner_data, **planned(Known(learner_data)).kept())
    assert stage(dossier) == "agreed, changed"
    assert "Proposer le plan changé" in adviser.get(f"/dossiers/{dossier.key}/agreement").content.decode()
    step(adviser, dossier, "propose")
    assert stage(dossier) == "proposed"
    assert [one.version.number for one in Step.objects.order_by("id")] == [1, 1, 2]


def test_a_plan_that_breaks_rules_is_not_proposed(adviser: Client, dossier: Dossier) -> None:
    unit = now(dossier).current.plan["units"][0]["unit"]  # type: ignore[union-attr, index]
    adviser.post(f"/dossiers/{dossier.key}/board/out", {"revision": 1, "unit": unit})
    page = adviser.get(f"/dossiers/{dossier.key}/agreement").content.decode()
    assert "Ce plan ne tient pas" in page
    assert "Proposer ce plan" not in page
    step(adviser, dossier, "propose")
    assert stage(dossier) == "draft"


def test_a_step_is_withdrawn_with_a_reason(adviser: Client, dossier: Dossier, signed_in: Callable[..., Client]) -> None:
    chief = signed_in("coordinator", "chief")
    for client, name in ((adviser, "propose"), (adviser, "agree"), (chief, "approve")):
        step(client, dossier, name)
    address = f"/dossiers/{dossier.key}/agreement/withdraw"
    assert chief.post(address, {"revision": 1, "words": " "}).status_code == 422
    assert "Retirer" not in adviser.get(f"/dossiers/{dossier.key}/agreement").content.decode()
    step(adviser, dossier, "withdraw", words="non")
    assert stage(dossier) == "approved"
    assert "erreur de dossier" in step(chief, dossier, "withdraw", words="erreur de dossier")
    assert stage(dossier) == "agreed"
    step(adviser, dossier, "withdraw", words="a changé d'avis")
    assert stage(dossier) == "proposed"
    step(adviser, dossier, "withdraw", words="trop tôt")
    assert stage(dossier) == "draft"
    step(adviser, dossier, "propose")
    assert stage(dossier) == "proposed"
    log = Entry.objects.filter(act="agreement.withdrawn").values_list("before", "after__stage")
    assert sorted(log) == [("agreed", "proposed"), ("approved", "agreed"), ("proposed", "draft")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("draft", {"Draft"}),
        ("proposed", {"Proposed"}),
        ("changed", {"Changed"}),
        ("agreed", set()),
        ("approved", set()),
    ],
)
def test_the_list_is_narrowed_to_a_stage(asked: str, found: set[str], adviser: Client) -> None:
    anne, data = Person.objects.get(), {**learner("casp-2019-2020"), "fictional": True}
    for name in ("Draft", "Proposed", "Changed"):
        made = opened(anne, data)
        Dossier.objects.filter(pk=made.pk).update(name=name)
        if name != "Draft":
            step(adviser, made, "propose")
        if name == "Changed":
            moved(adviser, made)
    page = adviser.get(f"/?need={asked}").content.decode()
    assert {name for name in ("Draft", "Proposed", "Changed") if f">{name}</a></h3>" in page} == found


def test_who_only_reads_sees_and_does_nothing(
    adviser: Client, dossier: Dossier, signed_in: Callable[..., Client]
) -> None:
    step(adviser, dossier, "propose")
    page = signed_in("auditor", "audit").get(f"/dossiers/{dossier.key}/agreement").content.decode()
    assert "Plan proposé" in page
    assert "<form" not in page.split("<main", 1)[1]
