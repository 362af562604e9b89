"""The page on which an administrator says how long dossiers are kept, and sees first which would go."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planner.domain.text import Key
from planner.messages import say
from planner.web.dossiers.models import Dossier
from planner.web.numbers import whole
from planner.web.people.access import needs, person_of
from planner.web.people.log import note
from planner.web.people.roles import Action
from planner.web.rights.models import GRACE, LEAST, LEAST_PARTS, MOST, ONE, Rule
from planner.web.rights.parts import counted
from planner.web.rights.retention import before, due
from planner.web.writing import writing

LISTED = 60
"""Dossiers that the page names; of the others the number."""
FEWEST = {"months": LEAST, "parts": LEAST_PARTS}
"""The fields of the form, and the fewest months that each takes."""


class Asked(NamedTuple):
    """Months that somebody wrote, for dossiers and for what is over in them; and the fields that cannot be taken."""

    months: int | None
    parts: int | None
    wrong: frozenset[str]

    @property
    def said(self) -> bool:
        """Whether something was asked for that can be looked at."""
        return not self.wrong and (self.months, self.parts) != (None, None)


def _asked(given: QueryDict) -> Asked:
    written = {name: given.get(name, "").strip() for name in FEWEST}
    months = {name: whole(text) if text else None for name, text in written.items()}
    wrong = {name for name, value in months.items() if value is not None and not FEWEST[name] <= value <= MOST}
    return Asked(months["months"], months["parts"], frozenset(wrong))


@needs(Action.RETENTION)
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The rule; where months are asked for, what would go by them; kept once somebody has seen that."""
    if request.method == "GET":
        return _page(request, _asked(request.GET))
    asked = _asked(request.POST) if "stop" not in request.POST else Asked(None, None, frozenset())
    if asked.wrong:
        return _page(request, asked)
    with writing():
        rule = Rule.current()
        said = {"months": asked.months, "parts": asked.parts}
        note(
            person_of(request), "retention.changed", "retention",
            before={"months": rule.months, "parts": rule.parts}, after=said,
        )  # fmt: skip
        Rule.objects.update_or_create(pk=ONE, defaults={**said, "since": timezone.now()})
    messages.success(request, say("retention.kept") if asked.said else say("retention.stopped"))
    return redirect("retention")


def _page(request: HttpRequest, asked: Asked) -> HttpResponse:
    """With what is due by the months that are asked for, else by the rule."""
    rule = Rule.current()
    months, parts = (asked.months, asked.parts) if asked.said else (rule.months, rule.parts)
    found = due(months) if months is not None else Dossier.objects.none()
    count = found.count()
    over = counted(before(parts)) if parts is not None else {}
    begins, rules = timezone.localdate(rule.since + GRACE), (rule.months, rule.parts) != (None, None)
    shown = {
        "rule": rule, "rules": rules, "begins": begins,
        "looked": asked.said, "months": months, "parts": parts, "wrong": asked.wrong, "found": found[:LISTED],
        "count": count, "more": max(0, count - LISTED), "least": LEAST, "least_parts": LEAST_PARTS, "most": MOST,
        "over": [Key(f"rights.kept.{table}", count=count) for table, count in over.items()], "grace": GRACE.days,
    }  # fmt: skip
    return render(request, "rights/retention.html", shown, status=422 if asked.wrong else 200)
