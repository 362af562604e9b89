"""Pages of risks in every state: nothing assumed, an answer, released, no longer shown, out of date, impossible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client

from planner.web.dossiers import planning
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.store import change, open_dossier
from planner.web.people.models import Person
from planner.web.sharing.models import PlanLink

PASSED = ["TET099", "TRS001", "AST004", "CCE001", "TET007", "TRS002", "CCE003", "AST002", "UEV010"]
LEARNER = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True, "acquired": PASSED}
CHANCES = {"fail": 0.15, "units": {"AST005": 0.4}}


def risks(client: Client, me: Person) -> Iterator[tuple[str, Any]]:
    """Each by what it is, and its page."""
    made = _opened(me)
    yield "risks, nothing assumed", client.get(f"/dossiers/{made.key}/risk")
    yield "form, at the chances", client.get(f"/dossiers/{made.key}/learner?part=chances")
    made = _opened(me, chances=CHANCES, deadline="2020-S2")
    address, link = f"/dossiers/{made.key}/risk", f"/plan/{PlanLink.give(made, me, 30)}"
    yield "risks, not released", client.get(address)
    yield "risks, released", client.post(f"{address}/release", {"revision": 1}, follow=True)
    yield "plan by link, with risks", client.get(link)
    yield "risks by link", client.get(f"{link}/risk")
    yield "risks as the learner sees them", client.get(f"/dossiers/{made.key}/as-learner/risk")
    _change(made, me, 1, chances={"fail": 0.5})
    yield "risks, another answer is released", client.get(address)
    _change(made, me, 2, chances=CHANCES, max_units_per_term=1)
    yield "risks, of another plan than the link's", client.get(address)
    yield "risks, impossible", client.get(f"/dossiers/{_opened(me, chances=CHANCES, avoid=['AST005']).key}/risk")


def _opened(me: Person, **more: Any) -> Dossier:
    data = {**LEARNER, **more}
    return open_dossier(me, "Ada", data, **planning.planned(planning.Known(data)).kept())


def _change(made: Dossier, me: Person, revision: int, **more: Any) -> None:
    data = {**LEARNER, **more}
    change(made, me, revision, "learner", learner=data, **planning.planned(planning.Known(data)).kept())
