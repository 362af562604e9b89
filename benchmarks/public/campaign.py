"""All solvers on all instances with all seeds, seed by seed, so that what an interruption leaves is even."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import click

from benchmarks.public.answers import OPTIMAL, Effort, Family, Problem
from benchmarks.public.ledger import Ledger, Run, run_of
from benchmarks.public.records import IN_FILE, Record


class WrongAnswer(click.ClickException):
    """A solution that our checker refuses, or a proof that another solution contradicts; the campaign stops."""


def run(
    family: Family, ledger: Ledger, seeds: Sequence[int], limit: float, workers: int, progress: Callable[[str], None]
) -> list[Run]:
    """The runs of a family, those that the ledger has of an earlier time included; solvers take turns.

    Raises:
        WrongAnswer: naming instance, solver and seed.
    """
    found: list[Run] = []
    for seed in seeds:
        for problem in family.problems:
            for name, solver in family.solvers.items():
                if name in family.once and seed != seeds[0]:
                    continue
                effort = Effort(limit, seed, workers)
                made = ledger.find(problem, name, effort)
                if made is None:
                    answer = solver(problem, effort)
                    made = run_of(problem, name, effort, answer)
                    ledger.add(made)
                    progress(_said(made))
                    if answer.faults:
                        raise WrongAnswer(f"{_said(made)}: the checker says: {'; '.join(answer.faults)}")
                found.append(made)
    contradictions(found, known(family))
    return found


def known(family: Family) -> Mapping[tuple[str, str], Record]:
    """The optimum of each instance whose file has it."""
    values = {(problem.family, problem.name): family.optimum(problem) for problem in family.problems}
    return {key: Record(value, True, IN_FILE) for key, value in values.items() if value is not None}


def contradictions(runs: Sequence[Run], optima: Mapping[tuple[str, str], Record]) -> None:
    """No bound above a value that some solver reached on the same instance, and no value below a known optimum.

    Raises:
        WrongAnswer: naming the first.
    """
    best: dict[tuple[str, str], Run] = {}
    for one in runs:
        key = (one.family, one.sha256)
        if one.value is not None and (key not in best or one.value < (best[key].value or Fraction())):
            best[key] = one
    for one in runs:
        least, optimum = best.get((one.family, one.sha256)), optima.get((one.family, one.instance))
        bound = one.value if one.status == OPTIMAL else one.bound
        if least is not None and bound is not None and least.value is not None and bound > least.value:
            raise WrongAnswer(f"{_said(one)}: its bound is above the value of another run: {_said(least)}")
        if optimum is not None and one.value is not None and one.value < optimum.value:
            raise WrongAnswer(f"{_said(one)}: below the known optimum {optimum.value} ({optimum.source})")


def _said(one: Run) -> str:
    """A run in a line."""
    value = "no solution" if one.value is None else f"{one.value} ({one.status})"
    bound = "" if one.bound is None or one.bound == one.value else f", bound {one.bound}"
    return f"{one.family} {one.instance}, {one.solver}, seed {one.seed}: {value}{bound}, {one.seconds:.3g} s"


