"""From the link to an approved plan that changes, in a real browser: the learner on a narrow phone, by the keyboard
alone and without scripts; the adviser and the coordinator at a desk, by the keyboard alone too.
"""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from typing import Any

from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests import seen
from tests.web.conftest import Opened
from tests.web.served import Desk

PHONE = {"width": 360, "height": 740}
COORDINATOR = """
import django; django.setup()
from planner.web.people.models import Person, SignInLink
print(SignInLink.give(Person.objects.create_user("carole", name="Carole Petit", role="coordinator")))
"""


def press(page: Page, name: str, kind: Any = "link") -> None:
    """Reach something by the Tab key, and use it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.get_by_role(kind, name=name).and_(page.locator(":focus")).count():
            page.keyboard.press("Space" if kind in ("radio", "checkbox") else "Enter")
            return
    raise AssertionError(name)


def wish(phone: Page, words: str, *evenings: str) -> None:
    """From the plan, say that evenings are not free."""
    press(phone, "Demander un changement, poser une question")
    phone.get_by_role("radio", name="J’aimerais un changement").focus()
    phone.keyboard.press("Space")
    for evening in evenings:
        press(phone, evening, "checkbox")
    phone.get_by_role("textbox", name="Votre message").focus()
    phone.keyboard.type(words)
    press(phone, "Envoyer", "button")
    expect(phone.get_by_role("status")).to_contain_text("C’est envoyé")


def coordinator(desk: Desk) -> str:
    """The secret of a link that signs a coordinator in."""
    env = {**os.environ, "PLANNER_DESK": str(desk.folder), "DJANGO_SETTINGS_MODULE": "planner.web.settings"}
    made = subprocess.run([sys.executable, "-c", COORDINATOR], env=env, check=True, capture_output=True, text=True)
    return made.stdout.strip()


def test_a_plan_is_read_wished_otherwise_proposed_agreed_on_approved_and_asked_for_again(
    desk: Desk, page: Page, browser: Browser, opened: Opened
) -> None:
    address = opened(page)
    page.goto(f"{address}/share")
    press(page, "Créer un lien", "button")
    link = page.locator("#link").input_value()

    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:  # type: ignore[arg-type]
        phone = context.new_page()
        phone.goto(link)
        expect(phone).to_have_title("Votre plan d’études")
        expect(phone.get_by_role("heading", name="Ébauche du")).to_be_visible()
        press(phone, "English")
        expect(phone.get_by_role("heading", name="Your study plan")).to_be_visible()
        press(phone, "Français")
        wish(phone, "Le vendredi, je travaille.", "vendredi")

        page.goto(desk.address)
        press(page, "1 message de la personne attend")
        expect(page.get_by_text("Le vendredi, je travaille.")).to_be_visible()
        expect(page.get_by_text("Reste à charge")).to_be_visible()
        press(page, "Appliquer ce souhait", "button")
        expect(page.locator("#status")).to_contain_text("Souhait de la personne appliqué")
        page.goto(f"{address}/share")
        page.get_by_label("Votre réponse").focus()
        page.keyboard.type("C'est fait.")
        press(page, "Répondre", "button")
        expect(page.locator("#status")).to_contain_text("Réponse enregistrée")
        press(page, "Proposer ce plan…")
        press(page, "Proposer ce plan", "button")
        expect(page.locator("#status")).to_contain_text("Le plan est proposé")

        phone.goto(link)
        expect(phone.get_by_role("heading", name="Proposition du")).to_be_visible()
        press(phone, "Votre conseiller ou votre conseillère a répondu")
        expect(phone.get_by_text("C'est fait.")).to_be_visible()
        press(phone, "Revenir au plan")
        press(phone, "Oui, ce plan me convient", "button")
        expect(phone.get_by_role("status")).to_contain_text("ce plan a votre accord")
        press(phone, "Télécharger en PDF")
        phone.wait_for_url("**/pdf")
        paper = context.request.get(phone.url)
        assert "ada" not in paper.headers["content-disposition"].lower()
        assert "AST004" in " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(paper.body())).pages)

        with browser.new_context() as school:
            chief = school.new_page()
            chief.goto(f"{desk.address}/link/{coordinator(desk)}")
            press(chief, "Se connecter", "button")
            press(chief, "Plan à approuver.")
            press(chief, "Approuver ce plan", "button")
            expect(chief.locator("#status")).to_contain_text("Le plan est approuvé")
        phone.goto(link)
        expect(phone.get_by_role("heading", name="Approuvé le")).to_contain_text("Coordination")

        press(phone, "Demander un changement, poser une question")
        expect(phone.get_by_role("radio", name="Ce plan me convient")).to_have_count(0)
        phone.goto(link)
        wish(phone, "Deux soirées au plus.", "mercredi", "jeudi")
        page.goto(f"{address}/share")
        press(page, "Appliquer ce souhait", "button")
        expect(page.get_by_text("a changé depuis", exact=True)).to_be_visible()
        phone.goto(link)
        expect(phone.get_by_text("revoit ce plan en ce moment")).to_be_visible()
        expect(phone.get_by_role("heading", name="Approuvé le")).to_be_visible()

        page.goto(desk.address)
        press(page, "Le plan a changé depuis qu’il a été approuvé.")
        press(page, "Proposer le plan changé", "button")
        expect(page.locator("#status")).to_contain_text("Le plan est proposé")
        phone.goto(link)
        expect(phone.get_by_role("heading", name="Ce qui a changé depuis votre accord")).to_be_visible()
        press(phone, "Oui, ce plan me convient", "button")
        expect(phone.get_by_role("heading", name="Accord du")).to_be_visible()

        page.goto(f"{address}/share")
        press(page, "Voir comme l’auditeur·rice")
        expect(page.get_by_text("Rien de ce que vous faites ici")).to_be_visible()
        press(page, "Revenir au dossier")
        page.get_by_role("button", name="Révoquer").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#status")).to_contain_text("Lien révoqué")
        answer = phone.goto(link)
        assert answer is not None
        assert answer.status == 404


def test_the_pages_of_a_learner_have_no_script_and_fit_a_phone(page: Page, opened: Opened) -> None:
    page.goto(f"{opened(page)}/share")
    page.get_by_role("button", name="Créer un lien").click()
    link = page.locator("#link").input_value()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for address in (link, f"{link}/reply"):
        page.goto(address)
        assert page.locator("script").count() == 0
        assert seen.too_wide(page) == []
        assert seen.violations(page) == {}
