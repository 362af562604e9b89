"""The board of a plan under way: what happened stands, the rest can be moved, second sessions stay."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

import planner
from planner.web.dossiers import store
from planner.web.dossiers.board.board import Board
from planner.web.dossiers.board.sketch import Sketch
from planner.web.dossiers.board.verdicts import openings, places
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.planning import Known, audited, of_answer
from planner.web.people.models import Person
from tests.web.board.boards import HTMX, VINTAGES, learner, now


def under_way(programme: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """A learner who failed the first unit of their plan: their data, the plan with that past, and the state kept."""
    data = learner(programme)
    answer = planner.plan(data)
    plan = planner.document(answer).plain()
    first = plan["terms"][0]
    results = [
        {"unit": one["unit"], "term": first["term"], "result": "failed" if place == 0 else "passed"}
        for place, one in enumerate(unit for unit in first["units"] if len(unit["terms"]) == 1)
    ]
    again = planner.replan(data, plan, results)
    return data, planner.document(again).plain("en"), of_answer(again).kept()


@pytest.mark.parametrize("programme", VINTAGES)
def test_a_plan_under_way_is_valid_as_it_is_kept(programme: str) -> None:
    data, past, state = under_way(programme)
    found = audited(Known(data, past), state["plan"])
    assert (found.status, found.document["violations"]) == ("valid", [])
    told = json.loads(json.dumps(found.document["plan"]))
    assert told["award"] == state["document"]["plan"]["award"]
    assert told["cost"]["total"] == state["document"]["plan"]["cost"]["total"]


def test_what_happened_stands_and_the_rest_moves(signed_in: Callable[..., Client]) -> None:
    client, (data, past, state) = signed_in(), under_way("casp-2010-reunion")
    assert any(line.get("resit") for line in state["plan"]["units"])
    dossier: Dossier = store.open_dossier(Person.objects.get(), "Ada", data, past=past, **state)
    page = client.get(f"/dossiers/{dossier.key}").content.decode()
    assert "non validée" in page
    assert "Seconde session" in page
    assert Board(dossier.current).missing == []
    sketch = Sketch.of(dossier.current)  # type: ignore[arg-type]
    kept = next(iter(sketch.case.kept))
    assert "ne se déplace plus" in client.get(f"/dossiers/{dossier.key}/places?unit={kept}").content.decode()
    answer = client.post(f"/dossiers/{dossier.key}/board/out", {"revision": 1, "unit": kept}, **HTMX)
    assert answer.status_code == 400
    line = next(one for one in sketch.lines if one["unit"] in sketch.case.remaining and not one.get("resit"))
    free = next(one for one in places(sketch, line["unit"]) if one.free and not one.here)
    assert all(place.term >= "2010-S2" for place in openings(sketch, line["unit"]))
    form = {"revision": 1, "unit": line["unit"], "place": str(free.place)}
    assert client.post(f"/dossiers/{dossier.key}/board/place", form, **HTMX).status_code == 200
    moved = now(dossier).current
    assert moved is not None
    assert moved.status == "valid"
    assert any(one.get("resit") for one in moved.plan["units"])
