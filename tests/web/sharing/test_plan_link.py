"""A learner reads their plan by a link: as long as it opens, and nothing else."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planner.web.agreements.models import Standing
from planner.web.dossiers.models import Dossier
from planner.web.people.access import action_of
from planner.web.people.models import Entry, Person
from planner.web.people.roles import LEARNER_BY_LINK
from planner.web.sharing.models import PlanLink
from tests.web.board.boards import learner, opened
from tests.web.routes import routes


@pytest.fixture
def adviser(signed_in: Callable[..., Client]) -> Client:
    return signed_in("adviser", "anne", name="Anne Martin")


@pytest.fixture
def dossier(adviser: Client) -> Dossier:
    return opened(Person.objects.get(username="anne"), learner("casp-2019-2020"))


def given(client: Client, dossier: Dossier, days: str = "90", **more: str) -> str:
    """The path of a link that the adviser has made."""
    answer = client.post(f"/dossiers/{dossier.key}/share/give", {"days": days, **more})
    return answer.content.decode().split('value="http://testserver')[1].split('"')[0]


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode()).replace("\xa0", " ").replace("\u202f", " ")


def test_a_plan_is_read_without_an_account(adviser: Client, dossier: Dossier) -> None:
    path = given(adviser, dossier)
    stranger = Client()
    answer = stranger.get(path)
    told = text(answer)
    assert answer.status_code == 200
    for part in (
        "Votre plan d’études",
        "Ce que vous avez à faire",
        "Inscrivez-vous",
        "Les dates à retenir",
        "Anne Martin",
    ):
        assert part in told, part
    assert "<script" not in told
    assert dossier.key not in told
    assert "Ada" not in told.split("</title>")[0]
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert not stranger.cookies
    link = PlanLink.objects.get()
    assert (link.openings, link.opened) == (1, timezone.localdate())
    assert "1 fois" in text(adviser.get(f"/dossiers/{dossier.key}/share"))
    stranger.get(path)
    assert Entry.objects.filter(act="plan_link.opened", subject=dossier.subject).count() == 1
    paper = [stranger.get(f"{path}/pdf") for _ in range(3)][-1]
    assert Entry.objects.filter(act="taken.document", who="link").count() == 1, "once a day"
    assert paper.content.startswith(b"%PDF")
    assert "Ada" not in paper["Content-Disposition"]
    assert stranger.post(path).status_code == 405


def test_it_speaks_the_language_that_is_chosen_by_a_link(adviser: Client, dossier: Dossier) -> None:
    path, stranger = given(adviser, dossier), Client()
    assert stranger.get("/language/en", {"next": path})["Location"] == path
    assert "What you have to do" in text(stranger.get(path)) or "Your study plan" in text(stranger.get(path))


def test_no_page_of_a_link_names_anybody_in_its_title_or_address_or_is_found_by_searching(
    adviser: Client, dossier: Dossier
) -> None:
    path = given(adviser, dossier)
    adviser.post(f"/dossiers/{dossier.key}/agreement/propose", {"revision": 1})
    preview = f"/dossiers/{dossier.key}/as-learner"
    for page in (path, f"{path}/reply", "/plan/wrong", preview, f"{preview}/reply"):
        answer = adviser.get(page)
        title = text(answer).split("<title>")[1].split("</title>")[0]
        assert not {"Ada", "Anne", "Martin"} & set(title.split()), page
        assert 'name="robots" content="noindex' in text(answer)
        assert "Ada" not in str(answer.request["PATH_INFO"])
        assert "no-store" in answer["Cache-Control"]
        if page.startswith("/plan/"):
            assert answer["Referrer-Policy"] == "no-referrer"
            assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize("over", ["expired", "revoked", "archived", "of another"])
def test_what_is_over_opens_no_page_takes_no_answer_and_is_logged(over: str, adviser: Client, dossier: Dossier) -> None:
    path = given(adviser, dossier)
    adviser.post(f"/dossiers/{dossier.key}/agreement/propose", {"revision": 1})
    if over == "expired":
        PlanLink.objects.update(expires=timezone.now() - timedelta(seconds=1))
    if over == "revoked":
        adviser.post(f"/dossiers/{dossier.key}/share/{PlanLink.objects.get().pk}/revoke")
    if over == "archived":
        Dossier.objects.update(archived=True)
    if over == "of another":
        theirs = opened(Person.objects.get(), learner("casp-2019-2020"))
        assert adviser.post(f"/dossiers/{theirs.key}/share/{PlanLink.objects.get().pk}/revoke").status_code == 404
        path = f"/plan/{theirs.key}"
    mark = Standing.objects.get().mark
    found = [Client().get(f"{path}{end}").status_code for end in ("", "/reply", "/pdf")]
    found.append(Client().post(f"{path}/reply", {"kind": "suits", "mark": mark}).status_code)
    assert found == [404] * 4
    assert Standing.objects.get().stage == "proposed"
    told = [line.after["state"] for line in Entry.objects.filter(act="plan_link.refused")]
    assert told == ([over] if over != "of another" else []), "once a day, of a link that there was"


def test_what_opens_nothing_is_the_same_to_who_asks(adviser: Client, dossier: Dossier) -> None:
    secrets = {name: given(adviser, dossier) for name in ("expired", "revoked")}
    expired, revoked = PlanLink.objects.order_by("pk")
    PlanLink.objects.filter(pk=expired.pk).update(expires=timezone.now() - timedelta(seconds=1))
    assert adviser.post(f"/dossiers/{dossier.key}/share/{revoked.pk}/revoke").status_code == 302
    seen = {text(Client().get(path)).replace(path, "") for path in (*secrets.values(), "/plan/nonsense")}
    assert len(seen) == 1
    assert {Client().get(path).status_code for path in (*secrets.values(), "/plan/x", "/plan/x/pdf")} == {404}
    refused = Entry.objects.filter(act="plan_link.refused")
    assert sorted(line.after["state"] for line in refused) == ["expired", "revoked"], "once a day"
    assert not any(path.split("/")[2] in str(vars(line)) for line in Entry.objects.all() for path in secrets.values())
    archived = given(adviser, dossier)
    Dossier.objects.update(archived=True)
    assert Client().get(archived).status_code == 404


def test_only_a_digest_is_kept_and_logs_have_no_secret(
    adviser: Client, dossier: Dossier, caplog: pytest.LogCaptureFixture
) -> None:
    secret = given(adviser, dossier).split("/")[2]
    assert secret not in str(list(PlanLink.objects.values()))
    Client().get(f"/plan/{secret}x")
    from planner.web.logs import discreet

    assert secret not in discreet(f"Not Found: /plan/{secret}/pdf, /language/en?next=/plan/{secret}")
    assert all(secret not in record.getMessage() for record in caplog.records if record.name == "planner.web")


def test_a_link_opens_nothing_but_its_plan(adviser: Client, dossier: Dossier) -> None:
    path, holder = given(adviser, dossier), Client()
    holder.get(path)
    mine = [route for route in routes() if action_of(route.view) in LEARNER_BY_LINK]  # type: ignore[arg-type]
    assert {route.pattern.split("<")[0] for route in mine} == {"/plan/"}
    secret = path.split("/")[2]
    for route in mine:
        answer = holder.get(route.address.replace("/x", f"/{secret}", 1))
        assert answer.status_code in (200, 405) or answer["Location"] == path, route.pattern
    assert holder.get(f"/dossiers/{dossier.key}").status_code == 302
    assert holder.get("/").status_code == 302


def test_a_plan_that_does_not_hold_is_not_shown(adviser: Client, dossier: Dossier) -> None:
    path = given(adviser, dossier)
    Dossier.objects.update(broken_by={"violations": []})
    assert "en cours de mise au point" in text(Client().get(path))
    assert Client().get(f"{path}/pdf")["Location"] == path
    assert f'href="{path}/reply?kind=question"' in Client().get(path).content.decode()
    assert 'value="question" required checked' in Client().get(f"{path}/reply?kind=question").content.decode()


def test_links_are_given_and_taken_back_by_who_may(
    adviser: Client, dossier: Dossier, signed_in: Callable[..., Client]
) -> None:
    address = f"/dossiers/{dossier.key}/share"
    assert adviser.post(f"{address}/give", {"days": "7"}).status_code == 422
    given(adviser, dossier, once="a")
    assert adviser.post(f"{address}/give", {"days": "90", "once": "a"})["Location"] == address
    link = PlanLink.objects.get()
    assert 89 <= (link.expires - timezone.now()).days <= 90
    other, auditor = signed_in("adviser", "other"), signed_in("auditor", "auditor")
    assert other.get(address).status_code == 404
    assert other.post(f"{address}/{link.pk}/revoke").status_code == 404
    assert 'class="main"' not in text(auditor.get(address))
    assert auditor.post(f"{address}/{link.pk}/revoke").status_code == 403
    assert adviser.post(f"{address}/{link.pk}/revoke").status_code == 302
    assert adviser.post(f"{address}/{link.pk}/revoke").status_code == 404
    acts = list(Entry.objects.filter(subject=dossier.subject).values_list("act", flat=True))
    assert acts[:2] == ["plan_link.revoked", "plan_link.given"]
