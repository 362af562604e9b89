"""`planner batch`: documents of every learner of a cohort and a table, whatever interrupts it on the way."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from click.testing import Result

from benchmarks import cohort as fictional
from planner.cli.batch_progress import Bar
from planner.errors import PlannerError
from planner.processes import pool
from planner.runs.batch.summary import KEYS
from planner.solve.progress import Progress, Stage
from tests.support import INSTANCES, ROOT, tiny_programme
from tests.worded import in_language

Run = Callable[..., Result]
COHORT = INSTANCES / "casp-2019-2020" / "cohort.csv"
DAY = "2026-11-21"
FORMS = ("--format", "html,ics")
HEAD = "id,programme,start,max_units_per_term,deadline"


def content(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def inodes(folder: Path) -> dict[str, int]:
    """A file that is written again gets another inode."""
    return {path.name: path.stat().st_ino for path in folder.iterdir()}


def summary(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / "summary.csv").read_text(encoding="utf-8"), newline="")))


def document(path: Path) -> dict[str, Any]:
    """A learner's JSON document without what the batch adds to it."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    data["meta"].pop("batch", None)
    return data


def tiny_cohort(folder: Path, *rows: str) -> Path:
    """A cohort over the tiny programme, beside it."""
    if not (folder / "programme.yaml").exists():
        tiny_programme(folder)
    path = folder / "cohort.csv"
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return path


def row(name: str, cap: str = "", deadline: str = "") -> str:
    return f"{name},programme.yaml,2020-S1,{cap},{deadline}"


def batch(planner: Run, cohort: Path, out: Path, *arguments: object, day: str | None = DAY) -> Result:
    given = ["--today", day] if day else []
    forms = [] if "--format" in arguments else ["--format", "text"]
    return planner("batch", cohort, "--out", out, "--lang", "en", *given, *forms, *arguments)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample cohort's folder, made by one process."""
    out = tmp_path_factory.mktemp("batch") / "out"
    done = command("--out", str(out), "--workers", "1", *FORMS)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return out


def command(*arguments: str, cohort: Path = COHORT) -> subprocess.CompletedProcess[str]:
    forms = () if "--format" in arguments else ("--format", "text")
    return subprocess.run(
        [sys.executable, "-m", "planner", "batch", str(cohort), "--lang", "en", "--today", DAY, *forms, *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_documents_of_every_learner_and_a_table(fresh: Path) -> None:
    names = [f"fictional-{number:02}" for number in range(1, 9)]
    suffixes = ["html", "ics", "json"]
    expected = {f"{name}.{suffix}" for name in names for suffix in suffixes} - {"fictional-08.ics"}
    assert set(content(fresh)) == expected | {"batch.json", "summary.csv", "summary.xlsx"}
    rows = summary(fresh)
    assert list(rows[0]) == list(KEYS)
    assert [(line["line"], line["id"]) for line in rows] == [(str(n), name) for n, name in enumerate(names, 2)]
    assert [line["status"] for line in rows] == ["optimal"] * 7 + ["impossible"]
    first = rows[0]
    assert (first["duration"], first["months"], first["award_date"], first["cost"]) == (
        "5",
        "28",
        "2022-01-31",
        "1462.00",
    )
    assert (first["certificate"], first["peak_units"], first["peak_evenings"]) == ("2020-S1", "3", "3")
    assert set(first["documents"].split(";")) == {f"{names[0]}.{suffix}" for suffix in suffixes}
    assert rows[-1]["reason"].startswith("These do not hold together: ")
    assert (rows[-1]["duration"], rows[-1]["cost"], rows[-1]["award_date"]) == ("", "", "")
    assert "repairs" in document(fresh / "fictional-08.json")


def test_a_learner_s_document_is_what_plan_prints(fresh: Path, planner: Run, tmp_path: Path) -> None:
    learner = tmp_path / "learner.yaml"
    learner.write_text(
        "id: fictional-05\nfictional: true\nprogramme: casp-2019-2020\nstart: 2019-S1\npathway: evening\n"
        "funding: individual\nexperience: {months: 30, in_sector: true}\n"
        "max_units_per_term: {default: 3, terms: {2020-S1: 4}}\nnote: No evening in the spring of 2021\n"
        "availability: {evenings: [mon, wed, thu, fri], terms: {2020-S2: {evenings: []}}}\n",
        encoding="utf-8",
    )
    alone = json.loads(planner("plan", learner, "--format", "json", "--lang", "en", "--today", DAY).stdout)
    assert document(fresh / "fictional-05.json") == alone
    checked = planner("check", learner, fresh / "fictional-05.json", "--lang", "en")
    assert checked.exit_code == 0, checked.output


def test_the_workbook_holds_the_same_as_the_table(fresh: Path) -> None:
    sheet = openpyxl.load_workbook(fresh / "summary.xlsx").active
    assert sheet is not None
    head, *rows = list(sheet.iter_rows(values_only=True))
    assert (len(head), len(rows)) == (len(KEYS), 8)
    cells = dict(zip(KEYS, rows[0], strict=True))
    assert (cells["line"], cells["cost"], cells["award_date"]) == (2, 1462, datetime(2022, 1, 31))
    assert (cells["id"], cells["award"], cells["reason"]) == ("fictional-01", "2021-S1", None)
    frame = pd.read_csv(fresh / "summary.csv")
    assert frame["cost"].sum() == sum(line[KEYS.index("cost")] or 0 for line in rows)  # type: ignore[misc]
    assert [date.fromisoformat(day) for day in frame["award_date"].dropna()] == [
        day.date() for line in rows if isinstance(day := line[KEYS.index("award_date")], datetime)
    ]


def test_no_path_and_no_other_day_gets_out(fresh: Path) -> None:
    for name, data in content(fresh).items():
        assert str(fresh.parent).encode() not in data, name
        assert str(ROOT).encode() not in data, name
    assert json.loads(content(fresh)["batch.json"])["created"] == DAY


def test_two_processes_write_the_same_bytes(fresh: Path, tmp_path: Path) -> None:
    assert command("--out", str(tmp_path / "out"), "--workers", "2", *FORMS).returncode == 0
    assert content(tmp_path / "out") == content(fresh)


def test_bad_rows_are_listed_and_the_others_done(planner: Run, tmp_path: Path) -> None:
    cohort = tiny_cohort(tmp_path, row("a"), row("b", "many"), row("a"), row("../c"), row("d", deadline="2020-S1"))
    result = batch(planner, cohort, tmp_path / "out", "--set", "max_units_per_term.terms.2020-S2=1")
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    assert lines[0].startswith(f"{cohort}:3: max_units_per_term.default: ")
    assert "'many'" in lines[0]
    assert lines[1].startswith(f"{cohort}:4: id: ")
    assert "Rows: 5 (plans: 3, impossible: 0, undecided: 0, refused: 2)" in lines[-1]
    rows = summary(tmp_path / "out")
    assert [line["status"] for line in rows] == ["optimal", "error", "error", "optimal", "optimal"]
    assert str(tmp_path) not in rows[1]["reason"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cohort.csv", "out", "programme.yaml"]
    (odd,) = (name for name in content(tmp_path / "out") if name.startswith("c-") and name.endswith(".json"))
    assert document(tmp_path / "out" / odd)["learner"] == "../c"


def test_an_earlier_batch_is_not_written_over_unasked(planner: Run, tmp_path: Path) -> None:
    cohort, out = tiny_cohort(tmp_path, row("a")), tmp_path / "out"
    assert batch(planner, cohort, out).exit_code == 0
    before = inodes(out)
    refused = batch(planner, cohort, out)
    assert refused.exit_code == 1
    assert "--resume" in refused.stderr
    assert inodes(out) == before
    assert batch(planner, cohort, out, "--overwrite", day="2026-11-22").exit_code == 0
    assert inodes(out)["a.json"] != before["a.json"]
    assert batch(planner, cohort, out, "--overwrite", "--resume").exit_code == 2


def test_files_of_others_are_never_touched(planner: Run, tmp_path: Path) -> None:
    cohort, out = tiny_cohort(tmp_path, row("a"), row("b")), tmp_path / "out"
    out.mkdir()
    for name in ("a.json", "b.txt", "summary.xlsx", "batch.json"):
        (out / name).write_text("{}", encoding="utf-8")
        for option in ([], ["--overwrite"], ["--resume"]):
            result = batch(planner, cohort, out, *option)
            assert (result.exit_code, str(out / name) in result.stderr) == (1, True), result.stderr
        assert content(out) == {name: b"{}"}
        (out / name).unlink()
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    assert batch(planner, cohort, out).exit_code == 0
    assert batch(planner, cohort, out, "--overwrite").exit_code == 0
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_parts_of_a_run_that_was_killed_at_once_are_cleared(planner: Run, tmp_path: Path) -> None:
    cohort, parts = tiny_cohort(tmp_path, row("a")), tmp_path / "out" / ".planner-batch"
    parts.mkdir(parents=True)
    (parts / ".batch.json.x1y2z3").write_text("{", encoding="utf-8")
    assert batch(planner, cohort, tmp_path / "out").exit_code == 0
    assert not parts.exists()


def test_resuming_makes_only_what_no_longer_fits(planner: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    cohort = tiny_cohort(tmp_path, row("a"), row("b"), row("c"), row("d"))
    assert batch(planner, cohort, out).exit_code == 0
    before = inodes(out)
    (out / "b.txt").write_text("cut", encoding="utf-8")
    (out / "d.txt").unlink()
    tiny_cohort(tmp_path, row("e"), row("c", "1"), row("a"), row("b"), row("d"))
    result = batch(planner, cohort, out, "--resume", day=None)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (0, "1 plan made before is kept.")
    after = inodes(out)
    same = {name for name in before if after[name] == before[name]}
    assert same == {"a.txt", "a.json"}
    assert batch(planner, cohort, tmp_path / "anew").exit_code == 0
    assert content(out) == content(tmp_path / "anew")


def test_another_programme_or_language_or_limit_makes_all_again(planner: Run, tmp_path: Path) -> None:
    out, cohort = tmp_path / "out", tiny_cohort(tmp_path, row("a"), row("b", "2"))
    assert batch(planner, cohort, out).exit_code == 0
    for change in ([], ["--lang", "fr"], ["--time-limit", "59"], ["--seed", "3"], ["--format", "json"]):
        before = inodes(out)["a.json"]
        if not change:
            tiny_programme(tmp_path, load={"max_evening_units": 3})
        assert batch(planner, cohort, out, "--resume", *change, day=None).exit_code == 0
        assert inodes(out)["a.json"] != before, change


def test_a_row_that_is_gone_leaves_its_documents_and_is_named(planner: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert batch(planner, tiny_cohort(tmp_path, row("a"), row("b")), out).exit_code == 0
    result = batch(planner, tiny_cohort(tmp_path, row("a")), out, "--resume")
    assert result.exit_code == 0
    assert "b.json" in result.stderr
    assert (out / "b.json").exists()
    assert [line["id"] for line in summary(out)] == ["a"]


def test_not_decided_within_the_limit(planner: Run, tmp_path: Path) -> None:
    cohort = tiny_cohort(tmp_path, "a,fictional-three-terms,2024-T1,,")
    result = batch(planner, cohort, tmp_path / "out", "--time-limit", "0.001")
    assert result.exit_code == 4
    (line,) = summary(tmp_path / "out")
    assert (line["status"], line["reason"]) == ("unknown", "No answer in the time given (0.001 s).")


def started(cohort: Path, out: Path, *arguments: str) -> subprocess.Popen[str]:
    arguments = ("--out", str(out), "--lang", "en", "--workers", "2", "--format", "text", *arguments)
    return subprocess.Popen(
        [sys.executable, "-m", "planner", "batch", str(cohort), *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def some(out: Path, number: int) -> None:
    """Wait until so many learners are complete."""
    until = time.monotonic() + 120
    while len(list(out.glob("*.json"))) <= number and time.monotonic() < until:
        time.sleep(0.002)


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A cohort of random learners and its folder, made without an interruption."""
    folder = tmp_path_factory.mktemp("forty")
    path = folder / "cohort.csv"
    path.write_text(fictional.text(40, 5), encoding="utf-8")
    assert command("--out", str(folder / "out"), cohort=path).returncode == 0
    return path, folder / "out"


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_any_moment_and_resumed(forty: tuple[Path, Path], seed: int, tmp_path: Path) -> None:
    (cohort, whole), out, chance = forty, tmp_path / "out", random.Random(seed)
    for number in (0, 12):
        running = started(cohort, out, *(("--today", DAY) if number == 0 else ()), "--resume")
        some(out, number)
        time.sleep(chance.uniform(0, 0.3))
        running.send_signal(signal.SIGKILL)
        running.communicate()
        assert running.returncode in (-signal.SIGKILL, 0)
    assert len(content(out)) < len(content(whole)), "killed too late to show anything"
    done = command("--out", str(out), "--resume", cohort=cohort)
    assert done.returncode == 0
    assert content(out) == content(whole)
    assert sorted(path.name for path in out.iterdir()) == sorted(path.name for path in whole.iterdir())


def test_ctrl_c_says_how_to_go_on(forty: tuple[Path, Path], tmp_path: Path) -> None:
    (cohort, whole), out = forty, tmp_path / "out"
    running = started(cohort, out, "--today", DAY)
    some(out, 3)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=120)
    assert running.returncode == 130, told
    assert "of 40" in told
    assert "--resume" in told
    assert "Traceback" not in told
    assert not (out / "summary.csv").exists()
    assert command("--out", str(out), "--resume", cohort=cohort).returncode == 0
    assert content(out) == content(whole)


def _suicide(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def _fails(number: int) -> int:
    raise ValueError(f"no {number}")


def _pid(number: int) -> int:
    time.sleep(0.2)
    return os.getpid()


def test_answers_of_a_pool() -> None:
    found = dict(pool.run(range(6), _pid, 2))
    assert list(found) != []
    assert (set(found), len(set(found.values()))) == (set(range(6)), 2)
    assert os.getpid() not in found.values()
    assert list(pool.run([], _pid, 2)) == []


def test_a_lost_process_is_told_and_a_defect_keeps_its_traceback() -> None:
    with pytest.raises(PlannerError, match="fewer processes"):
        list(pool.run(range(5), _suicide, 2))
    with pytest.raises(RuntimeError, match="no 0"):
        list(pool.run([0], _fails, 1))


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom planner.processes import pool\nfrom tests.cli.test_batch_command import _pid\n"
        "if __name__ == '__main__':\n"
        "    for _, pid in pool.run(range(10000), _pid, 2):\n        print(pid, flush=True)\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen([sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pids = {int(parent.stdout.readline()) for _ in range(6)}
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert pids
    until = time.monotonic() + 60
    while any(_runs(pid) for pid in pids) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(_runs(pid) for pid in pids)


def _runs(pid: int) -> bool:
    """Whether a process is there and no zombie, which only waits for somebody to take note of its end."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_lines_now_and_then_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.cli.batch_progress.EVERY", 0.0)
    with Bar() as bar:
        in_language("en", lambda: [bar(Progress(Stage.LEARNERS, done, 4)) for done in (2, 3, 4)])
    assert capsys.readouterr().err.splitlines() == ["2 plans made before are kept.", "3 of 4", "4 of 4"]


@pytest.mark.parametrize("argument", ["--help", "none.csv"])
def test_no_solver_is_loaded_for_help_and_bad_input(argument: str, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom planner.cli import main\n"
        f"try:\n    main(['batch', {argument!r}, '--out', {str(tmp_path / 'out')!r}])\n"
        "except SystemExit:\n    pass\n"
        "print(sorted({'ortools', 'pandas', 'xlsxwriter', 'pydantic'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"
    assert not (tmp_path / "out").exists()
