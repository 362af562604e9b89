"""TET003 does not run in 2019-2020: who is delayed, by how much, and why nobody else is, worked out by hand.

TET003 takes a whole academic year. Closed in 2019-2020 it ends in spring 2021 at the earliest, in the fourth term from
autumn 2019. So it delays exactly those who still need it and could have had the title before: of nine learners in the
evening of the vintage 2019-2020 these four. Who holds it is not touched, and who needs it has time for it where other
units take until spring 2021 anyway, or where the start is too late for the class of 2019-2020.
"""

from __future__ import annotations

from typing import Any

import pytest

from planner.domain.case import Case
from planner.storage import programmes, scenarios
from planner.storage.validation import Source
from planner.study.stress import evaluate
from planner.study.stress.variants import variant
from tests.support import case_of, term

PROGRAMME = "casp-2019-2020"
CLASS = "TET003-2019-year-evening"
ALL = (
    "TET099", "TRS001", "AST004", "TET003", "CCE001", "TET007", "TRS002", "CCE003", "PSY001", "AST005", "AST002",
    "UEV010",
)  # fmt: skip


def but(*needed: str) -> list[str]:
    """All units but these."""
    return [unit for unit in ALL if unit not in needed]


LEARNERS: dict[str, tuple[dict[str, Any], int, int]] = {
    "only TET003": ({"acquired": but("TET003")}, 2, 4),
    "by spring 2020": ({"acquired": but("TET003", "AST005"), "deadline": "2019-S2"}, 2, 4),
    # One autumn unit too many for a year of two a term beside TET003, so a third term.
    "three terms": ({"acquired": but("TET003", "CCE001", "CCE003"), "max_units_per_term": 2}, 3, 4),
    # Five a term, one for each free evening: in spring 2020 TET003 and the other four, in autumn the six others by four
    # and two: three terms.
    "eleven, five a term": ({"acquired": ["TET099"], "max_units_per_term": 5}, 3, 4),
    # With TET099 there are six for that spring: one waits for the next in any case.
    "all, five a term": ({"max_units_per_term": 5}, 4, 4),
    # 13 places by threes are five terms.
    "all": ({}, 5, 5),
    # In spring 2020 it is too late for that class: in the year after, whatever becomes of it.
    "from spring on": ({"acquired": but("TET003"), "start": "2019-S2"}, 3, 3),
    "holds TET003": ({"acquired": ["TET003"]}, 4, 4),
    "only AST005": ({"acquired": but("AST005")}, 2, 2),
}
"""What they hold, and terms to the title with the class and without it."""
DELAYED = {"only TET003", "by spring 2020", "three terms", "eleven, five a term"}


def closed() -> list[dict[str, Any]]:
    return [{"id": "closed", "changes": [{"close": {"unit": "TET003", "year": 2019}}]}]


@pytest.mark.parametrize("name", LEARNERS)
def test_closing_tet003_delays_exactly_those_who_need_it_then(name: str) -> None:
    keys, before, after = LEARNERS[name]
    case: Case = case_of(PROGRAMME, **keys)
    (scenario,) = scenarios.read(Source({"scenarios": closed()}, "scenarios.yaml"))
    baseline = evaluate.baseline(case)
    found = evaluate.evaluate(case, variant(programmes.load(PROGRAMME), scenario), 0, 0, baseline)
    assert (baseline.duration, found.duration) == (before, after)
    needed = "TET003" in case.remaining
    soon = case.learner.start + before - 1 < term(case, "2020-S2")
    assert (name in DELAYED) == (after > before) == (needed and soon)
    assert found == baseline or (needed and found.lost == (CLASS,))
    assert found.on_time == (name not in DELAYED)
