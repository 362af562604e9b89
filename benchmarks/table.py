"""Measured lines as a Markdown table and, on request, as dated files."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.inprocess import Sample
from benchmarks.measure import Row
from planner import __version__

HEADER = ("group", "what", "unit", "n", "median", "min", "p90", "p99", "max", "target", "met")


def about(seed: int, bytecode: str) -> dict[str, str]:
    """What the figures depend on besides the machine's other work."""
    return {
        "planner": __version__,
        "machine": machine(),
        "ortools": version("ortools"),
        "load before": _load(),
        "seed": str(seed),
        "bytecode": bytecode,
    }


def machine() -> str:
    """The processor, its cores and the interpreter."""
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _processor() -> str:
    """The name of the processor where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _load() -> str:
    """How many processes wanted a processor in the last minute: of others, when nothing has run here yet."""
    try:
        return f"{os.getloadavg()[0]:.1f}"
    except (AttributeError, OSError):
        return "unknown"


def markdown(rows: Sequence[Row], slowest: Sequence[Sample], facts: dict[str, str]) -> str:
    """A table of all lines, then the slowest of the random learners."""
    lines = [said(facts), "", *measured(rows)]
    if slowest:
        lines += ["", "Slowest random learners:", ""]
        lines += table(("learner", "programme", "ms", "solver runs", "status", "keys"), [_slow(s) for s in slowest])
    return "\n".join(lines) + "\n"


def said(facts: Mapping[str, str]) -> str:
    """What the figures depend on, in a line."""
    return ", ".join(f"{name} {value}" for name, value in facts.items())


def measured(rows: Sequence[Row]) -> list[str]:
    """The table of the lines."""
    return table(HEADER, [_cells(line) for line in rows])


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table as lines."""
    body = [header, ["---"] * len(header), *rows]
    return ["| " + " | ".join(cells) + " |" for cells in body]


def _cells(line: Row) -> list[str]:
    spread = (line.median, line.low, line.p90, line.p99, line.high)
    figures = [f"{line.median:g}", "", "", "", ""] if line.unit == "count" else [f"{value:.3g}" for value in spread]
    target = "" if line.target is None else f"≤ {line.target:g}"
    met = {None: "", True: "yes", False: "NO"}[line.met]
    return [line.group, line.name, line.unit, "" if line.unit == "count" else str(line.n), *figures, target, met]


def _slow(sample: Sample) -> list[str]:
    learner, status = sample.case.learner, sample.result.status if sample.result else "?"
    keys = [learner.pathway, learner.funding, f"order {learner.order}", *(f"{name} first" for name in learner.minimise)]
    keys += [f"{len(learner.acquired)} acquired"] if learner.acquired else []
    keys += [name for name in ("deadline", "pins", "avoid", "budget") if getattr(learner, name)]
    return [learner.id, learner.programme, f"{sample.typical:.1f}", str(sample.solves), status, ", ".join(keys)]


def write(folder: Path, name: str, rows: Sequence[Row], text: str, facts: dict[str, str]) -> list[Path]:
    """The table as CSV and as Markdown, named by the day."""
    import pandas as pd

    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}-{date.today().isoformat()}{suffix}" for suffix in (".csv", ".md")]
    frame = pd.DataFrame([{**asdict(line), "met": line.met} for line in rows])
    frame.assign(day=date.today().isoformat(), **facts).to_csv(paths[0], index=False)
    paths[1].write_text(text, encoding="utf-8")
    return paths
