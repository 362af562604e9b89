"""A posted question, asked of the services: what comes back is the document that the command prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from planner.domain.case import Case
from planner.errors import BadInput
from planner.report.documents import document
from planner.service.alternatives import SLACK, alternatives_of
from planner.service.audit import audit as audit_plan
from planner.service.explain import explanation_of
from planner.service.frontier import frontier as frontier_of
from planner.service.learner import as_plan
from planner.service.plan import near_plan
from planner.service.replan import replan_of
from planner.service.risk import risk_of, too_long
from planner.service.settings import Settings
from planner.storage.learners import read_learner
from planner.web import engine
from planner.web.api.schemas import Asked, AskedAfterResults, AskedNear, AskedWithPlan, Options
from planner.web.api.timed import compared
from planner.web.bounds import bounded

FORM = "json"
ESTIMATING = 0.8
"""The part of the time limit of a question in which risks that are not exact are estimated."""
PLANS = 5
"""Plans that `alternatives` shows, the best one among them: as many as the command."""


def settings(options: Options) -> Settings:
    """How the services are asked."""
    return Settings.of(options.time_limit, options.seed, 1, options.today)


def learner_data(asked: Asked) -> dict[str, Any]:
    """The learner, with the objectives of the options in place of their own, as the option of a command has it."""
    wished = asked.options.minimise
    if wished is None:
        return asked.learner
    names = wished.split(",") if isinstance(wished, str) else wished
    return {**asked.learner, "minimise": [name.strip() for name in names if name.strip()]}


def learner_of(asked: Asked) -> Case:
    """The learner, read.

    Raises:
        BadInput: with every problem.
    """
    return read_learner(bounded(learner_data(asked)))


def plan(asked: AskedNear) -> str:
    """The best plan, or why there is none."""
    case, asked_for = learner_of(asked), settings(asked.options)
    if asked.plan is None:
        return _told(engine.plan(case, asked_for), asked)
    held, before = _in_plan(lambda: as_plan(asked.plan or {}, case))
    with engine.PLANS():
        return _told(near_plan(held, before, asked_for), asked)


def check(asked: AskedWithPlan) -> str:
    """Every rule that the plan breaks."""
    case = learner_of(asked)
    return _told(_in_plan(lambda: audit_plan(case, asked.plan)), asked)


def explain(asked: Asked) -> str:
    """Why there is no plan, or why the best one is not shorter or cheaper."""
    case = learner_of(asked)
    return _told(engine.explaining(explanation_of, case, settings(asked.options)), asked)


def alternatives(asked: Asked) -> str:
    """A few good plans that really differ."""
    case = learner_of(asked)
    return _told(engine.explaining(alternatives_of, case, PLANS, SLACK, settings(asked.options)), asked)


def compare(asked: Asked) -> str:
    """Pathways and fundings side by side; the limit is for all of them."""
    return _long(compared, asked)


def frontier(asked: Asked) -> str:
    """Every trade-off between duration, cost and load."""
    return _long(frontier_of, asked)


def replan(asked: AskedAfterResults) -> str:
    """The plan in place of an earlier one, after results."""
    case = learner_of(asked)
    held, before = _in_plan(lambda: as_plan(asked.plan, case))
    rows = [row.dict() for row in asked.results]
    with engine.PLANS():
        return _told(replan_of(held, before, rows, settings(asked.options)), asked)


def risk(asked: Asked) -> str:
    """The best way to go on when units can be failed."""
    case, options = learner_of(asked), asked.options
    config = settings(options).config
    config = replace(config, time_limit=config.time_limit * ESTIMATING)
    found = engine.within(options.time_limit, risk_of, case, options.today, None, config)
    return _told(found or too_long(case, options.today), asked)


def _long(service: Callable[..., Any], asked: Asked) -> str:
    options = asked.options
    how = {"time_limit": options.time_limit, "seed": options.seed, "today": options.today}
    return _told(engine.explaining(partial(service, **how), bounded(learner_data(asked))), asked)


def _told(answer: object, asked: Asked) -> str:
    return str(document(answer).render(FORM, asked.options.lang))


def _in_plan(read: Callable[[], Any]) -> Any:
    """What is read of the plan; its problems name their keys as they stand in what was posted."""
    try:
        return read()
    except BadInput as error:
        raise under("plan", error) from None


def under(key: str, error: BadInput) -> BadInput:
    """The problems, inside a key of what was posted."""
    found = []
    for problem in error.problems:
        where = f"{key}{'' if problem.where.startswith('[') or not problem.where else '.'}{problem.where}"
        values: Mapping[str, Any] = problem.values
        found.append(BadInput(problem.key, file=problem.file, line=problem.line, where=where, **values))
    return BadInput.of(found)
