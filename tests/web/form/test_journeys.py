"""Whole journeys in a real browser: without a key, by keyboard alone, at 360 px; no rule of accessibility is broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests import seen
from tests.web.served import Desk, serve, stop


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of its own for each journey: its link signs in once."""
    process, found = serve(tmp_path / "desk")
    yield found
    stop(process)


def sign_in(page: Any, desk: Desk) -> None:
    page.goto(desk.link)
    page.get_by_role("button", name="Se connecter").click()
    expect(page).to_have_url(f"{desk.address}/")


def narrow(page: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def too_soon(page: Any) -> None:
    """Ask for the title a year after the start."""
    year, term = page.locator("#id_start").input_value().split("-")
    page.get_by_label("Terminer au plus tard en").select_option(f"{int(year) + 1}-{term}")


def test_a_dossier_is_made_repaired_and_changed(desk: Desk, page: Any) -> None:
    sign_in(page, desk)
    page.get_by_role("link", name="Nouveau dossier").first.click()
    assert seen.broken(page) == {}
    page.locator("input[value=casp-2019-2020]").check()
    page.get_by_role("button", name="Continuer").click()
    plan = page.locator("#plan")
    expect(plan).to_contain_text("Le meilleur plan selon ces priorités")
    before = plan.locator(".when strong").inner_text()
    page.get_by_label("Nom dans la liste des dossiers").fill("Ada Byron")
    page.locator("input[name=acquired][value=TRS001]").check()
    expect(plan).not_to_contain_text("TRS001")
    too_soon(page)
    expect(plan).to_contain_text("Aucun plan n’est possible", timeout=20_000)
    assert seen.broken(page) == {}
    way = plan.get_by_role("button").first
    told = way.inner_text()
    way.click()
    expect(page.locator("#status")).to_contain_text(told[1:], timeout=20_000)
    expect(plan).to_contain_text("Le meilleur plan selon ces priorités", timeout=20_000)
    expect(page.get_by_label("Nom dans la liste des dossiers")).to_have_value("Ada Byron")
    page.locator("#add-windows").click()
    page.get_by_role("button", name="Créer le dossier").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Byron")
    assert "Ada" not in page.url
    assert before


def test_a_dossier_is_made_by_keyboard_alone(desk: Desk, page: Any) -> None:
    sign_in(page, desk)
    page.goto(f"{desk.address}/dossiers/new?programme=casp-2019-2020")
    page.locator("#id_name").focus()
    page.keyboard.type("Grace")
    for _ in range(60):
        if page.evaluate("document.activeElement.value") == "mon":
            break
        page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.id")
    page.keyboard.press("Space")
    expect(page.locator("#plan")).to_contain_text("Le meilleur plan selon ces priorités")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.activeElement.id") == focused
    page.locator("#id_name").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Grace")


def test_problems_are_linked_to_their_fields_on_a_phone(desk: Desk, page: Any) -> None:
    sign_in(page, desk)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{desk.address}/dossiers/new?programme=fictional-three-terms")
    for group in ("pins", "special", "payers", "years"):
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        page.locator(f"#add-{group}").click()
        expect(page.locator(f".row-{group}").last).to_be_focused()
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    narrow(page)
    assert seen.violations(page) == {}
    page.expected = ("422",)
    page.locator("p.save button").click()
    expect(page.locator("#id_name")).to_be_focused()
    expect(page.locator("#plan .when")).to_be_visible()  # a name changes nothing of the plan
    expect(page.locator(".unsaved")).to_be_visible()
    narrow(page)
    assert seen.violations(page) == {}
    page.get_by_role("alert").get_by_role("link").first.click()
    assert page.url.endswith("#id_name")


def test_a_cohort_is_looked_at_and_brought_in(desk: Desk, page: Any) -> None:
    sign_in(page, desk)
    page.get_by_role("link", name="Importer").click()
    assert seen.broken(page) == {}
    lines = [
        "id;programme;start",
        *(f"Ada {n};casp-2019-2020;2019-S1" for n in range(30)),
        "Bob;casp-2019-2020;2019-S9",
    ]
    file = {"name": "cohort.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    page.get_by_label("Fichier").set_input_files(file)
    page.get_by_role("button", name="Vérifier le fichier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("31 personnes dans ce fichier")
    assert seen.broken(page) == {}
    page.get_by_role("button", name="Créer les dossiers cochés").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dossiers importés")
    expect(page.locator("#plans progress")).to_be_visible()
    expect(page.locator("#plans")).to_contain_text("sur 30")
    assert seen.broken(page) == {}
    narrow(page)
    expect(page.locator("#plans")).to_contain_text("ont été traités", timeout=60_000)
    expect(page.locator("#plans tbody")).not_to_contain_text("Pas encore de plan")
    assert seen.broken(page) == {}
    page.get_by_role("link", name="Retour aux dossiers").click()
    expect(page.locator(".dossiers .reached")).to_have_count(30)


def test_the_form_works_without_a_script(desk: Desk, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, desk)
    page.goto(f"{desk.address}/dossiers/new?programme=casp-2019-2020")
    page.get_by_label("Nom dans la liste des dossiers").fill("Ada")
    too_soon(page)
    page.get_by_role("button", name="Actualiser le plan").click()
    expect(page.locator("#plan")).to_contain_text("Aucun plan n’est possible")
    page.locator("#add-windows").click()
    expect(page.locator("#plan")).to_contain_text("Aucun plan n’est possible")
    page.locator("#plan").get_by_role("button").first.click()
    expect(page.locator("#plan")).to_contain_text("Le meilleur plan selon ces priorités")
    page.get_by_role("button", name="Créer le dossier").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada")
    context.close()


def test_a_wrong_answer_is_told_at_its_field_at_once_and_nothing_is_lost(desk: Desk, page: Any) -> None:
    sign_in(page, desk)
    page.goto(f"{desk.address}/dossiers/new?programme=fictional-three-terms")
    expect(page.locator(".unsaved")).to_be_hidden()
    page.locator("#id_months").fill("-5")
    page.locator("#id_months").blur()
    told = page.locator("#part-experience .field-error")
    expect(told).to_be_visible()
    expect(page.locator("#plan .last-plan .when")).to_be_visible()
    expect(page.locator(".unsaved")).to_be_visible()
    assert seen.broken(page) == {}
    page.locator("#id_months").fill("5")
    page.locator("#id_months").blur()
    expect(told).to_have_count(0)
    expect(page.locator("#plan .last-plan")).to_have_count(0)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator(".crumb a").click()
    page.wait_for_url(f"{desk.address}/")
    assert asked == ["beforeunload"]
