"""Letters on screen: those of a dossier, with a form for a link by mail; and what the school lets be sent by itself."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planner.messages import LANGUAGES, bound, language, say
from planner.web import once
from planner.web.dossiers.frame import tab
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.store import dossier_of
from planner.web.mail import held as holding
from planner.web.mail import reminding
from planner.web.mail.asking import desk_of, set_up, to_learner, to_person
from planner.web.mail.models import LONGEST, ONE, Address, Kind, Letter, Rule, Stage
from planner.web.numbers import whole
from planner.web.people.access import needs, person_of
from planner.web.people.log import note
from planner.web.people.roles import Action
from planner.web.sharing.giving import DAYS, USUAL
from planner.web.writing import writing

TAB = "share"
TOLD = timedelta(days=30)
"""So long the school is told of letters that were not sent."""
SHOWN = 50


class ToLearner(forms.Form):
    """Where a link goes, for how long, in which language, and whether the address is kept."""

    address = forms.EmailField(max_length=LONGEST)
    days = forms.TypedChoiceField(choices=[(days, days) for days in DAYS], coerce=int)
    language = forms.ChoiceField(choices=[(code, code) for code in LANGUAGES])
    keep = forms.BooleanField(required=False)

    def __init__(self, *rest: object, **extra: object) -> None:
        super().__init__(*rest, **extra)  # type: ignore[arg-type]
        for field in self.fields.values():
            field.error_messages |= {name: say("mail.address_wrong") for name in ("required", "invalid")}


@needs(Action.DOSSIERS_READ)
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """What the learner was sent and reminded of."""
    dossier = dossier_of(person_of(request), key)
    kept = Address.objects.filter(dossier=dossier).first()
    first = {"address": kept.address if kept else "", "days": USUAL, "language": bound().code, "keep": kept is not None}
    return _page(request, dossier, ToLearner(initial=first))


@needs(Action.DOSSIERS_WRITE)
@require_POST
def send_link(request: HttpRequest, key: str) -> HttpResponse:
    """A letter with a new link; the address is kept where that was ticked."""
    person = person_of(request)
    dossier, form = dossier_of(person, key), ToLearner(request.POST)
    if not set_up():
        return redirect("dossier_mail", key)
    if not form.is_valid():
        return _page(request, dossier, form)
    given = form.cleaned_data
    with writing():
        if once.before(request):
            messages.info(request, say("mail.asked_before"))
            return redirect("dossier_mail", key)
        Address.objects.filter(dossier=dossier).delete()
        if given["keep"]:
            Address.objects.create(dossier=dossier, address=given["address"])
        to_learner(dossier, person, given["address"], desk_of(request), given["language"], days=given["days"])
        note(person, "mail.asked", dossier.subject, after={"kind": Kind.LINK, "kept": given["keep"]})
        once.leads(request, reverse("dossier_mail", args=[key]))
    messages.success(request, say("mail.asked"))
    return redirect("dossier_mail", key)


@needs(Action.DOSSIERS_WRITE)
@require_POST
def forget(request: HttpRequest, key: str) -> HttpResponse:
    """The address is kept no longer."""
    dossier = dossier_of(person_of(request), key)
    with writing():
        if Address.objects.filter(dossier=dossier).delete()[0]:
            note(person_of(request), "mail.forgotten", dossier.subject)
    messages.success(request, say("mail.forgotten"))
    return redirect("dossier_mail", key)


@needs(Action.SCHOOL)
@require_http_methods(["GET", "POST"])
def school(request: HttpRequest) -> HttpResponse:
    """Whether there is a server, what is sent by itself, and what could not be sent; a POST keeps the rule."""
    rule = Rule.current()
    if request.method == "POST":
        before, rule.waits = rule.waits, request.POST.get("waits") == "yes"
        if rule.waits != before:
            with writing():
                Rule.objects.update_or_create(pk=ONE, defaults={"waits": rule.waits})
                note(person_of(request), "mail.rule", before={"waits": before}, after={"waits": rule.waits})
        messages.success(request, say("mail.rule_kept"))
        return redirect("mail")
    lost = Letter.objects.filter(ended__gte=timezone.now() - TOLD).exclude(stage=Stage.SENT)
    shown = {
        "server": settings.MAIL, "rule": rule,
        "held": Letter.objects.filter(stage=Stage.HELD).select_related("dossier", "person")[:SHOWN],
        "waiting": Letter.objects.filter(stage=Stage.WAITING).count(),
        "all_held": Letter.objects.filter(stage=Stage.HELD).count(),
        "lost": lost.select_related("dossier", "person")[:SHOWN],
        "trials": Letter.objects.filter(kind=Kind.TRIAL, person=person_of(request))[:3],
    }  # fmt: skip
    return render(request, "mail/school.html", shown)


@needs(Action.SCHOOL)
@require_POST
def held(request: HttpRequest) -> HttpResponse:
    """What a copy held is sent, or is not."""
    if "send" in request.POST and set_up():
        messages.success(request, say("mail.released", count=holding.release(person_of(request))))
    elif "drop" in request.POST:
        messages.success(request, say("mail.dropped", count=holding.drop(person_of(request))))
    return redirect("mail")


@needs(Action.SCHOOL)
@require_POST
def trial(request: HttpRequest) -> HttpResponse:
    """A letter to oneself."""
    person = person_of(request)
    if set_up() and person.email:
        with writing():
            to_person(Kind.TRIAL, person, person, desk_of(request), bound().code)
        messages.success(request, say("mail.asked"))
    return redirect("mail")


def _page(request: HttpRequest, dossier: Dossier, form: ToLearner) -> HttpResponse:
    days = whole(str(form["days"].value()), USUAL)
    shown = {
        "form": form, "server": set_up(), "days": [(each, each == days) for each in DAYS],
        "languages_of": [(code, language(code).say("language.name"), code == form["language"].value())
                         for code in LANGUAGES],
        "kept": Address.objects.filter(dossier=dossier).first(),
        "due": reminding.told(reminding.reasons(dossier, timezone.localdate())),
        "letters": dossier.letters.select_related("by").exclude(reminder__isnull=False)[:SHOWN],
        "reminders": [(one, reminding.told(one.reasons)) for one in
                      dossier.reminders.select_related("by", "letter")[:SHOWN]],
    }  # fmt: skip
    return tab(request, "mail/dossier.html", dossier, TAB, 422 if form.errors else 200, **shown)
