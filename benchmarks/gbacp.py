"""Public instances of the generalised balanced curriculum problem: MiniZinc data read as an offer, and two searches."""

from __future__ import annotations

import math
import re
import time
from dataclasses import dataclass
from pathlib import Path

from ortools.sat.python.cp_model import CpModel, CpSolver

from planner.domain.offer import Curriculum, Offer, OfferedUnit, Place
from planner.solve.config import Config
from planner.solve.design import design

_ENTRY = re.compile(r"(\w+)\s*=\s*([^;]*);")


def read(path: Path) -> Offer:
    """The offer of a file."""
    return parse(path.read_text(encoding="utf-8"), path.stem)


def parse(text: str, name: str = "gbacp") -> Offer:
    """The offer: a place a period, the weight of an unwanted period as a cost, and the same bounds in every curriculum.

    Raises:
        KeyError: an entry is missing from the text.
        ValueError: an entry does not have the length that the text announces.
    """
    entries = dict(_ENTRY.findall(re.sub(r"%.*", "", text)))
    periods, unwanted = int(entries["n_periods"]), int(entries["w2"])
    loads = _numbers(entries["course_load"])
    pairs = _pairs(entries["precedes"])
    costs: dict[int, dict[Place, int]] = {}
    places = tuple(Place((term,)) for term in range(periods))
    for course, period in _pairs(entries["undesirable"]):
        of_course = costs.setdefault(course, {})
        of_course[places[period - 1]] = of_course.get(places[period - 1], 0) + unwanted
    groups = [_numbers(group) for group in re.findall(r"\{([^}]*)\}", entries["courses_of"])]
    found = (len(loads), len(groups), len(pairs))
    said = tuple(int(entries[key]) for key in ("n_courses", "n_curricula", "n_precedences"))
    if found != said:
        raise ValueError(f"{name}: {said} courses, curricula and precedences announced, {found} found")
    least, most = int(entries["min_courses"]), int(entries["max_courses"])
    return Offer(
        id=name,
        terms=periods,
        units={
            _unit(k): OfferedUnit(_unit(k), load, places, costs.get(k, {})) for k, load in enumerate(loads, start=1)
        },
        curricula=tuple(
            Curriculum(f"q{number}", tuple(_unit(k) for k in group), (), least, most)
            for number, group in enumerate(groups, start=1)
        ),
        precedences=tuple((_unit(before), _unit(after)) for before, after in pairs),
        balance=int(entries["w1"]),
    )


def _unit(number: int) -> str:
    return f"c{number}"


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _pairs(text: str) -> list[tuple[int, int]]:
    """The pairs of an array in two columns, with or without `array2d(…)` around it."""
    numbers = _numbers(text[text.index("[") : text.rindex("]")])
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class Run:
    """How far a search came: value and bound None where there is none. `processor` are seconds of all its threads."""

    instance: str
    solver: str
    seed: int
    status: str
    value: int | None
    bound: int | None
    seconds: float
    processor: float


def run(path: Path, seconds: float, seed: int, workers: int) -> Run:
    """The planner's own search; what it finds has passed its checker."""
    offer, before = read(path), time.process_time()
    found = design(offer, Config(seconds, seed, workers))
    value, bound = (None if one is None else int(one) for one in (found.value, found.bound))
    spent = time.process_time() - before
    return Run(offer.id, "planner", seed, found.status, value, bound, found.seconds, spent)


def reference(path: Path, seconds: float, seed: int, workers: int) -> Run:
    """Plain CP-SAT on the same data: booleans, precedences pair by pair, tangents for the squares; nothing else.

    Written apart from the planner's model, on purpose.
    """
    offer, before, begun = read(path), time.process_time(), time.perf_counter()
    model = _plain(offer)
    solver = CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds - (time.perf_counter() - begun), 0.01)
    solver.parameters.random_seed, solver.parameters.num_workers = seed, workers
    status = solver.status_name(solver.solve(model))
    known = status in ("OPTIMAL", "FEASIBLE")
    return Run(
        offer.id,
        "cp-sat",
        seed,
        {"INFEASIBLE": "impossible"}.get(status, status.lower()),
        round(solver.objective_value) if known else None,
        math.ceil(solver.best_objective_bound - 1e-6) if known else None,
        time.perf_counter() - begun,
        time.process_time() - before,
    )


def _plain(offer: Offer) -> CpModel:
    """The reference's model, of an offer whose places are single terms and that has no choices."""
    model, terms = CpModel(), range(offer.terms)
    stands = {code: [model.new_bool_var("") for _ in terms] for code in offer.units}
    costs = [
        cost * stands[code][place.first] for code, unit in offer.units.items() for place, cost in unit.costs.items()
    ]
    for literals in stands.values():
        model.add_exactly_one(literals)
    for first, second in offer.precedences:
        for term in terms:
            model.add(sum(stands[second][: term + 1]) <= sum(stands[first][:term]))
    for one in offer.curricula:
        total = sum(offer.units[code].credits for code in one.units)
        low, high = total // offer.terms, -(-total // offer.terms)
        most = max(total - high, low)
        for term in terms:
            count = sum(stands[code][term] for code in one.units)
            load = sum(offer.units[code].credits * stands[code][term] for code in one.units)
            model.add_linear_constraint(
                count, one.min_units or 0, len(one.units) if one.max_units is None else one.max_units
            )
            away, square = model.new_int_var(0, most, ""), model.new_int_var(0, most * most, "")
            model.add(away >= load - high)
            model.add(away >= low - load)
            for k in range(most):
                model.add(square >= (2 * k + 1) * away - k * (k + 1))
            costs.append(offer.balance * square)
    model.minimize(sum(costs))
    return model
