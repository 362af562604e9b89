"""What one draw of chance holds for a learner: the same exams are failed whatever way of going on is played."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.chances import Chances
from planner.study.stress.draws import draw


@dataclass(frozen=True, slots=True)
class Tape:
    """The draw `run` of a `seed`: results hang on unit, number of the attempt (from 1) and session (1 or 2) alone."""

    chances: Chances
    seed: int
    run: int

    def fails(self, unit: str, attempt: int, session: int) -> bool:
        """Whether the exam is failed."""
        chance = self.chances.of(unit) if session == 1 else self.chances.second_session
        return draw("risk", self.seed, self.run, unit, attempt, session) < chance

    def attempts(self, unit: str, most: int, before: int = 0) -> int:
        """Attempts until the unit is passed at one of its sessions, but for those `before`; at most so many."""
        again = self.chances.second_session < 1
        for attempt in range(1, most):
            number = before + attempt
            if not self.fails(unit, number, 1) or (again and not self.fails(unit, number, 2)):
                return attempt
        return most
