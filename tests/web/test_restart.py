"""The desk is stopped, killed and started again while somebody works: what was kept is kept, what was typed is still
there, and both are said.
"""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.served import Desk, free_port, serve, stop

LOST, FOUND = "Le bureau ne répond pas", "Le bureau répond de nouveau"
PATIENCE = 20_000
"""Milliseconds that a desk which has just begun may take for a page."""
REFUSED = ("net::ERR", "Failed to fetch", "htmx:sendError", "htmx:afterRequest")
"""What the console of a browser tells where nobody answers."""


class Served:
    """A desk that can be stopped, and is found at the same address again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.process, self.desk = self._serve("--demo")

    def _serve(self, *options: str) -> tuple[subprocess.Popen[str], Desk]:
        return serve(self.folder, *options, port=self.port)

    def stop(self) -> None:
        """As by Ctrl-C."""
        stop(self.process)

    def kill(self) -> None:
        """As by a power cut."""
        self.process.kill()
        self.process.wait(60)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def start(self) -> None:
        """Again."""
        self.process, self.desk = self._serve()

    def kept(self) -> tuple[str, int]:
        """Name and revision of the dossier that was changed last."""
        with closing(sqlite3.connect(self.folder / "desk.sqlite3")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            query = "SELECT name, revision FROM dossiers_dossier ORDER BY changed DESC"
            name, revision = database.execute(query).fetchone()
            return name, revision


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "desk")
    yield made
    if made.process.poll() is None:
        made.stop()


def dossier(page: Any, served: Served) -> str:
    """The address of a dossier, once somebody has signed in."""
    page.expected = REFUSED
    page.goto(served.desk.link)
    page.get_by_role("button").click()
    page.locator("main a[href^='/dossiers/']", has_text="Personne fictive").first.click()
    expect(page.locator("#board")).to_be_visible(timeout=PATIENCE)
    return str(page.url)


def test_who_types_goes_on_after_a_restart(served: Served, page: Any) -> None:
    page.goto(f"{dossier(page, served)}/learner")
    page.locator("#id_name").fill("Fictional, typed before")
    served.stop()
    page.locator("#id_deadline").focus()  # the field is left, and the plan beside asked for
    expect(page.locator("#reach")).to_contain_text(LOST, timeout=PATIENCE)
    page.locator(".head button[name=save]").click()
    expect(page.locator("#reach")).to_contain_text(LOST, timeout=PATIENCE)
    assert page.locator("#id_name").input_value() == "Fictional, typed before"
    served.start()
    expect(page.locator("#reach")).to_contain_text(FOUND, timeout=PATIENCE)
    page.locator(".head button[name=save]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fictional, typed before", timeout=PATIENCE)
    assert served.kept()[0] == "Fictional, typed before"


def test_who_moves_goes_on_after_a_restart(served: Served, page: Any) -> None:
    dossier(page, served)
    before = served.kept()[1]
    page.locator(".unit .acts a.button:visible").first.click()
    place = page.locator("#sheet .places button:enabled").first
    expect(place).to_be_visible(timeout=PATIENCE)
    served.stop()
    place.click()
    expect(page.locator("#sheet #reach")).to_contain_text(LOST, timeout=PATIENCE)
    served.start()
    expect(page.locator("#sheet #reach")).to_contain_text(FOUND, timeout=PATIENCE)
    place.click()
    expect(page.locator("#sheet")).not_to_be_visible(timeout=PATIENCE)
    expect(page.locator("#status p")).not_to_be_empty(timeout=PATIENCE)
    assert served.kept()[1] == before + 1


def test_what_was_typed_is_there_after_the_desk_died_while_it_was_kept(served: Served, page: Any) -> None:
    page.goto(f"{dossier(page, served)}/learner")
    page.locator("#id_name").fill("Fictional, in the middle")
    before = served.kept()
    with closing(sqlite3.connect(served.folder / "desk.sqlite3", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")  # somebody else writes: the save waits
        with page.expect_request(lambda request: request.url.endswith("/learner/save")):
            page.locator(".head button[name=save]").click(no_wait_after=True)
        served.kill()
        writer.execute("ROLLBACK")
    page.wait_for_timeout(500)
    served.start()
    assert served.kept() == before
    page.go_back()
    expect(page.locator("#id_name")).to_have_value("Fictional, in the middle", timeout=PATIENCE)
    page.locator(".head button[name=save]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fictional, in the middle", timeout=PATIENCE)
    assert served.kept()[0] == "Fictional, in the middle"
