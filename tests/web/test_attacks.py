"""What somebody may send who means harm: nothing of it is a defect, takes long, or shows what is not theirs."""

from __future__ import annotations

import json
import logging
import sqlite3
import stat
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from django.http import HttpResponse
from django.test import Client
from django.utils.log import log_response

from planner.errors import BadInput
from planner.storage import workbook
from planner.web import engine
from planner.web.dossiers import recheck
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.planning import Known, planned
from planner.web.dossiers.store import open_dossier
from planner.web.jobs import queue
from planner.web.jobs.models import Job, State
from planner.web.logs import Discreet
from planner.web.people.models import Entry, Person, Token
from tests.web.served import serve, stop

LEARNER = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True}
FORM = {
    "programme": "casp-2019-2020", "start": "2019-S1", "name": "x", "pathway": "evening", "payer": "individual",
    "order": "prefer", "goal": "award",
}  # fmt: skip
ENDLESS = "9" * 5000
NUMBERS = (ENDLESS, "9" * 25, "²", "-1", "1e9", "")


@pytest.fixture
def mine(person: Callable[..., Person]) -> tuple[Client, Dossier]:
    """An adviser's client, and a dossier of theirs."""
    adviser, client = person("adviser", "me"), Client()
    client.force_login(adviser)
    return client, open_dossier(adviser, "Fictional", LEARNER, **planned(Known(LEARNER)).kept())


@pytest.mark.parametrize("number", NUMBERS, ids=["endless", "large", "raised", "negative", "power", "nothing"])
def test_a_number_that_is_none_is_no_defect(number: str, mine: tuple[Client, Dossier]) -> None:
    client, dossier = mine
    own, revision = f"/dossiers/{dossier.key}", dossier.revision
    repair = {"revision": revision, "repair": number}
    for answer in (
        client.get(f"{own}/versions", {"a": number, "b": "1"}),
        client.post(f"{own}/versions/restore", {"number": number, "revision": revision}),
        client.post(f"{own}/learner/save", {**FORM, "revision": number}),
        client.post(f"{own}/board/best", {"revision": number}),
        client.post(f"{own}/board/repair", repair),
        client.get(f"{own}/places", {"unit": "AST004", "revision": number}),
        client.post("/dossiers/preview", {**FORM, "pins-count": number}),
        client.post("/dossiers/preview", {**FORM, "start": f"{number}-S1"}),
        client.get("/", {"page": number}),
    ):
        assert answer.status_code < 500
    assert Dossier.objects.get(pk=dossier.pk).revision == revision


def test_dossiers_are_handed_to_nobody(signed_in: Callable[..., Client], person: Callable[..., Person]) -> None:
    client, other = signed_in("administrator"), person("adviser", "other")
    for to in (*NUMBERS, "x"):
        assert client.post(f"/people/{other.pk}/hand-over", {"to": to}).status_code == 404


@pytest.mark.parametrize("year", ["0000", "0001", "9999", "10000", "999999"])
def test_years_that_nobody_plans_in_cost_nothing(year: str, signed_in: Callable[..., Client]) -> None:
    pins = {f"pins-{n}-{key}": value for n in range(60) for key, value in (("unit", "AST004"), ("term", "2019-S1"))}
    began = time.process_time()
    answer = signed_in().post("/dossiers/create", {**FORM, "start": f"{year}-S1", "pins-count": "60", **pins})
    assert answer.status_code == 422
    assert len(answer.content) < 2_000_000
    assert time.process_time() - began < 5


def test_a_long_search_is_a_search(signed_in: Callable[..., Client]) -> None:
    assert signed_in().get("/", {"q": "a " * 1500}).status_code == 200


@pytest.mark.parametrize(
    "way", ["[" * 100_000, '{"set": {"max_cost_per_year": NaN}, "change": "x"}', "[]", '{"set": 3}']
)
def test_a_way_out_that_is_made_up_changes_nothing(way: str, signed_in: Callable[..., Client]) -> None:
    assert signed_in().post("/dossiers/create", {**FORM, "set": way}).status_code == 200
    assert not Dossier.objects.exists()


def test_a_learner_of_endless_lists_is_refused_at_once(signed_in: Callable[..., Client]) -> None:
    headers = {"authorization": f"Bearer {Token.give('test')}"}
    began = time.process_time()
    for more in ({"avoid": ["AST004"] * 100_000}, {f"key{n}": 1 for n in range(20_000)}):
        body = json.dumps({"learner": {**LEARNER, **more}})
        for question in ("plan", "compare"):
            answer = Client().post(f"/api/v1/{question}", body, content_type="application/json", headers=headers)
            assert answer.status_code == 422
            assert len(answer.content) < 1000
        sent = {"bring": "1", "choose": ["0"], "data-0": json.dumps({**LEARNER, **more})}
        assert signed_in("adviser", f"a{len(more)}").post("/dossiers/import", sent).status_code == 422
    assert time.process_time() - began < 5


def test_the_limit_of_a_comparison_is_for_all_of_it(db: None) -> None:
    headers = {"authorization": f"Bearer {Token.give('test')}"}
    body = json.dumps({"learner": LEARNER, "options": {"time_limit": 1e-9}})
    answer = Client().post("/api/v1/compare", body, content_type="application/json", headers=headers)
    assert {row["status"] for row in answer.json()["rows"]} == {"unknown"}


def test_who_waits_for_explanations_leaves_room_for_others() -> None:
    lane = engine.Lane(1, 2)
    with lane():
        with pytest.raises(engine.Busy), lane(0.01):
            pass
        with lane._room, pytest.raises(engine.Busy), lane(60):
            pass
    with lane():
        pass


def test_nothing_personal_is_kept_by_browsers_or_between(mine: tuple[Client, Dossier]) -> None:
    client, dossier = mine
    for address in ("", "/learner", "/learner.yaml", "/versions", "/documents/plan/fr/html"):
        assert "no-store" in client.get(f"/dossiers/{dossier.key}{address}")["Cache-Control"], address
    for address in ("/", f"/dossiers/cohort.csv?key={dossier.key}", "/jobs/", "/nothing"):
        assert "no-store" in client.get(address)["Cache-Control"], address


@pytest.mark.parametrize(
    "address", ["/nothing", "/static/desk/none.css", "/dossiers/none", "/", "/healthz", "/api/v1/plan"]
)
def test_every_answer_says_what_a_browser_may_do(address: str, db: None) -> None:
    for client in (Client(), Client(headers={"host": "elsewhere.example"})):
        answer = client.get(address)
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert b"elsewhere" not in answer.content


def test_a_line_of_the_log_is_one_line() -> None:
    told = "defect at /x\n2026-01-01 INFO all is well\x1b[2J\u202e"
    record = logging.LogRecord("x", logging.ERROR, "", 0, "%s", (told,), None)
    Discreet().filter(record)
    assert record.getMessage().isprintable()


def test_a_subject_of_the_log_fits(signed_in: Callable[..., Client]) -> None:
    signed_in("administrator").post("/tokens/", {"name": "x" * 120})
    assert len(Entry.objects.get(act="token.given").subject) <= 60


def test_jobs_are_stopped_by_who_asked_for_them(person: Callable[..., Person]) -> None:
    clients = {}
    for role, name in (("adviser", "me"), ("coordinator", "all")):
        clients[name] = Client()
        clients[name].force_login(person(role, name))
    of_the_desk = queue.ask("recheck", programme="x", print="y")
    of_mine = queue.ask("recheck", Person.objects.get(username="me"), programme="z", print="y")
    assert clients["me"].get("/jobs/").content.count(b"/cancel") == 1
    assert clients["me"].post(f"/jobs/{of_the_desk.pk}/cancel").status_code == 404
    assert clients["me"].post(f"/jobs/{of_mine.pk}/cancel").status_code == 302
    assert clients["all"].post(f"/jobs/{of_the_desk.pk}/cancel").status_code == 302


def test_a_check_that_fails_is_not_asked_for_for_ever(mine: tuple[Client, Dossier]) -> None:
    Dossier.objects.update(checked_with="another")
    recheck.watch()
    queue.end(Job.objects.get(), State.FAILED)
    recheck.watch()
    assert Job.objects.count() == 1


def test_programmes_count_the_dossiers_that_one_may_see(
    mine: tuple[Client, Dossier], signed_in: Callable[..., Client]
) -> None:
    stranger = signed_in("adviser", "stranger").get("/programmes/casp-2019-2020/")
    assert stranger.context["dossiers"] == 0
    assert mine[0].get("/programmes/casp-2019-2020/").context["dossiers"] == 1


def test_a_copy_never_takes_the_place_of_the_desk(tmp_path: Path, planner: Callable[..., Result]) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    with closing(sqlite3.connect(desk / "desk.sqlite3")) as base:
        base.execute("CREATE TABLE kept (x)")
    (desk / "secret").write_text("kept")
    (tmp_path / "link").symlink_to(desk)
    for name in ("desk.sqlite3", "secret", "desk.sqlite3-wal"):
        for folder in (desk, tmp_path / "link", desk / "backups" / ".."):
            assert planner("backup", "--data", desk, "--out", folder / name).exit_code == 1
    assert (desk / "secret").read_text() == "kept"
    assert planner("backup", "--data", desk, "--out", tmp_path / "copy").exit_code == 0
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600


def test_a_workbook_that_unpacks_without_end_is_refused_whatever_its_parts_are_called(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/texts.bin", b"x" * (workbook.LARGEST_SHEETS + 1))
    with pytest.raises(BadInput, match="64"):
        workbook.sheets(path, path.read_bytes())


@pytest.mark.parametrize(
    ("host", "proxy", "machine"),
    [
        ("127.0.0.1", "", "127.0.0.1"),
        ("::1", "", "::1"),
        ("0.0.0.0", "", "127.0.0.1"),
        ("0.0.0.0", "192.0.2.5", "192.0.2.5"),
    ],
)
def test_a_proxy_says_who_asks_and_by_what(host: str, proxy: str, machine: str) -> None:
    """Behind TLS forms are of the same site, and each address is slowed down by itself; nobody else is believed."""
    from waitress.adjustments import Adjustments
    from waitress.proxy_headers import proxy_headers_middleware

    from planner.web.serving import behind_a_proxy

    made = Adjustments(**behind_a_proxy(host, proxy))
    told: dict[str, Any] = {}
    believed = proxy_headers_middleware(
        lambda environ, start: told.update(environ),
        trusted_proxy=made.trusted_proxy, trusted_proxy_count=made.trusted_proxy_count,
        trusted_proxy_headers=made.trusted_proxy_headers, clear_untrusted=made.clear_untrusted_proxy_headers,
    )  # fmt: skip
    sent = {"REMOTE_HOST": "127.0.0.1", "SERVER_NAME": "x", "SERVER_PORT": "80", "HTTP_HOST": "desk.example",
            "wsgi.url_scheme": "http", "HTTP_X_FORWARDED_FOR": "192.0.2.9, 192.0.2.1",
            "HTTP_X_FORWARDED_PROTO": "https"}  # fmt: skip
    believed({**sent, "REMOTE_ADDR": machine}, None)
    assert (told["REMOTE_ADDR"], told["wsgi.url_scheme"]) == ("192.0.2.1", "https")
    believed({**sent, "REMOTE_ADDR": "192.0.2.7"}, None)
    assert (told["REMOTE_ADDR"], told["wsgi.url_scheme"]) == ("192.0.2.7", "http")


def test_nothing_travels_without_tls_behind_a_proxy(tmp_path: Path) -> None:
    """The desk as it stands behind a proxy: its cookies never travel without TLS, and its forms are of its own site."""
    process, desk = serve(tmp_path / "desk", "--address", "https://desk.example")
    connection = HTTPConnection(desk.address.removeprefix("http://"))

    def asked(method: str, path: str, body: str | None = None, **more: str) -> tuple[HTTPResponse, str]:
        headers = {"Host": "desk.example", "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https"} | more
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer, answer.read().decode()

    try:
        path = desk.link.removeprefix("https://desk.example")
        for method in ("GET", "POST"):
            clear, _ = asked(method, path, **{"X-Forwarded-Proto": "http"})
            assert (clear.status, clear.getheader("Location")) == (301, desk.link)
            assert clear.getheader("Set-Cookie") is None
        assert asked("GET", "/healthz", **{"X-Forwarded-Proto": "http"})[0].status == 200
        shown, text = asked("GET", path)
        cookie = shown.getheader("Set-Cookie", "")
        assert {"Secure", "HttpOnly"} <= {part.strip() for part in cookie.split(";")}
        assert shown.getheader("Strict-Transport-Security") == f"max-age={30 * 24 * 3600}"
        token = text.split('csrfmiddlewaretoken" value="')[1].split('"')[0]
        form = {"Cookie": cookie.split(";")[0], "Content-Type": "application/x-www-form-urlencoded"}
        for origin, status in (("https://elsewhere.example", 403), ("https://desk.example", 302)):
            sent, _ = asked("POST", path, f"csrfmiddlewaretoken={token}", Origin=origin, **form)
            assert sent.status == status
    finally:
        connection.close()
        stop(process)


def test_a_proxy_is_named_by_its_address(tmp_path: Path, planner: Callable[..., Result]) -> None:
    more = ("--host", "0.0.0.0", "--address", "https://desk.example", "--proxy", "anybody")
    refused = planner("serve", "--data", tmp_path / "desk", *more)
    assert (refused.exit_code, "anybody" in refused.stderr) == (1, True)
    assert not (tmp_path / "desk").exists()


@pytest.mark.parametrize(("status", "level"), [(503, "WARNING"), (500, "ERROR")])
def test_a_busy_solver_is_no_defect(status: int, level: str, caplog: pytest.LogCaptureFixture, rf: Any) -> None:
    answer = HttpResponse(status=status)
    log_response("%s", "told", response=answer, request=rf.get("/"))
    assert [record.levelname for record in caplog.records] == [level]
