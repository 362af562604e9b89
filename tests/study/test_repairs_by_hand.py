"""Conflicts and repairs of learners made by hand, for what random ones seldom meet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.pipeline import solve
from planner.study import repair_search
from planner.study.bottleneck import RULES, bottleneck
from planner.study.explain import Explanation, explain
from planner.study.menu import Menu
from tests.support import case_of

PARIS = "casp-2019-2020"


def explained(programme: str = PARIS, **keys: Any) -> Explanation:
    return explain(case_of(programme, **keys), Config())


def kinds(found: Explanation) -> list[str]:
    return [" ".join(change.kind for change in repair.changes) for repair in found.repairs]


def test_dates_alone_are_told_without_the_units() -> None:
    """The units do not fit either, but twenty-four months of experience are enough to say it."""
    experience = {"months": 0, "in_sector": True, "working": True}
    found = explained(programme="casp-2010-reunion", start="2010-S1", experience=experience, deadline="2011-S2")
    assert sorted(instance.rule for instance in found.conflict.instances) == ["deadline", "experience"]


def test_a_repair_that_takes_long_to_solve_is_shown_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair_search, "SOLVE_LIMIT", 0.001)
    found = explained(deadline="2020-S2")
    assert "deadline" in kinds(found)


def test_the_earliest_of_many_windows_is_proposed() -> None:
    found = explained(experience={"months": 0, "in_sector": False, "working": False})
    assert found.repairs[0].set["internship_windows"] == [{"from": "2019-10-01", "to": "2020-01-01"}]


def test_another_pathway_beside_what_would_be_asked_in_every_term() -> None:
    assert kinds(explained(max_units_per_term=0)) == ["always", "pathway"]


def test_another_pathway_before_evenings_that_are_not_free() -> None:
    """Both other pathways come to the same plan: one of them is enough."""
    assert kinds(explained(availability={"evenings": []})) == ["pathway"]


def test_no_pathway_where_little_is_asked() -> None:
    assert "pathway" not in kinds(explained(deadline="2020-S2"))


def test_too_many_units_for_too_few_places_is_decided() -> None:
    """Nineteen terms of one daytime unit a year: that eighteen do not do is a sum, which plain search does not see."""
    caps = {"default": 1, "terms": {"2019-S2": 3}}
    evenings = {"evenings": [], "terms": {"2020-S2": {"evenings": ["thu", "fri"]}}}
    case = case_of(
        PARIS, start="2019-S2", pathway="mixed", acquired=["TRS001"], max_daytime_units_per_term=caps,
        availability=evenings,
    )  # fmt: skip
    assert bottleneck(case, solve(case), Config(), Clock.start(30)).kind == RULES


OUTSIDE = {"months": 24, "in_sector": False, "working": False}


def test_a_window_grows_by_the_days_that_are_missing() -> None:
    found = explained(experience=OUTSIDE, internship_windows=[{"from": "2020-09-03", "to": "2020-11-30"}])
    assert [repair.set["internship_windows"] for repair in found.repairs] == [
        [{"from": "2020-09-03", "to": "2020-12-03"}],
        [{"from": "2020-08-31", "to": "2020-11-30"}],
    ]
    assert not any(repair.undoes for repair in found.repairs)


def test_a_start_in_the_term_before_where_the_deadline_is_a_term_too_soon() -> None:
    found = explained(deadline="2021-S1", start="2019-S2")
    starts = [repair.set for repair in found.repairs if "start" in repair.set]
    assert starts == [{"start": "2019-S1"}]


@pytest.mark.parametrize(
    "today, keys, sooner",
    [
        ("2019-09-30", {}, True),
        ("2019-10-01", {}, False),
        ("2019-12-01", {}, False),
        ("2019-12-01", {"fictional": True}, True),
        ("2026-12-01", {}, True),
    ],
)
def test_no_start_in_a_term_that_has_begun(today: str, keys: dict[str, Any], sooner: bool) -> None:
    """But for who is made up, and for who asks about years gone by."""
    case = case_of(PARIS, deadline="2021-S1", start="2019-S2", **keys)
    found = explain(case, Config(), today=date.fromisoformat(today))
    assert ({"start": "2019-S1"} in [repair.set for repair in found.repairs]) is sooner
    assert found.repairs


def test_a_term_whose_enrolment_has_closed_cannot_begin() -> None:
    case = case_of("fictional-three-terms", start="2024-T3")
    winter = case.programme.calendar.term(case.learner.start - 1)
    for today, can in ((date(2024, 12, 20), True), (date(2024, 12, 21), False), (date(2025, 1, 6), False)):
        assert Menu(case, case.learner.start, today).can_begin(winter) is can


def test_another_payer_where_the_year_costs_too_much() -> None:
    found = explained(funding="employer", max_cost_per_year=1000, deadline="2021-S2")
    assert [repair.set["funding"] for repair in found.repairs if "funding" in repair.set] == [
        ["employer", "individual"],
        "individual",
    ]


def test_another_payer_is_no_matter_where_no_money_is_in_the_way() -> None:
    assert "payer" not in kinds(explained(funding="employer", deadline="2020-S2"))


def test_evenings_stay_where_a_later_title_or_another_pathway_is_enough() -> None:
    found = explained(availability={"evenings": ["tue"]}, deadline="2021-S2")
    assert kinds(found) == ["deadline", "pathway", "pathway"]


def test_a_pathway_that_the_programme_does_not_have_is_left_before_anything_else() -> None:
    found = explained(pathway="distance", deadline="2022-S2")
    assert [repair.set for repair in found.repairs] == [{"pathway": name} for name in ("mixed", "daytime", "evening")]


def test_work_is_proposed_where_nothing_else_helps_and_marked() -> None:
    found = explained(experience={"months": 6, "in_sector": True, "working": False}, deadline="2022-S2")
    assert [repair.undoes for repair in found.repairs] == [("experience.working",)]


def test_evenings_that_nobody_stated_may_be_more() -> None:
    found = explained(max_units_per_term=7, deadline="2019-S2", acquired=["TRS002", "PSY001"])
    assert any(repair.changes[0].kind == "evening" and not repair.undoes for repair in found.repairs), kinds(found)
