"""Conflicts: no plan keeps all of their rules, and without any one of them some plan keeps the others.

On tiny programmes every candidate plan is judged by the reference, sentence by sentence. On the vintages, and where a
sentence needs more than the candidates show (a unit taken twice, a term beyond those enumerated), the model is solved
again with the solver as it comes out of the box, everything outside the conflict left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, CpSolver
from ortools.sat.python.cp_model_helper import ConstraintProto

from planner.domain.case import Case
from planner.domain.plan import Instance
from planner.model.build import build
from planner.report.conflicts import conflict_data
from planner.solve import horizon
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.study.conflict import Conflict, smallest
from tests.reference.reading import read_case
from tests.study.impossible import Example, all_impossible, small, vintage
from tests.study.sentences import candidates, holds, number_of_candidates
from tests.support import MORE
from tests.worded import in_language

SMALL, VINTAGES, BATCH = 40 * MORE, 10, 40
MOST_CANDIDATES = 4_000


def conflict_of(case: Case) -> Conflict:
    found = smallest(case, Config(), Clock.start(60))
    assert found
    return found


def holds_together(case: Case, kept: Iterable[Instance]) -> bool:
    """Whether some plan keeps these instances, by CP-SAT with its own settings and another seed."""
    model, variables = build(case, horizon.last_term(case, deadline=False), lean=True)
    wanted = set(kept)
    assert wanted <= set(variables.instances)
    for instance, places in variables.instances.items():
        for place in places if instance not in wanted else ():
            model.proto.constraints[place].copy_from(ConstraintProto())
    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 4321
    status = solver.solve(model)
    assert status in (OPTIMAL, FEASIBLE, INFEASIBLE)
    return bool(status != INFEASIBLE)


def assert_smallest(case: Case, instances: tuple[Instance, ...]) -> None:
    assert not holds_together(case, instances)
    for instance in instances:
        assert holds_together(case, set(instances) - {instance}), instance


def judged_by_enumeration(found: Example, instances: tuple[Instance, ...]) -> set[Instance]:
    """Those that a candidate plan breaks while it keeps the others; no candidate keeps them all."""
    free = {key: value for key, value in found.learner.items() if key != "deadline"}
    for terms in range(found.terms + 4, 0, -1):
        case = read_case(found.programme, free, terms)
        if number_of_candidates(case) <= MOST_CANDIDATES:
            break
    else:
        return set()
    deadline = case.calendar.index(found.learner["deadline"])
    alone: set[Instance] = set()
    for plan, award in candidates(case):
        broken = []
        for instance in instances:
            if not holds(case, deadline, instance, plan, award):
                broken.append(instance)
                if len(broken) > 1:
                    break
        assert broken, (found.name, plan, award)
        if len(broken) == 1:
            alone.add(broken[0])
    return alone


@pytest.mark.parametrize("first", range(0, SMALL, BATCH))
def test_no_candidate_plan_keeps_a_conflict(first: int) -> None:
    seen: Counter[str] = Counter()
    for found in all_impossible(small, range(first, first + BATCH)):
        instances = conflict_of(found.case).instances
        left = set(instances) - judged_by_enumeration(found, instances)
        assert not holds_together(found.case, instances), found.name
        for instance in left:
            assert holds_together(found.case, set(instances) - {instance}), (found.name, instance)
        seen["conflicts"] += 1
        seen["instances"] += len(instances)
        seen["alone"] += len(instances) - len(left)
    assert seen["conflicts"] >= BATCH * 3 // 4
    assert seen["alone"] >= seen["instances"] * 2 // 5


@pytest.mark.parametrize("first", range(0, VINTAGES, 10))
def test_conflicts_of_the_vintages(first: int) -> None:
    for found in all_impossible(vintage, range(first, first + 10)):
        assert_smallest(found.case, conflict_of(found.case).instances)


@pytest.mark.parametrize(
    "second, told",
    [("19:15,21:00", "A and B meet on the same day at two sites"), ("18:45,21:00", "A and B meet at the same time.")],
)
def test_a_clash_says_whether_it_is_the_way(tiny: Any, tmp_path: Path, second: str, told: str) -> None:
    """A and B, both this autumn: half an hour's way between Monday's classes."""
    (tmp_path / "travel.csv").write_text("from,to,minutes\nNorth,South,30\n", encoding="utf-8")
    rows = (
        "offering,unit,period,modality,weekday,start,end,site\n"
        f"a,A,S1,evening,mon,18:00,19:00,North\nb,B,S1,evening,mon,{second},South\n"
    )
    two = {"requirements": [{"id": "ab", "all_of": ["A", "B"]}]}
    case = tiny(programme=two, timetable=rows, deadline="2020-S1")
    found = smallest(case, Config(), Clock.start(60))
    (clash,) = [line for line in in_language("en", conflict_data, case, found) if line["rule"] == "clash"]
    assert clash["what"].startswith(told)
    assert set(clash["subjects"]) == {"A", "B"}
