"""Several curricula (GBACP): the public file becomes an offer of ours; any solver's periods become a design of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from benchmarks import gbacp
from benchmarks.measure import timed
from benchmarks.public import minizinc, offer_files, plain_design
from benchmarks.public.answers import OPTIMAL, Answer, Effort, Family, Problem, Solver
from planner.check.design import value, violations
from planner.domain.offer import Design, DesignResult, Offer, Place
from planner.solve.config import Config
from planner.solve.design import design

PLANNER, PLAIN = "planner design", "plain CP-SAT"


def family(problems: Sequence[Problem]) -> Family:
    """The family with its solvers: the planner, a plain CP-SAT model, and MiniZinc's where it is installed."""
    solvers: dict[str, Solver] = {PLANNER: planned, PLAIN: plain, f"{PLAIN}, loads": plain_loads}
    others = {f"MiniZinc {name}": _minizinc(name, "tree") for name in minizinc.available()}
    if "gecode" in minizinc.available():
        others["MiniZinc gecode, neighbourhoods"] = _minizinc("gecode", "neighbourhoods")
    return Family("gbacp", tuple(problems), solvers | others, frozenset(others))


def planned(problem: Problem, effort: Effort) -> Answer:
    """From our file of the offer to a checked design, in this process."""
    config = Config(effort.limit, effort.seed, effort.workers)
    path = converted(problem)

    def run() -> tuple[Offer, DesignResult]:
        offer = offer_files.read(path)
        return offer, design(offer, config)

    seconds, (offer, found) = timed(run)
    return _answer(offer, found.status, found.design, found.value, found.bound, seconds)


def plain(problem: Problem, effort: Effort) -> Answer:
    """From the public file to the design of a plain model with tangents."""
    return _plain(problem, effort, by_loads=False)


def plain_loads(problem: Problem, effort: Effort) -> Answer:
    """From the public file to the design of a plain model with a boolean for each load."""
    return _plain(problem, effort, by_loads=True)


def _plain(problem: Problem, effort: Effort, *, by_loads: bool) -> Answer:
    offer = gbacp.read(problem.path)
    seconds, (status, found, claimed, bound) = timed(lambda: plain_design.solve(offer, effort, by_loads=by_loads))
    return _answer(offer, status, found, claimed, bound, seconds)


def converted(problem: Problem) -> Path:
    """Our file of a problem, written if it is not there yet."""
    path = problem.folder / offer_files.FILE_NAME
    return path if path.exists() else offer_files.write(gbacp.read(problem.path), problem.folder)


def _minizinc(solver: str, search: str) -> Solver:
    def run(problem: Problem, effort: Effort) -> Answer:
        found = minizinc.solve(solver, ["gbacp.mzn", f"gbacp_{search}.mzn"], problem.path, effort)
        if found.periods is None:
            return Answer(found.status, None, None, found.seconds, None)
        offer = gbacp.read(problem.path)
        places = [Place((period - 1,)) for period in found.periods]
        made = Design(dict(zip(offer.units, places, strict=True)))
        return _answer(offer, found.status, made, None, None, found.seconds)

    return run


def _answer(
    offer: Offer, status: str, made: Design | None, claimed: Fraction | None, bound: Fraction | None, seconds: float
) -> Answer:
    """The answer with the value that our checker finds; a proof is a bound too."""
    if made is None:
        return Answer(status, None, bound, seconds, None)
    reached = value(offer, made)
    return Answer(status, reached, reached if status == OPTIMAL else bound, seconds, audited(offer, made, claimed))


def audited(offer: Offer, made: Design, claimed: Fraction | None = None) -> tuple[str, ...]:
    """What our checker says against a design and the value that its solver claims (None: it claims none)."""
    faults = [f"{fault.rule} {fault.subjects}" for fault in violations(offer, made)]
    if not faults and claimed is not None and value(offer, made) != claimed:
        faults.append(f"value {value(offer, made)}, not {claimed}")
    return tuple(faults)
