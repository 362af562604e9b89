"""Random learners of every kind, and how their answers compare: for what must be true of two inputs together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from random import Random
from typing import Any

from benchmarks.learners import VINTAGES, learner
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.solve.pipeline import solve
from planner.solve.result import Result
from planner.storage import programmes
from tests.agreement import Raw, made_readable, product_case
from tests.reference.even import evened
from tests.reference.random_learners import random_busy_case, random_case
from tests.reference.random_payers import random_mix, random_own
from tests.reference.random_timetables import random_weekly_case
from tests.reference.random_wishes import with_pause, with_wishes


@dataclass(frozen=True)
class Sample:
    """A programme, a learner, and the most terms that a plan may take."""

    kind: str
    programme: Raw
    learner: Raw
    terms: int

    def case(self) -> Case:
        return product_case(self.programme, self.learner, self.terms)

    def but(self, **changes: Any) -> Sample:
        """With other keys of the learner; None takes a key away."""
        data = {key: value for key, value in {**self.learner, **changes}.items() if value is not None}
        return replace(self, learner=data)

    @property
    def names(self) -> list[str]:
        """The terms that a plan may use."""
        ids = [term["id"] for term in self.programme["calendar"]["terms"]]
        year, _, label = self.learner["start"].partition("-")
        first = int(year) * len(ids) + ids.index(label)
        return [f"{t // len(ids)}-{ids[t % len(ids)]}" for t in range(first, first + self.terms)]


def vintage(random: Random, place: int) -> Sample:
    """A learner of one of the five vintages, in turn; one of four has several payers, one of four a goal."""
    name = VINTAGES[place % len(VINTAGES)]
    programme, data = programmes.raw(name), learner(random, programmes.load(name))
    if random.random() < 0.25:
        data = random_mix(random, programme, data, own_first=0.8)
    if random.random() < 0.25:
        data = with_wishes(random, programme, data)
    if random.random() < 0.2:
        data = with_pause(random, programme, data, 6)
    return Sample("vintage", programme, data, random.choice((6, 7, 8, 9)))


def small(random: Random, place: int) -> Sample:
    """A tiny programme, with a timetable or without; some learners have several payers, or want even terms, or a
    certificate alone and the like.
    """
    make = (random_case, random_busy_case, random_weekly_case)[place % 3]
    programme, data, terms = make(random.randrange(10**9))
    sample = Sample(("small", "busy", "weekly")[place % 3], made_readable(programme), data, terms)
    kind = random.random()
    if kind < 0.2:
        programme = random_own(random, sample.programme)
        return replace(sample, programme=programme, learner=random_mix(random, programme, data, own_first=0.8))
    if kind > 0.7:
        return replace(sample, learner=with_wishes(random, sample.programme, data))
    return replace(sample, learner=evened(random, data, terms, sample.names)) if kind < 0.3 else sample


@dataclass(frozen=True)
class Values:
    """Status, the names of all objectives in their order, and the values of those that are known."""

    status: str
    names: tuple[str, ...]
    known: dict[str, int]

    def no_worse_than(self, other: Values, names: tuple[str, ...]) -> bool:
        """Possible where the other is, and not behind it in the objectives, one after the other."""
        if other.status == "impossible":
            return True
        mine, theirs = ([one.known.get(name, inf) for name in names] for one in (self, other))
        return self.status == "optimal" and mine <= theirs


def values_of(case: Case, result: Result | None = None) -> Values:
    """The product's answer, proven or impossible."""
    result = result or solve(case)
    assert result.status in ("optimal", "impossible")
    assert all(item.proven and item.value == item.bound for item in result.objectives)
    known = {item.name: item.value for item in result.objectives if item.value is not None}
    return Values(result.status, case.learner.objectives(), known)


def places(plan: Plan | None) -> Any:
    """A plan as a value: each unit with its offering, the award, the internship and the workshop."""
    if plan is None:
        return None
    return {(o.unit, o.id, o.terms) for o in plan.chosen}, plan.award, plan.internship, plan.workshop
