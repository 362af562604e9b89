"""Runs as Markdown: a line a solver, then a line an instance and solver, beside the best value known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from statistics import median

from benchmarks.public.answers import OPTIMAL
from benchmarks.public.ledger import Run
from benchmarks.public.records import Record
from benchmarks.table import table

SUMMARY = (
    "solver", "instances", "runs", "proven", "best known reached", "median s", "max s", "x plain CP-SAT, median",
    "x, worst instance", "checked",
)  # fmt: skip
DETAILS = (
    "instance", "best known", "solver", "seeds", "median", "min", "max", "bound", "proven", "median s", "max s",
    "checked",
)  # fmt: skip
PLAIN = "plain CP-SAT"
Known = Mapping[tuple[str, str], Record]


def markdown(runs: Sequence[Run], known: Known, missing: Iterable[str] = ()) -> str:
    """The tables of the runs of one family; `missing` names references that are not installed."""
    if not runs:
        return ""
    first = runs[0]
    limits = sorted({(run.limit, run.workers) for run in runs})
    said = "; ".join(f"{limit:g} s, {workers} workers" for limit, workers in limits)
    lines = [f"## {first.family.upper()}", "", f"Limit of a run: {said}. Seeds: {seeds(runs)}.", ""]
    lines += table(SUMMARY, [*(_summary(group, runs, known) for group in _by_solver(runs)), *_absent(missing)])
    lines += ["", *table(DETAILS, [_detail(group, known) for group in _by_instance(runs)])]
    found = findings(runs, known)
    if found:
        lines += ["", "Better than the best value known here:", "", *(f"- {text}" for text in found)]
    return "\n".join(lines) + "\n"


def seeds(runs: Sequence[Run]) -> str:
    """How many seeds, and which."""
    found = sorted({run.seed for run in runs})
    return f"{len(found)} ({', '.join(map(str, found))})"


def findings(runs: Sequence[Run], known: Known) -> list[str]:
    """Values below the best known, the best of each instance and solver."""
    texts = []
    for group in _by_instance(runs):
        record, values = known.get((group[0].family, group[0].instance)), _values(group)
        if record is not None and values and min(values) < record.value:
            best = min(values)
            times = f"{values.count(best)} of {len(group)} runs"
            texts.append(
                f"{group[0].instance}: {number(best)} by {group[0].solver} in {times}, bound {_bound(group)}; "
                f"known: {number(record.value)} ({record.source})"
            )
    return texts


def ratios(runs: Sequence[Run], solver: str) -> dict[str, list[float]]:
    """By instance: the seconds of a solver over those of plain CP-SAT with the same seed, in the same campaign."""
    plain = {(run.sha256, run.seed): run.seconds for run in runs if run.solver.startswith(PLAIN)}
    found: dict[str, list[float]] = {}
    for run in runs:
        other = plain.get((run.sha256, run.seed))
        if run.solver == solver and other:
            found.setdefault(run.instance, []).append(run.seconds / other)
    return found


def _summary(group: Sequence[Run], runs: Sequence[Run], known: Known) -> list[str]:
    proven = sum(run.status == OPTIMAL for run in group)
    reached, comparable = 0, 0
    for run in group:
        record = known.get((run.family, run.instance))
        comparable += record is not None
        reached += record is not None and run.value is not None and run.value <= record.value
    seconds = [run.seconds for run in group]
    against = ratios(runs, group[0].solver) if not group[0].solver.startswith(PLAIN) else {}
    each = [median(values) for values in against.values()]
    return [
        group[0].solver, str(len({run.sha256 for run in group})), str(len(group)), f"{proven} of {len(group)}",
        f"{reached} of {comparable}" if comparable else "", f"{median(seconds):.3g}", f"{max(seconds):.3g}",
        f"{median(each):.2f}" if each else "", f"{max(each):.2f}" if each else "", _checked(group),
    ]  # fmt: skip


def _detail(group: Sequence[Run], known: Known) -> list[str]:
    first, values = group[0], sorted(_values(group))
    record = known.get((first.family, first.instance))
    spread = [number(value) for value in (median(values), values[0], values[-1])] if values else ["none"] * 3
    if values and record is not None and values[0] < record.value:
        spread[1] = f"**{spread[1]}**"
    seconds = [run.seconds for run in group]
    proven = sum(run.status == OPTIMAL for run in group)
    best = "" if record is None else f"{number(record.value)}{' (proven)' if record.proven else ''}"
    return [
        first.instance, best, first.solver, str(len(group)), *spread, _bound(group), f"{proven} of {len(group)}",
        f"{median(seconds):.3g}", f"{max(seconds):.3g}", _checked(group),
    ]  # fmt: skip


def _absent(names: Iterable[str]) -> list[list[str]]:
    return [[name, "not installed", *[""] * (len(SUMMARY) - 2)] for name in names]


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
