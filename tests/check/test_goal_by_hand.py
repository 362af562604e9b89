"""Just inside and just outside what a learner asks for: a certificate alone, extra units, dispensations, pins.

Every plan is also put to the solver's model: `broken` asserts that the two agree.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.check.completion import fill_gaps
from planner.check.cost import cost
from planner.check.objectives import objectives
from planner.check.requirement import extra
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.solve.pipeline import solve
from tests.support import broken, case_of, casp, plan_of

CASP = "casp-2019-2020"
CP29 = {"2019-S1": "AST004 TRS001 TET003", "2019-S2": "TET099 TET007", "2020-S1": "CCE001"}
WORKERS = {"months": 0, "in_sector": False, "working": False}
Tiny = Callable[..., Case]


def paris(units: dict[str, str], award: str, **keys: Any) -> set[str]:
    """Rules that a plan of the 2019 vintage breaks."""
    case = case_of(CASP, **keys)
    return broken(case, plan_of(case, units, award))


# goal: the certificate's units alone; no experience, internship, workshop, report


def test_the_units_of_the_certificate_are_all_that_is_asked_for() -> None:
    assert paris(CP29, "2020-S1", goal="CP29", experience=WORKERS) == set()
    assert paris(CP29, "2020-S1", experience=WORKERS) != set()


def test_nothing_else_is_taken_beside_the_certificate() -> None:
    assert paris(CP29 | {"2020-S1": "CCE001 UEV010"}, "2020-S1", goal="CP29") == {"requirement"}
    assert paris(CP29 | {"2020-S1": ""}, "2019-S2", goal="CP29") == {"requirement"}


@pytest.mark.parametrize("award, found", [("2019-S2", {"report"}), ("2020-S1", set()), ("2020-S2", {"report"})])
def test_the_certificate_comes_with_its_last_unit(award: str, found: set[str]) -> None:
    assert paris(CP29, award, goal="CP29") == found


def test_deadline_and_length_speak_of_the_certificate() -> None:
    assert paris(CP29, "2020-S1", goal="CP29", deadline="2020-S1") == set()
    assert paris(CP29, "2020-S1", goal="CP29", deadline="2019-S2") == {"deadline"}
    assert paris(CP29, "2020-S1", goal="CP29", terms=3) == set()
    assert paris(CP29, "2020-S1", goal="CP29", terms=4) == {"deadline"}


def test_of_a_given_length_the_certificate_is_in_the_last_term() -> None:
    case = case_of(CASP, goal="CP29", terms=5)
    plan = solve(case).plan
    assert plan is not None
    assert max(offering.last for offering in plan.chosen) == plan.award == case.learner.start + 4


def test_objectives_on_certificates_are_skipped_and_no_order_is_required() -> None:
    case = case_of(CASP, goal="CP29", order="require", extra=["TET006"], max_units_per_term=4)
    plan = plan_of(case, CP29 | {"2019-S2": "TET099 TET007 TET006"}, "2020-S1")
    assert broken(case, plan) == set()
    assert list(objectives(case, plan)) == ["duration", "cost", "load"]


def test_the_fee_of_the_report_is_not_due() -> None:
    """18 once, two years of 100, 36 credits at 55; nothing for a report."""
    units = {key.replace("2020", "2011").replace("2019", "2010"): codes for key, codes in CP29.items()}
    case = case_of("casp-2010-reunion", start="2010-S1", goal="CP29")
    plan = plan_of(case, units, "2011-S1")
    assert broken(case, plan) == set()
    assert cost(case, plan).total == 100 * (18 + 2 * 100 + 36 * 55)


def test_a_certificate_that_is_held_leaves_nothing_to_do() -> None:
    held = ["TET099", "AST004", "TRS001", "CCE001", "TET003", "TET007"]
    case = case_of(CASP, goal="CP29", acquired=held)
    result = solve(case)
    assert (result.status, result.plan and result.plan.chosen) == ("optimal", ())
    assert {item.name: item.value for item in result.objectives} == {"duration": 1, "cost": 0, "load": 0}


def test_what_the_certificate_s_units_need_is_taken_with_them(tiny: Tiny) -> None:
    rules = {
        "certificates": [{"id": "AB", "title": "AB", "units": ["A", "B"]}],
        "prerequisites": [{"unit": "B", "after": ["C"]}],
    }
    case = tiny(programme=rules, goal="AB")
    assert broken(case, plan_of(case, {"2020-S1": "A C", "2020-S2": "B"}, "2020-S2")) == set()
    assert broken(case, plan_of(case, {"2020-S1": "A", "2020-S2": "B"}, "2020-S2")) == {"prerequisite"}
    assert broken(case, plan_of(case, {"2020-S1": "A C D", "2020-S2": "B"}, "2020-S2")) == {"requirement"}


# extra: units beyond what is needed


def test_an_extra_elective_stands_beside_the_one_that_is_needed() -> None:
    both = casp(2019) | {"2021-S2": "TET006"}
    case = case_of(CASP, extra=["TET006"])
    plan = plan_of(case, both, "2021-S2")
    assert (broken(case, plan), extra(case, plan)) == (set(), {"TET006"})
    assert paris(casp(2019) | {"2021-S1": "", "2021-S2": "TET006"}, "2021-S2", extra=["TET006"]) == {"requirement"}
    assert paris(casp(2019), "2021-S1", extra=["TET006"]) == {"requirement"}


def test_an_extra_that_is_needed_anyway_is_just_taken() -> None:
    case = case_of(CASP, extra=["AST004"])
    plan = plan_of(case, casp(2019), "2021-S1")
    assert (broken(case, plan), extra(case, plan)) == (set(), set())
    instead = casp(2019) | {"2021-S1": "", "2021-S2": "TET006"}
    case = case_of(CASP, extra=["TET006"], avoid=["UEV010"])
    plan = plan_of(case, instead, "2021-S2")
    assert (broken(case, plan), extra(case, plan)) == (set(), set())


def test_an_extra_that_is_acquired_is_there() -> None:
    assert paris(casp(2019), "2021-S1", extra=["TET006"], acquired=["TET006"]) == {"requirement"}
    assert paris(casp(2019) | {"2021-S1": ""}, "2020-S2", extra=["TET006"], acquired=["TET006"]) == set()


def test_the_certificate_waits_for_no_extra_unit() -> None:
    late = CP29 | {"2021-S2": "TET006"}
    assert paris(late, "2020-S1", goal="CP29", extra=["TET006"]) == set()
    assert paris(late, "2021-S2", goal="CP29", extra=["TET006"]) == {"report"}
    assert paris(late, "2020-S1", goal="CP29", extra=["TET006"], deadline="2020-S1") == set()


def test_what_an_extra_unit_needs_may_follow_the_certificate_too() -> None:
    units = {"2019-S1": "TRS001 TET003 CCE001", "2019-S2": "TET099 TET007"}
    acquired = ["AST004"]
    assert paris(units | {"2020-S2": "AST005"}, "2019-S2", goal="CP29", extra=["AST005"], acquired=acquired) == set()


# waive: a dispensation granted to this person


@pytest.mark.parametrize("waive, found", [
    ([], {"prerequisite"}), ([{"unit": "AST005", "prerequisite": "AST004"}], set()),
])  # fmt: skip
def test_a_dispensation_lifts_the_prerequisite(waive: list[dict[str, str]], found: set[str]) -> None:
    units = casp(2019) | {"2019-S1": "TRS001 TET003", "2020-S1": "CCE001 CCE003 AST002", "2021-S1": "UEV010 AST004",
                          "2020-S2": "AST005 TRS002 PSY001"}  # fmt: skip
    assert paris(units, "2021-S1", waive=waive) == found


def test_a_dispensation_lifts_the_whole_condition_and_no_other(tiny: Tiny) -> None:
    rules = {"prerequisites": [{"unit": "C", "after": [{"any": ["A", "B"]}], "together": ["D"]}]}
    case = tiny(programme=rules, waive=[{"unit": "C", "prerequisite": "A"}])
    assert broken(case, plan_of(case, {"2020-S1": "C D", "2020-S2": "A B"}, "2020-S2")) == set()
    assert broken(case, plan_of(case, {"2020-S1": "C", "2020-S2": "A B D"}, "2020-S2")) == {"prerequisite"}
    case = tiny(programme=rules, waive=[{"unit": "C", "prerequisite": "D"}])
    assert broken(case, plan_of(case, {"2020-S1": "A B", "2020-S2": "C", "2021-S1": "D"}, "2021-S1")) == set()


# pins with a modality


@pytest.mark.parametrize("modality, found", [("daytime", {"pin"}), ("evening", set()), (None, set())])
def test_a_pin_may_ask_for_a_modality(tiny: Tiny, modality: str | None, found: set[str]) -> None:
    pin = {"unit": "A", "term": "2020-S1"} | ({"modality": modality} if modality else {})
    case = tiny(pathway="mixed", pins=[pin])
    assert broken(case, plan_of(case, {"2020-S1": "A B C D"}, "2020-S1")) == found


def test_the_pathway_is_the_programme_s_only_one(tiny: Tiny, tmp_path: Path) -> None:
    alone = {"pathways": {"daytime": {"modalities": ["daytime"]}}}
    assert tiny(programme=alone).learner.pathway == "daytime"
    assert tiny().learner.pathway == "evening"
    assert tiny(programme=alone, pathway="evening").learner.pathway == "evening"


# pauses


def test_a_certificate_that_is_held_waits_for_the_end_of_a_pause() -> None:
    held = ["TET099", "AST004", "TRS001", "CCE001", "TET003", "TET007"]
    case = case_of(CASP, goal="CP29", acquired=held, pause=["2019-S1"])
    result = solve(case)
    assert result.plan is not None
    assert (result.plan.chosen, result.plan.award) == ((), case.learner.start + 1)
    assert fill_gaps(case, Plan((), case.learner.start), award_given=False).award == case.learner.start + 1


def test_extra_units_leave_a_pause_alone_too() -> None:
    late = CP29 | {"2020-S2": "TET006"}
    assert paris(late, "2020-S1", goal="CP29", extra=["TET006"], pause=["2021-S1"]) == set()
    assert paris(late, "2020-S1", goal="CP29", extra=["TET006"], pause=["2020-S2"]) == {"pause"}
