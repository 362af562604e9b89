"""The page of agreement on a plan: how far it has come, what changed since, and the next step."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from planner.messages import say
from planner.web.agreements.models import STAGES, Act, Standing, Step
from planner.web.agreements.steps import NotNow, holds, mark_of, open_acts, stage_of, standing_of, standing_steps, take
from planner.web.dossiers import store
from planner.web.dossiers.frame import tab
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.questions.versions import difference
from planner.web.numbers import whole
from planner.web.people.access import needs, person_of
from planner.web.people.roles import Action


class Stage(NamedTuple):
    """A stage on the way: by which step it was reached, if it was; and whether the plan is there now."""

    name: str
    step: Step | None
    reached: bool
    current: bool

    @property
    def at(self) -> datetime | None:
        """When it was reached."""
        return self.step.at if self.step is not None else None


@needs(Action.DOSSIERS_READ)
@require_GET
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The page."""
    return _page(request, store.dossier_of(person_of(request), key))


@needs(Action.DOSSIERS_WRITE)
@require_POST
def propose(request: HttpRequest, key: str) -> HttpResponse:
    """The plan is shown to the learner, and waits for their agreement."""
    return _taken(request, key, Act.PROPOSED)


@needs(Action.DOSSIERS_WRITE)
@require_POST
def agree(request: HttpRequest, key: str) -> HttpResponse:
    """The adviser notes that the learner agrees."""
    return _taken(request, key, Act.AGREED)


@needs(Action.PLANS_APPROVE)
@require_POST
def approve(request: HttpRequest, key: str) -> HttpResponse:
    """The school approves the plan."""
    return _taken(request, key, Act.APPROVED)


@needs(Action.DOSSIERS_WRITE)
@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """The last step counts no more, for a reason."""
    if not request.POST.get("words", "").strip():
        return _page(request, store.dossier_of(person_of(request), key), 422, missing=True)
    return _taken(request, key, Act.WITHDRAWN)


def _taken(request: HttpRequest, key: str, act: Act) -> HttpResponse:
    """The page after a step; where somebody was faster, what there is now, to be looked at first."""
    person, dossier = person_of(request), store.dossier_of(person_of(request), key)
    try:
        take(dossier, person, whole(request.POST.get("revision")), act, request.POST.get("words", ""))
    except (store.Stale, NotNow):
        messages.warning(request, say("agreement.stale"))
    else:
        messages.success(request, say(f"agreement.done.{act}"))
    return redirect("agreement", key)


def _page(request: HttpRequest, dossier: Dossier, status: int = 200, **more: Any) -> HttpResponse:
    steps = list(dossier.steps.select_related("person", "version"))
    standing, current, acts = standing_of(dossier), dossier.current, open_acts(dossier, person_of(request))
    changed = standing is not None and standing.changed
    values = {
        "standing": standing,
        "stages": _stages(dossier, steps),
        "steps": steps,
        "acts": acts,
        "again": changed and Act.PROPOSED in acts,
        "holds": holds(dossier),
        "unreached": standing is not None
        and standing.stage == Act.PROPOSED
        and not dossier.plan_links.filter(revoked=None, expires__gt=timezone.now()).exists(),
        "proposer": next((one.person for one in steps if one.act == Act.PROPOSED), None) if standing else None,
        "compared": difference(standing.step.version, current) if standing and changed and current else None,
        "approved": _since_approved(steps, standing) if standing and not changed else None,
    }
    return tab(request, "agreements/agreement.html", dossier, "agreement", status, **values, **more)


def _since_approved(steps: list[Step], standing: Standing) -> dict[str, Any] | None:
    """What is otherwise in a plan that is proposed anew than in the one that was approved last, and when that was; None
    where there was none, or it is that one.
    """
    counting = standing_steps(reversed(steps))
    last = next((step for step in reversed(counting) if step.act == Act.APPROVED), None)
    if last is None or mark_of(last.version) == standing.mark:
        return None
    return {"at": last.at, "compared": difference(last.version, standing.step.version)}


def _stages(dossier: Dossier, steps: list[Step]) -> list[Stage]:
    """Each stage, with the last step that led there."""
    last = STAGES.index(stage_of(dossier))
    found = {step.act: step for step in reversed(steps)}
    return [
        Stage(name, found.get(name) if 0 < place <= last else None, place <= last, place == last)
        for place, name in enumerate(STAGES)
    ]
