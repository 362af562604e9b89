"""A new plan after results of exams: what happened is fixed, what failed is retaken, the rest changes little."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.errors import BadInput
from planner.service.learner import Learner, as_case, as_plan
from planner.service.plan import PlanAnswer, replan_answer
from planner.service.settings import Settings
from planner.solve.progress import Event, Listener, Stop
from planner.storage import dates, hints
from planner.storage import results as files
from planner.storage.given import Given
from planner.storage.results import ResultRow, Results
from planner.storage.validation import Source
from planner.study.moved import OWN, PREFERENCES

MOST_TERMS = 99
"""Terms that a plan can be asked to keep to."""


def replan(
    learner: Learner, plan: Given, results: Results = (), *, now: str | None = None, prefer: str = OWN,
    keep_duration: int | None = None, resits: bool = True, time_limit: float = 60.0, seed: int = 0, workers: int = 1,
    today: date | None = None, stop: Stop | Event | None = None, progress: Listener | None = None,
) -> PlanAnswer:  # fmt: skip
    """The plan in place of an earlier one, after `results`: mappings of `unit`, `term` and `result` (`passed`,
    `failed`, `pending` or `absent`), or a table of them.

    `now` is the first term still open, otherwise the one after the last result; what the earlier plan had before and
    nobody told counts as passed. `prefer` says what comes first: the learner's `own`
    first objective, the `duration`, or `stability`, few moves; with `keep_duration` the plan takes at most so many
    terms, and then moves few units. Without `resits` no second session is counted on. The other arguments are those of
    `plan`; no result may be of a term that begins after `today`, where it is given.

    Raises:
        BadInput: the learner, the plan, a result or a value does not fit; with every problem, naming file, line or key.
        Inconsistent: the plan does not pass the checker; a defect of the program.
    """
    case, before = as_plan(plan, as_case(learner))
    settings = Settings.of(time_limit, seed, workers, today, stop=stop, progress=progress)
    return replan_of(
        case, before, results, settings, now=now, prefer=prefer, keep_duration=keep_duration, resits=resits
    )


def replan_of(
    case: Case, before: Plan, results: Results, settings: Settings, *, now: str | None = None, prefer: str = OWN,
    keep_duration: int | None = None, resits: bool = True,
) -> PlanAnswer:  # fmt: skip
    """The same after a plan of the case as it was read."""
    from planner.study.past import after_results, place_results
    from planner.study.replan import replan

    if prefer not in PREFERENCES:
        raise BadInput("csv.choice", where="prefer", value=prefer, known=hints.near(prefer, PREFERENCES))
    if keep_duration is not None and not 0 < keep_duration <= MOST_TERMS:
        raise BadInput("replan.keep", where="keep_duration", value=keep_duration, most=MOST_TERMS)
    _check_start(case, before)
    rows = tuple(place_results(case, before, files.load(results, case, ("results",))))
    _check_terms(case, rows, settings.today)
    first = None if now is None else dates.term(Source(now, None, under=("now",)), (), now, case.programme)
    left = after_results(case, before, rows, first, resits=resits)
    found = replan(
        left, before, settings.config, prefer=prefer, within=keep_duration, results=rows, today=_day(case, settings)
    )
    return replan_answer(found, settings)


def _check_start(case: Case, plan: Plan) -> None:
    """The plan begins no earlier than the learner does.

    Raises:
        BadInput: naming each unit that stands before.
    """
    name, start = case.programme.calendar.term, case.learner.start
    early = [
        BadInput("check.before_start", where="plan", unit=one.unit, term=name(one.first).name, start=name(start).name)
        for one in plan.chosen
        if one.first < start
    ]
    if early:
        raise BadInput.of(early)


def _check_terms(case: Case, rows: Iterable[ResultRow], today: date | None) -> None:
    """No result is of a term that begins after the day that was given.

    Raises:
        BadInput: naming the row.
    """
    for row in rows:
        term = case.programme.calendar.term(row.term)
        if today is not None and term.span.starts > today:
            raise row.error("results.to_come", "term", value=term.name, starts=term.span.starts, today=today)


def _day(case: Case, settings: Settings) -> date | None:
    """The day on which results can be known: any for a learner who is made up, unless a day is given."""
    return settings.today or (None if case.fictional else settings.day)
