"""Several plans are proposed and printed from the list, in a browser: by the keyboard alone, on a narrow screen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from tests import seen
from tests.web.board.boards import learner
from tests.web.conftest import Opened
from tests.web.served import Desk
from tests.web.sharing.test_link_journeys import PHONE, press

MORE = """
import json, sys
import django; django.setup()
from planner.web.dossiers import store
from planner.web.dossiers.planning import Known, planned
from planner.web.people.models import Person
person, data = Person.objects.earliest("pk"), json.loads(sys.argv[1])
kept = planned(Known(data)).kept()
for number in range(12):
    store.open_dossier(person, f"Ada {number}", data, **kept)
"""


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


def test_who_stops_half_way_hears_what_was_done(desk: Desk, page: Page, opened: Opened) -> None:
    opened(page)
    env = {**os.environ, "PLANNER_DESK": str(desk.folder), "DJANGO_SETTINGS_MODULE": "planner.web.settings"}
    subprocess.run([sys.executable, "-c", MORE, json.dumps(learner("casp-2019-2020"))], env=env, check=True)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{desk.address}/?q=Ada")
    boxes = page.get_by_role("checkbox", name="Choisir le dossier")
    expect(boxes.nth(12)).to_be_visible()
    for box in boxes.all():
        box.check()
    before = set(desk.folder.rglob("*.zip"))
    press(page, "Proposer, imprimer ou rappeler…", "button")
    press(page, "Préparer les PDF", "button")
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert (seen.violations(page), seen.too_wide(page)) == ({}, [])
    press(page, "Arrêter", "button")
    expect(page.get_by_text("Arrêté : il n’y a pas d’archive")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("link", name="Télécharger l’archive")).to_have_count(0)
    assert (seen.violations(page), seen.too_wide(page)) == ({}, [])
    assert set(desk.folder.rglob("*.zip")) == before
    page.goto(f"{desk.address}/?q=Ada")
    expect(boxes.nth(12)).to_be_visible()
