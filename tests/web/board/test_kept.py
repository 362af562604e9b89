"""Whether a plan follows the situation or is kept as it is; and one that its programme does not know any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from planner.storage import registry
from planner.web.dossiers import store
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.planning import Known, State, audited, followed, planned
from planner.web.people.models import Person
from tests.web.board.boards import HTMX, learner, now, opened
from tests.web.board.test_results import under_way


def current(dossier: Dossier) -> Version:
    """What is kept now."""
    found = now(dossier).current
    assert found is not None
    return found


def act(client: Client, dossier: Dossier, name: str, **form: Any) -> str:
    """The board after an act."""
    data = {"revision": now(dossier).revision, **form}
    answer = client.post(f"/dossiers/{dossier.key}/board/{name}", data, **HTMX)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_plan_is_kept_and_follows_again(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    assert "suit la situation" in client.get(f"/dossiers/{dossier.key}").content.decode()
    assert "gardé tel quel" in act(client, dossier, "keep")
    assert (current(dossier).by_hand, current(dossier).status) == (True, "optimal")
    unit = current(dossier).plan["units"][-1]["unit"]
    kept = act(client, dossier, "out", unit=unit)
    assert "1 règle ne tient pas" in kept
    assert "suit de nouveau la situation" in act(client, dossier, "follow")
    assert (current(dossier).by_hand, current(dossier).status) == (False, "optimal")


def test_after_results_a_plan_changes_as_little_as_can_be() -> None:
    data, past, state = under_way("casp-2019-2020")
    before = State(state["plan"], False, "valid", state["document"])
    same = followed(Known({**data, "note": "nothing that matters"}, past), before)
    assert (same.status, same.by_hand) == ("valid", False)
    assert {(one["unit"], one["term"]) for one in same.plan["units"]} == {
        (one["unit"], one["term"]) for one in state["plan"]["units"]
    }
    kept = followed(Known({**data, "max_units_per_term": 1}, past), State(state["plan"], True, "valid"))
    assert (kept.plan, kept.status) == (state["plan"], "broken")


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a school's own programme, which can be written again."""
    shipped = registry.instances_folder() / "casp-rncp36625" / "programme.yaml"
    path = tmp_path / "ours" / "programme.yaml"
    path.parent.mkdir()
    path.write_text(shipped.read_text(encoding="utf-8").replace("id: casp-rncp36625", "id: ours"), encoding="utf-8")
    monkeypatch.setattr(registry.KNOWN, "folders", (*registry.KNOWN.folders, tmp_path))
    return path


def test_a_unit_that_is_gone_stays_noted_until_it_is_taken_out(signed_in: Callable[..., Client], school: Path) -> None:
    client = signed_in()
    data = {"programme": "ours", "start": "2026-S1"}
    made = planned(Known(data))
    units = made.plan["units"]
    gone = {"unit": "OLD101", "term": units[0]["term"], "modality": units[0]["modality"]}
    plan = {"units": [*units, gone]}
    state = audited(Known(data), plan)
    assert (state.plan, state.status) == (plan, "broken")
    person = Person.objects.get()
    dossier = store.open_dossier(person, "Ada", data, **state.kept())
    page = client.get(f"/dossiers/{dossier.key}").content.decode()
    assert "OLD101" in page
    assert "La formation a changé" in page
    assert "plus dans la formation" in client.get(f"/dossiers/{dossier.key}/places?unit=OLD101").content.decode()
    for address in ("learner", "results", "why", "documents/check/fr/html", "versions"):
        assert client.get(f"/dossiers/{dossier.key}/{address}").status_code == 200, address
    moved = act(client, dossier, "out", unit="OLD101")
    assert "La formation a changé" not in moved
    assert current(dossier).plan["units"] == units
