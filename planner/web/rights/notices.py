"""Two pages that are open to everybody: what is kept of people and why, and who can use the desk."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from planner.messages import say
from planner.web.configuration import ABSOLUTE, IDLE
from planner.web.jobs.files import UPGRADES
from planner.web.jobs.tidying import ANSWERS, ENDED
from planner.web.rights.held import label, tables
from planner.web.rights.models import Rule
from planner.web.school.models import School

HOUR, DAY = 3600, 24 * 3600
TESTED = date(2026, 12, 1)
"""The day on which accessibility was last looked at as the page tells it, and with what."""
AXE, CHROMIUM = "4.12", "156"


@login_not_required
@require_GET
def personal_data(request: HttpRequest) -> HttpResponse:
    """What, why, how long, who sees it, and what a person may ask for; in the figures that the desk keeps to."""
    rule = Rule.current()
    kept = say("notice.rule", count=rule.months) if rule.months is not None else say("notice.no_rule")
    within = [say("notice.parts", count=rule.parts)] if rule.parts is not None else []
    sections = [
        ("who", [say("notice.who.text", school=School.current().name or say("notice.school"))]),
        ("what", _kept()),
        ("why", [say("notice.why.text"), say("notice.why.never"), say("notice.why.health")]),
        ("long", [
            kept, *within, say("notice.long.answers", count=ANSWERS.days), say("notice.long.jobs", count=ENDED.days),
            say("notice.long.session", hours=IDLE // HOUR, days=ABSOLUTE // DAY), say("notice.long.log"),
            say("notice.long.backups", count=round(UPGRADES / DAY)),
        ]),
        ("seen", [
            say("notice.seen.staff"), say("notice.seen.link"), *([say("notice.seen.mail")] if settings.MAIL else []),
            say("notice.seen.nobody"),
        ]),
        ("rights", [say(f"notice.rights.{what}") for what in ("text", "how", "delay", "cnil")]),
    ]  # fmt: skip
    return _page(request, "notice", sections, lead=say("notice.lead"), rule=rule)


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """How it stands, what was tested and with what, what is known to be wrong, what was not, and whom to tell."""
    with_what = {"axe": AXE, "chromium": CHROMIUM, "hours": IDLE // HOUR}
    parts = {
        "state": ["text"],
        "tested": ["axe", "keyboard", "small", "script", "motion", "browser"],
        "known": ["idle", "language", "fields"],
        "untested": ["audit", "readers", "pdf"],
        "tell": ["text"],
    }
    sections = [(part, [say(f"access.{part}.{one}", **with_what) for one in ones]) for part, ones in parts.items()]
    return _page(request, "access", sections, lead=say("access.lead", day=TESTED))


def _kept() -> list[str]:
    """All that is kept of people, each table that hangs on a dossier with what it is for."""
    tables_told = [say(f"rights.what.{label(table)}") for table in tables()]
    rest = [say(f"notice.what.{what}") for what in ("log", "staff", "session", "server")]
    return [say("notice.what.learners"), *tables_told, *rest]


def _page(request: HttpRequest, area: str, sections: list[tuple[str, list[str]]], **more: object) -> HttpResponse:
    told = [{"name": name, "title": say(f"{area}.{name}"), "lines": lines} for name, lines in sections]
    shown = {"title": say(f"{area}.title"), "sections": told} | more
    return render(request, "rights/notice.html", shown)
