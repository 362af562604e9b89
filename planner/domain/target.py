"""What a learner aims at: the title or a certificate alone, with units wanted beyond it, and dispensations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from planner.domain.learner import Learner
from planner.domain.programme import Award, Certificate, Prerequisite, Programme, Requirement
from planner.domain.tariff import Fee

EXTRA = "extra"
"""The id of the requirement that units wanted beyond what is needed are."""


class Target(NamedTuple):
    """What of the programme binds this learner; all of it, unless their file says otherwise.

    `certificates` are those on the way, which the objectives speak of. With a `goal` there are none: the award is that
    certificate, and nothing but its units is asked for.
    """

    requirements: tuple[Requirement, ...]
    prerequisites: tuple[Prerequisite, ...]
    certificates: tuple[Certificate, ...]
    award: Award
    fees: tuple[Fee, ...]
    goal: Certificate | None = None

    @property
    def shown(self) -> tuple[Certificate, ...]:
        """The certificates that documents tell about."""
        return self.certificates if self.goal is None else (self.goal,)


def target(programme: Programme, learner: Learner) -> Target:
    """What the learner of the programme aims at."""
    goal = next((one for one in programme.certificates if one.id == learner.goal), None)
    requirements, prerequisites = programme.requirements, programme.prerequisites
    if goal is not None:
        requirements = (Requirement(goal.id, "all", goal.units, len(goal.units), goal.title, goal.assumption),)
    if learner.extra:
        requirements = tuple(_with_extra(programme, learner, requirements))
    if learner.waive:
        prerequisites = tuple(_bound(learner, rule) for rule in prerequisites)
    if goal is None:
        return Target(requirements, prerequisites, programme.certificates, programme.award, programme.fees)
    nothing = Award({}, None, None, None, None, {})
    at_start = tuple(fee for fee in programme.fees if fee.due == "start")
    return Target(requirements, prerequisites, (), nothing, at_start, goal)


def _with_extra(programme: Programme, learner: Learner, requirements: tuple[Requirement, ...]) -> Iterator[Requirement]:
    """The requirements with one more for the units beyond. Where units are to be chosen, a unit beyond counts only if
    the others are too few.
    """
    compulsory = {unit for rule in requirements if rule.kind == "all" for unit in rule.units}
    beyond = [unit for unit in learner.extra if unit not in compulsory and unit not in learner.acquired]
    for rule in requirements:
        others = tuple(unit for unit in rule.units if unit not in beyond)
        possible = [unit for unit in others if unit in learner.acquired or unit not in learner.avoid]
        enough = _worth(programme, rule, possible) >= rule.need
        yield replace(rule, units=others) if enough and rule.kind != "all" else rule
    if beyond:
        yield Requirement(EXTRA, "all", tuple(beyond), len(beyond), None, None)


def _worth(programme: Programme, rule: Requirement, units: list[str]) -> int:
    return sum(programme.units[unit].credits or 0 for unit in units) if rule.kind == "credits" else len(units)


def _bound(learner: Learner, rule: Prerequisite) -> Prerequisite:
    """The prerequisite without the clauses that a dispensation lifts."""
    lifted = {waiver.prerequisite for waiver in learner.waive if waiver.unit == rule.unit}
    return replace(rule, clauses=tuple(clause for clause in rule.clauses if lifted.isdisjoint(clause.units)))
