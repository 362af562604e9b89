"""The board in a real browser: by pointer, by keyboard alone, by touch on a narrow phone, and without scripts."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests import seen
from tests.web.conftest import Opened

UNIT, TITLE = "PSY001", "Eléments de psychopathologie"


def test_by_pointer(page: Page, opened: Opened) -> None:
    opened(page)
    card, state = page.locator(f"#at-{UNIT}"), page.locator(".answers")
    expect(state).to_contain_text("Le meilleur plan")
    assert seen.broken(page) == {}
    card.get_by_role("link", name="Déplacer").click()
    sheet = page.get_by_role("dialog", name=TITLE)
    expect(sheet).to_contain_text("C’est ici")
    assert seen.broken(page) == {}
    row = sheet.locator("li", has_text="Février – juin 2020")
    expect(row).to_contain_text("4 UE du soir")
    row.get_by_role("button").click()
    expect(sheet).to_have_count(0)
    expect(state).to_contain_text("1 règle ne tient pas")
    expect(card).to_contain_text("Déplacée : était en février – juin 2021")
    expect(page.get_by_role("status")).to_contain_text("déplacée de février – juin 2021")
    assert seen.broken(page) == {}
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
    expect(note).to_contain_text("Vous avez modifié ce dossier")
    expect(note).to_be_focused()
    assert seen.broken(page) == {}
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
