"""The people of the desk: made, changed and handed a link to by an administrator; nobody signs up by themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from planner.messages import say
from planner.web.dossiers.models import Dossier
from planner.web.numbers import whole
from planner.web.people.access import needs, person_of
from planner.web.people.log import note
from planner.web.people.models import LINK_DAYS, Person, SignInLink
from planner.web.people.roles import Action, Role
from planner.web.writing import writing


def role_choices() -> list[tuple[str, str]]:
    """The roles in words."""
    return [(role.value, say(f"role.{role}")) for role in Role]


class NewPerson(forms.Form):
    """Who is to sign in, as what."""

    name = forms.CharField(max_length=120)
    username = forms.CharField(max_length=150, validators=[UnicodeUsernameValidator()])
    role = forms.ChoiceField(choices=role_choices)

    def __init__(self, *rest: Any, **extra: Any) -> None:
        super().__init__(*rest, **extra)
        for name, field in self.fields.items():
            field.label = say(f"people.{name}")
        self.fields["username"].help_text = say("people.username_hint")
        self.fields["role"].help_text = say("people.role_hint")

    def clean_username(self) -> str:
        """A sign-in name that nobody has.

        Raises:
            ValidationError: somebody has it.
        """
        name = str(self.cleaned_data["username"])
        if Person.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(say("people.taken", name=name))
        return name


@needs(Action.PEOPLE)
@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Everybody, and a form for one more."""
    form = NewPerson(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with writing():
            person = Person(username=given["username"], name=given["name"], role=given["role"])
            person.set_unusable_password()
            person.save()
            note(person_of(request), "person.made", f"person:{person.pk}", after={"role": person.role})
            secret = SignInLink.give(person)
        return _everybody(request, NewPerson(), person, secret)
    return _everybody(request, form)


@needs(Action.PEOPLE)
@require_POST
def give_link(request: HttpRequest, number: int) -> HttpResponse:
    """A new link for somebody, shown this once."""
    person = get_object_or_404(Person, pk=number, is_active=True)
    with writing():
        secret = SignInLink.give(person)
        note(person_of(request), "person.link", f"person:{person.pk}")
    return _everybody(request, NewPerson(), person, secret)


@needs(Action.PEOPLE)
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Another name or role, or no entry any more. The last administrator stays one."""
    person = get_object_or_404(Person, pk=number)
    role, active = request.POST.get("role", ""), request.POST.get("active") == "yes"
    if role not in set(Role):
        return redirect("people")
    others = Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=person.pk)
    if not (others.exists() or (role == Role.ADMINISTRATOR and active)):
        messages.error(request, say("people.last"))
        return redirect("people")
    with writing():
        before = {"role": person.role, "active": person.is_active}
        person.role, person.is_active = role, active
        person.name = request.POST.get("name", "").strip()[:120] or person.name
        person.save(update_fields=["name", "role", "is_active"])
        after = {"role": role, "active": active}
        note(person_of(request), "person.changed", f"person:{person.pk}", before=before, after=after)
    messages.success(request, say("people.changed", name=str(person)))
    return redirect("people")


@needs(Action.PEOPLE)
@require_POST
def hand_over(request: HttpRequest, number: int) -> HttpResponse:
    """All dossiers of one person to another."""
    person = get_object_or_404(Person, pk=number)
    to = get_object_or_404(advisers(), pk=whole(request.POST.get("to")))
    with writing():
        moved = list(Dossier.objects.filter(adviser=person))
        for dossier in moved:
            give_to(dossier, to, person_of(request))
    messages.success(request, say("people.handed", count=len(moved), name=str(to)))
    return redirect("people")


def advisers() -> Any:
    """Who may have dossiers."""
    return Person.objects.filter(is_active=True).exclude(role=Role.AUDITOR)


def others_than(person: Person) -> Any:
    """Who else may have the dossiers of a person."""
    return advisers().exclude(pk=person.pk)


def give_to(dossier: Dossier, to: Person, by: Person) -> None:
    """The dossier is another adviser's from now on; inside a transaction."""
    before = dossier.adviser_id
    dossier.adviser = to
    dossier.save(update_fields=["adviser", "changed"])
    note(by, "dossier.handed_over", dossier.subject, before=before, after=to.pk)


def _everybody(
    request: HttpRequest, form: NewPerson, person: Person | None = None, secret: str | None = None
) -> HttpResponse:
    shown = {
        "people": Person.objects.order_by("-is_active", "name", "username"), "form": form, "roles": role_choices(),
        "advisers": advisers(), "linked": person, "days": LINK_DAYS,
        "link": request.build_absolute_uri(f"/link/{secret}") if secret else None,
    }  # fmt: skip
    return render(request, "people/people.html", shown, status=422 if form.errors else 200)
