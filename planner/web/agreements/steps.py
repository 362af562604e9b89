"""Taking a step towards an approved plan, and noticing that the plan is no longer the one that was meant."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.utils.timezone import localdate

from planner.domain.text import Key
from planner.web.agreements.models import DRAFT, Act, Standing, Step
from planner.web.dossiers import listed
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.planning import HOLD
from planner.web.dossiers.store import held
from planner.web.people.log import note
from planner.web.people.models import Person
from planner.web.people.roles import Action, may
from planner.web.programmes.reading import is_lost
from planner.web.writing import writing

FOLLOWS = {Act.AGREED: Act.PROPOSED, Act.APPROVED: Act.AGREED}
"""What a step is taken after."""
WORDS = 300


class NotNow(Exception):
    """The step does not follow how the plan stands, as where somebody has just taken it."""


def standing_of(dossier: Dossier) -> Standing | None:
    """How the plan stands; None of a draft."""
    return getattr(dossier, "standing", None)


def stage_of(dossier: Dossier) -> str:
    """The stage that the plan has come to, whatever was changed since."""
    standing = standing_of(dossier)
    return DRAFT if standing is None else standing.stage


def told_of(dossier: Dossier) -> Key | None:
    """How the plan that there is now stands, as a paper says it."""
    standing, version = standing_of(dossier), dossier.current
    if standing is not None and not standing.changed:
        return told_of_step(standing.step)
    return Key("agreement.paper.draft", day=localdate(version.at)) if version is not None else None


def told_of_step(step: Step) -> Key:
    """What was done by a step and when, for a paper; of an approval also by whom, by their role."""
    day = localdate(step.at)
    if step.act == Act.APPROVED and step.person is not None:
        return Key("agreement.paper.approved_by", day=day, role=Key(f"role.{step.person.role}"))
    return Key(f"agreement.paper.{step.act}", day=day)


def open_acts(dossier: Dossier, person: Person) -> list[Act]:
    """What the person can do with the plan now. A plan that does not hold is not proposed, agreed on or approved."""
    standing, allowed = standing_of(dossier), may(person)
    if Action.DOSSIERS_WRITE not in allowed:
        return []
    found = [act for act in (Act.PROPOSED, Act.AGREED, Act.APPROVED) if holds(dossier) and _follows(act, standing)]
    if standing is not None:
        found.append(Act.WITHDRAWN)
    ends = standing is not None and standing.stage == Act.APPROVED
    kept = {Act.APPROVED, Act.WITHDRAWN} if ends else {Act.APPROVED}
    return [act for act in found if act not in kept or Action.PLANS_APPROVE in allowed]


def holds(dossier: Dossier) -> bool:
    """Whether there is a plan that keeps every rule, those of a programme that can be read."""
    kept = dossier.current is not None and dossier.current.status in HOLD and not dossier.broken_by
    return kept and not is_lost(dossier.programme)


def _follows(act: Act, standing: Standing | None) -> bool:
    if standing is None or standing.changed:
        return act == Act.PROPOSED
    return act in FOLLOWS and FOLLOWS[act] == standing.stage


def take(dossier: Dossier, person: Person, revision: int, act: Act, words: str = "") -> Dossier:
    """The dossier after a step with the plan that the person saw.

    Raises:
        Stale: the dossier is another revision.
        NotNow: the step does not follow, or the person may not take it.
    """
    with writing():
        now = held(dossier, revision)
        if act not in open_acts(now, person) or now.current is None:
            raise NotNow(act)
        return _taken(now, Step(version=now.current, act=act, person=person, words=words.strip()[:WORDS]))


def agree_by_link(dossier: Dossier, mark: str, who: str) -> None:
    """The learner agrees to what they saw, known by its mark; once, however often they say so.

    Raises:
        NotNow: it is not, or no longer, what is proposed.
    """
    with writing():
        now = Dossier.objects.select_for_update().get(pk=dossier.pk)
        standing = standing_of(now)
        if standing is None or standing.changed or standing.mark != mark or not holds(now):
            raise NotNow(Act.AGREED)
        if standing.stage == Act.PROPOSED:
            _taken(now, Step(version=standing.step.version, act=Act.AGREED, by_link=True), who)


def _taken(now: Dossier, step: Step, who: str = "") -> Dossier:
    """The dossier as it stands by one step more, which the log tells."""
    before, step.dossier = stage_of(now), now
    step.save()
    _stand(now, _counting(now))
    note(step.person, f"agreement.{step.act}", now.subject, who=who, before=before,
         after={"stage": stage_of(now), "version": step.version.number})  # fmt: skip
    return now


def standing_steps(steps: Iterable[Step]) -> list[Step]:
    """Those that were not withdrawn, of all in their order: the last is how the plan stands. Whoever withdraws a
    proposal is back at what was agreed before it.
    """
    found: list[Step] = []
    for step in steps:
        if step.act != Act.WITHDRAWN:
            found.append(step)
        elif found:
            found.pop()
    return found


def _counting(dossier: Dossier) -> Step | None:
    """The step by which the plan stands."""
    found = standing_steps(dossier.steps.select_related("version").order_by("id"))
    return found[-1] if found else None


def _stand(dossier: Dossier, step: Step | None) -> None:
    Standing.objects.filter(dossier=dossier).delete()
    related = Dossier._meta.get_field("standing")
    related.set_cached_value(dossier, None)
    if step is not None and dossier.current is not None:
        mark = mark_of(step.version)
        Standing.objects.create(
            dossier=dossier, step=step, stage=step.act, since=step.at, mark=mark,
            changed=mark != mark_of(dossier.current),
        )  # fmt: skip
    listed.save(dossier)


def follow(dossier: Dossier, version: Version, **_: Any) -> None:
    """The dossier stands on another version: whether that is what was agreed on. In the transaction of the change."""
    standing = standing_of(dossier)
    if standing is None:
        return
    changed = mark_of(version) != standing.mark
    if changed != standing.changed:
        standing.changed = changed
        standing.save(update_fields=["changed"])


def mark_of(version: Version) -> str:
    """What somebody agrees to: where each unit stands, who pays it, the events that were put somewhere, when the plan
    ends and what it costs.
    """
    plan, told = version.plan or {}, (version.document or {}).get("plan") or {}
    kept = {name: value for name, value in plan.items() if name != "units"}
    kept["units"] = sorted(json.dumps(line, sort_keys=True) for line in plan.get("units", ()))
    cost = told.get("cost") or {}
    figures = [told.get("award"), told.get("certificate"), cost.get("own"), cost.get("total")]
    text = json.dumps([version.learner.get("programme"), kept, figures], sort_keys=True)
    return sha256(text.encode()).hexdigest()
