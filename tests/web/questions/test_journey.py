"""Questions in a real browser: why, a change, a comparison, another plan, results, a document, versions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import seen
from tests.web.board.boards import learner
from tests.web.conftest import SEED
from tests.web.served import Desk, serve, stop

PATIENCE = 60_000
"""Milliseconds in which a question is answered, however busy the machine is."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk for the journey."""
    process, found = serve(tmp_path_factory.mktemp("questions") / "desk")
    yield found
    stop(process)


def open_page(page: Page, desk: Desk, **data: object) -> str:
    """The address of a new dossier, on the page of somebody who signed in."""
    env = {**os.environ, "PLANNER_DESK": str(desk.folder), "DJANGO_SETTINGS_MODULE": "planner.web.settings"}
    command = [sys.executable, "-c", SEED, json.dumps({**learner("casp-2019-2020"), "fictional": True, **data})]
    made = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    key, link = made.stdout.split()
    page.goto(f"{desk.address}/link/{link}")
    page.get_by_role("button", name="Se connecter").click()
    return f"{desk.address}/dossiers/{key}"


def look(page: Page) -> None:
    """Axe finds nothing, and nobody scrolls sideways, on a screen and on a phone."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert seen.violations(page) == {}
        assert not seen.too_wide(page)


def test_from_why_to_a_document(page: Page, desk: Desk) -> None:
    address = open_page(page, desk)
    status = page.get_by_role("status")
    page.goto(f"{address}/why")
    change = page.locator(".offers li", has_text="Jusqu’à 4 UE du soir")
    expect(change).to_be_visible(timeout=PATIENCE)
    look(page)
    change.get_by_role("button", name="Appliquer").click()
    expect(status).to_contain_text("Changement appliqué")
    expect(page.locator(".answers")).to_contain_text("30 juin 2021")

    page.get_by_role("link", name="Pourquoi, et si").click()
    page.get_by_role("link", name="Comparer").click()
    row = page.locator(".compared tr", has_text="Cours du soir · employeur")
    expect(page.locator(".chart img")).to_be_visible(timeout=PATIENCE)
    assert page.locator(".chart img").evaluate("image => image.naturalWidth") > 0
    look(page)
    row.get_by_role("button", name="Adopter").click()
    expect(status).to_contain_text("Choix adopté")

    page.goto(f"{address}/results")
    first = page.locator("fieldset.exam").first
    first.get_by_label("Non validée").check()
    page.get_by_role("button", name="Voir le nouveau plan").click()
    expect(page.locator(".changes")).to_contain_text("se reprend")
    look(page)
    page.get_by_role("button", name="Garder ce plan").click()
    expect(status).to_contain_text("Résultats saisis (1)")

    page.get_by_role("link", name="Documents").click()
    with page.expect_popup() as opened:
        page.locator("section", has_text="Le plan").get_by_role("link", name="Ouvrir").first.click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()

    page.goto(f"{address}/versions")
    page.get_by_role("button", name="Comparer ces deux versions").click()
    expect(page.locator("#compared")).to_contain_text("De la version 3 à la version 4")
    look(page)
    page.get_by_role("button", name="Restaurer 1", exact=True).click()
    expect(status).to_contain_text("La version 1 est restaurée")


def test_risks_are_released_and_withdrawn_by_the_keyboard(page: Page, desk: Desk) -> None:
    passed = ["TET099", "TRS001", "AST004", "CCE001", "TET007", "TRS002", "CCE003", "AST002", "UEV010"]
    address = open_page(page, desk, acquired=passed)
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{address}/risk")
    expect(page.get_by_role("link", name="Donner une hypothèse")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Donner une hypothèse").press("Enter")
    page.get_by_label("Risque de rater un examen").fill("15")
    page.locator("p.save").get_by_role("button", name="Enregistrer").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("enregistré")
    page.goto(f"{address}/risk")
    release = page.get_by_role("button", name="Montrer à la personne")
    expect(release).to_be_visible(timeout=PATIENCE)
    look(page)
    release.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("C’est montré")
    page.get_by_role("link", name="Voir ce qu’elle lit").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("comme prévu")
    page.goto(f"{address}/risk")
    page.get_by_role("button", name="Ne plus montrer").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Ce n’est plus montré")
    expect(release).to_be_visible(timeout=PATIENCE)


def test_what_is_impossible_what_differs_and_who_was_faster(page: Page, desk: Desk) -> None:
    page.expected = ("409", "422")  # type: ignore[attr-defined]
    address = open_page(page, desk, deadline="2020-S1")
    page.goto(f"{address}/why")
    way = page.locator(".offers li").first
    expect(way).to_be_visible(timeout=PATIENCE)
    look(page)
    other = page.context.new_page()
    other.goto(f"{address}/why")
    other.locator(".offers button").first.click()
    expect(other.get_by_role("status")).to_contain_text("Appliqué")
    other.goto(f"{address}/alternatives")
    expect(other.locator(".plans")).to_be_visible(timeout=PATIENCE)
    look(other)
    way.get_by_role("button").click()
    expect(page.get_by_role("heading", name="modifié ce dossier")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Faire mon changement").click()
    expect(page.get_by_role("status")).to_contain_text("Appliqué")
    page.goto(f"{address}/results")
    page.get_by_role("button", name="Voir le nouveau plan").click()
    expect(page.get_by_role("alert")).to_contain_text("Aucun résultat")
    look(page)
    page.goto(f"{address}/migrate")
    page.get_by_role("button", name="Voir ce que").click()
    expect(page.locator("#moved")).to_be_visible()
    look(page)
