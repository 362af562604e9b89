"""One curriculum (BACP): a public file becomes a programme and a fresh learner, any solver's periods become a plan."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from benchmarks import bacp
from benchmarks.measure import timed
from benchmarks.public import minizinc
from benchmarks.public.answers import FEASIBLE, OPTIMAL, UNKNOWN, Answer, Effort, Family, Problem, Solver
from planner.check import violations
from planner.check.objectives import objectives
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.solve.config import Config
from planner.storage import learners

PLANNER, PLAIN = "planner plan", "plain CP-SAT"


def family(problems: Sequence[Problem]) -> Family:
    """The family with its solvers: the planner, a plain CP-SAT model, and MiniZinc's where it is installed."""
    solvers: dict[str, Solver] = {PLANNER: planned, PLAIN: plain}
    others = {f"MiniZinc {name}": _minizinc(name) for name in minizinc.available()}
    return Family("bacp", tuple(problems), solvers | others, frozenset(others))


def planned(problem: Problem, effort: Effort) -> Answer:
    """From our files to a checked plan, in this process; what earlier runs have read is forgotten first."""
    learner = converted(problem)
    bacp.forget()
    config = Config(effort.limit, effort.seed, effort.workers)
    seconds, (value, bound, result) = timed(lambda: bacp.plan(learner, config))
    if result.plan is None:
        return Answer(result.status, None, None, seconds, None)
    return Answer(
        result.status, Fraction(value), Fraction(bound), seconds, faults(learners.load(learner), result.plan, value)
    )  # fmt: skip


def plain(problem: Problem, effort: Effort) -> Answer:
    """From the public file to the periods of a plain model with one worker."""
    seconds, found = timed(lambda: bacp.plain_solution(bacp.read(problem.path), effort.seed, effort.limit))
    if found.periods is None:
        return Answer(UNKNOWN, None, None, seconds, None)
    status = OPTIMAL if found.value == found.bound else FEASIBLE
    case = learners.load(converted(problem))
    value, bound = Fraction(found.value), Fraction(found.bound)
    return Answer(status, value, bound, seconds, faults(case, plan(case, found.periods), found.value))


def _minizinc(solver: str) -> Solver:
    def run(problem: Problem, effort: Effort) -> Answer:
        problem.folder.mkdir(parents=True, exist_ok=True)
        data = problem.folder / "data.dzn"
        data.write_text(written(bacp.read(problem.path)), encoding="utf-8")
        found = minizinc.solve(solver, ["bacp.mzn"], data, effort)
        if found.periods is None:
            return Answer(found.status, None, None, found.seconds, None)
        case = learners.load(converted(problem))
        made = plan(case, [period - 1 for period in found.periods])
        value = Fraction(objectives(case, made)["balance"] or 0)
        bound = value if found.status == OPTIMAL else None
        return Answer(found.status, value, bound, found.seconds, faults(case, made))

    return run


def written(data: bacp.Data) -> str:
    """The data of a public file as MiniZinc reads it."""
    pairs = [[before, after] for after, before in data["prerequisites"]]
    entries = {
        "n_courses": len(data["credits"]),
        "n_periods": data["periods"],
        "least_credits": data["load"][0],
        "most_credits": data["load"][1],
        "least_courses": data["courses"][0],
        "most_courses": data["courses"][1],
        "n_precedences": len(pairs),
        "credits": data["credits"],
        "precedes": f"array2d(1..{len(pairs)}, 1..2, {[number for pair in pairs for number in pair]})",
    }
    return "".join(f"{name} = {value};\n" for name, value in entries.items())


def converted(problem: Problem) -> Path:
    """The learner's file of a problem, written beside its programme if it is not there yet."""
    learner = problem.folder / "learner.yaml"
    if learner.exists():
        return learner
    problem.folder.mkdir(parents=True, exist_ok=True)
    return bacp.convert(problem.path, problem.folder)


def plan(case: Case, periods: Sequence[int]) -> Plan:
    """The plan in which each course, in the order of the programme, stands in its period, counted from 0."""
    start, units = case.learner.start, case.programme.courses()
    places = {(unit, start + period) for unit, period in zip(units, periods, strict=True)}
    years = sorted({term // case.programme.calendar.size for _, term in places})
    offered = [offering for year in years for offering in case.programme.offerings(year)]
    chosen = tuple(offering for offering in offered if (offering.unit, offering.first) in places)
    return Plan(chosen, start + (case.learner.terms or 0) - 1)


def faults(case: Case, made: Plan, claimed: int | None = None) -> tuple[str, ...]:
    """What our checker says against a plan and the largest load that its solver claims (None: it claims none)."""
    found = [f"{fault.rule} {fault.subjects}" for fault in violations(case, made)]
    largest = objectives(case, made)["balance"]
    if claimed is not None and largest != claimed:
        found.append(f"largest load {largest}, not {claimed}")
    return tuple(found)
