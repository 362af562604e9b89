"""Every page as every role: what a role may not do is refused, and what is new is closed until it names its action."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from planner.web.dossiers.store import open_dossier
from planner.web.people.access import action_of
from planner.web.people.models import Entry, Person, SignInLink, Token
from planner.web.people.roles import ALLOWED, Action, Role
from tests.web.routes import Route, routes

OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "calendar_feed",
    "accessibility",
    "health",
    "icon",
    "language",
    "link",
    "metrics",
    "personal_data",
    "plan_by_link",
    "plan_by_link_calendar",
    "plan_by_link_calendar_stop",
    "plan_by_link_ics",
    "plan_by_link_pdf",
    "plan_by_link_risk",
    "mfa_authenticate",
    "plan_by_link_reply",
    "openid_connect_callback",
    "school_colours",
    "school_picture",
    "school_proxied",
    "school_sign_in",
}
"""Pages for who has not signed in."""


@pytest.mark.parametrize("route", routes(), ids=lambda route: route.pattern)
def test_every_page_names_its_action(route: Route) -> None:
    if route.name in OPEN:
        return
    assert getattr(route.view, "login_required", True)
    assert action_of(route.view) is not None  # type: ignore[arg-type]


def test_what_is_open_is_there() -> None:
    assert {route.name for route in routes()} >= OPEN


@pytest.mark.parametrize("role", Role)
def test_every_page_as_every_role(role: Role, signed_in: Callable[..., Client]) -> None:
    client = signed_in(role)
    for route in routes():
        if route.name in OPEN:
            continue
        allowed = action_of(route.view) in ALLOWED[role]  # type: ignore[arg-type]
        for method in (client.get, client.post):
            status = method(route.address).status_code
            assert (status != 403) == allowed, (role, route.pattern, status)
            assert status < 500, (role, route.pattern, status)


def test_every_page_to_a_stranger(db: None) -> None:
    for route in routes():
        if route.name not in OPEN:
            answer = Client().get(route.address)
            assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/login/"), route.pattern


def test_the_dossiers_of_others_are_not_there(person: Callable[..., Person], signed_in: Callable[..., Client]) -> None:
    theirs = open_dossier(person("adviser", "other"), "Fictional", {"programme": "casp-2019-2020", "start": "2019-S1"})
    mine, all_of_them = signed_in("adviser", "me"), signed_in("coordinator", "all")
    theirs_to_do = ALLOWED[Role.ADVISER]
    found = [
        route
        for route in routes()
        if "dossiers/<str:key>" in route.pattern and action_of(route.view) in theirs_to_do  # type: ignore[arg-type]
    ]
    assert found
    for route in found:
        address = route.address.replace("/dossiers/x", f"/dossiers/{theirs.key}", 1)
        said = (404, 405) if action_of(route.view) in ALLOWED[Role.ADVISER] else (403, 403)  # type: ignore[arg-type]
        assert mine.get(address).status_code in said, route.pattern
        assert mine.post(address).status_code in said, route.pattern
    assert all_of_them.get(f"/dossiers/{theirs.key}").status_code != 404
    assert "Fictional" not in mine.get("/").content.decode()


def test_a_closed_account_opens_nothing(person: Callable[..., Person]) -> None:
    somebody, client = person(), Client()
    client.force_login(somebody)
    secret = SignInLink.give(somebody)
    somebody.is_active = False
    somebody.save()
    assert client.get("/").status_code == 302
    assert client.post(f"/link/{secret}").status_code == 404
    form = {"login": "someone", "password": "a long enough password"}
    assert Client().post("/account/login/", form)["Location"] != "/"


def test_forms_of_other_sites_are_refused(person: Callable[..., Person]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("administrator"))
    for route in routes():
        if route.name not in OPEN:
            answer = client.post(route.address)
            assert answer.status_code in (403, 405), (route.pattern, answer.status_code)


def test_a_session_is_new_after_the_sign_in(person: Callable[..., Person]) -> None:
    client = Client()
    client.get("/account/login/")
    client.cookies["sessionid"] = "fixed" * 8
    person()
    client.post("/account/login/", {"login": "someone", "password": "a long enough password"})
    assert client.cookies["sessionid"].value != "fixed" * 8
    assert client.get("/").status_code == 200


def test_sessions_end(signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.web.people import sessions

    now = sessions.time.time()
    for since_last, steps, over in (
        (sessions.IDLE - 400, 3, False),
        (sessions.IDLE + 400, 1, True),
        (sessions.IDLE - 400, 30, True),
    ):
        client = signed_in("adviser", f"who{since_last}-{steps}")
        assert client.get("/").status_code == 200
        for step in range(1, steps + 1):
            monkeypatch.setattr(sessions.time, "time", lambda step=step, each=since_last: now + step * each)
            status = client.get("/").status_code
        monkeypatch.setattr(sessions.time, "time", lambda: now)
        assert (status == 302) == over, (since_last, steps)


def test_who_guesses_passwords_is_slowed_down(person: Callable[..., Person]) -> None:
    person()
    wrong, right = ({"login": "someone", "password": password} for password in ("wrong", "a long enough password"))
    assert Client().post("/account/login/", right).status_code == 302
    for _ in range(12):
        Client().post("/account/login/", wrong)
    assert Client().post("/account/login/", right).status_code != 302


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(back: str, person: Callable[..., Person]) -> None:
    assert Client().get("/language/en", {"next": back})["Location"] == "/"
    person()
    form = {"login": "someone", "password": "a long enough password", "next": back}
    assert Client().post("/account/login/", form)["Location"] == "/"


def test_links_and_tokens_are_kept_as_digests_alone(person: Callable[..., Person]) -> None:
    secret, token = SignInLink.give(person()), Token.give("test")
    assert secret not in str(list(SignInLink.objects.values()))
    assert token not in str(list(Token.objects.values()))


def test_logs_tell_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    import logging

    from planner.web.logs import Discreet

    record = logging.LogRecord("x", logging.WARNING, "", 0, "Not Found: %s", ("/link/abc-DEF_1?x",), None)
    assert Discreet().filter(record)
    assert record.getMessage() == "Not Found: /link/…?x"


def test_logs_tell_where_something_failed_and_not_with_what(capsys: pytest.CaptureFixture[str]) -> None:
    import logging

    from planner.web.logs import Discreet

    logger, handler = logging.Logger("x"), logging.StreamHandler()
    handler.addFilter(Discreet())
    logger.addHandler(handler)
    try:
        try:
            int("Zenobia")
        except ValueError as error:
            raise KeyError("Quuxley") from error
    except KeyError:
        logger.exception("defect %s", "1234")
    told = capsys.readouterr().err
    assert "defect 1234" in told
    assert all(
        part in told for part in ("test_access.py", 'int("Zenobia")', "builtins.ValueError", "builtins.KeyError")
    )
    assert told.count("Zenobia") == told.count("Quuxley") == 1  # as the lines of the program that are quoted


def test_the_log_is_only_added_to(db: None) -> None:
    line = Entry.objects.create(who="x", act="y")
    with pytest.raises(RuntimeError):
        line.save()
    with pytest.raises(RuntimeError):
        line.delete()


def test_people_are_made_changed_and_shut_out(signed_in: Callable[..., Client]) -> None:
    client = signed_in("administrator", "chief")
    made = client.post("/people/", {"name": "Fictional Person", "username": "fictional", "role": "adviser"})
    link = made.content.decode().split('value="http://testserver')[1].split('"')[0]
    assert Client().post(link)["Location"] == "/"
    new = Person.objects.get(username="fictional")
    assert client.post("/people/", {"name": "x", "username": "Fictional", "role": "adviser"}).status_code == 422
    assert client.post("/people/", {"name": "x", "username": "other", "role": "king"}).status_code == 422
    client.post(f"/people/{new.pk}/change", {"role": "auditor", "active": "yes"})
    assert Person.objects.get(pk=new.pk).role == "auditor"
    chief = Person.objects.get(username="chief")
    client.post(f"/people/{chief.pk}/change", {"role": "adviser", "active": "yes"})
    client.post(f"/people/{chief.pk}/change", {"role": "administrator"})
    assert Person.objects.get(pk=chief.pk).role == "administrator"
    assert Person.objects.get(pk=chief.pk).is_active
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"person.made", "person.changed", "signed_in_by_link"} <= acts


def test_an_adviser_hands_a_dossier_of_theirs_over(
    person: Callable[..., Person], signed_in: Callable[..., Client]
) -> None:
    mine, to, auditor = signed_in("adviser", "me"), person("adviser", "to"), person("auditor", "auditor")
    owner = Person.objects.get(username="me")
    dossier = open_dossier(owner, "Fictional", {"programme": "casp-2019-2020", "start": "2019-S1"})
    assert f'<option value="{to.pk}">' in mine.get(f"/dossiers/{dossier.key}/learner").content.decode()
    for refused in (str(auditor.pk), "", "x"):
        assert mine.post(f"/dossiers/{dossier.key}/hand-over", {"to": refused}).status_code == 404
    assert mine.post(f"/dossiers/{dossier.key}/hand-over", {"to": to.pk}).status_code == 302
    assert mine.get(f"/dossiers/{dossier.key}").status_code == 404
    assert signed_in("adviser", "to2").get(f"/dossiers/{dossier.key}").status_code == 404
    assert Entry.objects.filter(act="dossier.handed_over").count() == 1


def test_dossiers_are_handed_over(person: Callable[..., Person], signed_in: Callable[..., Client]) -> None:
    old, new = person("adviser", "old"), person("adviser", "new")
    open_dossier(old, "Fictional", {"programme": "casp-2019-2020", "start": "2019-S1"})
    client = signed_in("administrator", "chief")
    client.post(f"/people/{old.pk}/hand-over", {"to": person("auditor", "auditor").pk})
    assert old.dossiers.count() == 1
    client.post(f"/people/{old.pk}/hand-over", {"to": new.pk})
    assert (old.dossiers.count(), new.dossiers.count()) == (0, 1)
    assert Entry.objects.filter(act="dossier.handed_over").count() == 1


def test_roles_without_the_action_have_no_link_to_it(signed_in: Callable[..., Client]) -> None:
    for role in Role:
        page = signed_in(role, f"someone-{role}").get("/").content.decode()
        for action, address in ((Action.PEOPLE, "/people/"), (Action.TOKENS, "/tokens/"), (Action.LOG, "/log/")):
            assert (f'href="{address}"' in page) == (action in ALLOWED[role])
