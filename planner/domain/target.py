"""What a learner aims at: the title or a certificate alone, with units wanted beyond it, and dispensations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.condition import Prerequisite
from planner.domain.learner import Learner
from planner.domain.programme import Award, Certificate, Programme, Requirement
from planner.domain.regulation import Limit, OneOf
from planner.domain.tariff import Fee

if TYPE_CHECKING:
    from planner.domain.credits import Worth

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
    limits: tuple[Limit, ...] = ()
    exclusive: tuple[tuple[str, ...], ...] = ()
    one_of: tuple[OneOf, ...] = ()

    @property
    def compulsory(self) -> set[str]:
        """Units that nobody does without."""
        return {unit for rule in self.requirements if rule.kind == "all" for unit in rule.units}

    @property
    def shown(self) -> tuple[Certificate, ...]:
        """The certificates that documents tell about."""
        return self.certificates if self.goal is None else (self.goal,)


def target(programme: Programme, learner: Learner) -> Target:
    """What the learner of the programme aims at."""
    goal = next((one for one in programme.certificates if one.id == learner.goal), None)
    requirements, prerequisites = (
        tuple(_settled(programme.requirements, programme.requirements)),
        programme.prerequisites,
    )
    if goal is not None:
        requirements = (Requirement(goal.id, "all", goal.units, len(goal.units), goal.title, goal.assumption),)
    if learner.extra:
        requirements = tuple(_with_extra(programme, learner, requirements))
    if learner.waive:
        prerequisites = tuple(_bound(learner, rule) for rule in prerequisites)
    if goal is None:
        groups = tuple(_groups(programme, learner))
        limits = tuple(_without_extra(programme, learner, requirements, groups))
        return Target(
            requirements, prerequisites, programme.certificates, programme.award, programme.fees, None, limits,
            programme.exclusive, groups,
        )  # fmt: skip
    nothing = Award({}, None, None, None, None, {})
    at_start = tuple(fee for fee in programme.fees if fee.due == "start")
    return Target(requirements, prerequisites, (), nothing, at_start, goal, (), programme.exclusive)


def _settled(all_of: Iterable[Requirement], some: Iterable[Requirement]) -> Iterator[Requirement]:
    """Some requirements, without the compulsory units that cannot count for them: one that shares its units with no
    other takes none that others ask for, and the others none of its own.
    """
    compulsory = [rule for rule in all_of if rule.kind == "all"]
    alone = {unit for rule in compulsory if not rule.share for unit in rule.units}
    needed = {unit for rule in compulsory for unit in rule.units}
    for rule in some:
        gone = alone if rule.share else needed
        settled = rule in compulsory or gone.isdisjoint(rule.units)
        yield rule if settled else replace(rule, units=tuple(unit for unit in rule.units if unit not in gone))


def _with_extra(programme: Programme, learner: Learner, requirements: tuple[Requirement, ...]) -> Iterator[Requirement]:
    """The requirements with one more for the units beyond. Where units are to be chosen, a unit beyond counts only if
    the others are too few.
    """
    beyond = _beyond(learner, requirements)
    for rule in requirements:
        yield _for_choice(programme, learner, beyond, rule)
    if beyond:
        yield Requirement(EXTRA, "all", tuple(beyond), len(beyond), None, None)


def _beyond(learner: Learner, requirements: Iterable[Requirement]) -> list[str]:
    compulsory = {unit for rule in requirements if rule.kind == "all" for unit in rule.units}
    return [unit for unit in learner.extra if unit not in compulsory and unit not in learner.acquired]


def _for_choice(programme: Programme, learner: Learner, beyond: Collection[str], rule: Requirement) -> Requirement:
    others = tuple(unit for unit in rule.units if unit not in beyond)
    possible = [unit for unit in others if unit in learner.acquired or unit not in learner.avoid]
    enough = _worth(programme, rule, possible) >= rule.need
    return replace(rule, units=others) if enough and rule.kind != "all" else rule


def _groups(programme: Programme, learner: Learner) -> Iterator[OneOf]:
    """The groups of tracks; in their choices too a unit beyond counts only if the others are too few."""
    beyond = _beyond(learner, programme.requirements)
    for group in programme.one_of:
        tracks = []
        for track in group.tracks:
            rules = _settled(programme.requirements, track.requirements)
            tracks.append(replace(track, requirements=tuple(_for_choice(programme, learner, beyond, r) for r in rules)))
        yield replace(group, tracks=tuple(tracks))


def _without_extra(
    programme: Programme, learner: Learner, requirements: Iterable[Requirement], groups: Iterable[OneOf]
) -> Iterator[Limit]:
    """The limits, which a unit beyond what is needed is no part of: it counts for nothing."""
    counting = {unit for rule in requirements if rule.id != EXTRA for unit in rule.units}
    counting |= {unit for group in groups for unit in group.units}
    beyond = set(learner.extra) - counting - set(learner.acquired)
    for limit in programme.limits:
        yield replace(limit, units=tuple(unit for unit in limit.units if unit not in beyond)) if beyond else limit


def _worth(programme: Programme, rule: Requirement, units: list[str]) -> Worth:
    return sum(map(programme.size, units)) if rule.kind == "credits" else len(units)


def _bound(learner: Learner, rule: Prerequisite) -> Prerequisite:
    """The prerequisite without the clauses that a dispensation lifts."""
    lifted = {waiver.prerequisite for waiver in learner.waive if waiver.unit == rule.unit}
    return replace(rule, clauses=tuple(clause for clause in rule.clauses if lifted.isdisjoint(clause.units)))
