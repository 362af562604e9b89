"""All solvers on all instances with all seeds, seed by seed, so that what an interruption leaves is even."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import click

from benchmarks.public.answers import IMPOSSIBLE, OPTIMAL, Effort, Family
from benchmarks.public.ledger import Ledger, Run, run_of


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
                    progress(str(made))
                    if answer.faults:
                        raise WrongAnswer(f"{made}: the checker says: {'; '.join(answer.faults)}")
                found.append(made)
    contradictions(found)
    return found


def contradictions(runs: Sequence[Run]) -> None:
    """Of the same instance, no run has a bound above a value that another reached, or says that there is no solution;
    and no value is below a proven record.

    Raises:
        WrongAnswer: naming the first.
    """
    best: dict[str, tuple[Fraction, Run]] = {}
    for one in runs:
        if one.value is not None and (one.sha256 not in best or one.value < best[one.sha256][0]):
            best[one.sha256] = (one.value, one)
    for one in runs:
        if one.known is not None and one.known_proven == "yes" and one.value is not None and one.value < one.known:
            raise WrongAnswer(f"{one}: below {one.known}, which is proven ({one.known_source})")
        if one.sha256 not in best:
            continue
        value, other = best[one.sha256]
        bound = one.value if one.status == OPTIMAL else one.bound
        if one.status == IMPOSSIBLE or (bound is not None and bound > value):
            raise WrongAnswer(f"{one}: another run contradicts it: {other}")
