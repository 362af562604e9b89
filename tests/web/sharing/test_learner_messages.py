"""A learner says by their link what they think of the plan; their adviser sees it, applies it by a click, answers."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planner.storage import programmes
from planner.web import engine
from planner.web.dossiers.form.choices import next_start
from planner.web.dossiers.models import Dossier
from planner.web.people.models import Entry, Person
from planner.web.sharing.models import Message, PlanLink
from planner.web.sharing.replying import LONGEST, WAITING
from tests.web.board.boards import learner, now, opened

USUAL = ["mon", "tue", "wed", "thu", "fri"]


@pytest.fixture
def adviser(signed_in: Callable[..., Client]) -> Client:
    return signed_in("adviser", "anne", name="Anne Martin")


@pytest.fixture
def dossier(adviser: Client) -> Dossier:
    return opened(Person.objects.get(username="anne"), learner("casp-2019-2020"))


@pytest.fixture
def reply(dossier: Dossier) -> str:
    """Where the learner writes."""
    return f"/plan/{PlanLink.give(dossier, dossier.adviser, 30)}/reply"


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode()).replace("\xa0", " ").replace("\u202f", " ")


def test_a_question_reaches_the_adviser_and_the_answer_the_learner(
    adviser: Client, dossier: Dossier, reply: str
) -> None:
    stranger = Client(enforce_csrf_checks=True)
    form = {"kind": "question", "text": "Can I <b>start</b> later?"}
    assert stranger.post(reply, form)["Location"] == f"{reply}?sent=1"
    assert stranger.post(reply, form).status_code == 302
    message = Message.objects.get()
    assert "1 message de la personne attend" in text(adviser.get("/"))
    page = adviser.get(f"/dossiers/{dossier.key}/share").content.decode()
    assert "Can I &lt;b&gt;start&lt;/b&gt; later?" in page
    assert "Pas encore de réponse" in text(stranger.get(reply))
    address = f"/dossiers/{dossier.key}/share/{message.pk}/answer"
    assert adviser.post(address, {"text": "Yes, in February."})["Location"] == f"/dossiers/{dossier.key}/share"
    plan, share = reply.removesuffix("/reply"), f"/dossiers/{dossier.key}/share"
    assert "a répondu" in text(stranger.get(plan))
    assert "pas encore vue par la personne" in text(adviser.get(share))
    adviser.get(f"/dossiers/{dossier.key}/as-learner/reply")
    assert "pas encore vue par la personne" in text(adviser.get(share)), "who advises is not the learner"
    assert "Yes, in February." in text(stranger.get(reply))
    assert "a répondu" not in text(stranger.get(plan))
    assert "vue par la personne le" in text(adviser.get(share))
    assert "message de la personne" not in text(adviser.get("/"))
    logged = Entry.objects.filter(act__startswith="message.")
    assert [line.act for line in logged] == ["message.answered", "message.received"]
    assert "later" not in str([line.after for line in logged])


def test_a_correction_comes_first_and_is_always_answered(adviser: Client, dossier: Dossier, reply: str) -> None:
    stranger = Client()
    assert 'value="correction" required checked' in text(stranger.get(f"{reply}?kind=correction"))
    stranger.post(reply, {"kind": "question", "text": "When?"})
    stranger.post(reply, {"kind": "correction", "text": "My name is Fictional Ada."})
    message, today = Message.objects.get(kind="correction"), timezone.localdate()
    due = now(dossier).correct_by
    assert due is not None
    assert 28 <= (due - today).days <= 31
    home = text(adviser.get("/"))
    assert home.index("Demande de correction de ses données") < home.index("1 message de la personne attend")
    share = f"/dossiers/{dossier.key}/share"
    assert "Demande une correction de ses données" in text(adviser.get(share))
    refused = adviser.post(f"{share}/{message.pk}/answer", {"text": "  "})
    assert refused.status_code == 422
    assert "se conclut par une réponse écrite" in text(refused)
    assert now(dossier).correct_by == due
    assert adviser.post(f"{share}/{message.pk}/answer", {"text": "Corrected."}).status_code == 302
    assert now(dossier).correct_by is None
    assert "Demande de correction" not in text(adviser.get("/"))
    assert "1 message de la personne attend" in text(adviser.get("/"))
    assert "Corrected." in text(stranger.get(reply))
    acts = list(Entry.objects.filter(act__startswith="correction.").order_by("pk").values_list("act", flat=True))
    assert acts == ["correction.received", "correction.answered"]
    assert "Fictional Ada" not in str(list(Entry.objects.values_list("after")))


def test_of_several_corrections_the_oldest_counts(dossier: Dossier, reply: str) -> None:
    for words in ("one", "two"):
        Client().post(reply, {"kind": "correction", "text": words})
    Message.objects.filter(text="one").update(at=timezone.now() - timedelta(days=20))
    Message.objects.get(text="two").save()
    due = now(dossier).correct_by
    assert due is not None
    assert 8 <= (due - timezone.localdate()).days <= 11


def test_a_message_says_where_the_plan_has_changed_since(adviser: Client, dossier: Dossier, reply: str) -> None:
    Client().post(reply, {"kind": "question", "text": "When?"})
    message = Message.objects.get()
    address = f"/dossiers/{dossier.key}/share"
    assert "Le plan a changé depuis" not in text(adviser.get(address))
    adviser.post(f"/dossiers/{dossier.key}/board/keep", {"revision": now(dossier).revision})
    assert "Le plan a changé depuis" in text(adviser.get(address))
    adviser.post(f"{address}/{message.pk}/answer")
    assert "Lu le" in text(Client().get(reply))


def test_a_wish_is_shown_with_its_price_and_applied_by_a_click(adviser: Client, dossier: Dossier, reply: str) -> None:
    Client().post(reply, {"kind": "wish", "evenings": ["mon", "tue"], "budget": ""})
    assert Message.objects.get().wish == {"evenings": ["mon", "tue"]}
    page = text(adviser.get(f"/dossiers/{dossier.key}/share"))
    assert "Soirées libres : lundi, mardi" in page
    assert re.search(r"Terminé le .*, (au lieu du|comme maintenant)", page)
    assert re.search(r"Reste à charge : [\d ,]+ € en tout", page)
    assert re.search(r"Le plan dure \d+ semestres?, (au lieu de|comme maintenant)", page)
    offer = re.search(r'name="offer" value="([^"]+)"', page)
    assert offer
    form = {"offer": offer[1], "revision": now(dossier).revision}
    assert adviser.post(f"/dossiers/{dossier.key}/adopt", form)["Location"] == f"/dossiers/{dossier.key}"
    version = now(dossier).current
    assert version is not None
    assert version.learner["availability"]["evenings"] == ["mon", "tue"]
    assert (version.act, version.status) == ("wished", "optimal")
    page = text(adviser.get(f"/dossiers/{dossier.key}/share"))
    assert "Le plan suit déjà ce souhait" in page
    assert 'name="offer"' not in page
    Client().post(reply, {"kind": "wish", "evenings": ["mon"]})
    offer = re.search(r'name="offer" value="([^"]+)"', text(adviser.get(f"/dossiers/{dossier.key}/share")))
    assert offer
    adviser.post(f"/dossiers/{dossier.key}/adopt", {"offer": offer[1], "revision": now(dossier).revision})
    page = text(adviser.get(f"/dossiers/{dossier.key}/share"))
    assert "Ce souhait a été appliqué, puis le plan a encore changé" in page
    assert 'name="offer"' not in page
    assert "Souhait de la personne appliqué : Soirées libres" in text(adviser.get(f"/dossiers/{dossier.key}/versions"))


def test_a_wish_that_nothing_fulfils_is_told_and_cannot_be_applied(
    adviser: Client, dossier: Dossier, reply: str
) -> None:
    Client().post(reply, {"kind": "wish", "evenings": USUAL, "budget": "1", "text": "as cheap as can be"})
    assert Message.objects.get().wish == {"budget": 1}
    page = text(adviser.get(f"/dossiers/{dossier.key}/share"))
    assert "Aucun plan n’est possible ainsi" in page
    assert 'name="offer"' not in page


def test_a_learner_may_wish_for_fewer_courses_at_once(adviser: Client, dossier: Dossier, reply: str) -> None:
    assert re.findall(r'<option value="(\d)" selected', text(Client().get(reply))) == ["3"]
    for pace in ("3", "9", "2"):
        Client().post(reply, {"kind": "wish", "evenings": USUAL, "pace": pace, "text": f"pace {pace}"})
    assert [one.wish for one in Message.objects.order_by("pk")] == [{}, {}, {"pace": 2}]
    page = text(adviser.get(f"/dossiers/{dossier.key}/share"))
    assert "Au plus 2 UE du soir à la fois" in page
    assert re.search(r"Le plan dure \d semestres, au lieu de \d semestres", page)
    offer = re.search(r'name="offer" value="([^"]+)"', page)
    assert offer
    adviser.post(f"/dossiers/{dossier.key}/adopt", {"offer": offer[1], "revision": now(dossier).revision})
    assert now(dossier).current.learner["max_units_per_term"] == 2  # type: ignore[union-attr]


def test_a_learner_may_wish_for_a_break(adviser: Client, dossier: Dossier) -> None:
    fictional = opened(dossier.adviser, {**learner("casp-2019-2020"), "fictional": True})
    reply = f"/plan/{PlanLink.give(fictional, dossier.adviser, 30)}/reply"
    offered = re.findall(r'name="pause" value="([^"]+)"', text(Client().get(reply)))
    assert offered[0] == "2019-S2", "not the first one"
    Client().post(reply, {"kind": "wish", "evenings": USUAL, "pause": ["2019-S2", "2001-S1"]})
    assert Message.objects.get().wish == {"pause": ["2019-S2"]}
    page = text(adviser.get(f"/dossiers/{fictional.key}/share"))
    assert "Pause : février – juin 2020" in page
    offer = re.search(r'name="offer" value="([^"]+)"', page)
    assert offer
    adviser.post(f"/dossiers/{fictional.key}/adopt", {"offer": offer[1], "revision": 1})
    assert now(fictional).current.learner["pause"] == ["2019-S2"]  # type: ignore[union-attr]
    assert 'value="2019-S2" checked' in text(Client().get(reply))
    Client().post(reply, {"kind": "wish", "evenings": USUAL})
    assert Message.objects.first().wish == {"pause": []}  # type: ignore[union-attr]
    assert "Aucune pause" in text(adviser.get(f"/dossiers/{fictional.key}/share"))


def test_a_form_with_a_problem_keeps_what_was_wished(reply: str) -> None:
    form = {"kind": "wish", "evenings": ["mon"], "pace": "2", "budget": "500", "text": "x" * (LONGEST + 1)}
    page = text(Client().post(reply, form))
    assert re.findall(r'name="evenings" value="(\w+)" checked', page) == ["mon"]
    assert re.findall(r'<option value="(\d)" selected', page) == ["2"]
    assert 'value="500"' in page


def test_who_has_not_begun_may_wish_for_another_start(adviser: Client) -> None:
    coming = next_start(programmes.load_known("casp-rncp36625").calendar, timezone.localdate())
    started = opened(Person.objects.get(), {"programme": "casp-rncp36625", "start": coming})
    reply = f"/plan/{PlanLink.give(started, started.adviser, 30)}/reply"
    starts = re.findall(r'<option value="(\d+-\w+)"', Client().get(reply).content.decode())
    assert starts[0] == coming
    assert len(starts) == 5
    Client().post(reply, {"kind": "wish", "evenings": USUAL, "start": starts[1]})
    Client().post(reply, {"kind": "wish", "evenings": USUAL, "start": "2001-S1", "text": "never"})
    assert [one.wish for one in Message.objects.order_by("pk")] == [{"start": starts[1]}, {}]
    page = text(adviser.get(f"/dossiers/{started.key}/share"))
    assert "Commencer : " in page
    assert 'name="offer"' in page


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "question"},
        {"kind": "wish", "evenings": USUAL},
        {"kind": "correction", "text": " "},
        {"kind": "order"},
        {},
        {"kind": "question", "text": "x" * (LONGEST + 1)},
    ],
)
def test_what_says_nothing_is_not_kept(form: dict[str, Any], reply: str) -> None:
    answer = Client().post(reply, form)
    assert answer.status_code == 422
    assert 'role="alert"' in text(answer)
    assert not Message.objects.exists()


def test_nobody_buries_an_adviser(reply: str) -> None:
    found = [
        Client().post(reply, {"kind": "question", "text": str(number)}).status_code for number in range(WAITING + 2)
    ]
    assert found == [302] * WAITING + [422] * 2


def test_a_link_that_is_over_takes_no_message(dossier: Dossier, reply: str) -> None:
    PlanLink.objects.update(revoked="2026-01-01T00:00Z")
    assert Client().post(reply, {"kind": "suits"}).status_code == 404
    assert not Message.objects.exists()


def test_messages_of_others_cannot_be_answered(
    dossier: Dossier, reply: str, adviser: Client, signed_in: Callable[..., Client]
) -> None:
    Client().post(reply, {"kind": "question", "text": "?"})
    address = f"/dossiers/{dossier.key}/share/{Message.objects.get().pk}/answer"
    assert signed_in("adviser", "other").post(address).status_code == 404
    assert signed_in("auditor", "auditor").post(address).status_code == 403
    other = opened(dossier.adviser, learner("casp-2019-2020"))
    assert adviser.post(address.replace(dossier.key, other.key)).status_code == 404


def test_nothing_is_left_of_a_dossier_that_is_erased(dossier: Dossier, reply: str) -> None:
    Client().post(reply, {"kind": "question", "text": "?"})
    Dossier.objects.update(current=None)
    dossier.versions.update(parent=None)
    Dossier.objects.get().delete()
    assert not PlanLink.objects.exists()
    assert not Message.objects.exists()


def test_many_impossible_wishes_keep_no_adviser_waiting(
    dossier: Dossier, reply: str, adviser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why a wish is impossible takes seconds, and is not what the page tells."""

    def explained(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(engine, "explaining", explained)
    for budget in range(1, 4):
        assert Client().post(reply, {"kind": "wish", "evenings": USUAL, "budget": str(budget)}).status_code == 302
    page = text(adviser.get(f"/dossiers/{dossier.key}/share"))
    assert page.count("Aucun plan") == 3
