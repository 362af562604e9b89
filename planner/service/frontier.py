"""Every trade-off between duration, cost and load that a learner has, each a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.service.learner import Learner, as_case
from planner.service.plan import PlanAnswer, answer
from planner.service.settings import Settings
from planner.solve.progress import Event, Listener, Stop

if TYPE_CHECKING:
    from planner.study.frontier import Frontier


@dataclass(frozen=True, slots=True)
class FrontierAnswer:
    """`found` is the front of the `case`, among plans of at most `max_terms` terms, None for any."""

    case: Case
    found: Frontier
    max_terms: int | None
    settings: Settings


def frontier(
    learner: Learner, *, max_terms: int | None = None, time_limit: float = 60.0, seed: int = 0, workers: int = 1,
    today: date | None = None,
    stop: Stop | Event | None = None, progress: Listener | None = None,
) -> FrontierAnswer | PlanAnswer:  # fmt: skip
    """Every plan that no other beats in duration, cost and load at once; plans of more than `max_terms` terms are left
    aside. Where there is no plan at all, the answer of `plan`, which says why.

    `time_limit` is in seconds, for the whole front; `today` is the day of the notices, if not that of the call. Once
    `stop` is true, or set, the points found by then are the answer; `progress` is called with each event (`Config`).

    Raises:
        BadInput: the learner does not fit.
        Inconsistent: a plan does not pass the checker; a defect of the program.
    """
    settings = Settings.of(time_limit, seed, workers, today, stop=stop, progress=progress)
    return frontier_of(as_case(learner), max_terms, settings)


def frontier_of(case: Case, max_terms: int | None, settings: Settings) -> FrontierAnswer | PlanAnswer:
    """The same of a case, with settings as they are."""
    from planner.study.frontier import frontier

    found = frontier(case, settings.config, max_terms=max_terms)
    if found.first.plan is None:
        return answer(found.case, found.first, settings, within=max_terms)
    return FrontierAnswer(case, found, max_terms, settings)
