"""What a learner reads: the pages of their plan that are for them, as they are today."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from planner.messages import bound, say, speaking
from planner.report.formats import draw
from planner.report.pages.page import Page
from planner.web.document_file import TYPES, signed
from planner.web.dossiers.frame import title_of
from planner.web.dossiers.models import Dossier
from planner.web.people.log import note_once_a_day
from planner.web.sharing.models import PlanLink
from planner.web.sharing.opening import WHO, by_link, count
from planner.web.sharing.released import release_of, released
from planner.web.sharing.shown import Shown, news, shown_of

ADVISER = "adviser"
"""The section from which on a plan is for the adviser."""
BY_LINK = "plan_by_link"


@by_link
@require_safe
def page(request: HttpRequest, link: PlanLink, secret: str) -> HttpResponse:
    """The plan; or that it is being worked on."""
    if request.method == "GET":
        count(link)
    shown = values(link.dossier, shown_of(link.dossier), BY_LINK, secret)
    return render(request, "sharing/letter.html", shown | {"secret": secret, "sent": "sent" in request.GET})


@by_link
@require_safe
def paper(request: HttpRequest, link: PlanLink, secret: str) -> HttpResponse:
    """The same as PDF, where there is a plan to be shown."""
    shown = shown_of(link.dossier)
    if shown is None:
        return redirect(BY_LINK, secret)
    note_once_a_day("taken.document", link.dossier.subject, who=WHO, after={"kind": "plan", "form": "pdf"})
    return printed(link.dossier, shown)


def printed(dossier: Dossier, shown: Shown) -> HttpResponse:
    """The pages of the plan as PDF; its name says nothing of a person."""
    made = draw(letter(dossier, shown), "pdf")
    answer, name = HttpResponse(made, content_type=TYPES["pdf"]), f"{say('shown.title')} {localdate()}"
    answer["Content-Disposition"] = f'inline; filename="{slugify(name)}.pdf"'
    return answer


def addresses(name: str, key: str) -> dict[str, str]:
    """Where the pages of a learner are: by the secret of a link, or for an adviser who looks at them."""
    return {end or "plan": reverse(f"{name}{end and f'_{end}'}", args=[key]) for end in ("", "reply", "pdf", "risk")}


def values(dossier: Dossier, shown: Shown | None, name: str, key: str) -> dict[str, Any]:
    """What the page of a learner says, with the addresses of the others."""
    found = letter(dossier, shown) if shown is not None else None
    return {
        "letter": {part.id: part.blocks for part in found.sections} if found is not None else {},
        "mark": found.mark if found is not None else "", "dossier": dossier, "shown": shown,
        "news": news(dossier, shown) if shown is not None else None,
        "risk": released(release_of(dossier), shown) is not None,
        "answered": dossier.messages.filter(seen=None).exclude(answer="").exists(),
        "at": addresses(name, key), "programme_title": title_of(dossier.programme),
    }  # fmt: skip


def letter(dossier: Dossier, shown: Shown) -> Page:
    """The pages for the learner."""
    document = signed(shown.plan, dossier.adviser, shown.words)
    with speaking(document.spoken(bound().code)):
        whole = document.page(localdate())
        return replace(whole, sections=tuple(takewhile(lambda part: part.id != ADVISER, whole.sections)))
