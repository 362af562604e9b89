"""Seeded random learners of tiny programmes who may fail their exams."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from planner.domain.case import Case
from planner.storage import learners
from planner.storage.programme_parts import Parts
from planner.storage.validation import Source, parse
from tests.agreement import made_readable

from .random_learners import random_learner
from .random_programmes import random_programme


def random_chances(seed: int) -> Case:
    """A case without what is no matter of passed units alone: budgets, least loads, pins.

    Raises:
        BadInput: the programme is one that readers refuse.
    """
    random = Random(seed)
    programme = random_programme(random)
    learner = random_learner(random, programme, random.choice((2, 4, 6)))
    for key in ("pins", "max_cost_per_year"):
        learner.pop(key, None)
    for key in ("min_units", "min_credits"):
        programme["load"].pop(key, None)
    for row in programme["tariffs"]:
        row.pop("at_most_units", None)
    if random.random() < 0.6:
        programme["units"] = [{"credits": 4, "hours": 30} | unit for unit in programme["units"]]
    courses = [unit["code"] for unit in programme["units"] if "kind" not in unit]
    some = random.sample(courses, random.randint(0, len(courses)))
    chances = {code: random.choice((0, 1, 0.2, 0.4, 0.75)) for code in some}
    learner["chances"] = {"fail": random.choice((0, 1, 0.5, 0.15, 0.3)), "units": chances}
    if random.random() < 0.4:
        learner["chances"]["second_session"] = random.choice((0, 0.3, 0.5, 0.9))
        programme["calendar"]["resits"] = [{"starts": "2020-08-29", "ends": "2020-09-09"}]
    programme = made_readable(programme)
    read = Parts(source := Source(programme, "programme"), parse(source, "programme")).programme("programme", "")
    learner.pop("deadline", None)
    if random.random() < 0.5:
        start = read.calendar.index(learner["start"])
        assert start is not None
        learner["deadline"] = read.calendar.term(start + random.randint(0, 5)).name
    data = Source({**learner, "programme": read.id}, "learner")
    return Case(read, learners.learner(data, read, "learner"))


def sure(case: Case) -> Case:
    """The same learner as one who fails nothing, has all the time there is, and wants the shortest, then the cheapest
    way; the certificate comes first only where it must.
    """
    order = "require" if case.learner.order == "require" else "ignore"
    free = replace(case.learner, deadline=None, minimise=("duration", "cost"), order=order)
    return replace(case, learner=free)
