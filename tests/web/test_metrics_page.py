"""`/metrics`: numbers of all processes for who shows a token, in the text that monitoring reads, without a name."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from click.testing import Result
from django.test import Client
from django.utils import timezone

from planner.web import counters, engine, guessing
from planner.web.configuration import BACKUPS
from planner.web.dossiers.store import open_dossier
from planner.web.jobs import queue
from planner.web.people.models import Token
from tests.web.served import serve, stop

LINE = re.compile(r'planner_[a-z_]+(?:\{[a-z]+="[^"{}]+"(?:,[a-z]+="[^"{}]+")*\})? -?[0-9.e+-]+')
ABOUT = re.compile(r"# (?:HELP planner_[a-z_]+ [^\n]+|TYPE planner_[a-z_]+ (?:gauge|counter|histogram))")
NAME = "Quuxley"


@pytest.fixture
def folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a desk whose counts begin."""
    settings.DESK = tmp_path
    (tmp_path / "counts").mkdir()
    monkeypatch.setattr(counters.COUNTERS, "_owner", 0)
    return tmp_path


@pytest.fixture
def numbers(db: None, folder: Path) -> Callable[[], dict[str, float]]:
    """What monitoring reads."""
    headers = {"authorization": f"Bearer {Token.give(NAME)}"}

    def read() -> dict[str, float]:
        answer = Client().get("/metrics", headers=headers)
        assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
        text = answer.content.decode()
        assert NAME.casefold() not in text.casefold()
        odd = [line for line in text.splitlines() if not (LINE if line[0] != "#" else ABOUT).fullmatch(line)]
        assert odd == []
        pairs = (line.rpartition(" ") for line in text.splitlines() if line[0] != "#")
        return {name: float(number) for name, _, number in pairs}

    return read


def test_who_shows_no_token_reads_nothing(db: None, folder: Path, signed_in: Callable[..., Client]) -> None:
    secret = Token.give("old")
    Token.objects.update(revoked=timezone.now())
    for client, headers in (
        (Client(), {}),
        (signed_in("administrator"), {}),
        (Client(), {"authorization": f"Bearer {secret}"}),
    ):
        answer = client.get("/metrics", headers=headers)
        assert (answer.status_code, answer.content, answer["WWW-Authenticate"]) == (401, b"", "Bearer")


def test_who_tries_many_tokens_is_slowed_down(numbers: Callable[[], dict[str, float]]) -> None:
    tries = [
        Client().get("/metrics", headers={"authorization": f"Bearer {number}"}).status_code
        for number in range(guessing.TRIES + 2)
    ]
    assert tries == [401] * guessing.TRIES + [429] * 2
    assert numbers()["planner_dossiers"] == 0


def test_answers_are_counted_by_status_and_by_how_long_they_took(
    numbers: Callable[[], dict[str, float]], signed_in: Callable[..., Client]
) -> None:
    before = numbers()
    assert [name for name in before if "status" in name] == []
    client = signed_in("adviser", NAME)
    for address in ("/", "/", "/nowhere", "/healthz"):
        client.get(address)
    now = numbers()
    assert now['planner_requests_total{status="200"}'] == 2
    assert now['planner_requests_total{status="404"}'] == 1
    buckets = [number for name, number in now.items() if name.startswith("planner_request_seconds_bucket")]
    assert buckets == sorted(buckets)
    assert (buckets[-1], now["planner_request_seconds_count"]) == (3, 3)
    assert 0 < now["planner_request_seconds_sum"] < 30


def test_no_page_fails_where_nothing_can_be_counted(folder: Path, signed_in: Callable[..., Client]) -> None:
    (folder / "counts").rmdir()
    (folder / "counts").write_text("as on a disk that is full")
    assert signed_in("adviser").get("/").status_code == 200
    assert counters.sums() == [0] * counters.SLOTS


def test_what_waits_and_what_is_kept_is_told(
    numbers: Callable[[], dict[str, float]], person: Callable[..., Any], folder: Path
) -> None:
    before = numbers()
    assert (before["planner_dossiers"], before["planner_oldest_job_seconds"]) == (0, 0)
    assert "planner_last_copy_timestamp_seconds" not in before
    open_dossier(person("adviser", NAME), NAME, {"programme": "casp-2019-2020", "start": "2019-S1"})
    for number in range(3):
        queue.ask("kind", number=number)
    job = queue.take()
    assert job is not None
    queue.end(job, "failed")  # type: ignore[arg-type]
    queue.take()
    (folder / BACKUPS).mkdir()
    (folder / BACKUPS / "last").touch()
    with engine.PLANS(), engine.EXPLANATIONS(), engine.EXPLANATIONS():
        now = numbers()
    assert [now[f'planner_jobs{{state="{state}"}}'] for state in ("waiting", "running", "failed")] == [1, 1, 1]
    assert [now[f'planner_lane_busy{{lane="{lane}"}}'] for lane in ("plans", "explanations")] == [1, 2]
    assert [number for name, number in numbers().items() if "lane_busy" in name] == [0, 0]
    assert now["planner_dossiers"] == 1
    assert now["planner_oldest_job_seconds"] > 0
    assert now["planner_database_bytes"] >= 0
    assert now["planner_disk_free_bytes"] > 0
    assert abs(now["planner_last_copy_timestamp_seconds"] - time.time()) < 60


def test_who_found_no_place_is_counted(numbers: Callable[[], dict[str, float]]) -> None:
    lane = engine.Lane(1, 1)
    with lane(), pytest.raises(engine.Busy), lane():
        pass
    assert numbers()["planner_lane_refused_total"] == 1


def test_all_processes_are_counted_from_the_start_on(tmp_path: Path, planner: Callable[..., Result]) -> None:
    command = [sys.executable, "-m", "planner", "token", "--data", str(tmp_path / "desk"), "--name", "monitoring"]
    token = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    for _ in range(2):
        process, desk = serve(tmp_path / "desk", "--processes", "2")
        for _ in range(20):  # each by a connection of its own: both processes take some
            with pytest.raises(HTTPError, match="404"):
                urlopen(f"{desk.address}/link/none")
        headers = {"Authorization": f"Bearer {token}"}
        text = urlopen(Request(f"{desk.address}/metrics", headers=headers)).read().decode()
        stop(process)
        assert 'planner_requests_total{status="404"} 20\n' in text
    assert planner("backup", "--data", tmp_path / "desk").exit_code == 0
    assert (tmp_path / "desk" / BACKUPS / "last").is_file()
