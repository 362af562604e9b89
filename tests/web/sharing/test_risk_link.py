"""A learner reads of risks what their adviser released: not a word before, nor after it is withdrawn."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

import planner
from planner.web.dossiers import store
from planner.web.dossiers.models import Dossier
from planner.web.people.models import Entry, Person
from planner.web.sharing.models import PlanLink, RiskRelease
from tests.web.board.boards import learner, now, opened, version

PASSED = ["TET099", "TRS001", "AST004", "CCE001", "TET007", "TRS002", "CCE003", "AST002", "UEV010"]
RISKY = {**learner("casp-2019-2020"), "acquired": PASSED, "chances": {"fail": 0.2, "units": {"AST005": 0.5}}}
WORDS = ("risk", "risque", "chances", "comme prévu", "cas sur", "raté", "échec")
"""None of them stands on a page of a learner to whom nothing is released."""


@pytest.fixture
def adviser(signed_in: Callable[..., Client]) -> Client:
    return signed_in("adviser", "anne", name="Anne Martin")


@pytest.fixture
def dossier(adviser: Client) -> Dossier:
    return opened(Person.objects.get(username="anne"), RISKY)


@pytest.fixture
def link(dossier: Dossier) -> str:
    return f"/plan/{PlanLink.give(dossier, dossier.adviser, 30)}"


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode()).replace("\xa0", " ").replace("\u202f", " ")


def release(client: Client, dossier: Dossier, **more: Any) -> Any:
    form = {"revision": now(dossier).revision, **more}
    return client.post(f"/dossiers/{dossier.key}/risk/release", form, follow=True)


def withdraw(client: Client, dossier: Dossier) -> Any:
    return client.post(f"/dossiers/{dossier.key}/risk/withdraw", follow=True)


def changed(dossier: Dossier, **keys: Any) -> None:
    """The dossier stands on a plan of a learner with these keys."""
    data = {**RISKY, **keys}
    store.change(now(dossier), dossier.adviser, now(dossier).revision, "learner", **version(data).state())


def reads(link: str) -> bool:
    """Whether the learner reads of risks; the plan and the page itself agree about that."""
    plan, answer = text(Client().get(link)), Client().get(f"{link}/risk")
    assert (answer.status_code == 200) == (f"{link}/risk" in plan)
    assert answer.status_code == 200 or (answer.status_code, answer["Location"]) == (302, link)
    return answer.status_code == 200


def words(link: str) -> set[str]:
    """The words about risks in all that the learner is given."""
    pages = [text(Client().get(f"{link}{page}")).lower() for page in ("", "/reply", "/calendar", "/ics", "/risk")]
    pdf = PdfReader(io.BytesIO(Client().get(f"{link}/pdf").content))
    pages += [" ".join(page.extract_text() for page in pdf.pages).lower(), str(pdf.metadata).lower()]
    return {word for word in WORDS for page in pages if word in page}


def test_nothing_is_read_before_and_nothing_after(adviser: Client, dossier: Dossier, link: str) -> None:
    adviser.get(f"/dossiers/{dossier.key}/risk")
    assert words(link) == set()
    assert not reads(link)
    told = release(adviser, dossier)
    assert "C’est montré" in text(told) and "Montré à la personne depuis" in text(told)
    assert reads(link)
    assert "montre aussi les dates" in text(adviser.get(f"/dossiers/{dossier.key}/share"))
    answer = Client().get(f"{link}/risk")
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store, private", "no-referrer")
    assert "n’en dit plus rien" in text(withdraw(adviser, dossier))
    assert words(link) == set()
    assert not reads(link)
    withdraw(adviser, dossier)
    lines = Entry.objects.filter(subject=dossier.subject, act__startswith="plan_risk.").order_by("pk")
    assert [(line.act, line.before, line.after) for line in lines] == [
        ("plan_risk.released", None, {"version": 1}), ("plan_risk.withdrawn", {"version": 1}, None),
    ]  # fmt: skip


def test_the_dates_are_those_of_the_answer(adviser: Client, dossier: Dossier, link: str) -> None:
    release(adviser, dossier)
    award = planner.document(planner.risk(RISKY)).plain("fr")["policy"]["award"]
    months = {"01": "janvier", "06": "juin", "02": "février", "09": "septembre"}
    told = text(Client().get(f"{link}/risk"))
    sums = [sum(one["probability"] for one in award[: place + 1]) for place in range(len(award))]
    rows = 0
    for one, share in zip(award, sums, strict=True):
        if share < 0.985:
            year, month, _ = one["ends"].split("-")
            assert f"{months[month]} {year}</th><td>{round(100 * share)}</td>" in told
            rows += 1
    assert rows > 2
    likely = max(award, key=lambda one: one["probability"])["ends"].split("-")
    assert f'<strong class="first-up">{months[likely[1]]} {likely[0]}</strong>' in told
    late = next(one for one, share in zip(award, sums, strict=True) if share >= 0.9)["ends"].split("-")
    assert f"{months[late[1]]} {late[0]}</strong> <span>au plus tard" in told
    assert "réussi dans 80 cas sur 100" in told and "(AST005) : 50 cas sur 100" in told
    assert "Anne Martin" in told and "AST005" in told.partition("D’où viennent")[0]
    english = Client()
    english.cookies["language"] = "en"
    assert "passed in 80 cases out of 100" in text(english.get(f"{link}/risk"))


def test_estimates_name_only_what_is_sure(adviser: Client, dossier: Dossier, link: str) -> None:
    """Few draws may make any exam look as if it mattered."""
    release(adviser, dossier)
    kept = RiskRelease.objects.get()
    first, second, *_ = units = [one for one in kept.document["units"] if one["delay"] is not None]
    for one in units:
        one["interval"] = {"delay": [-1.0, one["delay"] + 1]}
    first["delay"], first["interval"] = 2.04, {"delay": [1.5, 2.5]}
    kept.document["exact"] = False
    kept.save()
    told = text(Client().get(f"{link}/risk"))
    exams = told[told.index('id="exams"') : told.index('id="from"')]
    assert f"({first['unit']})" in exams and "de 2 semestres en moyenne" in exams
    assert f"({second['unit']})" not in exams
    assert "les estimations ne permettent pas" in exams and "Les dates sont estimées" in told
    assert "<td>100</td>" not in told
    first["interval"] = {"delay": [-0.5, 2.5]}
    kept.save()
    assert "quels examens comptent le plus" in text(Client().get(f"{link}/risk"))


def test_only_what_is_about_the_plan_shown_is_read(adviser: Client, dossier: Dossier, link: str) -> None:
    release(adviser, dossier)
    changed(dossier, max_units_per_term=1)
    assert not reads(link)
    assert "Elle n’en voit rien en ce moment" in text(adviser.get(f"/dossiers/{dossier.key}/risk"))
    assert "C’est montré" in text(release(adviser, dossier)) and reads(link)
    assert RiskRelease.objects.get().version == now(dossier).current
    adviser.post(f"/dossiers/{dossier.key}/agreement/propose", {"revision": now(dossier).revision})
    assert reads(link)
    changed(dossier, max_units_per_term=2)
    assert not reads(link), "the adviser is working on the plan again"


def test_other_chances_are_read_once_they_are_released(adviser: Client, dossier: Dossier, link: str) -> None:
    release(adviser, dossier)
    changed(dossier, chances={"fail": 0.1})
    assert "réussi dans 80 cas sur 100" in text(Client().get(f"{link}/risk"))
    assert "Montrer plutôt cette réponse" in text(adviser.get(f"/dossiers/{dossier.key}/risk"))
    told = text(release(adviser, dossier))
    assert "réussi dans 90 cas sur 100" in text(Client().get(f"{link}/risk"))
    assert "Montrer plutôt cette réponse" not in told


def test_a_plan_that_no_longer_holds_takes_its_risks_with_it(adviser: Client, dossier: Dossier, link: str) -> None:
    release(adviser, dossier)
    Dossier.objects.update(broken_by={"violations": []})
    assert not reads(link)


def test_who_saw_another_revision_releases_nothing(adviser: Client, dossier: Dossier, link: str) -> None:
    changed(dossier, max_units_per_term=1)
    assert release(adviser, dossier, revision=1).status_code == 409
    assert not RiskRelease.objects.exists()
    assert not reads(link)


def test_a_link_that_is_over_opens_no_risks(adviser: Client, dossier: Dossier, link: str) -> None:
    release(adviser, dossier)
    made = PlanLink.objects.get()
    for over in ({"expires": timezone.now() - timedelta(days=1)}, {"revoked": timezone.now()}):
        PlanLink.objects.filter(pk=made.pk).update(**over)
        answer = Client().get(f"{link}/risk")
        assert (answer.status_code, "Ce lien n’ouvre aucun plan" in text(answer)) == (404, True)
    PlanLink.objects.filter(pk=made.pk).update(expires=timezone.now() + timedelta(days=1), revoked=None)
    assert reads(link)
    Dossier.objects.update(archived=True)
    assert Client().get(f"{link}/risk").status_code == 404


def test_it_is_seen_as_the_learner_sees_it(adviser: Client, dossier: Dossier, link: str) -> None:
    address = f"/dossiers/{dossier.key}/as-learner"
    assert adviser.get(f"{address}/risk")["Location"] == address
    assert f"{address}/risk" not in text(adviser.get(address))
    release(adviser, dossier)
    assert f"{address}/risk" in text(adviser.get(address))
    assert "Vous voyez ce que voit" in text(adviser.get(f"{address}/risk"))
    assert PlanLink.objects.get().openings == 0


def test_what_was_kept_by_an_earlier_version_is_not_guessed_at(adviser: Client, dossier: Dossier, link: str) -> None:
    release(adviser, dossier)
    RiskRelease.objects.update(document={"schema": "planner/risk/1"})
    assert not reads(link)
    assert adviser.get(f"/dossiers/{dossier.key}/risk").status_code == 200
