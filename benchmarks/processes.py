"""The processor's time of whole processes against the import of the solver by the same interpreter, in turn."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Row, row

ROOT = Path(__file__).resolve().parent.parent
LEARNERS = (
    "casp-2019-2020/learners/autumn-evening.yaml",
    "casp-2010-reunion/learners/spring-jobseeker.yaml",
    "casp-2016-2017/learners/mixed-jobseeker.yaml",
    "casp-2020-2021/learners/daytime-full-time-employer.yaml",
    "casp-rncp36625/learners/out-of-sector-internship.yaml",
)
IMPORT = ("-c", "import ortools.sat.python.cp_model")
TARGETS = {"plan": 0.6, "check": 0.3, "help": 0.35}


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs this interpreter; `bytecode` is a folder for compiled modules, as an installed package has them beside."""

    folder: Path
    bytecode: Path | None

    def run(self, *arguments: str) -> str:
        """Standard output of a process that must end well.

        Raises:
            subprocess.CalledProcessError: it did not.
        """
        environment = dict(os.environ)
        if self.bytecode is not None:
            environment.pop("PYTHONDONTWRITEBYTECODE", None)
            environment["PYTHONPYCACHEPREFIX"] = str(self.bytecode)
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def seconds(self, *arguments: str) -> float:
        """User and system seconds of a process, which a busy machine hardly changes."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.run(*arguments)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def plan(self, learner: str) -> Path:
        """A file with the plan of a sample learner, made by `planner plan`."""
        path = self.folder / (learner.replace("/", "-") + ".json")
        if not path.exists():
            path.write_text(self.run("-m", "planner", "plan", _path(learner), "--format", "json"), encoding="utf-8")
        return path


def _path(learner: str) -> str:
    return str(ROOT / "instances" / learner)


def measure(folder: Path, pairs: int, learners: int, *, compiled: bool) -> list[Row]:
    """Each command on several learners, each run followed by an import: medians of the ratios of neighbours."""
    runner = Runner(folder, folder / "bytecode" if compiled else None)
    chosen = LEARNERS[:learners]
    commands: dict[str, dict[str, tuple[str, ...]]] = {
        "plan": {name: ("plan", _path(name), "--format", "json") for name in chosen},
        "check": {name: ("check", _path(name), str(runner.plan(name))) for name in chosen},
        "help": {"": ("--help",)},
    }
    runner.run(*IMPORT)
    rows: list[Row] = []
    imports: list[float] = []
    for command, variants in commands.items():
        target, together = TARGETS[command], list[float]()
        for name, arguments in variants.items():
            ratios = _ratios(runner, arguments, pairs, imports)
            together += ratios
            if name:
                rows.append(row("process", f"{command} {name.partition('/')[0]}", "x import", ratios, target))
        rows.append(row("process", f"planner {command}", "x import", together, target))
    return [*rows, row("process", "import ortools.sat.python.cp_model", "ms", imports)]


def _ratios(runner: Runner, arguments: tuple[str, ...], pairs: int, imports: list[float]) -> list[float]:
    """One command and one import in turn, after a run that is not counted."""
    runner.run("-m", "planner", *arguments)
    found = []
    for _ in range(pairs):
        ours, solver = runner.seconds("-m", "planner", *arguments), runner.seconds(*IMPORT)
        found.append(ours / solver)
        imports.append(solver * 1000)
    return found
