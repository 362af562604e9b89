"""Six learners in three scenarios, every figure worked out from the rules of the vintage 2019-2020.

There: a semester has room for 3 evening units; S1 teaches AST004, TRS001, CCE001, CCE003, AST002 and UEV010, S2 teaches
TET099, TET007, AST005 (after AST004), TRS002, PSY001 and TET006, and TET003 takes a whole year. An individual pays 170
a year with units or the report, and 14 a credit (TET003 has 8, CCE001 4, AST004 and AST005 6). All six start in autumn
2019 and have the experience. What they still need:

  needs-tet003   TET003: 2 terms, 170 + 112 = 282
  needs-ast005   AST005: 2 terms, 170 + 84 = 254
  needs-both     AST004, then AST005: 2 terms, 170 + 168 = 338
  needs-cce001   CCE001: 1 term, 170 + 56 = 226
  must-finish    TET003 and AST005 by spring 2020: 2 terms, 170 + 196 = 366
  fresh          all twelve: 13 places, so 5 terms; three autumns and two springs hold 9 and 6, of which TET003 and the
                 five other spring units take all 6, so the elective is UEV010: 3 * 170 + 68 * 14 = 1462
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from planner.domain.case import Case
from planner.domain.scenario import Scenario
from planner.storage import programmes, scenarios, yaml_reader
from planner.storage.validation import Source
from planner.study.stress import evaluate
from planner.study.stress.outcome import Outcome
from planner.study.stress.variants import variant
from tests.support import case_of

PROGRAMME = "casp-2019-2020"
NEEDED: dict[str, tuple[str, ...]] = {
    "needs-tet003": ("TET003",),
    "needs-ast005": ("AST005",),
    "needs-both": ("AST004", "AST005"),
    "needs-cce001": ("CCE001",),
    "must-finish": ("TET003", "AST005"),
}
SCENARIOS = """
scenarios:
- id: no-tet003
  changes: [{close: {unit: TET003, year: 2019}}]
- id: ast005-in-autumn
  changes:
  - close: {unit: AST005, period: S2, modality: evening}
  - open: {unit: AST005, period: S1, modality: evening}
- id: two-a-term-and-dearer
  changes:
  - cap: {max_units_per_term: 2}
  - fees: {modality: evening, percent: 10}
"""


@cache
def cohort() -> dict[str, Case]:
    every = [unit for unit in programmes.load(PROGRAMME).courses() if unit != "TET006"]
    keys: dict[str, dict[str, Any]] = {
        name: {"acquired": [unit for unit in every if unit not in needed]} for name, needed in NEEDED.items()
    }
    keys["must-finish"]["deadline"] = "2019-S2"
    keys["fresh"] = {}
    return {name: case_of(PROGRAMME, **{"id": name, **given}) for name, given in keys.items()}


@cache
def baselines() -> dict[str, Outcome]:
    return {name: evaluate.baseline(case) for name, case in cohort().items()}


@cache
def outcomes(name: str) -> dict[str, Outcome]:
    data = yaml_reader.parse(SCENARIOS, "scenarios.yaml")
    read = scenarios.read(Source(data, "scenarios.yaml", SCENARIOS), [programmes.load(PROGRAMME)])
    scenario: Scenario = next(scenario for scenario in read if scenario.id == name)
    changed = variant(programmes.load(PROGRAMME), scenario)
    return {id: evaluate.evaluate(case, changed, 0, 0, baselines()[id]) for id, case in cohort().items()}


def figures(found: dict[str, Outcome]) -> dict[str, tuple[int | None, float | None]]:
    """Terms and euros."""
    return {id: (one.duration, None if one.cost is None else one.cost / 100) for id, one in found.items()}


def test_as_things_are() -> None:
    assert figures(baselines()) == {
        "needs-tet003": (2, 282),
        "needs-ast005": (2, 254),
        "needs-both": (2, 338),
        "needs-cce001": (1, 226),
        "must-finish": (2, 366),
        "fresh": (5, 1462),
    }
    assert all(one.status == "optimal" and one.on_time and not one.lost for one in baselines().values())
    assert baselines()["needs-cce001"].day == "2020-01-31"


def test_tet003_does_not_run_in_the_first_year() -> None:
    """Who finishes within that year waits for the next TET003, two terms more, and pays what they would have paid,
    since nothing is left for the first year: AST005 moves along, for one yearly fee instead of two. The fresh learner
    has a second year in any case: three autumns and two springs still hold all (7 of 9 places, 6 of 6).
    """
    found = outcomes("no-tet003")
    assert figures(found) == figures(baselines()) | {"needs-tet003": (4, 282), "must-finish": (4, 366)}
    assert {id for id, one in found.items() if not one.on_time} == {"needs-tet003", "must-finish"}
    hurt = ("needs-tet003", "must-finish", "fresh")
    assert {id: one.lost for id, one in found.items() if one.lost} == dict.fromkeys(hurt, ("TET003-2019-year-evening",))


def test_ast005_in_autumn() -> None:
    """One term sooner for who has AST004. Who needs both takes AST005 in the autumn after it: one term and one yearly
    fee more. Beside TET003 nothing changes. The fresh learner, still at 13 places, has four autumn units beside the
    certificate's with UEV010 but only three with TET006, all after the certificate: 66 credits, 28 less.
    """
    found = outcomes("ast005-in-autumn")
    assert figures(found) == figures(baselines()) | {
        "needs-ast005": (1, 254),
        "needs-both": (3, 508),
        "fresh": (5, 1434),
    }
    assert {id for id, one in found.items() if not one.on_time} == {"needs-both"}
    gone = {id for id, one in found.items() if one.lost}
    assert gone == {"needs-ast005", "needs-both", "must-finish", "fresh"}


def test_two_units_a_term_and_a_tenth_dearer() -> None:
    """13 places by twos are 7 terms, in four years: (4 * 170 + 952) * 1.1 = 1795.20; three springs hold 6 units, so no
    TET006. All others need at most two units at a time and pay a tenth more.
    """
    assert figures(outcomes("two-a-term-and-dearer")) == {
        "needs-tet003": (2, 310.2),
        "needs-ast005": (2, 279.4),
        "needs-both": (2, 371.8),
        "needs-cce001": (1, 248.6),
        "must-finish": (2, 402.6),
        "fresh": (7, 1795.2),
    }
    late = {id for id, one in outcomes("two-a-term-and-dearer").items() if not one.on_time}
    assert late == {"fresh"}


@pytest.mark.parametrize("years, late", [((2019, 2020), 6), ((2019,), 4)])
def test_closing_tet003_delays_exactly_those_who_still_need_it(years: tuple[int, ...], late: int) -> None:
    """Nobody else is touched. The next TET003 ends in spring, `late` terms after the start of all. That is later than
    the award of who needs it and could have had the title before; the fresh learner has 5 terms of other units to do
    in any case, so that one closed year costs them no term, and two cost one.
    """
    closed = [{"close": {"unit": "TET003", "modality": "evening", "year": year}} for year in years]
    (scenario,) = scenarios.read(Source({"scenarios": [{"id": "one", "changes": closed}]}, "scenarios.yaml"))
    changed = variant(programmes.load(PROGRAMME), scenario)
    delayed = set()
    for id, case in cohort().items():
        before = baselines()[id]
        found = evaluate.evaluate(case, changed, 0, 0, before)
        needs = "TET003" in case.remaining
        assert found.duration == (max(late, before.duration or 0) if needs else before.duration), id
        assert bool(found.lost) == needs, id
        assert needs or found == before, id
        delayed |= {id} if found.duration != before.duration else set()
    needed = {id for id, case in cohort().items() if "TET003" in case.remaining}
    assert delayed == (needed if len(years) == 2 else needed - {"fresh"})


def test_closing_a_year_in_which_nobody_takes_the_unit_changes_nothing() -> None:
    data = {"scenarios": [{"id": "one", "changes": [{"close": {"unit": "TET003", "year": 2020}}]}]}
    (scenario,) = scenarios.read(Source(data, "scenarios.yaml"))
    changed = variant(programmes.load(PROGRAMME), scenario)
    for id, case in cohort().items():
        assert evaluate.evaluate(case, changed, 0, 0, baselines()[id]) == baselines()[id]
