"""The people of the desk: made, changed and handed a link to by an administrator; nobody signs up by themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from planner.messages import bound, say
from planner.web import once, searching
from planner.web.dossiers.handing import advisers, asked, give, others_than
from planner.web.mail.asking import desk_of, set_up, to_person
from planner.web.mail.models import Kind
from planner.web.numbers import whole
from planner.web.people.access import needs, person_of
from planner.web.people.devices import end_all
from planner.web.people.log import note
from planner.web.people.models import LINK_DAYS, Person, SignInLink
from planner.web.people.roles import Action, Role
from planner.web.writing import one_at_a_time, writing

A_PAGE = 50


def role_choices() -> list[tuple[str, str]]:
    """The roles in words."""
    return [(role.value, say(f"role.{role}")) for role in Role]


class NewPerson(forms.Form):
    """Who is to sign in, as what."""

    name = forms.CharField(max_length=120)
    username = forms.CharField(max_length=150, validators=[UnicodeUsernameValidator()])
    role = forms.ChoiceField(choices=role_choices)
    email = forms.EmailField(max_length=254, required=False)

    def __init__(self, *rest: Any, **extra: Any) -> None:
        super().__init__(*rest, **extra)
        for name, field in self.fields.items():
            field.label = say(f"people.{name}")
            field.error_messages |= {"required": say("form.missing"), "invalid": say("people.username_hint")}
        self.fields["email"].error_messages["invalid"] = say("mail.address_wrong")
        self.fields["email"].help_text = say("people.email_hint")
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
    """Everybody, or who is searched for, and a form for one more."""
    if "q" in request.POST:
        return searching.keep(request, ["q"])
    form = NewPerson(request.POST or None)
    if request.method != "POST":
        return _everybody(request, form)
    with writing():
        one_at_a_time("people")
        if once.before(request):
            messages.info(request, say("people.made_before"))
            return redirect("people")
        if not form.is_valid():
            return _everybody(request, form)
        given = form.cleaned_data
        person = Person(**given)
        person.set_unusable_password()
        person.save()
        note(person_of(request), "person.made", f"person:{person.pk}", after={"role": person.role})
        once.leads(request, reverse("people"))
        if person.email and "mail" in request.POST and set_up():
            return _mailed(request, person)
        secret = SignInLink.give(person)
    return _everybody(request, NewPerson(), person, secret)


@needs(Action.PEOPLE)
@require_POST
def give_link(request: HttpRequest, number: int) -> HttpResponse:
    """A new link for somebody, shown this once, or sent by mail."""
    person = get_object_or_404(Person, pk=number, is_active=True)
    with writing():
        if person.email and "mail" in request.POST and set_up():
            return _mailed(request, person)
        secret = SignInLink.give(person)
        note(person_of(request), "person.link", f"person:{person.pk}")
    return _everybody(request, NewPerson(), person, secret)


@needs(Action.PEOPLE)
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Another name or role, or no entry any more. The last administrator stays one; who can have no dossiers from now
    on is asked who has theirs.
    """
    with writing():
        one_at_a_time("people")  # two who look for another administrator at once find each other
        return _changed(request, number)


def _mailed(request: HttpRequest, person: Person) -> HttpResponse:
    """A letter with a link, which is made when the letter is sent."""
    to_person(Kind.SIGN_IN, person, person_of(request), desk_of(request), bound().code)
    note(person_of(request), "mail.asked", f"person:{person.pk}", after={"kind": Kind.SIGN_IN})
    messages.success(request, say("people.mailed", name=str(person)))
    return redirect("people")


def _changed(request: HttpRequest, number: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=number)
    role, active = request.POST.get("role", ""), request.POST.get("active") == "yes"
    if role not in set(Role):
        return redirect("people")
    try:
        email = forms.EmailField(max_length=254, required=False).clean(request.POST.get("email", person.email))
    except forms.ValidationError:
        messages.error(request, say("people.email_wrong", address=request.POST["email"]))
        return redirect("people")
    others = Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=person.pk)
    if not (others.exists() or (role == Role.ADMINISTRATOR and active)):
        messages.error(request, say("people.last"))
        return redirect("people")
    name, leaves = request.POST.get("name", "").strip()[:120] or person.name, not active or role == Role.AUDITOR
    to = others_than(person).filter(pk=whole(request.POST.get("to"))).first()
    if leaves and to is None and person.dossiers.exists():
        dossiers = person.dossiers.order_by("found_by")
        return asked(request, person, dossiers, reverse("people"), role=role, active=active, name=name)
    if leaves and to is not None:
        give(person.dossiers.all(), to, person_of(request))
    if not active:
        end_all(person)
        person.links.all().delete()
    before = {"role": person.role, "active": person.is_active}
    person.name, person.role, person.is_active, person.email = name, role, active, email
    person.save(update_fields=["name", "role", "is_active", "email"])
    after = {"role": role, "active": active}
    note(person_of(request), "person.changed", f"person:{person.pk}", before=before, after=after)
    messages.success(request, say("people.changed", name=str(person)))
    return redirect("people")


def _everybody(
    request: HttpRequest, form: NewPerson, person: Person | None = None, secret: str | None = None
) -> HttpResponse:
    words = searching.kept(request, "q")
    page = Paginator(_named(words), A_PAGE).get_page(request.GET.get("page"))
    people = Person.objects.annotate(count=Count("dossiers")).in_bulk(list(page))
    shown = {
        "people": [people[key] for key in page if key in people], "pages": page, "words": words, "form": form,
        "roles": role_choices(), "others": advisers().count() > 1, "linked": person, "days": LINK_DAYS,
        "mail": set_up(),
        "link": request.build_absolute_uri(f"/link/{secret}") if secret else None,
    }  # fmt: skip
    return render(request, "people/people.html", shown, status=422 if form.errors else 200)


def _named(text: str) -> list[int]:
    """Who has each word in their name, or in that by which they sign in: those first who may, by their names."""
    words = searching.words_of(text)
    told = Person.objects.values_list("is_active", "name", "username", "pk")
    names = sorted((not active, searching.folded(f"{name} {username}"), key) for active, name, username, key in told)
    return [key for _, name, key in names if all(word in name for word in words)]
