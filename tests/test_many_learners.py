"""As many random learners as one likes against the exact references; a few by default.

`PLANNER_LEARNERS=1900 pytest tests/test_many_learners.py -rP` compares 1 900 and tells what they were.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.many_agreement import FIRST_SEED, KINDS, compared

LEARNERS = int(os.environ.get("PLANNER_LEARNERS", "100"))
BATCH = 50


def _batches() -> list[tuple[str, int, int]]:
    """Kind, first seed and number of learners of each test: hundreds of seeds apart, so that none is drawn twice."""
    found = []
    for kind, (_, _, share) in KINDS.items():
        left = -(-LEARNERS * share // 100)
        batches = range(-(-left // BATCH))
        found += [(kind, FIRST_SEED + 10 * BATCH * place, min(BATCH, left - BATCH * place)) for place in batches]
    return found


@pytest.mark.parametrize(("kind", "first", "number"), _batches())
def test_many_random_learners(kind: str, first: int, number: int) -> None:
    seen: Counter[str] = Counter()
    found = {}
    for seed, status, wrong in compared(kind, number, first):
        seen[status] += 1
        if wrong:
            found[seed] = wrong
    print(f"{kind} from {first}: {number} compared, {len(found)} differ, {dict(seen)}")
    assert found == {}
    assert seen["optimal"] + seen["impossible"] == number
    assert seen["refused"] <= max(2, number // 4)
