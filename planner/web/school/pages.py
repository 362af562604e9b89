"""The page on which an administrator says how the desk looks, and the two files that pages take it from."""

from __future__ import annotations

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planner.messages import say
from planner.web.people.access import needs, person_of
from planner.web.people.log import note
from planner.web.people.roles import Action
from planner.web.school.colours import code, stylesheet
from planner.web.school.forms import Logo, Look
from planner.web.school.models import School
from planner.web.writing import one_at_a_time, writing

KEPT = "private, max-age=31536000, immutable"
"""The address of a file changes with what is in it."""


@needs(Action.SCHOOL)
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Name and colour; the logo beside."""
    if request.method == "GET":
        return _page(request, Look.of(School.current()))
    form = Look(request.POST)
    if not form.is_valid():
        return _page(request, form)
    _keep(request, "changed", name=form.cleaned_data["name"], colour=form.cleaned_data["colour"])
    return redirect("school")


@needs(Action.SCHOOL)
@require_POST
def logo(request: HttpRequest) -> HttpResponse:
    """Another logo, or other words for it; or none any more."""
    if "remove" in request.POST:
        _keep(request, "logo", logo=None, mark="", alt="")
        return redirect("school")
    form = Logo(request.POST, request.FILES, there=bool(School.current().mark))
    if not form.is_valid():
        return _page(request, Look.of(School.current()), form)
    picture, alt = form.cleaned_data["logo"], form.cleaned_data["alt"]
    new = {} if picture is None else {"logo": picture, "mark": sha256(picture).hexdigest()[:16]}
    _keep(request, "logo", alt=alt, **new)
    return redirect("school")


@needs(Action.SCHOOL)
@require_POST
def reset(request: HttpRequest) -> HttpResponse:
    """As the desk comes."""
    _keep(request, "reset", name="", colour="", logo=None, mark="", alt="")
    return redirect("school")


@login_not_required
@require_GET
def colours(request: HttpRequest, colour: str) -> HttpResponse:
    """The stylesheet of a colour, which its address says."""
    found = code(colour)
    if found is None:
        raise Http404
    return _file(stylesheet(found), "text/css; charset=utf-8")


@login_not_required
@require_GET
def picture(request: HttpRequest, mark: str) -> HttpResponse:
    """The logo, while it is that one."""
    school = get_object_or_404(School.objects.exclude(mark=""), mark=mark)
    return _file(bytes(school.logo or b""), "image/png")


def _file(content: str | bytes, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": KEPT})


def _keep(request: HttpRequest, act: str, **values: object) -> None:
    """Keep what was changed, and say so."""
    with writing():
        one_at_a_time("school")
        school = School.current()
        before = school.told()
        for name, value in values.items():
            setattr(school, name, value)
        School.objects.update_or_create(pk=school.pk, defaults=values)
        note(person_of(request), f"school.{act}", "school", before=before, after=school.told())
    messages.success(request, say("school.kept"))


def _page(request: HttpRequest, look: Look, logo: Logo | None = None) -> HttpResponse:
    school = School.current()
    status = 422 if look.errors or (logo and logo.errors) else 200
    there = bool(school.mark)
    shown = {"look": look, "logo": logo or Logo(initial={"alt": school.alt}, there=there), "there": there}
    return render(request, "school/school.html", shown, status=status)
