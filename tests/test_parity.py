"""Rules and objectives have the same names, and each rule its sentences, everywhere."""

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
from planner.domain import rules
from planner.domain.learner import ASKED, OBJECTIVES
from planner.domain.plan import Instance
from planner.domain.rules import Rule
from planner.domain.text import Key
from planner.messages import LANGUAGES, language
from planner.model.rules import RULES
from planner.model.wishes import WISHES
from planner.report.conflicts.alike import ALIKE
from planner.report.conflicts.lines import Group
from planner.report.conflicts.sentences import SENTENCES, of_subjects
from planner.storage import schema_learner
from tests.support import case_of, casp, plan_of

CONTRACT = {
    "requirement", "offering", "prerequisite", "load_cap", "availability", "clash", "certificate_order", "experience",
    "internship", "workshop", "report", "deadline", "pin", "budget", "pause", "payer_budget",
}  # fmt: skip
"""The names that are promised to users, word for word."""
IN_ORDER = ["duration", "order", "cost", "load", "certificate", "recommended"]
ASKED_FOR = ["own-cost", "balance", "evenness"]
NOT_RULES = {
    "__init__", "asked", "assignment", "bought", "completion", "cost", "curriculum", "design", "loads", "objectives",
    "payers", "reading", "sharing", "split",
}  # fmt: skip
"""Files of the checker that recompute or complete and judge nothing, or judge an offer or a programme, and no plan."""


def files(package: object) -> set[str]:
    return {path.stem for path in Path(inspect.getfile(package)).parent.glob("*.py")}  # type: ignore[arg-type]


def test_rules_have_one_name_in_table_model_and_checker() -> None:
    assert len(CONTRACT) == 16
    assert set(rules.NAMES) == CONTRACT
    assert rules.NAMES == tuple(rule.name for rule in rules.RULES) == tuple(RULES) == tuple(CHECKS)


def test_an_explanation_can_do_without_every_rule() -> None:
    assert sorted(rules.DROPPED) == sorted(rules.NAMES)
    for places in ([rule.dropped for rule in rules.RULES], [rule.named for rule in rules.RULES if rule.named]):
        assert sorted(places) == list(range(1, len(places) + 1))
    assert set(rules.WISHES) == {"deadline", "pause", "budget", "payer_budget", "pin"}
    # What a wish asks for can be changed at once, so it stays in a conflict longest.
    assert set(rules.DROPPED[-len(rules.WISHES) :]) == set(rules.WISHES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("rule", rules.RULES, ids=rules.NAMES)
def test_each_rule_has_its_sentences(rule: Rule, lang: str) -> None:
    told = {key.removesuffix(".one") for key in language(lang).messages}
    assert f"rule.{rule.name}" in told
    assert rule.name in SENTENCES or f"conflict.{rule.name}" in told
    assert (f"cause.{rule.name}" in told) == (rule.named is not None or rule.name == "requirement")


def test_sentences_are_of_rules() -> None:
    assert set(SENTENCES) <= CONTRACT
    assert set(ALIKE) <= CONTRACT


def test_a_rule_without_a_sentence_of_its_own_is_told_by_its_subjects() -> None:
    case = case_of("casp-2019-2020")
    (line,) = of_subjects(Group(case, "workshop", [Instance("workshop", ("UAS004", "2019-S1"))], ()))
    assert line == ("workshop", Key("conflict.workshop", names="UAS004, 2019-S1"), ("UAS004", "2019-S1"))


def test_each_rule_has_a_file_of_its_name_in_model_and_checker() -> None:
    assert files(planner.model.rules) - {"__init__"} == CONTRACT
    assert files(planner.check) - NOT_RULES == CONTRACT


@pytest.mark.parametrize("rule", rules.NAMES)
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
    assert list(objectives(case, plan_of(case, casp(2019), "2021-S1"))) == [n for n in IN_ORDER if n != "recommended"]


def test_the_learner_s_objectives_come_first_and_the_rest_in_order() -> None:
    case = case_of("casp-2019-2020", minimise=["load", "cost"])
    assert case.learner.objectives() == ("load", "cost", "duration", "order", "certificate", "recommended")
    asked = case_of("casp-2019-2020", minimise=["own-cost", "load"])
    assert asked.learner.objectives() == ("own-cost", "load", "duration", "order", "cost", "certificate", "recommended")
    assert list(objectives(asked, plan_of(asked, casp(2019), "2021-S1"))) == list(asked.learner.objectives())[:-1]


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
    assert set(IN_ORDER) - set(objectives(case, plan_of(case, casp(2019), "2021-S1"))) == {*skipped, "recommended"}


def test_a_programme_without_certificate_has_no_objective_on_it() -> None:
    case = case_of("casp-rncp36625", start="2023-S1")
    assert list(objectives(case, plan_of(case, casp(2023), "2025-S1"))) == ["duration", "cost", "load"]
    assert objectives(case, plan_of(case, casp(2023), "2025-S1"))["cost"] is None
