"""Which plan a learner sees by their link, what it says of itself, and how they agree to it: to what they saw alone."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from planner.web.agreements.models import Standing, Step
from planner.web.dossiers import store
from planner.web.dossiers.models import Dossier
from planner.web.people.models import Entry, Person
from planner.web.sharing.models import Message, PlanLink
from tests.web.board.boards import learner, now, opened, version

LATER = "octobre 2022"
"""Nothing of the first plan is so late."""


@pytest.fixture
def adviser(signed_in: Callable[..., Client]) -> Client:
    return signed_in("adviser", "anne", name="Anne Martin")


@pytest.fixture
def chief(signed_in: Callable[..., Client]) -> Client:
    return signed_in("coordinator", "carole", name="Carole Petit")


@pytest.fixture
def dossier(adviser: Client) -> Dossier:
    return opened(Person.objects.get(username="anne"), {**learner("casp-2019-2020"), "fictional": True})


@pytest.fixture
def link(dossier: Dossier) -> str:
    return f"/plan/{PlanLink.give(dossier, dossier.adviser, 30)}"


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode()).replace("\xa0", " ").replace("\u202f", " ")


def step(client: Client, dossier: Dossier, name: str, **more: str) -> None:
    form = {"revision": now(dossier).revision, **more}
    assert client.post(f"/dossiers/{dossier.key}/agreement/{name}", form).status_code == 302


def moved(dossier: Dossier) -> None:
    """The dossier stands on a plan of fewer units a term, which takes longer."""
    current = now(dossier).current
    assert current is not None
    data = {**current.learner, "max_units_per_term": 2}
    store.change(now(dossier), dossier.adviser, now(dossier).revision, "learner", **version(data).state())


def mark(link: str) -> str:
    """What somebody who reads the plan would agree to; nothing where they are not asked."""
    found = re.search(r'name="mark" value="([^"]+)"', text(Client().get(link)))
    return found[1] if found else ""


def agree(link: str, seen: str) -> Any:
    return Client().post(f"{link}/reply", {"kind": "suits", "mark": seen})


def stage(dossier: Dossier) -> str:
    found = Standing.objects.filter(dossier=dossier).first()
    return f"{found.stage}{', changed' if found.changed else ''}" if found else "draft"


def test_a_draft_is_shown_as_one_and_followed(adviser: Client, dossier: Dossier, link: str) -> None:
    before = text(Client().get(link))
    assert "Ébauche du" in before
    assert "Rien n’est encore décidé" in before
    assert mark(link) == ""
    moved(dossier)
    assert LATER not in before
    assert LATER in text(Client().get(link))
    assert "suit vos changements" in text(adviser.get(f"/dossiers/{dossier.key}/share"))


def test_once_proposed_that_version_is_shown_and_no_other(adviser: Client, dossier: Dossier, link: str) -> None:
    step(adviser, dossier, "propose")
    assert "Proposition du" in text(Client().get(link))
    moved(dossier)
    page = text(Client().get(link))
    assert LATER not in page
    assert "Anne Martin revoit ce plan en ce moment" in page
    assert "Oui, ce plan me convient" not in page
    assert "lit que vous la revoyez" in text(adviser.get(f"/dossiers/{dossier.key}/share"))
    step(adviser, dossier, "propose")
    page = text(Client().get(link))
    assert LATER in page
    assert "revoit ce plan" not in page


def test_a_plan_that_no_longer_holds_is_shown_with_a_warning(adviser: Client, dossier: Dossier, link: str) -> None:
    step(adviser, dossier, "propose")
    seen = mark(link)
    Dossier.objects.update(broken_by={"violations": []})
    page = text(Client().get(link))
    assert "revoit ce plan en ce moment" in page
    assert agree(link, seen).status_code == 422


def test_the_learner_agrees_once_however_often_they_say_so(
    adviser: Client, dossier: Dossier, link: str, signed_in: Callable[..., Client]
) -> None:
    step(adviser, dossier, "propose")
    seen = mark(link)
    for _ in range(2):
        assert agree(link, seen)["Location"] == f"{link}?sent=1"
    assert "ce plan a votre accord" in text(Client().get(f"{link}?sent=1"))
    assert stage(dossier) == "agreed"
    added = Step.objects.get(act="agreed")
    assert (added.by_link, added.person, added.version.number) == (True, None, 1)
    assert "Par un lien" in text(signed_in("auditor", "auditor").get("/log/"))
    line = Entry.objects.get(act="agreement.agreed")
    assert (line.who, line.after) == ("link", {"stage": "agreed", "version": 1})
    assert "par son lien" in text(adviser.get(f"/dossiers/{dossier.key}/agreement"))
    assert "1 message de la personne attend" in text(adviser.get("/"))
    assert Message.objects.get().kind == "suits"
    assert "Son accord est enregistré" in text(adviser.get(f"/dossiers/{dossier.key}/share"))
    adviser.post(f"/dossiers/{dossier.key}/share/{Message.objects.get().pk}/answer")
    assert "message de la personne" not in text(adviser.get("/"))


def test_days_are_those_of_the_school_late_in_the_evening_too(adviser: Client, dossier: Dossier, link: str) -> None:
    step(adviser, dossier, "propose")
    agree(link, mark(link))
    late = "2026-11-30T23:30Z"
    Message.objects.update(at=late)
    Step.objects.update(at=late)
    PlanLink.objects.update(given=late)
    moved(dossier)
    step(adviser, dossier, "propose")
    assert "depuis votre accord du 1er décembre 2026" in text(Client().get(link))
    assert "Vous, 1er décembre 2026" in text(Client().get(f"{link}/reply"))
    page = text(adviser.get(f"/dossiers/{dossier.key}/share"))
    assert "Donné le 1er décembre 2026" in page
    assert "30 novembre" not in page


def test_an_agreement_that_was_withdrawn_is_given_again(adviser: Client, dossier: Dossier, link: str) -> None:
    step(adviser, dossier, "propose")
    agree(link, mark(link))
    step(adviser, dossier, "withdraw", words="par erreur")
    assert stage(dossier) == "proposed"
    agree(link, mark(link))
    assert stage(dossier) == "agreed"
    assert Message.objects.count() == 1
    step(adviser, dossier, "withdraw", words="par erreur")
    moved(dossier)
    step(adviser, dossier, "propose")
    assert "depuis votre accord" not in text(Client().get(link)), "it counts no more"


@pytest.mark.parametrize("since", ["drafted", "changed", "proposed anew", "withdrawn", "made up"])
def test_nobody_agrees_to_what_they_have_not_seen(since: str, adviser: Client, dossier: Dossier, link: str) -> None:
    if since != "drafted":
        step(adviser, dossier, "propose")
    seen = mark(link)
    if since in ("changed", "proposed anew"):
        moved(dossier)
    if since == "proposed anew":
        step(adviser, dossier, "propose")
    if since == "withdrawn":
        step(adviser, dossier, "withdraw", words="trop tôt")
    answer = agree(link, "0" * 64 if since == "made up" else seen)
    assert answer.status_code == 422
    assert "votre accord n’a pas été enregistré" in text(answer)
    assert not Step.objects.filter(act="agreed").exists()
    assert not Message.objects.exists()


def test_what_is_proposed_again_says_what_changed_since_the_learner_agreed(
    adviser: Client, chief: Client, dossier: Dossier, link: str
) -> None:
    step(adviser, dossier, "propose")
    agree(link, mark(link))
    step(chief, dossier, "approve")
    assert "c’est le plan à suivre" in text(Client().get(link))
    moved(dossier)
    assert "Ce qui a changé" not in text(Client().get(link))
    step(adviser, dossier, "propose")
    page = text(Client().get(link))
    assert "Ce qui a changé depuis votre accord du" in page
    told = page.split('id="news"')[1].split("</section>")[0]
    assert re.search(r"Terminé le [^<]+, au lieu du", told)
    assert re.search(r"Le plan dure \d semestres, au lieu de", told)
    agree(link, mark(link))
    assert stage(dossier) == "agreed"
    assert "Ce qui a changé" not in text(Client().get(link))
    agreement = f"/dossiers/{dossier.key}/agreement"
    assert "Ce qui a changé depuis l’approbation du" in text(chief.get(agreement))
    step(chief, dossier, "approve")
    assert "Ce qui a changé" not in text(chief.get(agreement))
    assert [one.version.number for one in Step.objects.order_by("pk")] == [1, 1, 1, 2, 2, 2]


def test_papers_say_how_the_plan_stands(adviser: Client, chief: Client, dossier: Dossier, link: str) -> None:
    kept = f"/dossiers/{dossier.key}/documents"

    def told() -> list[str]:
        """As its page, as the adviser's document and as the learner's PDF say it, each once."""
        pdf = PdfReader(io.BytesIO(Client().get(f"{link}/pdf").content)).pages[0].extract_text()
        said = [text(adviser.get(kept)), text(adviser.get(f"{kept}/plan/fr/html")), pdf]
        return [" ".join(re.findall(r"Ébauche|Proposition|Accord(?= du)|Approuvé le", one)) for one in said]

    assert told() == ["Ébauche"] * 3
    step(adviser, dossier, "propose")
    assert told() == ["Proposition"] * 3
    agree(link, mark(link))
    assert told() == ["Accord"] * 3
    step(chief, dossier, "approve")
    assert told() == ["Approuvé le"] * 3
    assert "(Coordination)" in text(adviser.get(kept))
    moved(dossier)
    assert told() == ["Ébauche", "Ébauche", "Approuvé le"], "the learner still has what was approved"


def test_what_a_learner_sees_of_a_dossier_without_a_plan(adviser: Client, dossier: Dossier) -> None:
    empty = store.open_dossier(dossier.adviser, "Fictional", {})
    address = f"/dossiers/{empty.key}/as-learner"
    for page in (address, f"{address}/reply", f"/plan/{PlanLink.give(empty, dossier.adviser, 30)}"):
        assert adviser.get(page).status_code == 200, page
    assert "en cours de mise au point" in text(adviser.get(address))
    assert adviser.get(f"{address}/pdf")["Location"] == address


def test_an_adviser_sees_what_the_learner_sees_and_nothing_comes_of_it(
    adviser: Client, dossier: Dossier, link: str, signed_in: Callable[..., Client]
) -> None:
    address = f"/dossiers/{dossier.key}/as-learner"
    assert f'href="{address}"' in text(adviser.get(f"/dossiers/{dossier.key}"))
    assert "Ébauche du" in text(adviser.get(address))
    step(adviser, dossier, "propose")
    theirs, preview = text(Client().get(link)), text(adviser.get(address))
    assert "Rien de ce que vous faites ici n’est enregistré" in preview
    assert "Rien de ce que vous faites ici" not in theirs
    body = [page.split("<h1>")[1].split("<form")[0] for page in (theirs, preview)]
    assert body[0] == body[1]
    assert "<script" not in preview
    assert '<fieldset class="bare" disabled>' in preview
    assert '<fieldset class="bare" disabled>' in text(adviser.get(f"{address}/reply"))
    assert adviser.get(f"{address}/pdf").content.startswith(b"%PDF")
    assert PlanLink.objects.get().openings == 1
    assert Entry.objects.filter(act="dossier.seen_as_learner", subject=dossier.subject, who="anne").count() == 4
    for path in (address, f"{address}/reply", f"{address}/pdf"):
        assert adviser.post(path, {"kind": "suits"}).status_code == 405
        assert signed_in("adviser", f"other{len(path)}").get(path).status_code == 404
    assert signed_in("auditor", "auditor").get(address).status_code == 200
    Dossier.objects.update(broken_by={"violations": []}, archived=True)
    assert adviser.get(address).status_code == 200
