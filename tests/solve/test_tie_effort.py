"""Ties are broken with no more work than what came before took, or than a little; the plan stays proven best."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.curricula import folder, part
from planner.check import violations
from planner.solve.levels import TIE_LEAST, TIE_QUICK, Levels
from planner.solve.pipeline import solve
from planner.solve.result import OPTIMAL

OVER = 1.3
"""CP-SAT looks at its limit now and then."""


@pytest.mark.parametrize("place", range(6))
def test_ties_take_no_more_than_the_rest(place: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = part.imported(folder.made(tmp_path, 6, 2019)[place], tmp_path / "imported")
    assert one is not None
    spent: list[tuple[float, float]] = []
    breaks = Levels._break_ties

    def watched(self: Levels) -> bool | None:
        before = self.search.clock.effort
        found = breaks(self)
        spent.append((before, self.search.clock.effort - before))
        return found

    monkeypatch.setattr(Levels, "_break_ties", watched)
    result = solve(one.case)
    assert result.status == OPTIMAL
    assert result.plan is not None
    assert violations(one.case, result.plan) == []
    assert all(took <= (TIE_QUICK + max(TIE_LEAST, before)) * OVER for before, took in spent)
