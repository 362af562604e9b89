"""The log: what was whole comes back, what was torn does not, and files speak for themselves in the end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planner.errors import BadInput
from planner.study.stress.log import Log, pack, unpack
from planner.study.stress.outcome import Outcome

ENTRIES: list[dict[str, Any]] = [{"p": place, "b": [], "o": []} for place in range(3)]


def written(folder: Path, entries: list[dict[str, Any]], fingerprint: str = "one") -> Log:
    log = Log(folder, fingerprint)
    log.begin(again=False)
    for entry in entries:
        log.append(entry)
    log.close()
    return log


def resumed(folder: Path, fingerprint: str = "one") -> tuple[Log, list[Any]]:
    log = Log(folder, fingerprint)
    log.begin(again=True)
    log.close()
    return log, list(log.answers())


def test_answers_come_back_in_their_order(tmp_path: Path) -> None:
    written(tmp_path / "new" / "folder", ENTRIES)
    assert resumed(tmp_path / "new" / "folder")[1] == ENTRIES


@pytest.mark.parametrize("cut", range(1, 20))
def test_a_torn_last_line_is_dropped_and_written_over(tmp_path: Path, cut: int) -> None:
    path = written(tmp_path, ENTRIES).path
    path.write_bytes(path.read_bytes()[:-cut])
    assert resumed(tmp_path)[1] == ENTRIES[:2]
    log = Log(tmp_path, "one")
    log.begin(again=True)
    log.append(ENTRIES[2])
    log.close()
    assert resumed(tmp_path)[1] == ENTRIES
    assert all(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def test_a_torn_first_line_begins_anew(tmp_path: Path) -> None:
    path = written(tmp_path, []).path
    path.write_bytes(path.read_bytes()[:7])
    log = Log(tmp_path, "one")
    log.begin(again=True)
    assert list(log.answers()) == []
    log.append(ENTRIES[0])
    log.close()
    assert list(log.answers()) == ENTRIES[:1]


def test_answers_to_other_inputs_are_of_no_use(tmp_path: Path) -> None:
    written(tmp_path, ENTRIES)
    assert resumed(tmp_path, "other")[1] == [] and resumed(tmp_path, "other")[1] == []


def test_a_folder_with_a_run_is_refused_unless_asked_for(tmp_path: Path) -> None:
    written(tmp_path, ENTRIES)
    with pytest.raises(BadInput, match="go on with it, replace it"):
        Log(tmp_path, "one").begin(again=False)
    Log(tmp_path, "one").forget()
    assert resumed(tmp_path)[1] == []


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(BadInput, match="not a folder"):
        Log(tmp_path / "file", "one")


def test_in_the_end_files_are_known_by_their_digests(tmp_path: Path) -> None:
    log = Log(tmp_path, "one")
    log.begin(again=False)
    (tmp_path / "a.json").write_text("1", encoding="utf-8")
    log.end(["a.json"], "fr")
    assert not log.path.exists() and log.exists
    assert Log(tmp_path, "one").complete(["a.json"], "fr")
    assert not Log(tmp_path, "other").complete(["a.json"], "fr")
    assert not Log(tmp_path, "one").complete(["a.json"], "en")
    assert not Log(tmp_path, "one").complete(["a.json", "b.json"], "fr")
    (tmp_path / "a.json").write_text("2", encoding="utf-8")
    assert not Log(tmp_path, "one").complete(["a.json"], "fr")
    (tmp_path / "a.json").unlink()
    assert not Log(tmp_path, "one").complete(["a.json"], "fr")


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome("impossible", lost=("A-2020",)),
        Outcome("optimal", True, 5, 4042, "2021-01-31", 129200, ("A", "B"), 1, ()),
        Outcome("feasible", False, 5, 4042, "2021-01-31", None, ("A",)),
    ],
)
def test_outcomes_survive_their_line(outcome: Outcome) -> None:
    assert unpack(json.loads(json.dumps(pack(outcome)))) == outcome
