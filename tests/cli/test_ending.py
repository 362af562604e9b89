"""Runs that cannot go on: one message, the right exit code, and nothing left beside the result."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from planner.cli.ending import run_guarded
from planner.errors import Undecided, is_short_of_memory
from planner.processes import pool
from planner.storage.lock import only_filler, only_writer
from tests.support import INSTANCES, refused, tiny_programme
from tests.worded import in_language

Run = Callable[..., Result]
LEARNER = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
COHORT = INSTANCES / "casp-2019-2020" / "cohort.csv"
COMMAND = [sys.executable, "-m", "planner", "plan", str(LEARNER), "--lang", "en"]


def ended(command: str, **options: object) -> subprocess.CompletedProcess[str]:
    """What a shell makes of a command; `planner` is the plan of a learner."""
    line = command.replace("planner", " ".join(COMMAND))
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("planner > /dev/full", "stdout: cannot be written (no space is left on this disk)\n"),
        ("planner --format json > /dev/full", "stdout: cannot be written (no space is left on this disk)\n"),
        ("planner --out /dev/full", "/dev/full: cannot be written (no space is left on this disk)\n"),
        ("planner >&-", "stdout: cannot be written (the output is closed)\n"),
    ],
)
def test_an_output_that_takes_nothing(command: str, told: str) -> None:
    result = ended(command)
    assert (result.returncode, result.stdout, result.stderr) == (1, "", told)


@pytest.mark.parametrize("command", ["planner", "planner 2>&-", "planner --out /dev/stdout"])
def test_a_reader_that_goes_away_is_no_error(command: str) -> None:
    result = ended(f"{command} | head -1; exit ${{PIPESTATUS[0]}}")
    assert (result.returncode, result.stdout.count("\n"), result.stderr) == (0, 1, "")


@pytest.mark.parametrize("command", ["planner --pin X 2>/dev/full", "planner --pin X 2>&-"])
def test_a_message_that_nobody_hears(command: str) -> None:
    result = ended(command)
    assert (result.returncode, result.stdout, result.stderr) == (1, "", "")


def test_too_little_memory_is_one_message() -> None:
    for kilobytes in (150_000, 200_000, 250_000):
        result = ended(f"export OPENBLAS_NUM_THREADS=1; ulimit -v {kilobytes}; planner")
        assert result.returncode in (0, 4), result.stderr
        assert "Traceback" not in result.stderr
        assert len(result.stderr.splitlines()) == (1 if result.returncode else 0)


def test_what_counts_as_too_little_memory(capsys: pytest.CaptureFixture[str]) -> None:
    mapped = ImportError("x.so: failed to map segment from shared object")
    for error in (MemoryError(), OSError(12, "x"), RuntimeError("can't start new thread"), mapped):
        assert is_short_of_memory(error)

        def fails(error: Exception = error) -> None:
            raise error

        with pytest.raises(SystemExit) as found:
            in_language("en", run_guarded, fails)
        assert found.value.code == 4
        assert capsys.readouterr().err.startswith("not enough memory")
    assert not is_short_of_memory(RuntimeError("other"))


def test_an_interruption_is_one_message(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as found:
        in_language("fr", run_guarded, interrupted)
    assert (found.value.code, capsys.readouterr().err) == (130, "Interrompu.\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_nothing_behind(tmp_path: Path, number: int) -> None:
    out = tmp_path / "out"
    command = [*COMMAND[:3], "batch", str(COHORT), "--out", str(out), "--workers", "1", "--time-limit", "60"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while not list(out.glob("*.json")) and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(number)
        _, told = process.communicate(timeout=120)
    assert process.returncode == 128 + number
    assert "Traceback" not in told
    assert not list(out.rglob("*.lock"))
    assert not list(out.rglob(".planner-batch/*"))


def test_a_second_run_is_refused_before_it_works(planner: Run, tmp_path: Path) -> None:
    with only_writer(tmp_path / "plan.html"), only_filler(tmp_path / "out"), only_writer(tmp_path / "made"):
        told = refused(planner, "plan", LEARNER, "--out", tmp_path / "plan.html")
        assert told.startswith(f"{tmp_path / 'plan.html'}: another run of planner is writing here")
        assert "another run" in refused(planner, "batch", COHORT, "--out", tmp_path / "out")
        arguments = ("stress", "--scan", "close", "--cohort", COHORT, "--out", tmp_path / "out")
        assert "another run" in refused(planner, *arguments)
        offer = next(INSTANCES.rglob("*offer*.yaml"))
        assert "another run" in refused(planner, "design", offer, "--write", tmp_path / "made")
    assert not list(tmp_path.iterdir())


def test_no_lock_stays_beside_a_result(planner: Run, tmp_path: Path) -> None:
    assert planner("plan", LEARNER, "--out", tmp_path / "plan.json").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def _short(job: int) -> int:
    raise ImportError("x.so: failed to map segment from shared object")


def _killed(job: int) -> int:
    signal.raise_signal(signal.SIGKILL)
    return job


def test_a_process_without_memory_or_killed_is_no_defect() -> None:
    with pytest.raises(MemoryError):
        list(pool.run([1], _short, 1))
    with pytest.raises(Undecided) as found:
        list(pool.run([1], _killed, 1))
    assert found.value.exit_code == 4


def test_ctrl_c_reaches_the_solver_and_nothing_is_written(tmp_path: Path) -> None:
    units = [f"U{number}" for number in range(2000)]
    tiny_programme(
        tmp_path,
        units=[{"code": code, "title": code, "credits": 6} for code in units],
        requirements=[{"id": "core", "all_of": units}],
        offerings=[{"units": units, "period": period, "modality": "evening"} for period in ("S1", "S2")],
        load={"max_evening_units": 100},
    )
    (tmp_path / "learner.yaml").write_text("programme: programme.yaml\nstart: 2020-S1\n")
    (tmp_path / "out").mkdir()
    command = [*COMMAND[:4], str(tmp_path / "learner.yaml"), "--out", str(tmp_path / "out" / "x.json")]
    with subprocess.Popen([*command, "--lang", "en"], stderr=subprocess.PIPE, text=True) as process:
        while not list((tmp_path / "out").iterdir()) and process.poll() is None:
            time.sleep(0.05)
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=120)
    assert (process.returncode, told) == (130, "Interrupted.\n")
    assert not list((tmp_path / "out").iterdir())
