"""Small programmes, cases and plans made by hand, and the model's opinion of such a plan."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import Result
from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, CpSolver

from planner.check import violations
from planner.domain.calendar import Span
from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.model.build import build
from planner.storage import learners
from planner.storage.validation import Source
from tests.worded import say

ROOT = Path(__file__).parents[1]
INSTANCES = ROOT / "instances"
SAMPLES = sorted(INSTANCES.glob("*/learners/*.yaml"))
MORE = int(os.environ.get("PLANNER_CASES", "1"))
"""So many times the random cases of a usual run are tried."""
MODALITIES = {"evening": "evening", "day": "daytime", "far": "distance"}


def casp(year: int) -> dict[str, str]:
    """Twelve evening units of a CASP vintage, three a term at most; TET003 runs in both terms of the first year."""
    return {
        f"{year}-S1": "AST004 TRS001 TET003",
        f"{year}-S2": "TET099 TET007",
        f"{year + 1}-S1": "CCE001 CCE003 AST002",
        f"{year + 1}-S2": "AST005 TRS002 PSY001",
        f"{year + 2}-S1": "UEV010",
    }


def casp_in_two_years(year: int) -> dict[str, str]:
    """The same, faster: four units in three of the terms."""
    return {
        f"{year}-S1": "AST004 TRS001 TET003 CCE001",
        f"{year}-S2": "TET099 TET007 PSY001",
        f"{year + 1}-S1": "CCE003 AST002 UEV010",
        f"{year + 1}-S2": "AST005 TRS002",
    }


def casp_by_day(year: int) -> dict[str, str]:
    """The twelve units of the daytime year."""
    codes = "AST004 AST005 TET099 TRS001 TET003 CCE001 TET007 TRS002 CCE003 PSY001 AST002 UEV010"
    return {f"{year}-S1": " ".join(f"{code}/day" for code in codes.split())}


@contextmanager
def works_at_most(seconds: float) -> Iterator[None]:
    """What is done inside takes no more CPU time on each core: what else the machine does changes nothing."""
    begun = time.process_time()
    yield
    took = time.process_time() - begun
    assert took < seconds * (os.cpu_count() or 1), f"{took:.1f} s of CPU"


def sample_name(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.stem}"


def case_of(programme: str | Path, *, start: str = "2019-S1", timetable: Path | None = None, **keys: Any) -> Case:
    """A learner with 24 months in the sector unless `keys` say otherwise."""
    data = {"programme": str(programme), "start": start, "experience": {"months": 24, "in_sector": True}, **keys}
    return learners.case(Source(data, "learner.yaml"), "by-hand", timetable=timetable)


def day(text: str) -> date:
    return date.fromisoformat(text)


def span(starts: str, ends: str) -> Span:
    return Span(day(starts), day(ends))


def term(case: Case, name: str) -> int:
    index = case.programme.calendar.index(name)
    assert index is not None, name
    return index


def offering_of(case: Case, unit: str, starts_in: str, modality: str = "evening") -> Offering:
    """The only offering of the unit in the modality that starts in the term."""
    first = term(case, starts_in)
    year = first // case.programme.calendar.size
    found = [
        o
        for o in case.programme.offerings(year)
        if (o.unit, o.modality, o.first) == (unit, MODALITIES[modality], first)
    ]
    assert len(found) == 1, (unit, starts_in, modality, found)
    return found[0]


def plan_of(
    case: Case,
    units: Mapping[str, str],
    award: str,
    *,
    internship: tuple[str, str] | None = None,
    workshop: str | None = "start",
) -> Plan:
    """A plan from the codes that start in each term; `/day` or `/far` after a code is its modality.

    The workshop is in the first term unless it is said.
    """
    chosen = []
    for name, codes in units.items():
        for entry in codes.split():
            unit, _, modality = entry.partition("/")
            chosen.append(offering_of(case, unit, name, modality or "evening"))
    held = None
    if case.needs_workshop and workshop is not None:
        held = case.learner.start if workshop == "start" else term(case, workshop)
    return Plan(tuple(chosen), term(case, award), span(*internship) if internship else None, held)


def broken(case: Case, plan: Plan) -> set[str]:
    """The rules that the checker reports; the model must refuse the plan exactly when there are any."""
    reported = violations(case, plan)
    found = {violation.rule for violation in reported}
    for violation in reported:
        assert say("fr", violation.key, **violation.values) != say("en", violation.key, **violation.values)
    assert model_accepts(case, plan) == (not found), f"checker: {sorted(found) or 'silent'}, the model says otherwise"
    return found


def model_accepts(case: Case, plan: Plan) -> bool:
    """Whether the solver's model, its variables fixed to the plan, has a solution.

    The model knows an internship by the earliest days that something allows, so a plan to be accepted uses one of
    these; an offering that the model has no variable for is one that it never takes.
    """
    last = max([plan.award, *(offering.last for offering in plan.chosen)])
    if plan.award < case.learner.start or plan.unmatched:
        return False
    model, variables = build(case, last)
    if len(set(plan.chosen)) < len(plan.chosen) or not set(plan.chosen) <= set(variables.offerings):
        return False
    for offering in variables.offerings:
        model.add(variables.taken(offering) == (offering in plan.chosen))
    for index in variables.awards:
        model.add(variables.award(index) == (index == plan.award))
    for slot, literal in variables.slots:
        model.add(literal == (slot == plan.internship))
    for index in variables.terms if case.needs_workshop else ():
        model.add(variables.workshop(index) == (index == plan.workshop))
    solver = CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(model) in (OPTIMAL, FEASIBLE)


def refused(planner: Callable[..., Result], *arguments: object, lang: str = "en") -> str:
    """The one line on stderr."""
    lines = refusals(planner, *arguments, lang=lang)
    assert len(lines) == 1, lines
    return lines[0]


def refusals(planner: Callable[..., Result], *arguments: object, lang: str = "en") -> list[str]:
    """The lines on stderr, a problem each."""
    result = planner(*arguments, "--lang", lang)
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    lines: list[str] = result.stderr.splitlines()
    for line in lines:
        for leak in ("Traceback", "pydantic", "<class", "Error"):
            assert leak not in line, line
    return lines


def tiny_programme(folder: Path, **changes: Any) -> Path:
    """A file of a programme of four units A to D of 6 credits; each runs in the evening of both terms and in the day
    of S1. `changes` replace whole keys.
    """
    titles = {"title": "Tiny", "short_title": "Tiny", "vintage": "2020-2021", "school": "Test"}
    data: dict[str, Any] = {
        "format": "planner/programme/1",
        "id": "tiny",
        **titles,
        "units": [{"code": code, "title": code, "credits": 6} for code in "ABCD"],
        "requirements": [{"id": "core", "all_of": ["A", "B", "C", "D"]}],
        "calendar": {
            "year": 2020,
            "terms": [
                {"id": "S1", "title": "autumn", "starts": "2020-09-01", "ends": "2021-01-31"},
                {"id": "S2", "title": "spring", "starts": "2021-02-01", "ends": "2021-06-30"},
            ],
            "periods": [{"id": "S1", "terms": ["S1"]}, {"id": "S2", "terms": ["S2"]}],
        },
        "offerings": [
            {"units": ["A", "B", "C", "D"], "period": "S1", "modality": "evening"},
            {"units": ["A", "B", "C", "D"], "period": "S2", "modality": "evening"},
            {"units": ["A", "B", "C", "D"], "period": "S1", "modality": "daytime"},
        ],
        "pathways": {
            "evening": {"modalities": ["evening"]},
            "daytime": {"modalities": ["daytime"]},
            "mixed": {"modalities": ["evening", "daytime"]},
        },
        "load": {"max_evening_units": 4},
    }
    path = folder / "programme.yaml"
    path.write_text(json.dumps(data | changes), encoding="utf-8")
    return path
