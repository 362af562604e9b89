"""Several plans are proposed and printed from the list, in a browser: by the keyboard alone, on a narrow screen."""

from __future__ import annotations

import re
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from tests import seen
from tests.web.conftest import Opened
from tests.web.served import Desk
from tests.web.sharing.test_link_journeys import PHONE, press


def test_plans_of_a_selection_are_proposed_and_printed(desk: Desk, page: Page, opened: Opened) -> None:
    for _ in range(2):
        opened(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]

    def selected() -> None:
        page.goto(desk.address)
        boxes = page.get_by_role("checkbox", name="Choisir le dossier")
        expect(boxes).to_have_count(2)
        for number in range(2):
            boxes.nth(number).focus()
            page.keyboard.press("Space")
        press(page, "Proposer, imprimer ou rappeler…", "button")
        expect(page.get_by_text("2 dossiers choisis")).to_be_visible()

    selected()
    assert (seen.violations(page), seen.too_wide(page)) == ({}, [])
    press(page, "Proposer ces plans", "button")
    expect(page.get_by_text("2 plans sont proposés.")).to_be_visible(timeout=30_000)
    assert (seen.violations(page), seen.too_wide(page)) == ({}, [])
    press(page, "Retour aux dossiers")
    expect(page.get_by_role("link", name=re.compile("^Proposé"))).to_have_count(2)
    selected()
    expect(page.get_by_role("button", name="Proposer ces plans")).to_have_count(0)
    press(page, "Préparer les PDF", "button")
    expect(page.get_by_text("2 plans sont prêts.")).to_be_visible(timeout=60_000)
    with page.expect_download() as taken:
        press(page, "Télécharger l’archive")
    with ZipFile(taken.value.path()) as archive:
        assert all(archive.read(name).startswith(b"%PDF") for name in archive.namelist())
        assert len(archive.namelist()) == 2
