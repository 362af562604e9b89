"""What is no file of a person: folders, pipes, devices, names that no disk takes; one message, at once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from planner.errors import BadInput
from planner.storage import files, json_reader, programmes
from tests.support import INSTANCES, refused
from tests.worded import text_of

LEARNER = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
Run = Callable[..., Result]


def fifo(folder: Path) -> Path:
    path = folder / "pipe"
    os.mkfifo(path)
    return path


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda folder: folder / "none", "file.missing"),
        (lambda folder: folder, "file.directory"),
        (fifo, "file.special"),
        (lambda folder: Path("/dev/zero"), "file.special"),
        (lambda folder: folder / ("x" * 5000), "file.long_name"),
        (lambda folder: folder / "a\0b", "file.unreadable"),
    ],
)
def test_no_file(make: Callable[[Path], Path], key: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        files.read_bytes(make(tmp_path))
    assert caught.value.key == key
    assert len(text_of(caught.value, "en")) < 400


def test_every_input_of_a_command_is_a_file(planner: Run, tmp_path: Path) -> None:
    pipe = fifo(tmp_path)
    for arguments in (
        ("plan", pipe),
        ("plan", LEARNER, "--timetable", pipe),
        ("check", LEARNER, pipe),
        ("batch", pipe, "--out", tmp_path / "out"),
        ("cohort", pipe),
        ("cohort", "--generate", 3, "--distribution", pipe),
        ("stress", pipe, "--cohort", pipe),
        ("design", pipe),
    ):
        assert "pipe or a device" in refused(planner, *arguments), arguments


def test_files_have_a_bearable_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * 101)
    monkeypatch.setattr(files, "LARGEST_FILE", 100)
    with pytest.raises(BadInput, match="too large"):
        files.read_bytes(path)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('{"a": NaN}', "NaN"),
        ('{"a": 1e999}', "1e999"),
        ('{"a": ' + "9" * 5000 + "}", "9999..."),
        ('{"a": 1, "a": 2}', "twice"),
        ('{"a": "\\ud800"}', "ud800"),
        ('{"a": ' + "[" * 100_000, "inside each other"),
        ('{"a": ' + "[" * 100 + "]" * 100 + "}", "inside each other"),
        ('{"a": "' + "x" * 1_100_000 + '"}', "too large"),
        ('{"a"', "JSON"),
    ],
)
def test_json_that_is_none(text: str, word: str) -> None:
    with pytest.raises(BadInput) as caught:
        json_reader.parse(text, "plan.json")
    assert word in text_of(caught.value, "en")
    assert len(text_of(caught.value, "fr")) < 300


def test_a_plan_of_thousands_of_lines_is_refused_at_once(planner: Run, tmp_path: Path) -> None:
    line, term = '{"unit": "AST004", "term": "2019-S1"}', '{"term": "2019-S1", "units": [{"unit": "AST004"}]}'
    head = '"schema": "planner/plan/1", "status": "optimal", "programme": "casp-2019-2020"'
    texts = {
        "hand.csv": "unit,term\n" + "AST004,2019-S1\n" * 90_000,
        "hand.yaml": f"units: [{', '.join([line] * 9_000)}]",
        "plan.json": f'{{{head}, "terms": [{", ".join([term] * 9_000)}]}}',
    }
    for name, text in texts.items():
        path, begun = tmp_path / name, time.process_time()
        path.write_text(text, encoding="utf-8")
        assert "more than 1000 rows" in refused(planner, "check", LEARNER, path), name
        assert time.process_time() - begun < 15, name


def test_a_timetable_of_thousands_of_rows_is_read_in_seconds(tmp_path: Path) -> None:
    head, begun = "offering,unit,period,modality,weekday,start,end\n", time.process_time()
    path = tmp_path / "week.csv"
    path.write_text(head + "".join(f"o{n},AST004,S1,evening,mon,18:00,20:00\n" for n in range(5_000)), encoding="utf-8")
    assert len(programmes.load("casp-2019-2020", timetable=path).offerings(2019)) > 5_000
    assert time.process_time() - begun < 15


@pytest.mark.parametrize(("begins", "named"), [(b"%PDF-1.7\n", "PDF"), (b"PK\x03\x04\x14", "Word")])
def test_documents_are_named_as_what_they_are(tmp_path: Path, begins: bytes, named: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(begins + b"\x00\xe9")
    with pytest.raises(BadInput) as problem:
        files.read_text(path)
    assert named in text_of(problem.value, "fr")
