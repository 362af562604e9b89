"""Causes of harm are added up: learners with the same cause are told together, whatever it leads to."""

from __future__ import annotations

from typing import Any

from planner.domain.text import Key, Words
from planner.report.documents.stress.causes import causes
from tests.worded import in_language


def group(learner: str, delay: int | None, instead: str = "", kind: str = "lost", **more: Any) -> Any:
    """A learner who lost the evening classes of A, or failed."""
    end = Key("stress.never") if delay is None else Key("stress.later", count=delay)
    lost = Key("stress.closed", names="A", count=1, modality="evening")
    part = Key("stress.instead", names=instead, count=1)
    what: Words = Key("stress.why.lost", end=end, what=Key("list.parts", first=lost, rest=part) if instead else lost)
    if kind == "failed":
        what = Key("stress.why.failed", end=end, names="B")
    units = {"B": 1} if kind == "failed" else {}
    return {"kind": kind, "delay": delay, "cases": 1, "learners": [learner], "units": units, "what": what, **more}


def told(*groups: Any, runs: int = 1) -> list[str]:
    found: list[list[str]] = in_language("en", causes, groups, runs)
    return [" | ".join(each) for each in found]


def test_one_cause_with_all_that_it_leads_to() -> None:
    assert told(group("x", None), group("y", 2, "C"), group("z", 2, "D")) == [
        "No plan left (1 person), 2 terms later (2 people): A has no evening classes any more | 3 people | x, y, z"
    ]


def test_what_stands_in_its_place_is_told_where_it_is_the_same_for_all() -> None:
    same = told(group("x", 1, "C"), group("y", 2, "C"))
    assert same == [
        "1 term later (1 person), 2 terms later (1 person): A has no evening classes any more; instead: C"
        " | 2 people | x, y"
    ]


def test_failures_are_one_cause_with_the_units_that_fail_most_often() -> None:
    first, second = group("x", 3, kind="failed", units={"B": 1, "C": 1}), group("x", 1, kind="failed", units={"C": 1})
    (one,) = told(first, second, runs=2)
    assert "most often in C and B" in one
    assert one.startswith("3 terms later (1 person, in 1 of 2 runs), 1 term later (")
    assert one.endswith("| 1 person, in 2 of 2 runs | x")


def test_many_delays_are_told_from_the_least_to_the_most() -> None:
    groups = [group(name, delay, kind="failed", units={"B": 1}) for delay, name in enumerate("uvwx", 1)]
    assert told(*groups) == [
        "1 to 4 terms later, after one or more failed exams, most often in B | 4 people | u, v, w, x"
    ]
    assert told(*groups, group("y", None, kind="failed", units={"B": 1}))[0].startswith(
        "1 to 4 terms later (4 people), No plan left (1 person), after"
    )


def test_stored_texts_are_added_up_where_they_are_the_same() -> None:
    assert told(group("x", 2, what="later"), group("y", 2, what="later"), group("z", 2, what="never")) == [
        "later | 2 people | x, y",
        "never | 1 person | z",
    ]
