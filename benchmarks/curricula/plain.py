"""A plain CP-SAT model that looks for any plan of the published length: an integer for the term of a course, a boolean
for each course and term bound to it, a sum for each term, one worker; all else as CP-SAT has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, CpModel, CpSolver, IntVar, LinearExpr

from planner.storage.curricula.published import Condition, Curriculum

LIMIT = 60.0


@dataclass(frozen=True, slots=True)
class Data:
    """Credits of each course, what must end before it and what must not begin later, one of each tuple; the number of
    terms and the most credits of one. Credits are in hundredths.
    """

    credits: Mapping[str, int]
    after: Mapping[str, Condition]
    together: Mapping[str, Condition]
    terms: int
    most: int


def read(curriculum: Curriculum) -> Data | None:
    """What the model needs of a curriculum; None where it says more than this model can: choices, seasons, courses of
    unknown credits or term.
    """
    courses = curriculum.courses
    placed = [course.term for course in courses if course.term is not None]
    if curriculum.choices or len(placed) < len(courses) or curriculum.heaviest is None:
        return None
    if any(course.seasons or course.choice for course in courses):
        return None
    return Data(
        {course.code: round(100 * (course.credits or 0)) for course in courses},
        {course.code: course.after for course in courses}, {course.code: course.together for course in courses},
        max(placed), round(100 * curriculum.heaviest),
    )  # fmt: skip


def solve(data: Data, seed: int = 0) -> dict[str, int] | None:
    """The term of each course, from 1; None where nothing was found within the limit."""
    model, terms = CpModel(), range(1, data.terms + 1)
    term = {code: model.new_int_var(1, data.terms, "") for code in data.credits}
    there = {(code, at): model.new_bool_var("") for code in term for at in terms}
    for (code, at), literal in there.items():
        model.add(term[code] == at).only_enforce_if(literal)
        model.add(term[code] != at).only_enforce_if(~literal)
    for at in terms:
        literals = [there[code, at] for code in term]
        model.add(LinearExpr.weighted_sum(literals, list(data.credits.values())) <= data.most)
    for code in term:
        for needs, gap in ((data.after[code], 1), (data.together[code], 0)):
            for one_of in needs:
                _need(model, term, code, one_of, gap)
    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = LIMIT
    if solver.solve(model) not in (OPTIMAL, FEASIBLE):
        return None
    return {code: solver.value(variable) for code, variable in term.items()}


def _need(model: CpModel, term: Mapping[str, IntVar], code: str, one_of: tuple[str, ...], gap: int) -> None:
    """One of the courses at least so many terms before another."""
    if len(one_of) == 1:
        model.add(term[one_of[0]] + gap <= term[code])
        return
    ways = [model.new_bool_var("") for _ in one_of]
    model.add_bool_or(ways)
    for other, way in zip(one_of, ways, strict=True):
        model.add(term[other] + gap <= term[code]).only_enforce_if(way)
