"""Somebody asks by their link for a correction of what is noted about them: on a phone, by the keyboard alone and
without scripts; their adviser sees it first, corrects, answers, and the log tells of it.
"""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests import seen
from tests.web.conftest import Opened
from tests.web.served import Desk
from tests.web.sharing.test_link_journeys import PHONE, press


def test_a_correction_is_asked_for_made_and_answered(desk: Desk, page: Page, browser: Browser, opened: Opened) -> None:
    address = opened(page)
    page.goto(f"{address}/share")
    press(page, "Créer un lien", "button")
    link = page.locator("#link").input_value()
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:  # type: ignore[arg-type]
        phone = context.new_page()
        phone.goto(link)
        press(phone, "Demander une correction")
        expect(phone.get_by_role("radio", name="Ce qui est noté sur moi est faux")).to_be_checked()
        press(phone, "Envoyer", "button")
        expect(phone.get_by_role("alert")).to_contain_text("Écrivez ce qui est faux, et ce qui est juste.")
        phone.get_by_role("textbox", name="Votre message").focus()
        phone.keyboard.type("J'ai trente mois d'expérience, pas vingt-quatre.")
        press(phone, "Envoyer", "button")
        expect(phone.get_by_role("status")).to_contain_text("C’est envoyé")
        expect(phone.get_by_text("Une réponse vous est due avant le")).to_be_visible()

        page.goto(desk.address)
        need = page.get_by_role("link", name="Demande de correction de ses données : réponse due avant le")
        assert re.search(r"\d{4}", need.inner_text())
        press(page, "Demande de correction de ses données")
        expect(page.get_by_role("heading", name="Demande une correction de ses données")).to_be_visible()
        expect(page.get_by_text("J'ai trente mois d'expérience")).to_be_visible()
        assert seen.violations(page) == {}
        press(page, "Aller à la situation")
        page.get_by_label("Mois d’expérience").fill("30")
        page.get_by_role("button", name="Enregistrer").first.click()
        expect(page.locator("#status")).not_to_be_empty()
        page.goto(f"{address}/share")
        page.get_by_label("Votre réponse").focus()
        page.keyboard.type("C'est corrigé : trente mois.")
        press(page, "Répondre", "button")
        expect(page.locator("#status")).to_contain_text("Réponse enregistrée")
        page.goto(desk.address)
        expect(page.get_by_text("Demande de correction")).to_have_count(0)

        phone.goto(link)
        press(phone, "Votre conseiller ou votre conseillère a répondu")
        expect(phone.get_by_text("C'est corrigé : trente mois.")).to_be_visible()
    page.goto(f"{desk.address}/log/")
    expect(page.get_by_text("Correction demandée par un lien").first).to_be_visible()
    expect(page.get_by_text("Demande de correction traitée").first).to_be_visible()


def test_the_form_for_a_correction_fits_a_phone(page: Page, opened: Opened) -> None:
    page.goto(f"{opened(page)}/share")
    page.get_by_role("button", name="Créer un lien").click()
    link = page.locator("#link").input_value()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(link)
    page.get_by_role("link", name="Demander une correction").press("Enter")
    assert (page.locator("script").count(), seen.too_wide(page), seen.violations(page)) == (0, [], {})
