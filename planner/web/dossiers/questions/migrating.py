"""A learner in another vintage of the programme: what carries over, and the new plan beside the one that there is."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from planner.domain.case import Case
from planner.domain.text import COLON, Joined, Key
from planner.errors import BadInput
from planner.report.documents import document, read_document
from planner.report.documents.plan.milestones import duration, reached
from planner.storage import learners, programmes
from planner.web import engine
from planner.web.dossiers.board.money import Money
from planner.web.dossiers.form.choices import key_words, next_start
from planner.web.dossiers.frame import titled
from planner.web.dossiers.questions.meant import meant
from planner.web.dossiers.questions.offers import offered
from planner.web.dossiers.questions.pages import Asked, asked
from planner.web.dossiers.questions.why import impossible
from planner.web.meanings import Meanings, term_months
from planner.web.people.access import needs
from planner.web.people.roles import Action

AHEAD = 4
"""Terms that a learner can begin in, in the other programme, after the first that is possible."""


@needs(Action.DOSSIERS_READ)
@require_GET
@asked
def migrate(it: Asked) -> HttpResponse:
    """Which programme and from when; then what would become of the learner there."""
    to, start, funding = (it.request.GET.get(name, "") for name in ("to", "start", "funding"))
    others = [{"id": name, "title": title} for name, title in _others(it.case)]
    starts = _starts(it)
    start = start if start in dict(starts) else _first(it, starts)
    found, fundings = None, dict[str, Any]()
    if to:
        if to not in [other["id"] for other in others]:
            raise Http404
        fundings = dict(programmes.load_known(to).fundings)
        found = _view_or_problems(it, to, start, funding if funding in fundings else None)
    asked_for: dict[str, Any] = {"to": to, "start": start, "funding": funding}
    return it.page("migrate", "questions/migrate.html", found=found, others=others, starts=starts,
                   fundings=fundings.items(), **asked_for)  # fmt: skip


def _view_or_problems(it: Asked, to: str, start: str, funding: str | None) -> dict[str, Any]:
    """The view, or what of the learner does not fit there."""
    try:
        return _view(it, _moved(it, to, start, funding))
    except BadInput as error:
        told = [Joined((key_words(one.where), Key(one.key, **one.values)), COLON) for one in error.problems]
        return {"problems": told, "to": titled(programmes.load_known(to))}


def _others(case: Case) -> list[tuple[str, str]]:
    """The other programmes, the newest first."""
    found = []
    for name in programmes.identifiers():
        try:
            one = programmes.load_known(name)
        except BadInput:
            continue
        if one.id != case.programme.id and bool(one.about["fictional"]) == bool(case.programme.about["fictional"]):
            found.append((one.calendar.year, one.id, titled(one)))
    return [(name, title) for _, name, title in sorted(found, reverse=True)]


def _starts(it: Asked) -> list[tuple[str, Any]]:
    """Terms to begin in: the own start where nothing happened yet, and those that are still to come."""
    case, calendar = it.case, it.case.programme.calendar
    first = case.now if it.version.past is not None else case.learner.start
    soonest = calendar.index(next_start(calendar, date.today())) or first
    indices = sorted({*range(first, first + AHEAD), *range(max(soonest, first), max(soonest, first) + AHEAD)})
    return [(calendar.term(index).name, term_months(case, calendar.term(index).name)) for index in indices]


def _first(it: Asked, starts: list[tuple[str, Any]]) -> str:
    """The start that is proposed: the next one to come; of an example, which no calendar holds, its own."""
    soonest = next_start(it.case.programme.calendar, date.today())
    return soonest if soonest in dict(starts) and not it.case.fictional else starts[0][0]


def _view(it: Asked, moved: Case) -> dict[str, Any]:
    """The learner there, and the best plan.

    Raises:
        BadInput, Busy
    """
    answer = engine.plan(moved, engine.settings())
    data = document(answer).data
    told = {**_carried(it.case, moved), "to": titled(moved.programme), "status": data["status"]}
    if answer.result.plan is None:
        return told | impossible(it, data, meant(moved, data)) | {"after": None}
    before = (it.version.document or {}).get("plan")
    learner = {**json.loads(json.dumps(moved.learner.data, default=str)), "programme": moved.programme.id}
    return told | {
        "after": _figures(moved, data),
        "before": _figures(it.case, read_document(before).data) if before else None,
        "offer": offered(it.dossier, "migrated", {"programme": titled(moved.programme)}, set=learner, anew=True),
    }


def _moved(it: Asked, to: str, start: str, funding: str | None) -> Case:
    """The learner in the other programme: what they passed since counts as acquired."""
    data, case = dict(it.version.learner), it.case
    passed = [a.offering.unit for a in case.history.attempts if not a.lost] if case.history else []
    held = list(data.get("acquired") or ())
    data["acquired"] = held + [unit for unit in dict.fromkeys(passed) if unit not in case.learner.acquired]
    data["start"] = start
    if funding is not None:
        data["funding"] = funding
        data.pop("payer_budgets", None)
    index = case.programme.calendar.index
    data["pins"] = [pin for pin in data.get("pins") or () if (index(pin["term"]) or 0) >= (index(start) or 0)]
    return learners.load(data, programme=to)


def _carried(old: Case, new: Case) -> dict[str, Any]:
    """Units that carry over with what they count as, and those that have no place there."""
    migration, names, there = new.learner.migration, Meanings(old), Meanings(new)
    if migration is None:
        return {"carried": [], "left": []}
    carried = [{"unit": names.unit(one.unit), "as": there.unit(one.counts_as), "same": one.unit == one.counts_as,
                "by": one.by} for one in migration.carried]  # fmt: skip
    left = [
        {"title": one.title, "unit": one.unit, "what": Key(f"ask.migrate.left.{one.key}")} for one in migration.left
    ]
    return {"carried": carried, "left": left}


def _figures(case: Case, plan: Any) -> dict[str, Any]:
    """What is compared of two plans, and the terms with their units."""
    money = Money(plan["cost"], plan["cost"]["currency"]) if case.programme.has_prices else None
    names = Meanings(case)
    terms = [{"months": term_months(case, term["term"]), "units": [names.unit(u["unit"]) for u in term["units"]]}
             for term in plan["terms"] if term["units"]]  # fmt: skip
    return {"day": date.fromisoformat(reached(plan)["date"]), "terms": duration(plan), "own": money and money.own,
            "total": money and (money.whole or money.own), "board": terms}  # fmt: skip
