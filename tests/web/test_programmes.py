"""Programmes on the desk: what ships, what the school adds, and the prices that it enters."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import planner
from planner.storage.registry import KNOWN
from planner.web.programmes import prices

SHEET = "casp-rncp36625"


@pytest.fixture
def desk_folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of programmes of a desk."""
    settings.DESK = tmp_path
    folder = tmp_path / "programmes"
    folder.mkdir()
    monkeypatch.setattr(KNOWN, "folders", (*KNOWN.folders, folder))
    return folder


def test_every_programme_is_shown_in_every_format(signed_in: Callable[..., Client]) -> None:
    client = signed_in("adviser")
    page = client.get("/programmes/").content.decode()
    for name in KNOWN.ids():
        assert f'href="/programmes/{name}/"' in page
        assert client.get(f"/programmes/{name}/").status_code == 200
    for form, status in (("html", 200), ("pdf", 200), ("xlsx", 200), ("ics", 404), ("exe", 404)):
        assert client.get(f"/programmes/{SHEET}/document.{form}").status_code == status, form
    document = client.get(f"/programmes/{SHEET}/document.html")
    assert "sandbox" in document["Content-Security-Policy"]
    assert "script-src" not in document["Content-Security-Policy"]
    assert client.get("/programmes/none/").status_code == 404


def test_a_file_that_cannot_be_read_says_why_and_not_where(desk_folder: Path, signed_in: Callable[..., Client]) -> None:
    (desk_folder / "spoilt").mkdir()
    (desk_folder / "spoilt" / "programme.yaml").write_text(f"extends: {SHEET}\nid: spoilt\nload: {{max_units: many}}\n")
    page = signed_in("adviser").get("/programmes/").content.decode()
    assert "load.max_units" in page
    assert str(desk_folder) not in page


def test_prices_make_a_programme_that_says_whose_they_are(desk_folder: Path, signed_in: Callable[..., Client]) -> None:
    client = signed_in("coordinator")
    page = client.get(f"/programmes/{SHEET}/prices").content.decode()
    names = re.findall(r'name="([a-z]+-[a-z]+)-amount"', page)
    assert "evening-individual" in names
    assert "TET010" in page[page.index('id="uncounted"') : page.index("<table")]
    form = {f"{name}-kind": "per_unit" for name in names} | {"reason": "Délibération fictive"}
    assert client.post(f"/programmes/{SHEET}/prices", form).status_code == 422
    assert not list(desk_folder.iterdir())
    form |= {"evening-individual-amount": "80.50", "evening-individual-yearly": "20"}
    saved = client.post(f"/programmes/{SHEET}/prices", form)
    assert saved["Location"] == f"/programmes/{SHEET}-prices/"
    learner = {"programme": f"{SHEET}-prices", "start": "2026-S1", "pathway": "evening", "fictional": True}
    answer = planner.document(planner.plan(learner)).plain("fr")
    units = len({unit["unit"] for term in answer["terms"] for unit in term["units"]})
    years = len(answer["cost"]["by_year"])
    assert answer["cost"]["total"] == pytest.approx(80.5 * units + 20 * years)
    assert "Délibération fictive" in str(answer["assumptions"])
    told = client.get(saved["Location"]).content.decode()
    assert "80,50" in told
    assert "Délibération fictive" in told
    assert f'href="/programmes/{SHEET}/prices"' in told
    again = client.get(f"/programmes/{SHEET}/prices").content.decode()
    assert 'value="80.5' in again
    assert "Délibération fictive" in again


@pytest.mark.parametrize(
    ("field", "value"), [("amount", "-1"), ("amount", "x"), ("amount", "1e9"), ("kind", "per_moon"), ("yearly", "3")]
)
def test_wrong_prices_are_told_at_their_field(
    field: str, value: str, desk_folder: Path, signed_in: Callable[..., Client]
) -> None:
    form = {"reason": "x", "evening-individual-kind": "per_unit", f"evening-individual-{field}": value}
    answer = signed_in("coordinator").post(f"/programmes/{SHEET}/prices", form)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert not list(desk_folder.iterdir())


def test_a_programme_with_prices_has_no_such_form(signed_in: Callable[..., Client]) -> None:
    assert signed_in("coordinator").get("/programmes/casp-2019-2020/prices").status_code == 404


def test_the_folder_of_prices_stays_in_the_desk(desk_folder: Path) -> None:
    assert prices.folder(SHEET).parent == desk_folder
