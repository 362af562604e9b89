"""Runs as Markdown: a line a solver, then a line an instance and solver, beside the best value known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction
from statistics import median

from benchmarks.public import minizinc
from benchmarks.public.answers import OPTIMAL
from benchmarks.public.ledger import Run
from benchmarks.table import table

SUMMARY = (
    "solver", "instances", "runs", "proven", "best known reached", "median s", "max s", "x best plain CP-SAT, median",
    "x, worst instance", "checked",
)  # fmt: skip
DETAILS = (
    "instance", "best known", "solver", "runs", "median", "min", "max", "bound", "proven", "median s", "max s",
    "checked",
)  # fmt: skip
PLAIN = "plain CP-SAT"
MINIZINC = tuple(f"MiniZinc {name}" for name in minizinc.SOLVERS)
BETTER = "Better than the best value known:"


def markdown(runs: Sequence[Run], missing: Collection[str] = ()) -> str:
    """The tables, those of each family and limit apart; `missing` names references that are not installed."""
    sections = _groups(runs, lambda run: (run.family, f"{run.limit:g}", str(run.workers), run.code))
    return "\n".join(_section(section, missing) for section in sections)


def _section(runs: Sequence[Run], missing: Collection[str]) -> str:
    """The tables of the runs of one family under the same conditions."""
    first = runs[0]
    workers = f"{first.workers} worker{'s' * (first.workers > 1)}"
    said = [f"at most {first.limit:g} s a run", workers, f"seeds {seeds(runs)}", days(runs), first.machine]
    said += [f"ortools {first.ortools}", f"code {first.code}"]
    lines = [f"### {first.family.upper()}, {first.limit:g} s", "", ", ".join(said), ""]
    lines += table(SUMMARY, [*(_summary(group, runs) for group in _by_solver(runs)), *_absent(runs, missing)])
    lines += ["", *table(DETAILS, [_detail(group) for group in _by_instance(runs)])]
    found = findings(runs)
    if found:
        lines += ["", BETTER, "", *(f"- {text}" for text in found)]
    return "\n".join(lines) + "\n"


def seeds(runs: Sequence[Run]) -> str:
    """The seeds, as a span where they follow each other."""
    found = sorted({run.seed for run in runs})
    if found == list(range(found[0], found[0] + len(found))) and len(found) > 1:
        return f"{found[0]} to {found[-1]}"
    return ", ".join(map(str, found))


def days(runs: Sequence[Run]) -> str:
    """The first and the last day of the runs."""
    found = sorted({run.day for run in runs})
    return found[0] if len(found) == 1 else f"{found[0]} to {found[-1]}"


def findings(runs: Sequence[Run]) -> list[str]:
    """Values below the best known, the best of each instance and solver."""
    texts = []
    for group in _by_instance(runs):
        known, values = group[0].known, _values(group)
        if known is not None and values and min(values) < known:
            best = min(values)
            times = f"{values.count(best)} of {len(group)} runs"
            texts.append(
                f"{group[0].instance}: {number(best)} by {group[0].solver} in {times}, bound {_bound(group)}; "
                f"known: {number(known)} ({group[0].known_source})"
            )
    return texts


def ratios(runs: Sequence[Run], solver: str) -> dict[str, list[float]]:
    """By instance: the seconds of a solver over those of the faster plain CP-SAT model with the same seed."""
    plain: dict[tuple[str, int], float] = {}
    for run in runs:
        if run.solver.startswith(PLAIN):
            key = (run.sha256, run.seed)
            plain[key] = min(run.seconds, plain.get(key, run.seconds))
    found: dict[str, list[float]] = {}
    for run in runs:
        other = plain.get((run.sha256, run.seed))
        if run.solver == solver and other:
            found.setdefault(run.instance, []).append(run.seconds / other)
    return found


def _summary(group: Sequence[Run], runs: Sequence[Run]) -> list[str]:
    comparable = [run for run in group if run.known is not None]
    reached = sum(run.value is not None and run.known is not None and run.value <= run.known for run in comparable)
    seconds = [run.seconds for run in group]
    against = {} if group[0].solver.startswith(PLAIN) else ratios(runs, group[0].solver)
    each = [median(values) for values in against.values()]
    return [
        group[0].solver, str(len({run.sha256 for run in group})), str(len(group)), _proven(group),
        f"{reached} of {len(comparable)}" if comparable else "", f"{median(seconds):.3g}", f"{max(seconds):.3g}",
        f"{median(each):.2f}" if each else "", f"{max(each):.2f}" if each else "", _checked(group),
    ]  # fmt: skip


def _detail(group: Sequence[Run]) -> list[str]:
    first, values = group[0], sorted(_values(group))
    spread = [number(value) for value in (median(values), values[0], values[-1])] if values else ["none"] * 3
    if values and first.known is not None and values[0] < first.known:
        spread[1] = f"**{spread[1]}**"
    seconds = [run.seconds for run in group]
    known = "" if first.known is None else number(first.known) + " (proven)" * (first.known_proven == "yes")
    return [
        first.instance, known, first.solver, str(len(group)), *spread, _bound(group), _proven(group),
        f"{median(seconds):.3g}", f"{max(seconds):.3g}", _checked(group),
    ]  # fmt: skip


def _proven(group: Sequence[Run]) -> str:
    return f"{sum(run.status == OPTIMAL for run in group)} of {len(group)}"


def _absent(runs: Sequence[Run], missing: Collection[str]) -> list[list[str]]:
    """References without a run."""
    names = [name for name in (PLAIN, *MINIZINC) if name not in {run.solver for run in runs}]
    blank = [""] * (len(SUMMARY) - 2)
    return [[name, "not installed" if name in missing else "not run", *blank] for name in names]


def _checked(group: Sequence[Run]) -> str:
    """How many solutions our checker accepts, of those that there are."""
    solutions = [run for run in group if run.checked]
    return f"{sum(run.checked == 'yes' for run in solutions)} of {len(solutions)}"


def _bound(group: Sequence[Run]) -> str:
    bounds = [run.bound for run in group if run.bound is not None]
    return number(max(bounds)) if bounds else "none"


def number(value: Fraction) -> str:
    """A value, a whole one without a fraction."""
    return str(value) if value.denominator == 1 else f"{float(value):g}"


def _values(group: Sequence[Run]) -> list[Fraction]:
    return [run.value for run in group if run.value is not None]


def _by_solver(runs: Sequence[Run]) -> Iterable[list[Run]]:
    return _groups(runs, lambda run: (run.solver,))


def _by_instance(runs: Sequence[Run]) -> Iterable[list[Run]]:
    return _groups(runs, lambda run: (run.instance, run.solver))


def _groups(runs: Sequence[Run], key: Callable[[Run], tuple[str, ...]]) -> Iterable[list[Run]]:
    """Runs together by a key, in the order in which the keys come."""
    found: dict[tuple[str, ...], list[Run]] = {}
    for run in runs:
        found.setdefault(key(run), []).append(run)
    return found.values()
