"""What is put comes back the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.study.stress.outcome import Outcome
from planner.study.stress.store import STATUSES, Outcomes

NUMBERS = st.none() | st.integers(0, 2**31 - 1)
NAMES = st.lists(st.text(max_size=4), max_size=3).map(tuple)
OUTCOMES = st.builds(
    Outcome, st.sampled_from(STATUSES), st.none() | st.booleans(), NUMBERS, NUMBERS, st.none() | st.just("2021-01-31"),
    st.none() | st.integers(0, 2**40), NAMES, st.integers(0, 99), NAMES,
)  # fmt: skip


@settings(max_examples=50)
@given(st.lists(OUTCOMES, min_size=6, max_size=6))
def test_every_outcome_comes_back(given_: list[Outcome]) -> None:
    store = Outcomes(2, 3)
    assert store.get(1, 2) is None and not store.has(1, 2)
    for at, outcome in enumerate(given_):
        store.put(*divmod(at, 3), outcome)
    assert [store.get(*divmod(at, 3)) for at in range(6)] == given_
    assert store.plan(1, 1) == given_[4].offerings
    store.copy(0, 5)
    assert store.require(1, 2) == given_[0]
