"""From the learner's link to a calendar that follows what was agreed on, in a real browser: by keyboard, on a phone,
without scripts.
"""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests import seen
from tests.web.calendars.test_calendar_page import UNIT, events
from tests.web.conftest import Opened
from tests.web.sharing.test_link_journeys import PHONE, press


def test_a_learner_subscribes_and_the_calendar_moves_and_cancels(page: Page, browser: Browser, opened: Opened) -> None:
    address = opened(page)
    page.goto(f"{address}/share")
    page.get_by_role("button", name="Créer un lien").click()
    link = page.locator("#link").input_value()
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:  # type: ignore[arg-type]
        phone = context.new_page()
        phone.goto(link)
        press(phone, "Mettre les dates dans mon agenda")
        press(phone, "Créer mon adresse d’agenda", "button")
        calendar = phone.get_by_label("L’adresse à coller").input_value()
        webcal = phone.get_by_role("link", name="S’abonner sur cet appareil").get_attribute("href")
        assert webcal == f"webcal://{calendar.partition('://')[2]}"
        google = phone.get_by_role("link", name="Ouvrir Google Agenda").get_attribute("href")
        assert google is not None
        assert "cid=webcal" in google
        with phone.expect_download() as taken:
            press(phone, "Télécharger le fichier")
        assert taken.value.suggested_filename.endswith(".ics")
        first = events(page, calendar)

        page.goto(address)
        page.locator(f"#at-{UNIT}").get_by_role("link", name="Déplacer").click()
        page.get_by_role("dialog").get_by_role("button", name="Février – juin 2022").click()
        expect(page.get_by_role("status")).to_contain_text("Le plan tient")
        second = events(page, calendar)
        assert any(first[uid]["DTSTART"] != second[uid]["DTSTART"] for uid in first), "a draft is followed"
        agree(page, address)
        page.goto(address)
        page.locator("#undo").click()
        expect(page.get_by_role("status")).to_contain_text("Annulé")
        assert events(page, calendar) == second, "what was agreed on stays"
        agree(page, address, "Proposer le plan changé")
        third = events(page, calendar)
        gone = {uid for uid in second if third[uid]["STATUS"] == "CANCELLED" != second[uid]["STATUS"]}
        assert gone
        assert all(third[uid]["SEQUENCE"] == second[uid]["SEQUENCE"] + 1 for uid in gone)

        phone.goto(f"{link}/calendar")
        expect(phone.get_by_text("Il ne change pas sans votre accord")).to_be_visible()
        expect(phone.get_by_text("Lue le")).to_be_visible()
        phone.get_by_role("button", name="Arrêter").press("Enter")
        expect(phone.get_by_role("status")).to_contain_text("Adresse arrêtée")
        assert page.request.get(calendar).status == 404


def test_the_page_fits_a_phone_and_has_no_script(page: Page, opened: Opened) -> None:
    page.goto(f"{opened(page)}/share")
    page.get_by_role("button", name="Créer un lien").click()
    page.goto(f"{page.locator('#link').input_value()}/calendar")
    for width in (360, 1200):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.locator("script").count() == 0
        assert seen.too_wide(page) == []
        assert seen.violations(page) == {}
        if width == 360:
            page.get_by_role("button", name="Créer mon adresse d’agenda").click()


def agree(page: Page, address: str, propose: str = "Proposer ce plan") -> None:
    """The plan is proposed, and the learner's agreement noted."""
    page.goto(f"{address}/agreement")
    page.get_by_role("button", name=propose).click()
    page.get_by_role("button", name="Noter l’accord").click()
    expect(page.get_by_role("status")).to_contain_text("L’accord est noté")
