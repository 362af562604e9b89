"""What more safety costs: each change gives what is answered with it, and only those that gain are told."""

from __future__ import annotations

from typing import Any

import pytest

import planner
from planner.domain.chances import Chances
from planner.service.risk import RiskAnswer
from planner.storage.learners import with_changes
from planner.study.risk.answer import quick

DONE = ["TET099", "TRS001", "AST004", "CCE001", "TRS002", "AST002", "TET003", "AST005", "PSY001"]
LEFT: dict[str, Any] = {
    "programme": "casp-2019-2020", "start": "2019-S1", "fictional": True, "acquired": DONE, "deadline": "2020-S2",
    "experience": {"months": 24, "in_sector": True}, "max_units_per_term": 1, "chances": {"fail": 0.2},
    "availability": {"evenings": ["mon"]},
}  # fmt: skip


def answered(**keys: Any) -> RiskAnswer:
    return planner.risk({key: value for key, value in {**LEFT, **keys}.items() if value is not None})


@pytest.fixture(scope="module")
def answer() -> RiskAnswer:
    return answered()


@pytest.mark.parametrize("evenings", [{"evenings": ["mon"]}, None])
def test_each_change_gives_what_is_answered_with_it(evenings: Any) -> None:
    """What is taken over from the case as it is changes nothing."""
    answer = answered(availability=evenings)
    assert answer.changes is not None and not answer.changes.open
    kinds = {one.change.kind for one in answer.changes.offered}
    assert kinds == {"start", "daytime", "deadline"} | (set() if evenings else {"cap", "always"})
    for one in answer.changes.offered:
        alone = quick(with_changes(answer.case, one.change.set), Chances(0.2))
        assert one.outlook.on_time == pytest.approx(alone.on_time, abs=1e-12), one.change
        assert one.outlook.expected_terms == pytest.approx(alone.expected_terms, abs=1e-9), one.change
        assert one.outlook.expected_cents == pytest.approx(alone.expected_cents, abs=1e-6), one.change


def test_only_what_gains_is_offered_the_best_first(answer: RiskAnswer) -> None:
    assert answer.changes is not None and answer.found is not None
    chances = [one.outlook.on_time or 0 for one in answer.changes.offered]
    assert chances == sorted(chances, reverse=True)
    assert min(chances) >= (answer.found.policy.on_time or 0) + 0.001
    # One evening beside a cap of one unit, or a cap of two beside one evening, makes no room.
    assert not {"evening", "cap"} & {one.change.kind for one in answer.changes.offered}
    assert {"evening", "cap"} <= set(answer.changes.tried)


def test_without_a_deadline_changes_bring_the_award_nearer() -> None:
    found = answered(deadline=None, availability=None, acquired=DONE[:-2])
    assert found.changes is not None and found.found is not None
    assert "deadline" not in found.changes.tried and found.changes.offered
    for one in found.changes.offered:
        later = with_changes(found.case, one.change.set).learner.start - found.case.learner.start
        nearer = found.found.policy.expected_terms - one.outlook.expected_terms - later
        assert nearer == pytest.approx(one.sooner) and one.sooner >= 0.01


def test_what_is_certain_needs_no_change_and_no_time_leaves_them_open() -> None:
    certain = answered(chances={"fail": 0}, deadline="2024-S2")
    assert certain.changes is not None and not certain.changes.tried
    hasty = planner.risk(LEFT, time_limit=1e-6)
    assert hasty.found is not None and hasty.changes is not None
    assert hasty.changes.open and not hasty.changes.offered
    text = str(planner.document(hasty).render("text", "en"))
    assert "The time limit left some changes open" in text


def test_the_page_tells_the_best_of_each_kind(answer: RiskAnswer) -> None:
    document = planner.document(answer)
    data, text = document.data, " ".join(str(document.render("text", "en")).split())
    assert "WHAT WOULD MAKE IT SAFER" in text and "the title one term later, in 2021-S1" in text
    assert [one["kind"] for one in data["changes"]] == [one.change.kind for one in answer.changes.offered]  # type: ignore[union-attr]
    later = next(one for one in data["changes"] if one["kind"] == "deadline")
    assert later["set"] == {"deadline": "2021-S1"} and later["on_time"] > data["policy"]["on_time"]
    rows = document.frames("en")["risk-safer"]
    assert len(rows) == len(data["changes"])
