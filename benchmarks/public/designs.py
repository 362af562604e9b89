"""Several curricula (GBACP): the public file becomes an offer of ours; any solver's solution becomes a design of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks import gbacp
from benchmarks.public import minizinc
from benchmarks.public.answers import Answer, Effort, Family, Problem, Solver
from planner.check.design import value, violations
from planner.domain.offer import Design, Offer, Place

PLANNER, PLAIN = "planner design", "plain CP-SAT"


def family(problems: Sequence[Problem]) -> Family:
    """The family with its solvers: the planner, a plain CP-SAT model, and MiniZinc's where it is installed."""
    solvers: dict[str, Solver] = {PLANNER: planned, PLAIN: plain}
    others = {f"MiniZinc {name}": _minizinc(name) for name in minizinc.available()}
    return Family("gbacp", tuple(problems), solvers | others, lambda problem: None, frozenset(others))


def audited(offer: Offer, design: Design, claimed: object) -> tuple[str, ...]:
    """What our checker says against a design and the value that its solver claims (None: it claims none)."""
    faults = [f"{fault.rule} {fault.subjects}" for fault in violations(offer, design)]
    if not faults and claimed is not None and value(offer, design) != claimed:
        faults.append(f"value {value(offer, design)}, not {claimed}")
    return tuple(faults)
