"""A person is given a copy and erased, on a phone and by keyboard alone; then no file of the desk holds a byte of them,
nor what the server said.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from playwright.sync_api import expect

from planner.web.rights.held import tables
from tests import seen
from tests.web.board.boards import learner
from tests.web.rights.filling import BESIDE, NAME, of_tables
from tests.web.served import Desk, serve, stop

ID, NOTE, LOOKED_FOR = "Mme Vortigern", "Remarque quotidienne", "Quuxl"
WRITTEN = ("Quuxley", ID, NOTE, LOOKED_FOR)
FORMS = {
    **{one: (one,) for one in WRITTEN},
    NAME: (NAME, "\\u00c9lo\\u00efse", "eloise-quuxley"),
}
SEED = """
import json, sys
import django; django.setup()
from planner.web.dossiers import store
from planner.web.dossiers.planning import Known, planned
from planner.web.people.models import Person, SignInLink
from tests.web.rights.filling import beside, fill
person, data, name = Person.objects.get(), json.loads(sys.argv[1]), sys.argv[2]
state = planned(Known(data)).kept()
plain = {key: data[key] for key in data if key not in ("id", "note")}
for number in range(12):
    store.open_dossier(person, f"Other {number}", plain, **planned(Known(plain)).kept())
dossier = store.open_dossier(person, name, data, **state)
for number in range(25):
    more = {**data, "note": data["note"] * (number + 1)}
    dossier = store.change(dossier, person, dossier.revision, "learner", learner=more)
fill(dossier, itself=False)
beside(dossier, person)
print(dossier.key, SignInLink.give(person))
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose server's words are kept."""
    with (tmp_path / "said").open("w", encoding="utf-8") as said:
        process, found = serve(tmp_path / "desk", errors=said)
        yield found
        stop(process)


def seed(desk: Desk) -> tuple[str, str]:
    """The key of a dossier of which all is kept that can be, among others, and a link that signs in; then a copy as one
    before an upgrade.
    """
    env = {**os.environ, "PLANNER_DESK": str(desk.folder), "DJANGO_SETTINGS_MODULE": "planner.web.settings"}
    data = {**learner("casp-2019-2020"), "id": ID, "note": NOTE}
    command = [sys.executable, "-c", SEED, json.dumps(data), NAME]
    key, link = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout.split()
    copy = [sys.executable, "-m", "planner", "backup", "--data", str(desk.folder)]
    subprocess.run(copy, check=True, capture_output=True)
    return key, link


def left(*places: Path) -> set[str]:
    """Words of the person that some file holds, in any of the ways in which texts are written."""
    forms = FORMS | {one: (one,) for one in (*of_tables(tables()), *BESIDE)}
    found = set()
    for path in (file for place in places for file in (place, *place.rglob("*")) if file.is_file()):
        content = unpacked(path) + path.name.encode()
        for word, written in forms.items():
            if any(form.encode(how) in content for form in written for how in ("utf-8", "utf-16-le")):
                found.add(word)
    return found


def unpacked(path: Path) -> bytes:
    """What a file holds, also where it is packed."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return b"".join(name.encode() + packed.read(name) for name in packed.namelist())


def press(page: Any, role: str, name: str, key: str = "Enter") -> None:
    """Reach something by the Tab key, and use it."""
    wanted = page.get_by_role(role, name=name).first
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("item => item === document.activeElement"):
            page.keyboard.press(key)
            return
    raise AssertionError(f"{name} is not reached by Tab")


def test_nothing_of_a_person_is_left(desk: Desk, page: Any, tmp_path: Path) -> None:
    key, link = seed(desk)
    parts = [path for path in desk.folder.iterdir() if path.name != "backups"]
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{desk.address}/link/{link}")
    press(page, "button", "Se connecter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    press(page, "searchbox", "Nom", "Space")
    page.keyboard.press("Backspace")
    page.keyboard.type(LOOKED_FOR)
    page.keyboard.press("Enter")
    press(page, "link", NAME)
    press(page, "link", "Situation")
    press(page, "link", "ses données")
    expect(page.get_by_role("heading", name="Les données de cette personne")).to_be_visible()
    assert seen.violations(page) == {}
    assert seen.too_wide(page) == []
    with page.expect_download() as download:
        press(page, "link", "Télécharger la copie")
    download.value.save_as(tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        assert NAME in archive.read("lisez-moi.txt").decode()
        assert len(json.loads(archive.read("versions.json"))) == 27
    (tmp_path / "copy.zip").unlink()
    press(page, "link", "Voir ce qui serait effacé")
    expect(page.get_by_role("heading", name="Effacer ce dossier pour toujours ?")).to_be_visible()
    expect(page.get_by_text("1 copie de sauvegarde")).to_be_visible()
    assert seen.violations(page) == {}
    assert seen.too_wide(page) == []
    assert left(*parts) >= {NAME, ID, NOTE, *of_tables(tables())}
    press(page, "checkbox", "ne pourra pas être retrouvé", "Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Le dossier est effacé")).to_be_visible()
    end = monotonic() + 120
    while left(*parts) and monotonic() < end:
        sleep(0.5)
    assert left(*parts, tmp_path / "said") == set()
    assert NAME in left(desk.folder / "backups")
    assert page.request.get(f"{desk.address}/dossiers/{key}").status == 404
