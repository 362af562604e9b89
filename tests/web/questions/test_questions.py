"""Why, what else and what if, by a client: each vintage, each offer taken, who was faster, and made up offers."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from planner.web.dossiers import store
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.planning import Known, planned
from planner.web.jobs.models import Job
from planner.web.people.models import Person
from planner.web.people.roles import Role
from tests.web.board.boards import HTMX, VINTAGES, learner, now, opened

OFFER = re.compile(r'name="offer" value="([^"]+)"')
LARGEST = 80_000
IMPOSSIBLE = {"deadline": "2020-S1"}


def offers(client: Client, dossier: Dossier, page: str) -> list[str]:
    """What the buttons of a page would send."""
    answer = client.get(f"/dossiers/{dossier.key}/{page}", **HTMX)
    assert answer.status_code == 200
    assert len(answer.content) < LARGEST
    assert "<html" not in answer.content.decode()
    return OFFER.findall(answer.content.decode())


def take(client: Client, dossier: Dossier, offer: str, revision: int | None = None) -> Any:
    """The answer to a button."""
    seen = now(dossier).revision if revision is None else revision
    return client.post(f"/dossiers/{dossier.key}/adopt", {"revision": seen, "offer": offer})


@pytest.mark.parametrize("programme", VINTAGES)
@pytest.mark.parametrize("page", ["why", "alternatives", "frontier", "compare"])
def test_each_vintage_is_answered_and_an_offer_is_kept(
    programme: str, page: str, signed_in: Callable[..., Client]
) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), learner(programme))
    plain = client.get(f"/dossiers/{dossier.key}/{page}").content.decode()
    assert "hx-trigger" not in plain
    found = offers(client, dossier, page)
    assert OFFER.findall(plain)
    assert Job.objects.count() == 1
    assert found
    assert take(client, dossier, found[-1]).status_code == 302
    kept = now(dossier)
    assert kept.revision == 2
    assert kept.current is not None
    assert kept.current.act in ("what_if", "adopted", "chosen")
    assert kept.current.status in ("optimal", "valid", "feasible")
    for name in ("versions", "documents", ""):
        assert client.get(f"/dossiers/{dossier.key}/{name}".removesuffix("/")).status_code == 200


def test_what_a_change_promises_is_what_comes_of_it(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    page = html.unescape(client.get(f"/dossiers/{dossier.key}/why").content.decode())
    promised = re.findall(r"Titre le ([^,]+), coût", page)
    found = offers(client, dossier, "why")
    assert len(promised) == len(found) > 1
    for day, offer in zip(promised, found, strict=True):
        store.go_to(dossier, Person.objects.get(), now(dossier).revision, dossier.versions.get(number=1), "restored")
        take(client, dossier, offer)
        assert day in html.unescape(client.get(f"/dossiers/{dossier.key}").content.decode())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_ways_out_of_an_impossible_dossier(language: str, signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    client.cookies["language"] = language
    data = {**learner("casp-2019-2020"), **IMPOSSIBLE}
    dossier = store.open_dossier(Person.objects.get(), "Ada", data, **planned(Known(data)).kept())
    assert now(dossier).current.status == "impossible"  # type: ignore[union-attr]
    for page in ("alternatives", "frontier", "compare", "results", "migrate", "documents", "versions"):
        assert client.get(f"/dossiers/{dossier.key}/{page}").status_code == 200
    found = offers(client, dossier, "why")
    assert found
    take(client, dossier, found[0])
    kept = now(dossier).current
    assert kept is not None
    assert (kept.act, kept.status) == ("repaired", "optimal")


def test_an_offer_that_nobody_made(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    other = opened(Person.objects.get(), learner("casp-2019-2020"))
    foreign = offers(client, other, "why")[0]
    for offer in ("", "made up", foreign, foreign[:-1]):
        assert take(client, dossier, offer).status_code == 400
    assert now(dossier).revision == 1


def test_somebody_was_faster(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    first, second, *_ = offers(client, dossier, "why")
    take(client, dossier, first)
    stale = take(client, dossier, second, revision=1)
    assert stale.status_code == 409
    told = stale.content.decode()
    assert "Changement appliqué" in told
    assert f'name="offer" value="{second}"' in told
    assert 'name="revision" value="2"' in told
    assert now(dossier).revision == 2
    assert take(client, dossier, second, revision=2).status_code == 302


def test_an_auditor_reads_alone(signed_in: Callable[..., Client], person: Callable[..., Person]) -> None:
    client, owner = signed_in(Role.AUDITOR), person(Role.ADVISER, "anne")
    dossier = opened(owner, learner("casp-2019-2020"))
    for page in ("why", "alternatives", "compare", "frontier", "versions", "migrate"):
        told = client.get(f"/dossiers/{dossier.key}/{page}").content.decode()
        assert 'name="offer"' not in told
        assert "/results" not in told
    assert client.get(f"/dossiers/{dossier.key}/results").status_code == 403
    assert client.post(f"/dossiers/{dossier.key}/adopt", {}).status_code == 403


def test_what_is_compared_is_what_was_ticked(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    asked = "compare?pathway=evening&pathway=no-such&funding=individual&funding=cpf&start=2019-S1&start=2020-S1"
    told = client.get(f"/dossiers/{dossier.key}/{asked}", **HTMX).content.decode()
    assert told.count("<tr") - told.count("<thead") == 4
    assert "Choix actuel" in told
    every = "&".join(f"start={year}-S{n}" for year in (2019, 2020, 2021) for n in (1, 2))
    every += "".join(f"&pathway={p}" for p in ("evening", "daytime", "mixed"))
    assert "Cela fait 60" in client.get(f"/dossiers/{dossier.key}/compare?{every}", **HTMX).content.decode()


def test_who_cannot_be_read_is_told_of(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = store.open_dossier(Person.objects.get(), "Ada", {"programme": "casp-2019-2020", "start": "never"})
    for page in ("why", "alternatives", "frontier", "compare", "migrate"):
        answer = client.get(f"/dossiers/{dossier.key}/{page}")
        assert answer.status_code == 200
        assert "never" in answer.content.decode()
    assert "never" in client.get(f"/dossiers/{dossier.key}/documents/explanation/fr/html").content.decode()


def test_combinations_that_come_to_the_same_are_one_row(signed_in: Callable[..., Client]) -> None:
    """Who is free on no evening takes only classes of the day, in both pathways."""
    client = signed_in()
    data = {**learner("casp-2020-2021"), "pathway": "daytime", "availability": {"evenings": []}}
    dossier = opened(Person.objects.get(), data)
    told = client.get(f"/dossiers/{dossier.key}/compare", {"show": 1, "funding": "individual"}).content.decode()
    found = told[told.index('id="found"') :]
    assert re.search(r"\(de même\s: mixte", found)
    assert found.count('class="row-number"') == 1


def test_codes_that_stand_in_a_list_are_named_below(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), learner("casp-2020-2021"))
    found = client.get(f"/dossiers/{dossier.key}/why", **HTMX).content.decode()
    codes = set(re.findall(r"[A-Z]{3}[0-9]{3}", "".join(re.findall(r"autres \(([^)]+)\)", found))))
    named = found[found.index("<details>") : found.index("</details>")]
    assert codes
    assert all(f'<span class="code">{code}</span>' in named for code in codes)
