"""Changes made together: each on what those before it left, in the words of what is written in the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planner.domain.case import Case
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.study.changes import singles
from planner.study.conflict import NO_CONFLICT
from planner.study.explain import explain
from planner.study.menu import Menu
from planner.study.repair_search import Search
from tests.support import case_of

Tiny = Callable[..., Case]


def applied(case: Case, *wanted: tuple[str, Any]) -> dict[str, Any]:
    """The data after the changes of these kinds and subjects."""
    search = Search(case, NO_CONFLICT, Config(), Clock.start(60), {})
    options = {(change.kind, change.subject): change for change in singles(Menu(case, case.learner.start + 3))}
    return dict(search.after(tuple(options[name] for name in wanted)).learner.data)


def test_two_evenings_in_a_term_that_has_few(tiny: Tiny) -> None:
    case = tiny(availability={"evenings": ["mon"]}, deadline="2021-S2")
    data = applied(case, ("evening", ("2020-S1", "tue")), ("evening", ("2020-S2", "tue")))
    assert data["availability"] == {
        "evenings": ["mon"],
        "terms": {"2020-S1": {"evenings": ["mon", "tue"]}, "2020-S2": {"evenings": ["mon", "tue"]}},
    }


def test_evening_units_of_a_daytime_learner_add_up(tiny: Tiny) -> None:
    case = tiny(pathway="daytime", deadline="2021-S2")
    data = applied(case, ("daytime", ("evening", "2020-S1")), ("daytime", ("evening", "2020-S2")))
    assert data["pathway"] == "mixed"
    assert data["max_units_per_term"] == {"default": 0, "terms": {"2020-S1": 1, "2020-S2": 1}}


def test_what_is_avoided_twice_is_accepted_once(tiny: Tiny) -> None:
    found = explain(tiny(avoid=["A", "A", "B"], deadline="2020-S2")).repairs
    assert [repair.set for repair in found] == [{"avoid": []}]


def test_steps_in_every_term_are_worded_as_they_are_written(tiny: Tiny) -> None:
    one_term = {"calendar": {
        "year": 2020,
        "terms": [{"id": "S1", "title": "year", "starts": "2020-09-01", "ends": "2021-06-30"}],
        "periods": [{"id": "S1", "terms": ["S1"]}],
    }, "offerings": [{"units": list("ABCD"), "period": "S1", "modality": "evening"}]}  # fmt: skip
    case = tiny(programme=one_term, max_units_per_term=1, avoid=["A"], deadline="2020-S1")
    for repair in explain(case).repairs:
        for change in repair.changes:
            if change.key == "change.cap_always":
                assert repair.set["max_units_per_term"] == change.values["count"]


def test_a_later_deadline_instead_of_many_terms(tiny: Tiny) -> None:
    case = tiny(max_units_per_term=1, avoid=["A"], deadline="2020-S2")
    first = explain(case).repairs[0]
    assert [change.kind for change in first.changes] == ["elective", "deadline"]
    assert first.set == {"avoid": [], "deadline": "2021-S2"}


def test_a_daytime_learner_is_told_the_cap_that_is_enough_in_every_term() -> None:
    case = case_of("casp-2019-2020", pathway="daytime", max_daytime_units_per_term=3, deadline="2020-S2")
    sets = [repair.set for repair in explain(case).repairs]
    assert {"max_daytime_units_per_term": 6} in sets
    case = case_of("casp-2019-2020", pathway="daytime", max_daytime_units_per_term=5, deadline="2020-S2")
    assert {"max_daytime_units_per_term": {"default": 5, "terms": {"2019-S1": 7}}} in [
        repair.set for repair in explain(case).repairs
    ]
