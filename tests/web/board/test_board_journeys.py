"""The board in a real browser: by pointer, by keyboard alone, by touch on a narrow phone, and without scripts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.web.board.boards import learner
from tests.web.served import Desk, serve, stop

SEED = """
import json, sys
import django; django.setup()
from planner.web.dossiers import store
from planner.web.dossiers.planning import Known, planned
from planner.web.people.models import Person, SignInLink
person, data = Person.objects.get(), json.loads(sys.argv[1])
dossier = store.open_dossier(person, "Ada", data, **planned(Known(data)).kept())
print(dossier.key, SignInLink.give(person))
"""
UNIT, TITLE = "PSY001", "Eléments de psychopathologie"
Opened = Callable[[Page], str]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk for the journeys."""
    process, found = serve(tmp_path_factory.mktemp("board") / "desk")
    yield found
    stop(process)


@pytest.fixture
def opened(desk: Desk) -> Opened:
    """`opened(page)`: a new dossier on the page of somebody who signed in; its address."""

    def make(page: Page) -> str:
        env = {**os.environ, "PLANNER_DESK": str(desk.folder), "DJANGO_SETTINGS_MODULE": "planner.web.settings"}
        command = [sys.executable, "-c", SEED, json.dumps(learner("casp-2019-2020"))]
        made = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
        key, link = made.stdout.split()
        page.goto(f"{desk.address}/link/{link}")
        page.get_by_role("button", name="Se connecter").click()
        address = f"{desk.address}/dossiers/{key}"
        page.goto(address)
        return address

    return make


def _accessible(page: Page) -> None:
    """Nothing stands in the way of anybody, as far as axe can tell."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_by_pointer(page: Page, opened: Opened) -> None:
    opened(page)
    card, state = page.locator(f"#at-{UNIT}"), page.locator(".answers")
    expect(state).to_contain_text("Le meilleur plan")
    _accessible(page)
    card.get_by_role("link", name="Déplacer").click()
    sheet = page.get_by_role("dialog", name=TITLE)
    expect(sheet).to_contain_text("Elle est ici")
    _accessible(page)
    row = sheet.locator("li", has_text="Février – juin 2020")
    expect(row).to_contain_text("4 UE du soir")
    row.get_by_role("button").click()
    expect(sheet).to_have_count(0)
    expect(state).to_contain_text("1 règle ne tient pas")
    expect(card).to_contain_text("Déplacée : était en février – juin 2021")
    expect(page.get_by_role("status")).to_contain_text("déplacée de février – juin 2021")
    _accessible(page)
    page.get_by_role("button", name="Réparer autour").click()
    expect(state).to_contain_text("Valable, choisi à la main")
    expect(page.locator("#at-2019-S2").locator(card)).to_have_count(1)
    for _ in range(2):
        page.get_by_role("button", name="Annuler").click()
    expect(state).to_contain_text("Le meilleur plan")
    page.get_by_role("button", name="Rétablir").click()
    expect(state).to_contain_text("1 règle ne tient pas")
    page.get_by_role("button", name="Chercher le meilleur plan").click()
    expect(state).to_contain_text("Le meilleur plan")


def test_by_dragging(page: Page, opened: Opened) -> None:
    opened(page)
    page.set_viewport_size({"width": 1200, "height": 2400})  # nothing scrolls while the card is held
    card, target = page.locator(f"#at-{UNIT}"), page.locator("#at-2021-S2")
    card.locator("h4").hover()
    page.mouse.down()
    target.hover()
    expect(target.locator(".verdict")).to_contain_text("fin plus tard")
    expect(page.locator("#at-2019-S1 .verdict")).to_contain_text("Pas de cours")
    target.hover()
    page.mouse.up()
    expect(target.locator(card)).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text("Le plan tient")
    expect(page.locator(".verdict:visible")).to_have_count(0)


def _tab_to(page: Page, what: str) -> None:
    """Press Tab until what is focused has the words."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if what.lower() in page.evaluate("document.activeElement.textContent").lower():
            return
    raise AssertionError(f"{what} is not reached by Tab")


def test_by_keyboard_alone(page: Page, opened: Opened) -> None:
    opened(page)
    _tab_to(page, f"Déplacer… {TITLE}")
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert TITLE in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(sheet).to_be_visible()
    _tab_to(page, "Février – juin 2022")
    page.keyboard.press("Enter")
    expect(page.locator(f"#at-{UNIT}")).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("Le plan tient")
    _tab_to(page, f"Fixer {TITLE}")
    page.keyboard.press("Space")
    expect(page.locator(f"#at-{UNIT}")).to_contain_text("Fixée")
    expect(page.locator(f"#at-{UNIT}")).to_be_focused()
    page.locator("#main").focus()
    _tab_to(page, "Annuler")
    page.keyboard.press("Enter")
    expect(page.locator("#undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".answers")).to_contain_text("Le meilleur plan")


def test_by_touch_on_a_narrow_phone(browser: Browser, opened: Opened) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    opened(page)
    card = page.locator(f"#at-{UNIT}")
    card.get_by_role("link", name="Déplacer").tap()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    assert _width(page) <= 360
    assert all(height >= 44 for height in _heights(page, "#sheet button, .unit .button, .unit button, .tools button"))
    sheet.get_by_role("button", name="Février – juin 2022").tap()
    expect(page.locator("#at-2021-S2").locator(card)).to_have_count(1)
    expect(card).to_be_in_viewport()
    assert _width(page) <= 360
    context.close()


def _width(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


def _heights(page: Page, selector: str) -> list[float]:
    script = "found => found.filter(one => one.offsetParent).map(one => one.getBoundingClientRect().height)"
    found: list[float] = page.locator(selector).evaluate_all(script)
    assert found
    return found


def test_two_advisers_at_once(page: Page, opened: Opened) -> None:
    page.expected = ("409",)  # type: ignore[attr-defined]
    address = opened(page)
    other = page.context.new_page()
    other.goto(address)
    page.locator(f"#at-{UNIT}").get_by_role("link", name="Déplacer").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    other.locator("#at-TET003").get_by_role("button", name="Fixer").click()
    expect(other.locator("#at-TET003")).to_contain_text("Fixée")
    page.get_by_role("button", name="Février – juin 2022").click()
    note = page.locator(".meanwhile")
    expect(note).to_contain_text("a modifié ce dossier")
    expect(note).to_be_focused()
    _accessible(page)
    expect(page.locator("#at-TET003")).to_contain_text("Fixée")
    note.get_by_role("button", name="Faire mon changement").click()
    expect(page.locator("#at-2021-S2").locator(f"#at-{UNIT}")).to_have_count(1)
    expect(page.locator("#at-TET003")).to_contain_text("Fixée")
    other.locator(f"#at-{UNIT}").get_by_role("link", name="Déplacer").click()
    expect(other.locator(".meanwhile")).to_contain_text("déplacée de février – juin 2021")


def test_without_scripts(browser: Browser, opened: Opened) -> None:
    context = browser.new_context(java_script_enabled=False)
    page: Any = context.new_page()
    address = opened(page)
    page.locator(f"#at-{UNIT}").get_by_role("link", name="Déplacer").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    page.get_by_role("button", name="Février – juin 2020").click()
    expect(page).to_have_url(address)
    expect(page.get_by_role("status")).to_contain_text("1 règle ne tient pas")
    page.locator(f"#at-{UNIT}").get_by_role("button", name="Fixer").click()
    expect(page.locator(f"#at-{UNIT}")).to_contain_text("Fixée")
    page.get_by_role("button", name="Réparer autour").click()
    expect(page.locator(".answers")).to_contain_text("Valable, choisi à la main")
    context.close()
