"""Versions, documents and migration, by a client."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone

from planner.web.dossiers import store
from planner.web.dossiers.planning import Known, audited
from planner.web.people.models import Entry, Person
from tests.web.board.boards import VINTAGES, learner, now, opened

FORMS = ("html", "pdf", "xlsx", "csv", "md", "text")


def test_versions_are_listed_compared_and_restored(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    line = dossier.current.plan["units"][0]  # type: ignore[union-attr, index]
    form = {"revision": 1, "unit": line["unit"], "place": "2020-S1 evening"}
    client.post(f"/dossiers/{dossier.key}/board/place", form)
    page = client.get(f"/dossiers/{dossier.key}/versions").content.decode()
    assert "Dossier créé" in page
    assert "déplacée" in page
    told = client.get(f"/dossiers/{dossier.key}/versions?a=2&b=1").content.decode()
    assert "De la version 1 à la version 2" in told
    assert "octobre 2020" in told
    assert "de octobre" not in told
    assert client.get(f"/dossiers/{dossier.key}/versions?a=1&b=99").status_code == 404
    restore = f"/dossiers/{dossier.key}/versions/restore"
    assert client.post(restore, {"revision": 1, "number": 1}).status_code == 409
    assert client.post(restore, {"revision": 2, "number": "x"}).status_code == 404
    assert client.post(restore, {"revision": 2, "number": 1}).status_code == 302
    assert now(dossier).current.number == 1  # type: ignore[union-attr]
    assert dossier.versions.count() == 2


@pytest.mark.parametrize("code", ["fr", "en"])
def test_documents_in_every_format(code: str, signed_in: Callable[..., Client]) -> None:
    client = signed_in(name="Anne Martin")
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    page = client.get(f"/dossiers/{dossier.key}/documents").content.decode()
    links = re.findall(rf'href="([^"]*/documents/\w+/{code}/\w+)"', page)
    assert {link.rsplit("/", 1)[1] for link in links} == {*FORMS, "ics"}
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200, link
        day = rf"{timezone.localdate()}"
        assert re.search(rf'filename="[a-z-]+-{day}\.\w+"', answer["Content-Disposition"])
        assert "Ada" not in answer["Content-Disposition"]
    lines = Entry.objects.filter(act="taken.document", subject=dossier.subject)
    assert lines.count() == len(links)
    assert {"kind": "plan", "form": "pdf", "language": code} in [line.after for line in lines]
    told = client.get(f"/dossiers/{dossier.key}/documents/plan/{code}/html").content.decode()
    assert f'<html lang="{code}"' in told
    assert "Anne Martin" in told
    assert f"<h1>{'Plan d’études' if code == 'fr' else 'Study plan'}</h1>" in html.unescape(told)


def test_documents_of_a_plan_that_breaks_rules(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    data = learner("casp-2019-2020")
    dossier = opened(Person.objects.get(), data)
    broken = audited(Known(data), {"units": dossier.current.plan["units"][1:]})  # type: ignore[union-attr, index]
    store.change(dossier, Person.objects.get(), 1, "moved", **broken.kept())
    for kind in ("plan", "check"):
        assert client.get(f"/dossiers/{dossier.key}/documents/{kind}/fr/html").status_code == 200
    assert client.get(f"/dossiers/{dossier.key}/documents/impossible/fr/html").status_code == 404
    for address in ("nothing/fr/html", "plan/xx/html", "plan/fr/json", "plan/fr/exe"):
        assert client.get(f"/dossiers/{dossier.key}/documents/{address}").status_code == 404


@pytest.mark.parametrize(("programme", "to"), list(pairwise(VINTAGES)))
def test_migration_to_the_next_vintage(programme: str, to: str, signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(
        Person.objects.get(), learner(programme, "acquired-vae-ves" if "2020" in programme else "autumn-evening")
    )
    start = "2019-S1" if to < "casp-2020" else "2022-S1"
    page = client.get(f"/dossiers/{dossier.key}/migrate?to={to}&start={start}").content.decode()
    offer = re.findall(r'name="offer" value="([^"]+)"', page)
    assert len(offer) == 1
    assert client.post(f"/dossiers/{dossier.key}/adopt", {"revision": 1, "offer": offer[0]}).status_code == 302
    kept = now(dossier)
    assert kept.programme == to
    assert kept.current is not None
    assert kept.current.status == "optimal"
    assert client.get(f"/dossiers/{dossier.key}/migrate?to=/etc/passwd").status_code == 404


def test_migration_of_who_does_not_fit_there(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), learner("casp-2016-2017", "acquired-last-unit-dif"))
    told = client.get(f"/dossiers/{dossier.key}/migrate?to=casp-rncp36625").content.decode()
    assert "Ceci ne convient pas dans cette formation" in told
    assert "dif" in told
    assert 'name="offer"' not in told
    told = client.get(f"/dossiers/{dossier.key}/migrate?to=casp-rncp36625&funding=cpf").content.decode()
    assert 'name="offer"' in told


def test_migration_after_results(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), {**learner("casp-2019-2020"), "fictional": True})
    page = client.get(f"/dossiers/{dossier.key}/results").content.decode()
    first, second, *_ = dict.fromkeys(re.findall(r'type="radio" name="([^"]+)"', page))
    page = client.post(
        f"/dossiers/{dossier.key}/results", {"revision": 1, first: "passed", second: "failed"}
    ).content.decode()
    (told,) = re.findall(r'name="told" value="([^"]+)"', page)
    client.post(f"/dossiers/{dossier.key}/results/keep", {"revision": 1, "told": told})
    page = client.get(f"/dossiers/{dossier.key}/migrate?to=casp-2020-2021&start=2020-S1").content.decode()
    (offer,) = re.findall(r'name="offer" value="([^"]+)"', page)
    client.post(f"/dossiers/{dossier.key}/adopt", {"revision": 2, "offer": offer})
    kept = now(dossier).current
    assert kept is not None
    assert (kept.act, kept.past, kept.results) == ("migrated", None, [])
    held = [one if isinstance(one, str) else one["unit"] for one in kept.learner["acquired"]]
    assert first.split("|")[0] in held
    assert second.split("|")[0] not in held
