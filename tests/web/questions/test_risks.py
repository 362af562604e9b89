"""The page of risks: what the document says, an assumption to be made first, and what is wrong with one."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client

import planner
from planner.storage.registry import KNOWN
from planner.web.jobs.models import Job
from planner.web.people.models import Person
from planner.web.people.roles import Role
from planner.web.sharing.models import RiskRelease
from tests.web.board.boards import HTMX, INSTANCES, learner, now, opened

PASSED = ["TET099", "TRS001", "AST004", "CCE001", "TET007", "TRS002", "CCE003", "AST002", "UEV010"]
CHANCES = {"fail": 0.15, "units": {"TET003": 0.4}}


def risky(**more: Any) -> dict[str, Any]:
    """A learner with little left, whose exams can be failed."""
    return {**learner("casp-2019-2020"), "acquired": PASSED, "deadline": "2020-S2", "chances": CHANCES, **more}


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode()).replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_says_what_the_document_says(language: str, signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    client.cookies["language"] = language
    dossier = opened(Person.objects.get(), risky())
    data: Any = planner.document(planner.risk(risky())).plain(language)
    for answer in (client.get(f"/dossiers/{dossier.key}/risk"), client.get(f"/dossiers/{dossier.key}/risk", **HTMX)):
        told = text(answer)
        assert answer.status_code == 200
        assert f"{round(100 * data['policy']['on_time'])} %" in told.replace("%", " %").replace("  ", " ")
        assert all(one["unit"] in told for one in data["units"] if one["delay"])
    assert Job.objects.count() == 1
    for form in ("html", "pdf", "xlsx", "csv", "md", "text"):
        made = client.get(f"/dossiers/{dossier.key}/documents/risk/{language}/{form}")
        assert made.status_code == 200, form
        assert "Ada" not in made["Content-Disposition"]
    assert Job.objects.count() == 1
    assert "/documents/risk/" in text(client.get(f"/dossiers/{dossier.key}/documents"))


def test_an_assumption_is_asked_for_first(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    data = risky()
    del data["chances"]
    dossier = opened(Person.objects.get(), data)
    told = text(client.get(f"/dossiers/{dossier.key}/risk"))
    assert "Donner une hypothèse" in told
    assert all(f"{chance} %" in told for chance in (5, 10, 20, 30))
    assert "Montrer à la personne" not in told
    form = text(client.get(f"/dossiers/{dossier.key}/learner?part=chances"))
    assert 'id="part-rest" open>' in form
    assert 'id="part-rest">' in text(client.get(f"/dossiers/{dossier.key}/learner"))


def test_nothing_is_released_of_what_has_no_dates(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), risky(avoid=["TET003"]))
    told = text(client.get(f"/dossiers/{dossier.key}/risk"))
    assert "ne peut pas être atteint" in told
    assert "Montrer à la personne" not in told
    answer = client.post(f"/dossiers/{dossier.key}/risk/release", {"revision": 1}, follow=True)
    assert "Rien n’est montré" in text(answer)
    assert not RiskRelease.objects.exists()


def test_an_auditor_reads_alone(signed_in: Callable[..., Client], person: Callable[..., Person]) -> None:
    client, owner = signed_in(Role.AUDITOR), person(Role.ADVISER, "anne")
    dossier = opened(owner, risky())
    told = text(client.get(f"/dossiers/{dossier.key}/risk"))
    assert "La personne ne voit rien de tout cela" in told
    assert not any(words in told for words in ("Montrer à la personne", "Changer les hypothèses"))
    for act in ("release", "withdraw"):
        assert client.post(f"/dossiers/{dossier.key}/risk/{act}", {"revision": 1}).status_code == 403


def test_a_chance_of_a_unit_that_is_gone_is_told_and_can_be_taken_out(
    signed_in: Callable[..., Client], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ours" / "programme.yaml"
    path.parent.mkdir()
    ours = {**yaml.safe_load((INSTANCES / "casp-2019-2020" / "programme.yaml").read_text()), "id": "ours"}
    new = {"code": "NEW001", "title": "New", "credits": 6}
    path.write_text(yaml.safe_dump({**ours, "units": [*ours["units"], new]}, allow_unicode=True))
    monkeypatch.setattr(KNOWN, "folders", (*KNOWN.folders, tmp_path))
    client = signed_in()
    dossier = opened(
        Person.objects.get(), {**risky(), "programme": "ours", "chances": {"fail": 0.1, "units": {"NEW001": 0.5}}}
    )
    assert "Montrer à la personne" in text(client.get(f"/dossiers/{dossier.key}/risk"))
    path.write_text(yaml.safe_dump(ours, allow_unicode=True))
    for page in ("risk", "documents/risk/fr/html"):
        answer = client.get(f"/dossiers/{dossier.key}/{page}")
        assert answer.status_code == 200
        assert "« NEW001 » est inconnue" in text(answer)
    form = text(client.get(f"/dossiers/{dossier.key}/learner"))
    assert '<option value="NEW001" selected>' in form
    sent = {"programme": "ours", "name": "Ada", "start": "2019-S1", "pathway": "evening", "payer": "individual",
            "order": "prefer", "goal": "award", "revision": 1, "chance_fail": "10", "chances-count": "1",
            "evenings": ["mon", "tue"], "acquired": PASSED}  # fmt: skip
    wrong = client.post(
        f"/dossiers/{dossier.key}/learner/save", {**sent, "chances-0-unit": "NEW001", "chances-0-chance": "50"}
    )
    assert (wrong.status_code, 'href="#id_chances-0-unit"' in text(wrong)) == (422, True)
    assert client.post(f"/dossiers/{dossier.key}/learner/save", sent).status_code == 302
    current = now(dossier).current
    assert current is not None
    assert current.learner["chances"] == {"fail": 0.1}
    assert client.get(f"/dossiers/{dossier.key}/risk").status_code == 200
