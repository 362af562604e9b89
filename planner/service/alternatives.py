"""A few good plans of a learner that really differ, within so much of the best one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.domain.learner import ASKED, MONEY, OBJECTIVES
from planner.errors import BadInput
from planner.service.learner import Learner, as_case
from planner.service.plan import PlanAnswer, answer
from planner.service.settings import Settings
from planner.solve.progress import Event, Listener, Stop

if TYPE_CHECKING:
    from planner.study.alternatives import Alternatives, Slack

SLACK: Mapping[str, str] = {"duration": "1", "cost": "10%"}
"""How much worse than the best a plan may be unless somebody says otherwise."""
MOST = 12
"""Plans in all that anybody can tell apart."""


@dataclass(frozen=True, slots=True)
class AlternativesAnswer:
    """`found` begins with the best plan of the `case`; so many plans were asked for (`number`), and values as much
    worse than the best as `slack` writes for each objective.
    """

    case: Case
    found: Alternatives
    slack: Mapping[str, str]
    number: int
    settings: Settings


def alternatives(
    learner: Learner, *, number: int = 5, slack: Mapping[str, str] | None = None, time_limit: float = 60.0,
    seed: int = 0, workers: int = 1, today: date | None = None,
    stop: Stop | Event | None = None, progress: Listener | None = None,
) -> AlternativesAnswer | PlanAnswer:  # fmt: skip
    """The best plan and others, `number` in all, whose smallest distance is the largest: the units of two plans that
    are not in the same classes. Where there is no plan at all, the answer of `plan`, which says why.

    `slack` maps objectives to what a plan may have more than the best one: terms, units or euros (`"1"`), or a part of
    the best value (`"10%"`); those of `SLACK` that it does not name stay. `time_limit` is in seconds, for all plans;
    `today` is the day of the notices, if not that of the call. Once `stop` is true, or set, what
    was found by then is the answer; `progress` is called with each event (`Config`).

    Raises:
        BadInput: the learner does not fit, or a slack is none.
        Inconsistent: a plan does not pass the checker; a defect of the program.
    """
    settings = Settings.of(time_limit, seed, workers, today, stop=stop, progress=progress)
    return alternatives_of(as_case(learner), number, {**SLACK, **(slack or {})}, settings)


def alternatives_of(
    case: Case, number: int, slack: Mapping[str, str], settings: Settings
) -> AlternativesAnswer | PlanAnswer:
    """The same of a case, with settings as they are."""
    if not 1 < number <= MOST:
        raise BadInput("alternatives.number", value=number, most=MOST)
    for name, amount in slack.items():
        check_slack(name, amount)

    from planner.study.alternatives import alternatives

    limits = {name: _slack(name, amount) for name, amount in slack.items()}
    found = alternatives(case, number, limits, settings.config)
    if found.results[0].plan is None:
        return answer(case, found.results[0], settings)
    return AlternativesAnswer(case, found, slack, number, settings)


def check_slack(name: str, amount: str) -> None:
    """Nothing where the name is that of an objective, and the amount one of its values or a percentage.

    Raises:
        BadInput: one of them is not.
    """
    if name not in (*OBJECTIVES, *ASKED):
        raise BadInput("alternatives.slack_name", where="slack", value=name, known=", ".join((*OBJECTIVES, *ASKED)))
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?%?", amount):
        raise BadInput("alternatives.slack", where="slack", value=f"{name}={amount}")
    if not amount.endswith("%") and name not in MONEY and float(amount) != int(float(amount)):
        raise BadInput("alternatives.slack", where="slack", value=f"{name}={amount}")


def _slack(name: str, amount: str) -> Slack:
    from planner.study.alternatives import Slack

    if amount.endswith("%"):
        return Slack(percent=float(amount[:-1]))
    return Slack(round(float(amount) * 100) if name in MONEY else int(float(amount)))
