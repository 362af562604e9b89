"""Tokens of the API: given, shown once, and revoked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from planner.messages import say
from planner.web import once
from planner.web.people.access import needs, person_of
from planner.web.people.log import note
from planner.web.people.models import Token
from planner.web.people.roles import Action
from planner.web.writing import writing


@needs(Action.TOKENS)
@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """All tokens, and a form for one more."""
    name, secret, problem = request.POST.get("name", "").strip()[:120], None, ""
    if request.method == "POST":
        if name:
            with writing():
                if once.before(request):
                    messages.info(request, say("tokens.given_before", name=name))
                    return redirect("tokens")
                secret = Token.give(name)
                note(person_of(request), "token.given", f"token:{name}")
                once.leads(request, reverse("tokens"))
        else:
            problem = say("tokens.name_missing")
    shown = {"tokens": Token.objects.order_by("revoked", "-created"), "secret": secret, "problem": problem}
    return render(request, "people/tokens.html", shown, status=422 if problem else 200)


@needs(Action.TOKENS)
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """The token opens nothing any more."""
    token = get_object_or_404(Token, pk=number, revoked=None)
    with writing():
        token.revoked = timezone.now()
        token.save(update_fields=["revoked"])
        note(person_of(request), "token.revoked", f"token:{token.name}")
    return redirect("tokens")
