"""Random failures on the five vintages: what is past and pinned stays, and no fewer units could move."""

from __future__ import annotations

from collections import Counter

from tests.replan_vintages import campaign

LEARNERS, SEED = 60, 2010


def test_random_failures_on_the_vintages() -> None:
    seen: Counter[str] = Counter()
    found = {name: wrong for name, wrong in campaign(LEARNERS, SEED, seen) if wrong}
    assert found == {}
    assert seen["optimal"] >= LEARNERS
    assert seen["moved"] >= LEARNERS // 10
    assert seen["second session"] >= LEARNERS // 20
    assert seen["otherwise"] >= LEARNERS // 4
