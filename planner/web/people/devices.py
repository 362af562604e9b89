"""Where somebody is signed in: their browsers in words, each of which they may end."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from planner.domain.text import Key
from planner.messages import say
from planner.web.people.access import needs, person_of
from planner.web.people.link import came_by_link
from planner.web.people.models import Person
from planner.web.people.roles import Action
from planner.web.writing import writing

BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
"""What a browser calls itself; the first that fits, since most name others too."""
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip
DEVICES = ("iPhone", "iPad")
"""What one holds, rather than what runs on it."""


def named(agent: str) -> Key:
    """A browser as people call it, with what it runs on."""
    browser, system = (next((name for sign, name in table if sign in agent), "") for table in (BROWSERS, SYSTEMS))
    if not (browser and system):
        return Key("device.alone", name=browser or system) if browser or system else Key("device.unknown")
    return Key("device.on" if system in DEVICES else "device.under", browser=browser, system=system)


def end_all(person: Person) -> None:
    """The person is signed in nowhere any more."""
    for session in UserSession.objects.filter(user=person):
        session.end()


@needs(Action.OWN_ACCOUNT)
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The account, with all of them; a POST ends all but this one."""
    found = sorted(UserSession.objects.purge_and_list(person_of(request)), key=lambda one: one.created_at)
    if request.method == "POST":
        return _ended(request, *(one for one in found if not one.is_current()))
    rows = [(one, named(one.user_agent)) for one in found]
    return render(request, "usersessions/usersession_list.html", {"rows": rows, "by_link": came_by_link(request)})


@needs(Action.OWN_ACCOUNT)
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """One of them less: of one's own, and not this one, which ends by signing out."""
    session = get_object_or_404(UserSession, pk=number, user=person_of(request))
    return _ended(request, *([] if session.is_current() else [session]))


def _ended(request: HttpRequest, *sessions: UserSession) -> HttpResponse:
    with writing():
        for session in sessions:
            session.end()
    messages.success(request, say("device.ended", count=len(sessions)))
    return redirect("usersessions_list")
