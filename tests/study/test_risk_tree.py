"""The tree of the next two terms: chances that add up, and after each set of results what the same question, asked from
there, answers.
"""

from __future__ import annotations

from math import prod
from typing import Any

import pytest

import planner
from planner.study.risk.tree import Node, Rest, Results

DONE = ["TET099", "TRS001", "AST004", "CCE001", "TET007", "AST002", "UEV010"]
LEFT: dict[str, Any] = {
    "programme": "casp-2019-2020", "start": "2019-S2", "fictional": True, "acquired": DONE, "deadline": "2021-S2",
    "experience": {"months": 24, "in_sector": True}, "max_units_per_term": 2,
    "chances": {"fail": 0.2, "units": {"AST005": 0.5, "TRS002": 0.35}},
}  # fmt: skip


def grown(**keys: Any) -> tuple[Any, Node]:
    found = planner.risk({**LEFT, **keys}).found
    assert found is not None and found.tree is not None
    return found, found.tree


def parts(node: Node) -> list[Results | Rest]:
    return [*node.results, *node.rest]


def test_chances_and_what_comes_after_add_up() -> None:
    found, root = grown()
    assert root.take == found.now and sum(one.chance for one in parts(root)) == pytest.approx(1, abs=1e-12)
    assert sum(one.chance * (one.on_time or 0) for one in parts(root)) == pytest.approx(found.policy.on_time, abs=1e-9)
    terms = sum(one.chance * one.expected_terms for one in parts(root))
    assert terms == pytest.approx(found.policy.expected_terms, abs=1e-9)
    for one in root.results:
        assert one.then is not None
        mean = sum(other.chance * (other.on_time or 0) for other in parts(one.then))
        assert mean == pytest.approx(one.on_time, abs=1e-9)


def test_after_each_set_of_results_it_is_the_answer_from_there() -> None:
    """No annual unit begins in spring: what is passed says all, but for the horizon, which ends a term later."""
    _, root = grown()
    assert len(root.results) == 4 and not root.rest
    for one in root.results:
        then = planner.risk({**LEFT, "start": "2020-S1", "acquired": [*DONE, *one.passed]}).found
        assert then is not None and one.then is not None
        assert then.policy.on_time == pytest.approx(one.on_time, abs=1e-9)
        assert then.policy.expected_terms + 1 == pytest.approx(one.expected_terms, abs=1e-4)
        assert [taken.unit for taken in then.now] == [taken.unit for taken in one.then.take]


def test_the_chance_of_results_is_the_product_of_those_of_exams() -> None:
    _, root = grown()
    fails = {"fail": 0.2, "AST005": 0.5, "TRS002": 0.35}
    for one in root.results:
        failed = [fails.get(unit, 0.2) for unit in one.failed]
        passed = [1 - fails.get(unit, 0.2) for unit in one.passed]
        assert one.chance == pytest.approx(prod(failed) * prod(passed)), one


def test_an_annual_unit_has_no_result_before_its_end_and_what_ends_the_plan_is_the_award() -> None:
    acquired = [*DONE, "TRS002", "CCE003"]
    _, root = grown(start="2019-S1", acquired=acquired, deadline=None, max_units_per_term=3)
    (only,) = root.results
    assert [one.unit for one in root.take] == ["TET003"] and not (only.passed or only.failed) and only.then is not None
    first = max(only.then.results, key=lambda one: len(one.passed))
    assert set(first.passed) == {"TET003", "PSY001", "AST005"} and first.chance == pytest.approx(0.8 * 0.8 * 0.5)
    assert (first.award, first.then) == (root.term + 1, None)


def test_second_sessions_are_told_apart() -> None:
    """2010: who fails in the autumn sits again in September, which is before the next autumn."""
    found = planner.risk({
        "programme": "casp-2010-reunion", "start": "2010-S1", "fictional": True, "acquired": DONE[:-1],
        "experience": {"months": 24, "in_sector": True}, "deadline": "2012-S2",
        "chances": {"fail": 0.2, "second_session": 0.5},
    }).found  # fmt: skip
    assert found is not None and found.tree is not None
    first = {one.waiting: one for one in found.tree.results if len(one.waiting) == 1}
    assert first and all(not one.failed for one in found.tree.results)
    ((unit,), one), *_ = first.items()
    assert one.then is not None
    alone = {(each.resat, each.failed): each.chance for each in one.then.results if len(each.passed) == 3}
    assert alone == {((unit,), ()): pytest.approx(0.8**3 * 0.5), ((), (unit,)): pytest.approx(0.8**3 * 0.5)}


def test_of_many_sets_of_results_the_rest_is_summed() -> None:
    acquired = ["TET099", "TRS001", "AST004", "CCE001"]
    found, root = grown(start="2019-S1", pathway="daytime", acquired=acquired, deadline="2019-S2")
    assert len(root.results) == 12 and root.rest
    chances = [one.chance for one in root.results]
    assert chances == sorted(chances, reverse=True)
    assert sum(one.chance for one in parts(root)) == pytest.approx(1, abs=1e-12)
    assert sum(one.chance * (one.on_time or 0) for one in parts(root)) == pytest.approx(found.policy.on_time, abs=1e-9)
    sets = len(root.results) + sum(one.sets for one in root.rest)
    assert sets == 2 ** len(root.take)
    assert max(one.failed for one in root.rest) == len(root.take)
