"""What is no file of a person: folders, pipes, devices, names that no disk takes; one message, at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from planner.errors import BadInput
from planner.storage import files
from tests.support import INSTANCES, refused

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
    assert len(caught.value.text("en")) < 400


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
