"""Why a learner has no plan and what would make one; or why the best plan is not shorter or cheaper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.service.learner import Learner, as_case
from planner.service.settings import Settings
from planner.solve.progress import Event, Listener, Stop

if TYPE_CHECKING:
    from planner.study.explain import Explanation


@dataclass(frozen=True, slots=True)
class ExplainAnswer:
    """The `explanation` of a `case`, as it was asked (`settings`); its `result` is what the search came to."""

    case: Case
    explanation: Explanation
    settings: Settings


def explain(
    learner: Learner, *, time_limit: float = 60.0, seed: int = 0, workers: int = 1, today: date | None = None,
    stop: Stop | Event | None = None, progress: Listener | None = None,
) -> ExplainAnswer:  # fmt: skip
    """Why the learner has no plan, with the smallest changes that make one, each verified; or what keeps the best plan
    from being shorter or cheaper, how far each unit could move, and what one small change would bring.

    `today` is the day of its notices, if not that of the call: nothing begins in a term that has begun then. Once
    `stop` is true, or set, what was found by then is the answer; `progress` is called with each event (`Config`).

    Raises:
        BadInput: the learner does not fit; it names file, line or key.
        Inconsistent: a plan does not pass the checker; a defect of the program.
    """
    settings = Settings.of(time_limit, seed, workers, today, stop=stop, progress=progress)
    return explanation_of(as_case(learner), settings)


def explanation_of(case: Case, settings: Settings) -> ExplainAnswer:
    """The same with settings as they are."""
    from planner.study.explain import explain as explained

    return ExplainAnswer(case, explained(case, settings.config, today=settings.day), settings)
