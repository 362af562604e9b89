"""Internship, workshop and report on the board: places with their verdicts, chosen, kept, and by the rules again."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

import planner
from planner.web.dossiers.board.events import event_sheet, movable
from planner.web.dossiers.board.moves import ACTS
from planner.web.dossiers.board.sketch import Sketch
from planner.web.dossiers.models import Dossier, Version
from planner.web.people.models import Person
from tests.web.board.boards import HTMX, learner, now, opened, version

SAMPLES = [
    ("casp-2019-2020", "out-of-sector-internship"),
    ("casp-2016-2017", "jobseeker-internship"),
    ("casp-2020-2021", "daytime-full-time-jobseeker"),
    ("casp-2010-reunion", "out-of-sector-internship"),
]


def current(dossier: Dossier) -> Version:
    """What is kept now."""
    found = now(dossier).current
    assert found is not None
    return found


def broken(one: Version) -> set[str]:
    """The rules that a version's plan breaks, by the public function."""
    return {found.rule for found in planner.audit(one.learner, one.plan).violations}


@pytest.mark.parametrize(("programme", "name"), SAMPLES)
def test_each_place_of_an_event_is_as_it_was_told(programme: str, name: str) -> None:
    before = version(learner(programme, name))
    sketch, seen = Sketch.of(before), 0
    for kind in ("internship", "workshop", "report"):
        if not movable(sketch.case, kind):
            continue
        sheet = event_sheet(sketch, kind)
        assert [one.free for one in sheet.places if one.here] == [True]
        for one in sheet.places:
            state = ACTS["event"](before, {"event": kind, "place": str(one.place)}).state
            after = Version(**{**before.state(), **state})
            assert after.plan[kind]
            assert (not broken(after)) == one.free, (kind, one)
            seen += 1
    assert seen > 2


def test_an_internship_is_moved_stays_and_follows_the_rules_again(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    data = learner("casp-2019-2020", "out-of-sector-internship")
    data["internship_windows"] = [{"from": "2020-07-01", "to": "2020-12-31"}]
    dossier = opened(Person.objects.get(), data)
    assert current(dossier).status == "optimal"

    def send(**form: Any) -> str:
        told = {"revision": now(dossier).revision, "event": "internship", **form}
        answer = client.post(f"/dossiers/{dossier.key}/board/event", told, **HTMX)
        return f"{answer.status_code} {html.unescape(answer.content.decode())}"

    page = client.get(f"/dossiers/{dossier.key}/places?event=internship").content.decode()
    assert 'value="2020-09-01 "' in page
    assert "#part-experience" in page
    moved = send(place="2020-09-01 ")
    assert "Choisi à la main" in moved
    assert current(dossier).plan["internship"] == {"from": "2020-09-01", "to": "2020-12-01"}
    assert (current(dossier).status, current(dossier).by_hand) == ("valid", True)
    unit = current(dossier).plan["units"][-1]["unit"]
    client.post(f"/dossiers/{dossier.key}/board/out", {"revision": now(dossier).revision, "unit": unit}, **HTMX)
    client.post(f"/dossiers/{dossier.key}/board/around", {"revision": now(dossier).revision}, **HTMX)
    assert current(dossier).status == "valid"
    assert current(dossier).plan["internship"]["from"] == "2020-09-01"
    assert "aucune des périodes" in send(day="2021-02-10")
    assert current(dossier).status == "broken"
    assert "de nouveau selon les règles" in send(place="free ")
    assert "internship" not in current(dossier).plan
    assert current(dossier).status == "valid"
    for form in ({"day": "2021-02-31"}, {"place": "nowhere"}, {"event": "report", "place": "2035-S1 "}, {"event": "x"}):
        assert send(**form).startswith("400 ")
