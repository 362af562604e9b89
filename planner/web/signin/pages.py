"""The second step: of oneself, and of everybody for who administers."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planner.messages import say
from planner.web.people.access import needs, person_of
from planner.web.people.devices import end_all
from planner.web.people.log import note
from planner.web.people.models import Person
from planner.web.people.roles import Action, Role
from planner.web.signin.models import Required
from planner.web.writing import writing


@needs(Action.OWN_ACCOUNT)
@never_cache
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Whether one signs in by two steps, and what can be done about it."""
    person = person_of(request)
    found = {one.type: one for one in Authenticator.objects.filter(user=person)}
    codes = found.get(Authenticator.Type.RECOVERY_CODES)
    shown = {
        "second": found.get(Authenticator.Type.TOTP),
        "left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "required": person.role in Required.roles(),
    }
    return render(request, "signin/own.html", shown)


@needs(Action.PEOPLE)
@never_cache
@require_http_methods(["GET", "POST"])
def everybody(request: HttpRequest) -> HttpResponse:
    """Who signs in by two steps; a POST says of which roles that is required from now on."""
    required = Required.roles()
    if request.method == "POST":
        wanted = {role.value for role in Role} & set(request.POST.getlist("role"))
        if wanted != required:
            with writing():
                Required.keep(wanted)
                note(person_of(request), "two_steps.required", before=sorted(required), after=sorted(wanted))
        messages.success(request, say("second.kept"))
        return redirect("second_of_all")
    since = dict(Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user_id", "created_at"))
    people = Person.objects.filter(is_active=True).order_by("name", "username")
    shown = {
        "people": [(one, since.get(one.pk), one.role in required) for one in people],
        "roles": [(role.value, say(f"role.{role}"), role.value in required) for role in Role],
    }
    return render(request, "signin/everybody.html", shown)


@needs(Action.PEOPLE)
@require_POST
def reset(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody's second step is gone, for who lost their telephone; and they are signed in nowhere any more. One's own
    goes by the password alone.
    """
    person = get_object_or_404(Person.objects.exclude(pk=person_of(request).pk), pk=number)
    with writing():
        gone, _ = Authenticator.objects.filter(user=person).delete()
        if gone:
            note(person_of(request), "two_steps.reset", f"person:{person.pk}")
            end_all(person)
    if gone:
        messages.success(request, say("second.was_reset", name=str(person)))
    return redirect("second_of_all")
