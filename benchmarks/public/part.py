"""The parts `bacp` and `gbacp` of the benchmarks: public files of a folder, and their lines among all others."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import click

from benchmarks.measure import Row, count, row
from benchmarks.public import campaign, folder, minizinc, tables
from benchmarks.public.answers import OPTIMAL, Family, Problem
from benchmarks.public.ledger import Ledger, Run

FAMILIES = ("bacp", "gbacp")
WORKERS = {"bacp": 1, "gbacp": os.cpu_count() or 1}
RATIO_TARGET, SLOWEST_TARGET_S = 2.0, 1.0
"""Of BACP: our files to a checked plan against plain CP-SAT, the median over instances; and the slowest run."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says: seeds 0 to `seeds` - 1, seconds a run, workers (None: those of the family), names of
    instances and of solvers (none: all), and how many instances of a family at most, small ones first.
    """

    folder: Path
    seeds: int = 10
    limit: float = 60.0
    workers: int | None = None
    instances: tuple[str, ...] = ()
    solvers: tuple[str, ...] = ()
    most: int | None = None

    def quick(self) -> Options:
        """As little as shows that it works: the two smallest instances, one seed."""
        return replace(self, seeds=1, limit=min(self.limit, 3.0), most=2)


def measure(families: Sequence[str], options: Options, ledger: Ledger, progress: Callable[[str], None]) -> list[Run]:
    """The runs of each family.

    Raises:
        click.UsageError: the folder has no files of a family, or nothing has the names.
        WrongAnswer: our checker refuses a solution.
    """
    runs: list[Run] = []
    with tempfile.TemporaryDirectory() as work:
        chosen = [_family(name, options, Path(work)) for name in families]
        if not any(family.problems for family in chosen):
            raise click.UsageError(f"No instance has the name {' or '.join(options.instances)}.")
        for family in chosen:
            workers = options.workers or WORKERS[family.name]
            runs += campaign.run(family, ledger, range(options.seeds), options.limit, workers, progress)
    return runs


def _family(name: str, options: Options, work: Path) -> Family:
    """The family with the solvers that are asked for, each by a part of its name."""
    found = _made(name, folder.problems(options.folder, name, work, options.instances)[: options.most])
    chosen = {
        solver: run
        for solver, run in found.solvers.items()
        if not options.solvers or any(asked in solver for asked in options.solvers)
    }
    if not chosen:
        raise click.UsageError(f"No solver is called {' or '.join(options.solvers)}: {', '.join(found.solvers)}.")
    return replace(found, solvers=chosen)


def _made(name: str, problems: tuple[Problem, ...]) -> Family:
    """The family, every file of it read once: what is wrong shows before anything runs."""
    from benchmarks import bacp, gbacp
    from benchmarks.public import courses, designs

    for problem in problems:
        try:
            bacp.windows(bacp.read(problem.path)) if name == "bacp" else gbacp.read(problem.path)
        except (KeyError, ValueError, TypeError, RecursionError) as error:
            raise click.ClickException(f"{problem.path} is no instance of {name}: {error!r}") from None
    return courses.family(problems) if name == "bacp" else designs.family(problems)


def missing() -> tuple[str, ...]:
    """The references that are not installed."""
    found = {f"MiniZinc {name}" for name in minizinc.available()}
    return tuple(name for name in tables.MINIZINC if name not in found)


def lines(runs: Sequence[Run]) -> list[Row]:
    """What the table of all parts says of the planner's own runs."""
    found = []
    for family in dict.fromkeys(run.family for run in runs):
        here = [run for run in runs if run.family == family]
        own = [run for run in here if run.solver.startswith("planner")]
        if not own:
            continue
        found.append(row(family, f"{own[0].solver}, files to checked solution", "s", [run.seconds for run in own]))
        if family == "bacp":
            found.append(row(family, "slowest run", "s", [max(run.seconds for run in own)], SLOWEST_TARGET_S))
            ratios = [median(values) for values in tables.ratios(here, own[0].solver).values()]
            found += [row(family, "an instance", "x best plain CP-SAT", ratios, RATIO_TARGET)] if ratios else []
        found.append(count(family, "runs", len(own)))
        found.append(count(family, "runs not proven", sum(run.status != OPTIMAL for run in own)))
        above = sum(run.known is not None and (run.value is None or run.value > run.known) for run in own)
        found.append(count(family, "runs above the best value known", above))
        found.append(count(family, "solutions that the checker refuses", sum(run.checked == "no" for run in own)))
    return found
