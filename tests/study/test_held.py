"""What is told of plans does not contradict itself: what holds the title cannot wait, and each plan differs."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from planner.domain.text import Cents, Key
from planner.messages import speaking
from planner.report.documents import document
from planner.report.documents.alternatives.data import difference, differences
from planner.report.documents.plan.changes_items import _move_items
from planner.service.explain import explain
from planner.solve.config import Config
from planner.storage.learners import load
from planner.study import alternatives as study
from planner.study.alternatives import Slack, alternatives
from planner.study.repair_search import Repair
from planner.study.repairs import _few
from tests.support import INSTANCES

LEARNERS = [
    INSTANCES / "casp-rncp36625" / "learners" / "daytime-full-time.yaml",
    INSTANCES / "casp-2020-2021" / "learners" / "autumn-evening.yaml",
    INSTANCES / "casp-2010-reunion" / "learners" / "autumn-evening.yaml",
]


@pytest.mark.parametrize("path", LEARNERS, ids=lambda path: f"{path.parent.parent.name} {path.stem}")
def test_a_unit_that_can_start_later_does_not_hold_the_title(path: object) -> None:
    found = explain(str(path)).explanation
    free = {item.unit for item in found.slack if item.terms}
    assert found.slack
    assert not free & {link.what for link in found.chain}


def test_alternatives_of_which_the_same_could_be_said_say_what_begins_when(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study, "JOINT_EFFORT", 0.05)
    case = load(str(LEARNERS[1]))
    found = alternatives(case, 5, {"duration": Slack(1), "cost": Slack(percent=10)}, Config())
    plans = [result.plan for result in found.results if result.plan is not None]
    figures = [difference(case, plans[0], other) for other in plans[1:]]
    assert len(set(map(repr, figures))) < len(figures), "some differ in nothing that figures say"
    told = differences(case, plans)
    assert len(set(map(repr, told))) == len(plans)
    assert told[0] == Key("alternatives.best")
    assert any(one == two for one, two in pairwise(sorted(figures, key=repr)))


def test_two_pathways_that_come_to_the_same_are_one_way_out() -> None:
    answer = explain(
        {"programme": "casp-2020-2021", "start": "2020-S1", "fictional": True, "availability": {"evenings": []}}
    )
    found = answer.explanation.repairs
    plans = [(repair.result.plan, repair.set.get("pathway")) for repair in found if "pathway" in repair.set]
    assert plans
    assert len({repr(plan) for plan, _ in plans}) == len(plans)
    twice: list[Repair] = [repair for repair in found for _ in range(2)]
    assert len([one for one in _few(twice) if "pathway" in one.set]) == len(plans)


def test_what_one_pays_comes_before_what_it_costs_in_all() -> None:
    answer = explain({"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True})
    text = str(document(answer).render("text", "en"))
    assert "less for you to pay" in text
    told = text[text.index("SMALL CHANGE") :]
    assert told.index("less for you to pay") < told.index("more in all")


def test_a_budget_in_the_way_stands_beside_what_units_cost() -> None:
    data = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True, "max_cost_per_year": 200}
    text = str(document(explain(data)).render("text", "en"))
    assert "cost" in text
    found = next(line for line in document(explain(data)).data["facts"] if line.key.startswith("fact.prices"))
    assert found.values["amount"].__class__ is Cents
    assert found.values["yearly"] == Cents(17000, "EUR")


def test_moves_with_one_cause_are_told_together() -> None:
    def move(unit: str, cause: str) -> Any:
        why = Key(cause, unit=unit, term="2020-S1", certificate="CP29", needed="E")
        return {"unit": unit, "from": "2020-S1", "to": "2021-S1", "rule": "certificate_order", "reason": why,
                "modality": None}  # fmt: skip

    one, alone = [move(unit, "would.order") for unit in "ABC"], move("D", "would.together")
    with speaking("en"):
        told = list(_move_items([*one, alone], others=False))
        assert [item.level for item in told] == [0, 1, 1, 1, 0]
        assert told[0].text.startswith("3 units move for the same reason")
        assert [item.level for item in _move_items(one[:2], others=False)] == [0, 0]
