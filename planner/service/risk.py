"""When units can be failed: the best way to go on, and what to expect of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from planner.domain.case import Case
from planner.domain.chances import Chances
from planner.domain.past import PastChances
from planner.service.chances import lent, past_chances
from planner.service.learner import Learner, as_case
from planner.service.settings import Settings
from planner.solve.config import Config
from planner.solve.engine import Clock

if TYPE_CHECKING:
    from planner.storage.past_results import Given
    from planner.study.risk.answer import Outlook, Risk
    from planner.study.risk.changes import Changes
    from planner.study.risk.margins import Margin

RiskStatus = Literal["optimal", "feasible", "no_chances", "impossible", "unknown"]
OF_CHANGES = 0.5
"""The part of the time left in which changes are tried."""
TABLE = (0.05, 0.1, 0.2, 0.3)
"""Chances to fail that are tried where nobody states any."""


@dataclass(frozen=True, slots=True)
class RiskAnswer:
    """The answer for a `case`: what was `found`; `table` (chance to fail, what to expect then) where nobody states
    chances; `why` these are estimates: a word of `planner.study.risk.inexact.Inexact`; or why there is nothing: `time`.

    The chances come from `past` results, where those were given. Where what was found is exact, `changes` say what more
    safety costs, and `margins` how far the chances may be off before another choice is best now.

    `status` is `optimal`, `feasible` (estimates), `no_chances`, `impossible` (no award within 16 years, whatever is
    passed) or `unknown`.
    """

    case: Case
    status: RiskStatus
    chances: Chances | None
    found: Risk | None = None
    table: tuple[tuple[float, Outlook], ...] = ()
    why: str | None = None
    today: date | None = None
    past: PastChances | None = None
    changes: Changes | None = None
    margins: tuple[Margin, ...] = ()


def risk(
    learner: Learner, *, past: Given | None = None, time_limit: float = 60.0, seed: int = 0, workers: int = 1,
    today: date | None = None,
) -> RiskAnswer:  # fmt: skip
    """The best way to go on from the start of a learner, when exams can be failed; `today` is the day that documents
    carry, if not that of the call. The chances of `past` results (a file, or its rows) go before those of the learner.
    What changes would bring is looked for in half of the time limit (seconds) that is left. Where nothing is exact,
    draws of chance by the `seed` give estimates: as many as the time limit allows, up to 1000.

    Terms are indices of the programme's calendar, money is cents; chances are from 0 to 1.

    Raises:
        BadInput: the learner does not fit, or past results do not.
    """
    return risk_of(as_case(learner), today, past, Settings.of(time_limit, seed, workers).config)


def risk_of(
    case: Case, today: date | None = None, past: Given | None = None, config: Config | None = None
) -> RiskAnswer:
    """The same of a case."""
    if past is not None:
        counted = past_chances(past, (case.programme,))
        return replace(risk_of(lent(case, counted), today, config=config), past=counted)
    from planner.study.risk import answer
    from planner.study.risk.changes import changes
    from planner.study.risk.inexact import Inexact
    from planner.study.risk.margins import margins

    chances, clock = case.chances, Clock.of(config or Config())
    try:
        if chances is None:
            table = tuple((fail, answer.quick(case, Chances(fail))) for fail in TABLE)
            return RiskAnswer(case, "no_chances", None, table=table, today=today)
        base = answer.solved(case, chances)
        found = answer.told(*base)
    except Inexact as reason:
        return replace(_estimated(case, chances, reason.why, config or Config()), today=today)
    if not found.possible:
        return RiskAnswer(case, "impossible", chances, found, today=today)
    safer = changes(case, chances, found, base, clock.part(OF_CHANGES), today or date.today())
    margin = margins(found, base, clock.part(OF_CHANGES))
    return RiskAnswer(case, "optimal", chances, found, today=today, changes=safer, margins=margin)


def _estimated(case: Case, chances: Chances | None, why: str, config: Config) -> RiskAnswer:
    """What can be said where nothing is exact, for a reason (a word of `Inexact`)."""
    from planner.study.risk.estimate.sample import estimate, estimate_quickly

    if chances is None:
        part = replace(config, time_limit=config.time_limit / len(TABLE))
        table = tuple((fail, estimate_quickly(case, Chances(fail), part)) for fail in TABLE)
        rows = tuple((fail, outlook) for fail, outlook in table if outlook is not None)
        return RiskAnswer(case, "no_chances", None, table=rows, why=why)
    found = estimate(case, chances, config, why)
    if found is None:
        return RiskAnswer(case, "unknown", chances, why="time")
    return RiskAnswer(case, "feasible" if found.possible else "impossible", chances, found, why=why)


def too_long(case: Case, today: date | None = None) -> RiskAnswer:
    """What is said of a case whose reckoning was ended before it was over."""
    return RiskAnswer(case, "unknown" if case.chances else "no_chances", case.chances, why="time", today=today)
