"""Statuses are four, and are their words wherever they are written."""

from __future__ import annotations

import json
import pickle

from planner.domain.status import Status


def test_they_are_written_as_words() -> None:
    words = ["optimal", "feasible", "impossible", "unknown"]
    assert [*Status] == words
    assert json.dumps([*Status]) == json.dumps(words)
    assert [f"{status}" for status in Status] == words
    assert [str(status) for status in Status] == words


def test_they_stay_themselves_in_another_process() -> None:
    assert all(pickle.loads(pickle.dumps(status)) is status for status in Status)


def test_what_they_say() -> None:
    assert {status for status in Status if status.decided} == {Status.OPTIMAL, Status.IMPOSSIBLE}
