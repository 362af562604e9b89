"""The part `limits` of the benchmarks: what it asks, how it counts a comparison's limit, and a quick run."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import alone, limits
from benchmarks.__main__ import main
from benchmarks.alone import Alone


def test_each_command_with_a_limit_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, ...]] = []

    def run(*arguments: str) -> Alone:
        calls.append(arguments)
        terms = '{"terms": [{"term": "2027-A", "units": [{"unit": "T000"}, {"unit": "T001"}]}]}'
        rows = '{"rows": [1, 2, 3, 4]}' if "compare" in arguments else "{}"
        return Alone(0, rows if "--loaded" in arguments else terms, "", 3.0, 1.0, 1.0, 1.0)

    monkeypatch.setattr(alone, "run", run)
    rows = limits.measure(tmp_path, 1, (2.0,))
    commands = {arguments[1] for arguments in calls if arguments[0] == "--loaded"}
    assert commands == {"plan", "explain", "alternatives", "compare", "frontier", "replan"}
    assert all(arguments[-2:] == ("--time-limit", "2") for arguments in calls if arguments[0] == "--loaded")
    assert {row.name: row.high for row in rows}["compare, 2 s, slowest"] == 0.25
    assert {row.name: row.high for row in rows}["plan, 2 s, slowest"] == 1.0
    results = next(tmp_path.glob("400*/results.csv")).read_text(encoding="utf-8")
    assert results == "unit,term,result\nT000,2027-A,failed\nT001,2027-A,passed\n"


def test_a_command_that_does_not_answer_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "run", lambda *_: Alone(1, "{}", "what is wrong", 1.0, 0.5, 0.5, 1.0))
    monkeypatch.setattr(limits, "_replan", lambda _: ("replan",))
    with pytest.raises(ChildProcessError, match="plan: what is wrong"):
        limits.measure(tmp_path, 1, (2.0,))


def test_a_process_tells_what_it_took() -> None:
    done = alone.run("--loaded", "plan", "nowhere.yaml")
    assert done.code == 1
    assert "nowhere.yaml" in done.stderr
    assert done.processor > 0 < done.loading < done.seconds


def test_a_quick_run_has_a_line() -> None:
    done = CliRunner().invoke(main, ["--quick", "--only", "limits"])
    assert done.exit_code == 0, done.output
    assert "| limits | plan, 0.5 s, slowest | x limit | 1 |" in done.stdout
