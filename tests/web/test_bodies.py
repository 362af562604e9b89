"""More than the desk takes is answered by a page in the reader's language, however it is sent, and kept nowhere."""

from __future__ import annotations

import errno
import json
import socket
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from waitress.adjustments import Adjustments
from waitress.buffers import OverflowableBuffer

from planner.messages import language
from planner.web.bodies import FORGOTTEN, NO_ROOM, TOO_LARGE, Parser
from planner.web.serving import LARGEST
from tests.web.served import Desk

BLOCK = bytes(2**20)
BLOCKS = LARGEST // len(BLOCK) + 1


def connection(desk: Desk) -> HTTPConnection:
    """To the desk; nobody waits for an answer that does not come."""
    return HTTPConnection(urlsplit(desk.address).netloc, timeout=30)


def pieces() -> Iterator[bytes]:
    """A body that is too large, bit by bit."""
    yield from [BLOCK] * BLOCKS


def told(answer: HTTPResponse) -> str:
    """What an answer says."""
    return answer.read().decode()


@pytest.mark.parametrize("chunked", [False, True], ids=["of-a-length", "in-chunks"])
def test_who_sends_too_much_is_told_and_may_go_on(desk: Desk, chunked: bool) -> None:
    with closing(connection(desk)) as there:
        length = {} if chunked else {"Content-Length": str(BLOCKS * len(BLOCK))}
        there.request("POST", "/account/login/", pieces(), length, encode_chunked=chunked)
        answer = there.getresponse()
        assert answer.status == TOO_LARGE
        assert "<h1>Fichier trop grand</h1>" in told(answer)
        there.request("GET", "/healthz")
        assert there.getresponse().status == 200, "the connection is as good as before"


def test_programs_and_english_readers_are_told_in_their_way(desk: Desk) -> None:
    length = {"Content-Length": str(BLOCKS * len(BLOCK))}
    with closing(connection(desk)) as there:
        there.request("POST", "/api/v1/plan", pieces(), length)
        answer = there.getresponse()
        assert (answer.status, answer.headers.get_content_type()) == (TOO_LARGE, "application/json")
        assert json.loads(answer.read()) == {"problems": [{"key": "", "message": language("fr").say("api.large")}]}
        there.request("POST", "/dossiers/import", pieces(), length | {"Cookie": "language=en"})
        assert "<h1>The file is too large</h1>" in told(there.getresponse())
        there.request("GET", "/api/v1/nothing")
        answer = there.getresponse()
        assert (answer.status, list(json.loads(answer.read()))) == (404, ["problems"])


def test_who_asks_first_sends_nothing(desk: Desk) -> None:
    host, port = urlsplit(desk.address).hostname, urlsplit(desk.address).port
    head = f"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: {2 * LARGEST}\r\nExpect: 100-continue\r\n\r\n"
    with socket.create_connection((host, port), timeout=30) as there:
        there.sendall(head.encode())
        assert there.makefile("rb").readline() == b"HTTP/1.1 413 Request Entity Too Large\r\n"


def test_in_a_browser_a_file_that_is_too_large(desk: Desk, page: Any, tmp_path: Path) -> None:
    page.expected = ("413",)
    page.goto(desk.link)
    page.get_by_role("button", name="Se connecter").click()
    page.goto(f"{desk.address}/dossiers/import")
    large = tmp_path / "learners.csv"
    large.write_bytes(BLOCK * BLOCKS)
    page.locator("input[type=file]").set_input_files(large)
    page.locator("main form button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fichier trop grand")
    expect(page.get_by_role("main")).to_contain_text("2 Mo au plus")
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_attached()


def parser(length: int) -> Parser:
    """One that has read that a body of this length comes."""
    found = Parser(Adjustments(max_request_body_size=LARGEST))
    found.received(f"POST / HTTP/1.1\r\nContent-Length: {length}\r\n\r\n".encode())
    return found


def test_of_what_is_refused_nothing_is_kept() -> None:
    found = parser(LARGEST)
    assert (found.refused, found.completed, found.error) == (TOO_LARGE, False, None)
    for _ in range(LARGEST // len(BLOCK)):
        assert found.received(BLOCK) == len(BLOCK)
    assert found.completed
    assert found.get_body_stream().read() == b""
    assert parser(LARGEST - 1).refused == 0


def test_who_sends_without_end_is_not_listened_to() -> None:
    found = parser(FORGOTTEN + 1)
    assert found.completed
    assert found.headers["CONNECTION"] == "close"


def test_a_body_for_which_the_disk_has_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: OverflowableBuffer, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    found = parser(3 * len(BLOCK))
    monkeypatch.setattr(OverflowableBuffer, "append", refuse)
    for _ in range(3):
        assert not found.completed
        assert found.received(BLOCK) == len(BLOCK)
    assert (found.completed, found.refused) == (True, NO_ROOM)
