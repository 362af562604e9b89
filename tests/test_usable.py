"""What a search leaves out changes nothing: variables of offerings, horizons never tried, levels never searched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks import learners as random_learners
from planner.domain.case import Case
from planner.domain.learner import CREDITS
from planner.model.build import build
from planner.model.usable import Usable
from planner.model.wishes import LEAST, WISHES
from planner.solve import at_once, pipeline
from planner.solve.engine import Clock, run
from planner.solve.horizon import last_term
from planner.solve.pipeline import solve
from planner.solve.result import Result
from planner.storage import learners, programmes
from planner.storage.validation import Source
from tests.support import INSTANCES, case_of, term

NUMBER, SEED = 60, 1905
PARIS = (
    "TET099", "AST004", "TRS001", "CCE001", "TET003", "TET007", "AST005", "TRS002", "CCE003", "AST002", "PSY001",
    "UEV010",
)  # fmt: skip
SECTIONS = """offering,section,unit,period,modality,weekday,start,end
AST,B,AST004,S1,evening,{b},18:00,21:30
AST,A,AST004,S1,evening,{a},18:00,21:30
TRS,A,TRS001,S1,evening,mon,18:00,21:30
TRS,B,TRS001,S1,evening,tue,18:00,21:30
CCE,A,CCE001,S1,evening,wed,18:00,21:30
CCE,B,CCE001,S1,evening,thu,18:00,21:30
"""


class Everything(Usable):
    """A search with a variable for each offering, that takes one objective after the other and the ties at last."""

    def __init__(self, case: Case, end: int | None = None, *, any_plan: bool = False) -> None:
        super().__init__(case, end, any_plan=any_plan)
        self.narrow = False

    def soonest(self, first: int, last: int) -> int:
        return 0


def take_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search like that from here on."""
    monkeypatch.setattr(pipeline, "Usable", Everything)
    monkeypatch.setattr(at_once, "minimise_all", lambda *_: False)


def outcome(result: Result) -> tuple[Any, ...]:
    chosen = () if result.plan is None else tuple((o.id, o.terms) for o in result.plan.chosen)
    return result.status, chosen, result.plan and result.plan.award, result.objectives


def timetabled(name: str, number: int) -> list[Case]:
    """Random learners of a programme with its illustrative timetable."""
    random, programme = Random(SEED), programmes.load(name)
    path = INSTANCES / name / "timetables" / "illustrative-evening.csv"
    sources = [Source(random_learners.learner(random, programme), str(place)) for place in range(number)]
    return [learners.case(source, source.file, timetable=path) for source in sources]


def test_the_plan_is_that_of_the_whole_model(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = random_learners.cases(NUMBER, SEED)
    found = [solve(case) for case in cases]
    take_everything(monkeypatch)
    whole = [solve(case) for case in cases]
    assert [outcome(result) for result in found] == [outcome(result) for result in whole]
    assert {result.status for result in found} == {"optimal", "impossible"}
    assert sum(result.solves for result in found) < 0.8 * sum(result.solves for result in whole)


@pytest.mark.parametrize(
    "first, second, evenings, chosen",
    [
        ("fri", "sat", "mon tue wed thu fri sat", ["AST-B", "CCE-A", "TRS-A"]),
        ("sat", "fri", "mon tue wed thu fri", ["AST-A", "CCE-A", "TRS-A"]),
        ("mon", "tue", "mon tue wed thu", ["AST-A", "CCE-A", "TRS-A"]),
        ("wed", "mon", "mon tue wed thu", ["AST-B", "CCE-B", "TRS-A"]),
        ("wed", "mon", "mon tue wed", ["AST-A", "CCE-A", "TRS-B"]),
    ],
    ids=["first rows", "the only free evening", "gives way to TRS001", "before CCE001", "no other evening"],
)
@pytest.mark.parametrize("whole", [False, True], ids=["usable", "whole"])
def test_of_equal_sections_the_first_in_the_file_is_taken(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    whole: bool,
    first: str,
    second: str,
    evenings: str,
    chosen: list[str],
) -> None:
    """Of TRS001 before that of AST004 before that of CCE001, which is the order of the programme."""
    if whole:
        take_everything(monkeypatch)
    path = tmp_path / "sections.csv"
    path.write_text(SECTIONS.format(b=first, a=second), encoding="utf-8")
    held = [unit for unit in PARIS if unit not in ("AST004", "TRS001", "CCE001")]
    case = case_of("casp-2019-2020", timetable=path, acquired=held, availability={"evenings": evenings.split()})
    plan = solve(case).plan
    assert plan is not None
    assert sorted(one.id for one in plan.chosen) == [f"{name}-2019" for name in chosen]


@pytest.mark.parametrize("programme", ["casp-2019-2020", "casp-2010-reunion"])
def test_with_a_timetable_the_plan_is_that_of_the_whole_model(monkeypatch: pytest.MonkeyPatch, programme: str) -> None:
    cases = timetabled(programme, NUMBER)
    found = [solve(case) for case in cases]
    take_everything(monkeypatch)
    assert [outcome(result) for result in found] == [outcome(solve(case)) for case in cases]
    taken = [one.id for result in found if result.plan for one in result.plan.chosen]
    assert sum("AST004-S1-A" in name for name in taken) > NUMBER / 10


def recommending(case: Case) -> Case:
    """The case in a programme that recommends a term of a plan for every third unit."""
    units = case.programme.units
    terms = {code: place + 1 for place, code in enumerate(case.programme.courses()[::3])}
    told = {code: replace(unit, recommended_term=terms.get(code)) for code, unit in units.items()}
    return replace(case, programme=replace(case.programme, units=told))


def test_no_plan_is_below_what_is_said_to_be_least() -> None:
    """Over the term of the award alone, each objective by itself."""
    met = dict.fromkeys(LEAST, 0)
    for case in map(recommending, random_learners.cases(NUMBER, SEED)):
        result = solve(case)
        if result.plan is None:
            continue
        for name in LEAST:
            model, variables = build(case, result.plan.award, result.plan.award, usable=Usable(case))
            wish = WISHES[name](model, variables, case)
            if wish is None:
                continue
            model.minimize(wish)
            answer = run(model, pipeline.Config(), Clock.start(60))
            least = LEAST[name](variables, case)
            assert answer.proven
            assert answer.bound >= least, (case.learner.id, name)
            met[name] += answer.bound == least
    assert min(met[name] for name in LEAST if name not in CREDITS) > NUMBER / 4, met
    assert met["balance"] > NUMBER / 10, met


def soonest(case: Case) -> int:
    return Usable(case).soonest(case.learner.start, last_term(case))


def test_a_unit_that_nobody_offers_makes_an_award_impossible_at_once() -> None:
    case = case_of("casp-2019-2020", avoid=["PSY001"])
    assert soonest(case) == last_term(case) + 1
    result = solve(case)
    assert (result.status, result.solves) == ("impossible", 1), "only the proof"


def test_a_pin_says_how_soon_an_award_can_be() -> None:
    case = case_of("casp-2019-2020", pins=[{"unit": "TET003", "term": "2022-S1"}], acquired=["AST004", "TRS001"])
    assert soonest(case) == term(case, "2022-S2"), "an annual unit"


def test_what_comes_too_soon_for_a_prerequisite_has_no_variable() -> None:
    case = case_of("casp-2019-2020")
    first = {one.unit: one.first for one in reversed(Usable(case).within(last_term(case)))}
    assert first["AST005"] == term(case, "2019-S2")
    assert {one.modality for one in Usable(case).within(last_term(case))} == {"evening"}


def test_between_modalities_every_offering_keeps_its_variable() -> None:
    case = case_of("casp-2019-2020", pathway="mixed", avoid=["UEV010"])
    assert Usable(case).within(last_term(case)) == case.offerings(last_term(case))
