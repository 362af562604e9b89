"""Pages in states that no link leads to: empty, full, with problems, refused, broken. In a real browser axe finds
nothing, and nobody scrolls sideways on a phone.

The pages are made here, and shown by the browser as if the desk had sent them, with its styles and its script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from planner.messages import speaking
from planner.storage import programmes
from planner.web import errors
from planner.web.agreements.models import Standing
from planner.web.dossiers import planning
from planner.web.dossiers.form.sheet import Sheet
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.store import change, open_dossier
from planner.web.jobs.models import Job, State
from planner.web.mail.models import Address, Kind, Letter, Reminder, Stage
from planner.web.people.models import Person
from planner.web.sharing.models import Message, PlanLink
from planner.web.signin.models import Required
from tests import seen
from tests.web.form.sending import sent
from tests.web.risk_states import risks
from tests.web.served import Desk

LEARNER = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True}
LONG = "Marie-Christine-Alexandrine de la Rochefoucauld-Villeneuve d'Argenteuil-sur-Seine"
WIDTHS = (1280, 360)
HEAVY = 80_000
COHORT = (
    "id,programme,start,acquired\nAnne,casp-2019-2020,2026-S1,AST004\nAda,casp-2019-2020,2026-S1,\n"
    "Bob,casp-2019-2020,2026-S9,AST999\n"
)
USUAL_EVENINGS = {"evenings": ["mon", "tue", "wed", "thu", "fri"]}
States = Iterator[tuple[str, Any]]


def dossiers(me: Person) -> Dossier:
    """A dossier of every need, many that need nothing, and one with a long name."""
    state = planning.planned(planning.Known(LEARNER)).kept()
    found = [open_dossier(me, name, LEARNER, **state) for name in ("Ada", LONG, *map(str, range(60)))]
    today = timezone.localdate()
    broken, results, enrol = found[0], found[2], found[3]
    broken.broken_by = {"violations": []}
    results.dates = {**results.dates, "results": [["2019-S1", str(today - timedelta(9))]]}
    enrol.dates = {**enrol.dates, "enrol": [["2019-S1", str(today + timedelta(9))]]}
    for one in (broken, results, enrol):
        one.save()
    return found[1]


def homes(client: Client, me: Person) -> States:
    yield "home, empty", client.get("/")
    made = dossiers(me)
    yield "home, every need", client.get("/")
    yield "home, second page", client.get("/?page=2")
    yield "home, found", client.get("/?need=yes")
    yield "home, nothing found", client.post("/", {"q": "nobody"}, follow=True)
    yield "situation of a long name", client.get(f"/dossiers/{made.key}/learner")
    form = sent(Sheet(programmes.load_known(str(LEARNER["programme"])), LEARNER, "Ada"), revision="0")
    address = f"/dossiers/{made.key}/learner/save"
    yield "situation, stale", post(client, address, form)


def forms(client: Client, me: Person) -> States:
    programme = programmes.load_known(str(LEARNER["programme"]))
    wrong = sent(Sheet(programme, LEARNER, ""), months="-3", max_cost_per_year="-1", name="")
    yield "form, problems", post(client, "/dossiers/create", wrong)
    impossible = sent(Sheet(programme, {**LEARNER, "deadline": "2019-S1"}, "Ada"), add="special")
    yield "form, impossible", post(client, "/dossiers/create", impossible)
    yield "form, no such programme", client.get("/dossiers/new?programme=none")
    yield "import, nothing sent", client.post("/dossiers/import", {})
    yield "import, unknown column", client.post("/dossiers/import", {"text": "id,colour\nA,red\n"})
    open_dossier(me, "Ada", LEARNER)
    yield (
        "import, problems and one twice",
        client.post("/dossiers/import", {"file": SimpleUploadedFile("people.csv", COHORT.encode())}),
    )
    yield "prices, problems", client.post("/programmes/casp-rncp36625/prices", {"evening-individual-amount": "-1"})


def post(client: Client, address: str, form: Any) -> Any:
    return client.post(address, form.urlencode(), "application/x-www-form-urlencoded")


def shared(client: Client, me: Person) -> States:
    """The learner's side, which needs no account; and an adviser's links, open and revoked."""
    found = open_dossier(me, LONG, LEARNER, **planning.planned(planning.Known(LEARNER)).kept())
    yield "links, none", client.get(f"/dossiers/{found.key}/share")
    yield "link, no time chosen", client.post(f"/dossiers/{found.key}/share/give", {"days": "7"})
    yield "link, made", client.post(f"/dossiers/{found.key}/share/give", {"days": "90"})
    secret = PlanLink.give(found, me, 30)
    yield "plan by link", client.get(f"/plan/{secret}")
    client.post(f"/dossiers/{found.key}/agreement/propose", {"revision": 1})
    yield "plan by link, proposed", client.get(f"/plan/{secret}")
    for page in ("", "/reply"):
        yield f"as the learner{page}", client.get(f"/dossiers/{found.key}/as-learner{page}")
    agreed = {"kind": "suits", "mark": Standing.objects.get().mark}
    client.post(f"/dossiers/{found.key}/share/{PlanLink.objects.first().pk}/revoke")  # type: ignore[union-attr]
    yield "links, one revoked", client.get(f"/dossiers/{found.key}/share")
    yield "plan by link, refused", client.get(f"/plan/{secret}")
    address = f"/plan/{PlanLink.give(found, me, 30)}"
    yield "calendar by link", client.get(f"{address}/calendar?stopped=1&no-file=1")
    for number in range(4):
        made = client.post(f"{address}/calendar", {"once": f"{number}"})
        if number in (0, 3):
            yield f"calendar by link, asked for {number + 1} times", made
    yield "message, form", client.get(f"{address}/reply")
    yield "message, nothing said", client.post(f"{address}/reply", {"kind": "wish"} | USUAL_EVENINGS)
    yield "message, changed meanwhile", client.post(f"{address}/reply", {"kind": "suits"})
    for form in (agreed, {"kind": "question", "text": LONG * 4}, {"kind": "wish", "evenings": ["mon"]},
                 {"kind": "correction", "text": LONG}):  # fmt: skip
        client.post(f"{address}/reply", form)
    asked = Message.objects.get(kind="correction")
    yield "correction, not answered", client.post(f"/dossiers/{found.key}/share/{asked.pk}/answer", {"text": ""})
    client.post(f"/dossiers/{found.key}/share/{Message.objects.last().pk}/answer", {"text": LONG})  # type: ignore[union-attr]
    yield "messages, one answered", client.get(f"/dossiers/{found.key}/share")
    yield "messages, as the learner sees them", client.get(f"{address}/reply?sent=1")
    yield "plan by link, agreed", client.get(f"{address}?sent=1")
    yield "home, messages wait", client.get("/")
    data = {**LEARNER, "max_units_per_term": 2}
    change(found, me, 1, "learner", learner=data, **planning.planned(planning.Known(data)).kept())
    yield "links, changed since", client.get(f"/dossiers/{found.key}/share")
    yield "plan by link, reworked", client.get(address)
    client.post(f"/dossiers/{found.key}/agreement/propose", {"revision": 2})
    yield "plan by link, proposed anew", client.get(address)
    Standing.objects.all().delete()
    Dossier.objects.update(broken_by={"violations": []})
    yield "links without a plan", client.get(f"/dossiers/{found.key}/share")
    yield "plan by link, being worked on", client.get(f"/plan/{PlanLink.give(found, me, 30)}")


def agreements(client: Client, me: Person) -> States:
    dossier = open_dossier(me, LONG, LEARNER, **planning.planned(planning.Known(LEARNER)).kept())
    address = f"/dossiers/{dossier.key}/agreement"
    yield "agreement, draft", client.get(address)
    for name in ("propose", "agree"):
        client.post(f"{address}/{name}", {"revision": 1})
        yield f"agreement, after {name}", client.get(address)
    yield "agreement, no reason", client.post(f"{address}/withdraw", {"revision": 1})
    client.post(f"{address}/approve", {"revision": 1})
    yield "agreement, approved", client.get(address)
    client.post(f"/dossiers/{dossier.key}/board/out", {"revision": 1, "unit": "AST004"})
    yield "agreement, changed and broken", client.get(address)
    others = dossiers(me)
    keys = [dossier.key, others.key, *Dossier.objects.values_list("key", flat=True)[:20]]
    yield "selection", client.get("/selection/", {"key": keys})
    yield "selection, nothing to be done", client.get("/selection/", {"key": dossier.key})
    for act in ("propose", "papers"):
        yield f"selection, {act}", client.post(f"/selection/{act}", {"key": keys}, follow=True)
    Job.objects.update(state=State.DONE, result={"made": [others.key], "left": [dossier.key]})
    for job in Job.objects.all():
        yield f"selection, done {job.pk}", client.get(f"/selection/{job.pk}")
    Job.objects.update(state=State.CANCELLED)
    yield "selection, stopped", client.get(f"/selection/{job.pk}")
    yield "jobs of a selection", client.get("/jobs/")
    yield "home, agreement", client.get("/")
    yield "board, agreement", client.get(f"/dossiers/{dossier.key}")


def people(client: Client, me: Person) -> States:
    yield "people, name taken", client.post("/people/", {"name": "A", "username": me.username, "role": "adviser"})
    TOTP.activate(Person.objects.create_user("other", name=LONG), "GEZDGNBVGY3TQOJQ")
    Required.keep({"coordinator"})
    Person.objects.create_user("third", role="coordinator")
    yield "two steps of everybody", client.get("/people/second/")
    TOTP.activate(me, "GEZDGNBVGY3TQOJQ")
    yield "two steps, on, no codes left", client.get("/account/second/")
    yield "token without a name", client.post("/tokens/", {"name": ""})
    yield "log, nothing", client.post("/log/", {"who": "nobody"}, follow=True)
    yield "jobs, none", client.get("/jobs/")
    for state, more in (
        (State.WAITING, {}), (State.RUNNING, {"done": 3, "total": 12}), (State.RUNNING, {"cancel": True}),
        (State.DONE, {"result": {"checked": 12, "broken": 1}}), (State.FAILED, {"problem": {"key": "job.died"}}),
        (State.FAILED, {"problem": {"key": "job.defect", "number": "1a2b3c4d"}}),
    ):  # fmt: skip
        Job.objects.create(kind="recheck", given={"programme": "casp-2019-2020"}, person=me, state=state, **more)
    yield "jobs, of every state", client.get("/jobs/")
    yield (
        "password change, wrong",
        client.post("/account/password/change/", {"oldpassword": "x", "password1": "abc", "password2": "abd"}),
    )
    client.logout()
    yield "sign in, wrong", client.post("/account/login/", {"login": "x", "password": "y"})


def rights(client: Client, me: Person) -> States:
    dossiers(me)
    yield "no rule of retention", client.get("/retention/")
    yield "retention, wrong", client.get("/retention/?months=2")
    Version.objects.update(at=timezone.now() - timedelta(9999))
    yield "retention, what would go", client.get("/retention/?months=240")
    client.post("/retention/", {"months": "240"})
    yield "retention, a rule", client.get("/retention/")
    yield "personal data", client.get("/personal-data")
    yield "accessibility", client.get("/accessibility")
    client.logout()
    yield "personal data, nobody signed in", client.get("/personal-data")


def letters(client: Client, me: Person) -> States:
    yield "mail, no server", client.get("/mail/")
    server = {"host": "mail.example.org", "port": 587, "tls": "starttls", "from": f"{LONG} <a@example.org>"}
    with override_settings(MAIL=server):
        made, today = open_dossier(me, LONG, LEARNER), timezone.localdate()
        Dossier.objects.filter(pk=made.pk).update(dates={"results": [["2019-S1", str(today - timedelta(9))]]})
        where = f"/dossiers/{made.key}/mail"
        yield "mail of a dossier, none", client.get(where)
        yield "mail of a dossier, wrong address", client.post(f"{where}/link", {"address": "x", "days": "90"})
        sent_so_far(made, me)
        yield "mail of a dossier, full", client.get(where)
        Person.objects.filter(pk=me.pk).update(email="boss@example.org")
        yield "mail, with a server", client.get("/mail/")
        yield "people, with mail", client.get("/people/")
        Reminder.objects.all().delete()
        yield "selection, to be reminded", client.get("/selection/", {"key": made.key})
        given = {"act": "remind", "keys": [made.key], "language": "fr", "days": 0, "mail": True}
        told = {"made": [made.key], "left": []}
        job = Job.objects.create(kind="selection", given=given, state=State.DONE, result=told)
        Reminder.objects.create(dossier=made, job=job, reasons=[], letter=made.letters.first())
        yield "reminders, made", client.get(f"/selection/{job.pk}")


def sent_so_far(made: Dossier, me: Person) -> None:
    """Letters and reminders at every stage, and an address that is kept."""
    how = (
        (Stage.SENT, ""), (Stage.FAILED, "refused"), (Stage.UNKNOWN, "died"), (Stage.WAITING, "login"),
        (Stage.HELD, ""),
    )  # fmt: skip
    for stage, why in how:
        about = {"stage": stage, "why": why, "attempts": 1, "ended": timezone.now(), "language": "fr", "by": me}
        letter = Letter.objects.create(kind=Kind.REMINDER, dossier=made, **about)
        Reminder.objects.create(dossier=made, by=me, reasons=[["enrol", str(timezone.localdate())]], letter=letter)
        Letter.objects.create(kind=Kind.LINK, dossier=made, **about)
        Letter.objects.create(kind=Kind.TRIAL, person=me, **about)
    Address.objects.create(dossier=made, address=f"{'x' * 60}@example.org")


def refused(client: Client, me: Person) -> States:
    """What goes wrong, for who has signed in and for who has not."""
    for who in (me, AnonymousUser()):
        request = RequestFactory().get("/")
        request.user, request.htmx = who, False  # type: ignore[attr-defined]
        for status in errors.KINDS:
            yield f"{status}, {who}", errors.page(request, status, number="1a2b3c4d" if status == 500 else "")
        yield f"expired, {who}", errors.csrf_failure(request)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("states", [homes, forms, shared, agreements, people, rights, letters, refused, risks])
def test_states_can_be_read_by_everybody(
    states: Callable[[Client, Person], States], language: str, signed_in: Callable[..., Client], desk: Desk, page: Any
) -> None:
    client = signed_in("administrator", "boss", name="Ada Lovelace")
    client.get(f"/language/{language}")
    problems: dict[str, Any] = {}
    with speaking(language):
        for name, answer in states(client, Person.objects.get()):
            assert answer.status_code != 302, name
            problems |= {f"{name}: {what}": where for what, where in wrong(page, desk, answer, language).items()}
    assert not problems, problems


def wrong(page: Any, desk: Desk, answer: Any, language: str) -> dict[str, Any]:
    """What is wrong with the page of an answer, at each width; its rules are looked at in one language."""
    page.unroute_all()
    page.route("**/made", lambda route: route.fulfill(body=answer.content, content_type="text/html; charset=utf-8"))
    page.goto(f"{desk.address}/made")
    found: dict[str, Any] = {"bytes": len(answer.content)} if len(answer.content) > HEAVY else {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if language == "fr":
            page.evaluate("scrollTo(0, document.body.scrollHeight)")  # what sticks to the lower edge covers nothing
            found |= {f"{rule} at {width}": nodes for rule, nodes in seen.violations(page).items()}
        if over := seen.too_wide(page):
            found[f"sideways at {width}"] = over
        if over := seen.spilled(page):
            found[f"out of its box at {width}"] = over
    return found


def test_the_menu_of_a_phone_opens_and_closes_by_the_keyboard(
    signed_in: Callable[..., Client], desk: Desk, page: Any
) -> None:
    answer = signed_in("administrator", "boss").get("/")
    page.set_viewport_size({"width": 360, "height": 900})
    page.route("**/made", lambda route: route.fulfill(body=answer.content, content_type="text/html; charset=utf-8"))
    page.goto(f"{desk.address}/made")
    link = page.get_by_role("link", name="Formations")
    assert not link.is_visible()
    page.get_by_role("button", name="Menu").press("Enter")
    link.wait_for()
    assert seen.violations(page) == {}
    assert seen.too_wide(page) == []
    page.keyboard.press("Escape")
    link.wait_for(state="hidden")
