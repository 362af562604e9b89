"""A dossier whose programme is gone, or broken: every page says what is missing and who brings it back, and offers only
what can work.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from planner.storage.registry import KNOWN
from planner.web.agreements.models import Act
from planner.web.agreements.steps import open_acts
from planner.web.dossiers import recheck
from planner.web.dossiers.models import Dossier
from planner.web.jobs import queue, work
from planner.web.jobs.models import Job
from planner.web.people.models import Person
from tests.web.board.boards import HTMX, learner, now, opened

PRICED = """\
id: ours
extends: casp-2019-2020
assumptions:
- {id: our-prices, text: {fr: Nos prix., en: Our prices.}, reason: {fr: Vote., en: Vote.}}
"""
TABS = ("", "/learner", "/why", "/share", "/agreement", "/versions", "/documents")
QUESTIONS = ("/alternatives", "/frontier", "/compare", "/risk", "/results", "/migrate", "/places?unit=UTC401")
BESIDE = ("/data", "/calendar", "/learner.yaml", "/learner.json", "/data/copy", "/erase", "/as-learner")
GONE = "La formation de ce dossier n’est plus au bureau"
BROKEN = "La formation de ce dossier ne se lit plus"


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A programme of the school: that of 2019 under a name of its own."""
    path = tmp_path / "ours" / "programme.yaml"
    path.parent.mkdir()
    path.write_text(PRICED)
    monkeypatch.setattr(KNOWN, "folders", (*KNOWN.folders, tmp_path))
    return path


@pytest.fixture
def mine(ours: Path, person: Callable[..., Person]) -> tuple[Client, Dossier]:
    """A coordinator's client, and a dossier of theirs on that programme."""
    somebody, client = person("coordinator"), Client()
    client.force_login(somebody)
    return client, opened(somebody, {**learner("casp-2019-2020"), "programme": "ours"})


def checked() -> None:
    """The desk has looked at its programmes again."""
    recheck.watch()
    while job := queue.take():
        work.do(job)


def lose(path: Path) -> None:
    path.unlink()


def spoil(path: Path) -> None:
    path.write_text(PRICED + "load: {max_units: many}\n")


@pytest.mark.parametrize(("happens", "says"), [(lose, GONE), (spoil, BROKEN)], ids=["gone", "broken"])
@pytest.mark.parametrize("looked", [True, False], ids=["checked", "not-yet"])
def test_every_page_says_what_is_missing_and_who_brings_it_back(
    happens: Callable[[Path], None], says: str, looked: bool, mine: tuple[Client, Dossier], ours: Path
) -> None:
    client, dossier = mine
    happens(ours)
    if looked:
        checked()
    own = f"/dossiers/{dossier.key}"
    for tab in (*TABS, *QUESTIONS):
        page = client.get(own + tab).content.decode()
        assert says in page, tab
        assert "programmes/ours/programme.yaml" in page, tab
        assert "administration du bureau" in page, tab
        assert "(2019-2020), Cnam Paris" in page, "as it was called"
        assert "Proposer ce plan" not in page, tab
        assert "Corrigez la situation" not in page, tab
        assert str(ours.parent) not in page, "no place of this machine"
        if happens is spoil:
            assert "load.max_units" in page, tab
    if looked:
        assert "La formation de ce dossier manque au bureau." in client.get("/").content.decode()
    part = client.get(own, **HTMX).content.decode()
    assert says in part
    assert 'id="board"' in part


def test_nothing_is_offered_that_cannot_work(mine: tuple[Client, Dossier], ours: Path) -> None:
    client, dossier = mine
    ours.unlink()
    own, seen = f"/dossiers/{dossier.key}", set[str]()
    for tab in TABS:
        page = client.get(own + tab).content.decode()
        seen |= set(re.findall(rf'href="({own}[^"#]*)"', page))
        assert not re.search(rf'action="{own}/(board|learner|results|agreement)', page), tab
    assert {f"{own}/learner.yaml", f"{own}/data", f"{own}/erase"} <= seen
    assert not {f"{own}/migrate", f"{own}/results", f"{own}/compare"} & seen
    for address in seen | {own + each for each in BESIDE}:
        assert client.get(address).status_code in (200, 404), address
    for address in seen:
        opens = client.get(address).status_code == 200
        assert opens or address.endswith("/ics"), "an example has no calendar"
    assert Act.PROPOSED not in open_acts(now(dossier), dossier.adviser)
    client.post(f"{own}/agreement/propose", {"revision": dossier.revision})
    assert not dossier.steps.exists()


def test_what_is_known_and_planned_goes_on_in_the_same_programme_under_another_name(
    mine: tuple[Client, Dossier], ours: Path
) -> None:
    client, dossier = mine
    before = dossier.current
    assert before is not None
    ours.unlink()
    checked()
    page = client.get(f"/dossiers/{dossier.key}").content.decode()
    names = re.findall(r">Suivre désormais[^<]*: ([^<]*)</button>", page)
    assert len(names) == 1, "no other vintage, which would ask for a migration"
    assert "(2019-2020), Cnam Paris" in names[0]
    offer = re.search(r'name="offer" value="([^"]*)"', page)
    assert offer is not None
    answer = client.post(f"/dossiers/{dossier.key}/adopt", {"offer": offer[1], "revision": dossier.revision})
    assert answer.status_code == 302
    after = now(dossier)
    assert (after.programme, after.broken_by) == ("casp-2019-2020", None)
    assert after.current is not None
    assert after.current.plan == before.plan
    assert after.current.status == "valid"
    assert GONE not in client.get(f"/dossiers/{dossier.key}").content.decode()


def test_once_it_is_back_all_is_as_before(mine: tuple[Client, Dossier], ours: Path) -> None:
    client, dossier = mine
    ours.unlink()
    checked()
    assert now(dossier).broken_by["lost"]
    ours.write_text(PRICED)
    checked()
    assert now(dossier).broken_by is None
    assert "Proposer ce plan" in client.get(f"/dossiers/{dossier.key}/agreement").content.decode()


def test_a_key_that_nobody_knows_is_told_in_words_and_left_out_once_saved(mine: tuple[Client, Dossier]) -> None:
    client, dossier = mine
    version = dossier.current
    assert version is not None
    version.learner = {**version.learner, "shoe_size": 42}
    version.save()
    own = f"/dossiers/{dossier.key}"
    page = client.get(own).content.decode()
    assert "« shoe_size » est une réponse que ce bureau ne connaît pas".replace(" ", "") in re.sub(r"\s", "", page)
    assert "clés" not in page
    assert f'href="{own}/learner"' in page
    form = client.get(f"{own}/learner").content.decode()
    assert "shoe_size" in form
    sent: dict[str, Any] = {
        "revision": dossier.revision, "programme": "ours", "name": "Ada", "start": version.learner["start"],
        "pathway": "evening", "payer": "individual", "order": "prefer", "goal": "award",
    }  # fmt: skip
    assert client.post(f"{own}/learner/save", sent).status_code == 302
    found = now(dossier).current
    assert found is not None
    assert "shoe_size" not in found.learner
    assert "shoe_size" not in client.get(own).content.decode()


def test_a_value_that_nobody_knows_is_told_in_words(mine: tuple[Client, Dossier]) -> None:
    client, dossier = mine
    version = dossier.current
    assert version is not None
    version.learner = {**version.learner, "pathway": "by-night"}
    version.save()
    page = client.get(f"/dossiers/{dossier.key}").content.decode()
    assert "Cours suivis" in page
    assert "by-night" in page
    assert "daytime" not in page


def test_jobs_name_programmes_and_problems_in_the_language_of_who_reads(
    mine: tuple[Client, Dossier], ours: Path
) -> None:
    client, dossier = mine
    version = dossier.current
    assert version is not None
    version.learner = {**version.learner, "shoe_size": 42, "start": "tomorrow"}
    version.save()
    asked = {"question": "why", "more": None, "version": version.pk}
    queue.ask("recheck", programme="casp-2019-2020", print="x")
    Job.objects.create(kind=work.QUESTION, dossier=dossier, given=asked, person=dossier.adviser)
    while job := queue.take():
        work.do(job)
    french = client.get("/jobs/").content.decode()
    assert "(2019-2020), Cnam Paris" in french
    assert "est une réponse que ce bureau ne connaît pas" in french
    assert "unknown" not in french
    client.cookies["language"] = "en"
    english = client.get("/jobs/").content.decode()
    assert "is an answer that this desk does not know" in english
    assert "réponse" not in english
    Job.objects.filter(kind=work.QUESTION).update(problem={"key": "job.refused", "why": "as it was kept before"})
    assert "as it was kept before" in client.get("/jobs/").content.decode()


def test_the_folder_that_is_named_is_that_of_the_desk() -> None:
    assert (Path(settings.DESK) / "programmes").is_dir()
