"""What is asked of the learner: of one whose goal is a certificate, that certificate's units and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.domain.programme import Certificate, Programme, Requirement
from planner.domain.regulation import Limit, OneOf, Track

if TYPE_CHECKING:
    from planner.domain.credits import Worth


def certificates(case: Case) -> tuple[Certificate, ...]:
    """Certificates on the way to the award; none where a certificate is the goal itself."""
    return case.programme.certificates if case.learner.goal is None else ()


def requirements(case: Case) -> Iterator[Requirement]:
    """What the plan has to meet beside the units wanted beyond it, which count for a choice only where the units that
    are left to choose from are too few.
    """
    rules = tuple(settled(case.programme, case.programme.requirements))
    for one in case.programme.certificates:
        if one.id == case.learner.goal:
            rules = (Requirement(one.id, "all", one.units, len(one.units), one.title, one.assumption),)
    beyond = _beyond(case, rules)
    return (_asked(case, beyond, rule) for rule in rules)


def settled(programme: Programme, rules: Iterable[Requirement]) -> Iterator[Requirement]:
    """Requirements without the compulsory units that count for another one only: where either of the two shares its
    units with no other.
    """
    for rule in rules:
        others = [one for one in programme.requirements if one.kind == "all" and one.id != rule.id]
        gone = {unit for one in others if not (one.share and rule.share) for unit in one.units}
        yield replace(rule, units=tuple(unit for unit in rule.units if unit not in gone)) if gone else rule


def one_of(case: Case) -> Iterator[tuple[OneOf, list[tuple[Track, list[tuple[Requirement, Worth]]]]]]:
    """Groups of which one track is taken as a whole: each track with its requirements, and what is to be held of each.
    None where a certificate is the goal.
    """
    beyond = _beyond(case, case.programme.requirements)
    for group in case.programme.one_of if case.learner.goal is None else ():
        tracks = [
            (track, [_asked(case, beyond, rule) for rule in settled(case.programme, track.requirements)])
            for track in group.tracks
        ]
        yield group, [(track, [(rule, rule.need + lost(case, rule)) for rule in rules]) for track, rules in tracks]


def _beyond(case: Case, rules: Iterable[Requirement]) -> set[str]:
    """Units wanted beyond what is compulsory."""
    needed = {unit for rule in rules if rule.kind == "all" for unit in rule.units}
    return set(case.learner.extra) - needed - set(case.learner.acquired)


def _asked(case: Case, beyond: set[str], rule: Requirement) -> Requirement:
    left = tuple(unit for unit in rule.units if unit not in beyond)
    free = [unit for unit in left if case.acquired(unit) or unit not in case.learner.avoid]
    credits = sum(case.programme.units[unit].credits or 0 for unit in free)
    enough = (credits if rule.kind == "credits" else len(free)) >= rule.need
    return replace(rule, units=left) if beyond and enough and rule.kind != "all" else rule


def limits(case: Case) -> Iterator[Limit]:
    """Of what no more than so much counts towards the award, without units wanted beyond it, which count for nothing;
    none where a certificate is the goal.
    """
    if case.learner.goal is not None:
        return
    beyond = _beyond(case, case.programme.requirements)
    tracks = (track for group in case.programme.one_of for track in group.tracks)
    within = (rule for track in tracks for rule in settled(case.programme, track.requirements))
    counting = {unit for rule in requirements(case) for unit in rule.units}
    counting |= {unit for rule in within for unit in _asked(case, beyond, rule).units}
    for limit in case.programme.limits:
        beyond = set(case.learner.extra) - counting - set(case.learner.acquired)
        yield replace(limit, units=tuple(unit for unit in limit.units if unit not in beyond))


def size(case: Case, limit: Limit, held: Collection[str]) -> Worth:
    """How many units, or credits, of a limit are held."""
    found = [case.programme.units[unit].credits or 0 for unit in limit.units if unit in held]
    return len(found) if limit.kind == "count" else sum(found, start=0)


def stands(case: Case) -> set[str]:
    """Units that nothing planned can change: acquired, or held by the history."""
    return set(case.learner.acquired) | set(case.kept)


def binding(case: Case) -> list[tuple[Requirement, Worth]]:
    """Each requirement with what is to be held of it: so much more than it asks for as does not count."""
    return [(rule, rule.need + lost(case, rule)) for rule in requirements(case)]


def lost(case: Case, rule: Requirement) -> Worth:
    """Units, or credits, of what stands that do not count for a choice, since limits let no more of them count.

    Compulsory units count first, then, one after the other, those that bring the most.
    """
    there = stands(case)
    full = {limit.id: limit for limit in limits(case) if size(case, limit, there) > limit.most}
    if rule.kind == "all" or not full:
        return 0
    mine = [unit for unit in case.programme.units if unit in there and unit in rule.units]
    credits = {unit: case.programme.units[unit].credits or 0 for unit in case.programme.units}
    needed = {unit for one in requirements(case) if one.kind == "all" for unit in one.units}
    left = {name: limit.most - size(case, limit, there & needed) for name, limit in full.items()}
    gone: Worth = 0
    for unit in sorted(mine, key=lambda unit: -credits[unit] if rule.kind == "credits" else credits[unit]):
        bounds = [name for name in left if unit in full[name].units and unit not in needed]
        value = credits[unit] if rule.kind == "credits" else 1
        part: Worth = value
        for name in bounds:
            by_credits = full[name].kind == "credits"
            if by_credits and rule.kind == "credits":
                part = min(part, max(0, left[name]))
            elif left[name] < (credits[unit] if by_credits else 1):
                part = 0
        for name in bounds if part else ():
            whole = 1 if full[name].kind == "count" else credits[unit]
            left[name] -= part if full[name].kind == rule.kind == "credits" else whole
        gone += value - part
    return gone
