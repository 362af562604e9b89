"""Public BACP files (CSPLib 030) as programmes with one fresh learner, planned beside a plain CP-SAT model.

A file is `{name, periods, load: [least, most], courses: [least, most], credits, prerequisites: [[course, before]]}`
with courses counted from 1. A period becomes a term of a school year of two.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, CpModel, CpSolver, IntVar, LinearExpr

from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.solve.result import Result
from planner.storage import learners, programmes

Data = Mapping[str, Any]
TERMS = (("S1", "autumn", "2020-09-01", "2021-01-31"), ("S2", "spring", "2021-02-01", "2021-06-30"))


def read(path: Path) -> Data:
    """A public file."""
    data: Data = json.loads(path.read_text(encoding="utf-8"))
    return data


def convert(path: Path, folder: Path) -> Path:
    """`programme.yaml` and `learner.yaml` of a public file, in the folder; the learner's path."""
    data = read(path)
    (folder / programmes.FILE_NAME).write_text("\n".join(_programme(data)) + "\n", encoding="utf-8")
    learner = folder / "learner.yaml"
    learner.write_text("\n".join(_learner(data)) + "\n", encoding="utf-8")
    return learner


def _programme(data: Data) -> Iterator[str]:
    """Lines of a programme in which every course runs in every term."""
    codes = [_code(number) for number in range(1, len(data["credits"]) + 1)]
    names = ", ".join(codes)
    yield "format: planner/programme/1"
    yield f"id: {data['name']}"
    yield from (f"{key}: {data['name']}" for key in ("title", "short_title"))
    yield from ('vintage: "2020-2021"', "school: Benchmark", "fictional: true")
    yield "units:"
    for code, credits in zip(codes, data["credits"], strict=True):
        yield f"  - {{code: {code}, title: {code}, credits: {credits}}}"
    yield f"requirements: [{{id: all, all_of: [{names}]}}]"
    if data["prerequisites"]:
        yield "prerequisites:"
    for unit, needed in _prerequisites(data).items():
        yield f"  - {{unit: {_code(unit)}, after: [{', '.join(map(_code, needed))}]}}"
    yield "calendar:"
    yield "  year: 2020"
    yield "  terms:"
    for term, title, starts, ends in TERMS:
        yield f'    - {{id: {term}, title: {title}, starts: "{starts}", ends: "{ends}"}}'
    yield "  periods: [" + ", ".join(f"{{id: {term[0]}, terms: [{term[0]}]}}" for term in TERMS) + "]"
    yield "offerings:"
    for term, *_ in TERMS:
        yield f"  - {{units: [{names}], period: {term}, modality: daytime}}"
    yield "pathways: {daytime: {modalities: [daytime]}}"


def _learner(data: Data) -> Iterator[str]:
    """Lines of a fresh learner whose studies last as many terms as there are periods."""
    yield from ("programme: programme.yaml", "start: 2020-S1", "pathway: daytime", "fictional: true")
    yield f"terms: {data['periods']}"
    for key, bounds in (("units", data["courses"]), ("credits", data["load"])):
        most = "max_total_units_per_term" if key == "units" else "max_credits_per_term"
        yield f"min_{key}_per_term: {bounds[0]}"
        yield f"{most}: {bounds[1]}"
    yield "minimise: [balance]"


def _code(number: int) -> str:
    return f"C{number:02}"


def _prerequisites(data: Data) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for unit, needed in data["prerequisites"]:
        found.setdefault(unit, []).append(needed)
    return found


def plan(learner: Path, config: Config | None = None, *, whole: bool = False) -> tuple[int, int, Result]:
    """Files to a checked plan: the largest load and its bound; with `whole`, every objective is decided.
    No plan leaves the search that has not passed the checker.
    """
    case = learners.load(learner)
    result = solve(case, config, None if whole else Aim(("balance",), tie_break=False))
    assert result.plan is not None
    first = result.objectives[0]
    return first.value or 0, first.bound, result


def windows(data: Data) -> dict[int, range]:
    """The periods in which each course can be, for all that must come before and after it."""
    before, after = _prerequisites(data), dict[int, list[int]]()
    for unit, needed in data["prerequisites"]:
        after.setdefault(needed, []).append(unit)

    def depth(course: int, near: Mapping[int, list[int]], known: dict[int, int]) -> int:
        if course not in known:
            known[course] = max((depth(other, near, known) + 1 for other in near.get(course, ())), default=0)
        return known[course]

    first, last = dict[int, int](), dict[int, int]()
    courses = range(1, len(data["credits"]) + 1)
    return {c: range(depth(c, before, first), data["periods"] - depth(c, after, last)) for c in courses}


def plain(data: Data, seed: int = 0, limit: float = 60.0) -> tuple[int, bool]:
    """The largest load by a plain model, and whether it is proven."""
    found = plain_solution(data, seed, limit)
    return found.value, found.value == found.bound


@dataclass(frozen=True, slots=True)
class Plain:
    """A largest load, the bound below which there is none, and the period of each course, counted from 0; no periods
    where the limit came first.
    """

    value: int
    bound: int
    periods: tuple[int, ...] | None


def plain_solution(data: Data, seed: int = 0, limit: float = 60.0) -> Plain:
    """A plain model: a boolean for each course and period of its window, one worker, all else as CP-SAT has it."""
    model, credits = CpModel(), data["credits"]
    taken: dict[int, dict[int, IntVar]] = {
        course: {period: model.new_bool_var("") for period in window} for course, window in windows(data).items()
    }
    for literals in taken.values():
        model.add_exactly_one(literals.values())
    for unit, needed in data["prerequisites"]:
        for period, literal in taken[unit].items():
            model.add_bool_or([~literal, *(other for earlier, other in taken[needed].items() if earlier < period)])
    most = model.new_int_var(0, sum(credits), "")
    for period in range(data["periods"]):
        here = [(literals[period], credits[course - 1]) for course, literals in taken.items() if period in literals]
        load = LinearExpr.weighted_sum([literal for literal, _ in here], [weight for _, weight in here])
        model.add_linear_constraint(load, *data["load"])
        model.add_linear_constraint(LinearExpr.sum([literal for literal, _ in here]), *data["courses"])
        model.add(load <= most)
    model.minimize(most)
    solver = CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, seed
    solver.parameters.max_time_in_seconds = limit
    if solver.solve(model) not in (OPTIMAL, FEASIBLE):
        return Plain(0, 0, None)
    chosen = [next(period for period, literal in of.items() if solver.value(literal)) for of in taken.values()]
    return Plain(round(solver.objective_value), round(solver.best_objective_bound), tuple(chosen))


@dataclass(frozen=True, slots=True)
class Row:
    """An instance: the worst value of all seeds and whether each was proven, and median seconds, both ways; `worst` are
    the most seconds that ours took.
    """

    name: str
    optimum: int | None
    value: int
    proven: bool
    seconds: float
    plain_value: int
    plain_proven: bool
    plain_seconds: float
    worst: float

    @property
    def ratio(self) -> float:
        """Ours to plain."""
        return self.seconds / self.plain_seconds


def run(folder: Path, seeds: int = 3) -> list[Row]:
    """Each public file of a folder, planned from its converted files and by the plain model in turn, seed by seed."""
    return [_row(path, seeds) for path in sorted(folder.glob("*.json"))]


def _row(path: Path, seeds: int) -> Row:
    data = read(path)
    own, reference, found, expected = list[float](), list[float](), list[tuple[int, bool]](), list[tuple[int, bool]]()
    with TemporaryDirectory() as folder:
        learner = convert(path, Path(folder))
        for seed in range(seeds):
            forget()
            seconds, (value, bound, _) = _timed(lambda seed=seed: plan(learner, Config(seed=seed)))
            own.append(seconds)
            found.append((value, value == bound))
            seconds, outcome = _timed(lambda seed=seed: plain(data, seed))
            reference.append(seconds)
            expected.append(outcome)
    return Row(
        data["name"], data.get("optimum"), *_worst(found), median(own), *_worst(expected), median(reference), max(own)
    )


def _worst(outcomes: list[tuple[int, bool]]) -> tuple[int, bool]:
    """The largest value of all seeds, and whether each was proven."""
    return max(value for value, _ in outcomes), all(proven for _, proven in outcomes)


def forget() -> None:
    """Forget the programmes that were read."""
    programmes._read.cache_clear()


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found
