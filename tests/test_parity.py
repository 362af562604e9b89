"""The fifteen rules, five objectives, and three more that have to be asked for, have the same names everywhere."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any, get_args

import pytest

import planner.check
import planner.model.rules
import planner.model.wishes
from planner.check import CHECKS
from planner.check.objectives import objectives
from planner.domain.learner import ASKED, OBJECTIVES
from planner.model.rules import RULES
from planner.model.wishes import WISHES
from planner.storage import schema_learner
from tests.support import case_of, casp, plan_of

CONTRACT = [
    "requirement", "offering", "prerequisite", "load_cap", "availability", "clash", "certificate_order", "experience",
    "internship", "workshop", "report", "deadline", "pin", "pause", "budget",
    "payer_budget",
]  # fmt: skip
IN_ORDER = ["duration", "order", "cost", "load", "certificate"]
ASKED_FOR = ["own-cost", "balance", "evenness"]
NOT_RULES = {
    "__init__", "asked", "assignment", "bought", "completion", "cost", "design", "loads", "objectives", "payers",
    "sharing", "split",
}  # fmt: skip
"""Files of the checker that recompute or complete and judge nothing, or judge an offer and not a plan."""


def files(package: object) -> set[str]:
    return {path.stem for path in Path(inspect.getfile(package)).parent.glob("*.py")}  # type: ignore[arg-type]


def test_rules_have_one_name_in_model_and_checker() -> None:
    assert len(CONTRACT) == 16
    assert list(RULES) == CONTRACT
    assert list(CHECKS) == CONTRACT


def test_each_rule_has_a_file_of_its_name_in_model_and_checker() -> None:
    assert files(planner.model.rules) - {"__init__"} == set(CONTRACT)
    assert files(planner.check) - NOT_RULES == set(CONTRACT)


@pytest.mark.parametrize("rule", CONTRACT)
def test_the_function_of_a_rule_comes_from_its_file(rule: str) -> None:
    assert RULES[rule].__module__ == f"planner.model.rules.{rule}"
    assert CHECKS[rule].__module__ == f"planner.check.{rule}"


def test_the_checker_shares_no_code_with_the_model() -> None:
    for path in Path(inspect.getfile(planner.check)).parent.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "planner.model" not in text.partition('"""')[2].partition('"""')[2], path.name
        assert "ortools" not in text, path.name


def test_objectives_have_one_name_everywhere() -> None:
    assert list(WISHES) == IN_ORDER + ASKED_FOR
    assert (list(OBJECTIVES), list(ASKED)) == (IN_ORDER, ASKED_FOR)
    assert list(get_args(schema_learner.Objective)) == IN_ORDER + ASKED_FOR
    assert files(planner.model.wishes) - {"__init__"} == {name.replace("-", "_") for name in WISHES}
    case = case_of("casp-2019-2020")
    assert list(objectives(case, plan_of(case, casp(2019), "2021-S1"))) == IN_ORDER


def test_the_learner_s_objectives_come_first_and_the_rest_in_order() -> None:
    case = case_of("casp-2019-2020", minimise=["load", "cost"])
    assert case.learner.objectives() == ("load", "cost", "duration", "order", "certificate")
    asked = case_of("casp-2019-2020", minimise=["own-cost", "load"])
    assert asked.learner.objectives() == ("own-cost", "load", "duration", "order", "cost", "certificate")
    assert list(objectives(asked, plan_of(asked, casp(2019), "2021-S1"))) == list(asked.learner.objectives())


def test_the_values_of_the_objectives_by_hand() -> None:
    """Five terms; CCE003 and AST002 start in 2020-S1, the last term of CP29, the third from the start; three a term."""
    case = case_of("casp-2019-2020")
    values = objectives(case, plan_of(case, casp(2019), "2021-S1"))
    assert values == {"duration": 5, "order": 2, "cost": 146200, "load": 3, "certificate": 3}


@pytest.mark.parametrize(
    "keys, skipped",
    [
        ({"order": "ignore"}, {"order"}),
        ({"order": "require"}, set()),
        ({"order": "prefer"}, set()),
    ],
)
def test_objectives_that_do_not_apply_are_skipped(keys: dict[str, Any], skipped: set[str]) -> None:
    case = case_of("casp-2019-2020", **keys)
    assert set(IN_ORDER) - set(objectives(case, plan_of(case, casp(2019), "2021-S1"))) == skipped


def test_a_programme_without_certificate_has_no_objective_on_it() -> None:
    case = case_of("casp-rncp36625", start="2023-S1")
    assert list(objectives(case, plan_of(case, casp(2023), "2025-S1"))) == ["duration", "cost", "load"]
    assert objectives(case, plan_of(case, casp(2023), "2025-S1"))["cost"] is None
