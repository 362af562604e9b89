"""`--time-limit` of every command on inputs that take longer: how much longer than asked for the answer takes.

Each command runs in a process of its own that has loaded everything before it begins, so that Python's own start does
not count; reading the files and writing the document do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import alone
from benchmarks.curricula import pools
from benchmarks.measure import Row, row

GROUP = "limits"
LIMITS = (0.5, 2.0, 5.0)
TARGET = 1.1
"""The most that a command may take, in parts of its limit."""
FICTIONAL = alone.ROOT / "instances" / "fictional-three-terms" / "learners" / "evening-fresh.yaml"
ENDED = (0, 3, 4)
"""Exit codes of a command that has answered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command with its arguments, and a name for the line."""

    name: str
    arguments: tuple[str, ...]


def measure(work: Path, seed: int, limits: Sequence[float] = LIMITS, only: int | None = None) -> list[Row]:
    """A line for each command and limit, with what each input took in parts of the limit.

    Raises:
        ChildProcessError: a command ended otherwise than with an answer.
    """
    rows = []
    for limit in limits:
        took: dict[str, list[float]] = {}
        for asked in list(_asked(work, seed))[:only]:
            done = alone.run("--loaded", *asked.arguments, "--time-limit", f"{limit:g}")
            if done.code not in ENDED:
                raise ChildProcessError(f"{asked.name}: {done.stderr[-500:]}")
            took.setdefault(asked.name, []).append(
                (done.seconds - done.loading) / limit / _searches(asked, done.stdout)
            )
        for name, shares in took.items():
            rows.append(row(GROUP, f"{name}, {limit:g} s, slowest", "x limit", [max(shares)], TARGET))
    return rows


def _searches(asked: Asked, answer: str) -> int:
    """How many times the limit counts: once for each combination of a comparison."""
    return len(json.loads(answer)["rows"]) if asked.name == "compare" else 1


def _asked(work: Path, seed: int) -> Iterator[Asked]:
    """Every command with a limit on programmes that take long: with tracks, of four hundred units, of three terms."""
    for name in ("146 units, tracks", "400 units, pools"):
        learner = str(pools.write(pools.KINDS[name](seed), work / name.replace(" ", "-").replace(",", "")))
        for goal in ("duration", "duration,balance", "evenness"):
            yield Asked("plan", ("plan", learner, "--format", "json", "--minimise", goal))
        yield Asked("explain", ("explain", learner, "--format", "json"))
        yield Asked("explain", ("explain", learner, "--format", "json", "--set", "max_credits_per_term=3"))
        yield Asked("alternatives", ("alternatives", learner, "--format", "json", "--minimise", "duration,balance"))
        yield Asked("frontier", ("frontier", learner, "--format", "json"))
        yield Asked("replan", _replan(learner))
    learner = str(FICTIONAL)
    for command in ("plan", "explain", "alternatives", "compare", "frontier"):
        yield Asked(command, (command, learner, "--format", "json"))
    yield Asked("plan", ("plan", learner, "--format", "json", "--minimise", "evenness"))


def _replan(learner: str) -> tuple[str, ...]:
    """A new plan once all of the first term's units but one are passed; the plan is made once."""
    plan, results = (Path(learner).with_name(name) for name in ("plan.json", "results.csv"))
    if not plan.exists():
        plan.write_text(alone.run("plan", learner, "--format", "json").stdout, encoding="utf-8")
        first = json.loads(plan.read_text(encoding="utf-8"))["terms"][0]
        results_of = ("failed", *["passed"] * (len(first["units"]) - 1))
        lines = [f"{one['unit']},{first['term']},{how}" for one, how in zip(first["units"], results_of, strict=True)]
        results.write_text("\n".join(["unit,term,result", *lines]) + "\n", encoding="utf-8")
    return ("replan", learner, str(plan), "--results", str(results), "--format", "json")
