"""What is wrong with a programme whoever the learner is, found without a plan: what can never be begun, or never be
enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from planner.check.asked import settled
from planner.domain.condition import Clause
from planner.domain.dated import positions_of
from planner.domain.programme import Programme, Requirement
from planner.domain.regulation import Limit
from planner.domain.text import Key

if TYPE_CHECKING:
    from planner.domain.credits import Worth

MOST_TOGETHER = 12
"""Requirements that share their units with no other, of which every combination is looked at."""


class Fault(NamedTuple):
    """What is wrong; `hopeless` where nobody can have a plan before it is mended."""

    what: Key
    hopeless: bool


def faults(programme: Programme) -> list[Fault]:
    """What is wrong, the hopeless first."""
    offered = {pattern.unit for pattern in programme.patterns}
    never = [code for code in programme.courses() if code not in offered]
    clauses = {code: tuple[Clause, ...]() for code in programme.courses() if code in offered}
    for rule in programme.prerequisites:
        if rule.unit in clauses:
            clauses[rule.unit] += rule.clauses
    possible = _possible(programme, clauses)
    needed = {code for rule in programme.requirements for code in _needed(rule)}
    rules = tuple(settled(programme, programme.requirements))
    found = [Fault(Key("curriculum.never_offered", units=tuple(never)), bool(needed & set(never)))] if never else []
    found += [Fault(fault, code in needed) for code, fault in _out_of_reach(programme, clauses)]
    within = {code: [rule for rule in rules if _in_reach(programme, code, rule)] for code, rules in clauses.items()}
    begun = _possible(programme, within)
    stuck = {code: rules for code, rules in within.items() if code not in begun}
    if stuck:
        round_ = tuple(_round(programme, stuck, begun))
        found.append(Fault(Key("curriculum.loop", units=round_, count=len(stuck)), bool(needed & set(stuck))))
    found += [Fault(fault, True) for rule in rules for fault in _too_small(programme, rule, possible)]
    found += [Fault(fault, True) for fault in (*_limited(programme, rules, possible), *_both(programme, needed))]
    found += [Fault(fault, True) for fault in _too_few_to_share(programme, rules, possible)]
    found += [Fault(fault, hopeless) for fault, hopeless in _tracks(programme, possible)]
    found += [Fault(fault, hopeless) for fault, hopeless in _credits(programme, needed)]
    return sorted(found, key=lambda fault: not fault.hopeless)


def _needed(rule: Requirement) -> tuple[str, ...]:
    """Units that nobody can do without."""
    return rule.units if rule.kind == "all" or (rule.kind == "count" and rule.need == len(rule.units)) else ()


def _possible(programme: Programme, clauses: Mapping[str, Sequence[Clause]]) -> set[str]:
    """The units that can be begun at all: term by term, whatever everything that can be ended so far allows, together
    with what may begin in the same term. What is no course stands in nobody's way.
    """
    ended = set(programme.units) - set(programme.courses())
    while True:
        begun = {code for code, rules in clauses.items() if code not in ended and _allowed(programme, rules, ended, ())}
        while True:
            out = {code for code in begun if not _allowed(programme, clauses[code], ended, begun)}
            if not out:
                break
            begun -= out
        if not begun:
            return ended
        ended |= begun


def _allowed(programme: Programme, rules: Sequence[Clause], ended: set[str], begun: set[str] | tuple[()]) -> bool:
    """Whether the clauses can hold; of those for the same term, with no `begun` yet, it is not asked."""
    for rule in rules:
        there = programme.meets(rule, ended)
        if rule.together and not there:
            there = begun == () or not set(begun).isdisjoint(rule.units)
        if not there:
            return False
    return True


def _round(programme: Programme, stuck: Mapping[str, Sequence[Clause]], possible: set[str]) -> Iterator[str]:
    """Units that wait for each other in a circle, the first of them again at the end; else the first that waits for
    something that never comes, and what that is.
    """
    code, path = next(iter(stuck)), list[str]()
    while code in stuck and code not in path:
        path.append(code)
        waits = [rule for rule in stuck[code] if not programme.meets(rule, possible)]
        ahead = [unit for rule in waits for unit in rule.involved if unit not in possible and unit != code]
        code = next((unit for unit in ahead if unit in path), next((unit for unit in ahead if unit in stuck), ahead[0]))
    yield from path[path.index(code) :] if code in path else path
    yield code


def _in_reach(programme: Programme, code: str, rule: Clause) -> bool:
    """Whether credits that come before the unit are no more than all other units have."""
    return bool(rule.units) or programme.meets(rule, programme.units.keys() - {code})


def _out_of_reach(programme: Programme, clauses: Mapping[str, Sequence[Clause]]) -> Iterator[tuple[str, Key]]:
    """Units that more credits must come before than all other units have."""
    for code, rules in clauses.items():
        others = programme.units.keys() - {code}
        for rule in (rule for rule in rules if not _in_reach(programme, code, rule)):
            least = min(rule.credits, key=lambda asked: asked.need - programme.worth(asked, others))
            most = programme.worth(least, others)
            yield code, Key("curriculum.out_of_reach", unit=code, count=least.need, most=most)


def _too_small(programme: Programme, rule: Requirement, possible: set[str]) -> Iterator[Key]:
    """A choice for which the units that can be taken are not enough."""
    if rule.kind == "all":
        return
    there = [code for code in rule.units if code in possible]
    worth = len(there) if rule.kind == "count" else sum(programme.units[code].credits or 0 for code in there)
    if worth < rule.need:
        yield Key(f"curriculum.small_{rule.kind}", name=rule.title or rule.id, need=rule.need, most=worth)


def _too_few_to_share(programme: Programme, rules: Sequence[Requirement], possible: set[str]) -> Iterator[Key]:
    """The fewest requirements that share their units with no other and together ask for more than there is."""
    for kind in ("count", "credits"):
        own = [rule for rule in rules if rule.kind == kind and not rule.share][:MOST_TOGETHER]
        sets = (some for number in range(2, len(own) + 1) for some in combinations(own, number))
        for some in sets:
            units = possible.intersection(*[{unit for rule in some for unit in rule.units}])
            worth = sum(programme.units[code].credits or 0 for code in units) if kind == "credits" else len(units)
            need = sum(rule.need for rule in some)
            if worth < need:
                names = tuple(rule.title or rule.id for rule in some)
                yield Key(f"curriculum.shared_{kind}", names=names, need=need, most=worth)
                break


def _tracks(programme: Programme, possible: set[str]) -> Iterator[tuple[Key, bool]]:
    """Groups without a track that can be taken, tracks that cannot, and those that ask for nothing."""
    for group in programme.one_of:
        dead = [
            track
            for track in group.tracks
            if not all(_can_be_met(programme, rule, possible) for rule in settled(programme, track.requirements))
        ]
        if len(dead) == len(group.tracks):
            yield Key("curriculum.no_track", name=group.title or group.id), True
            continue
        for track in group.tracks:
            values = {"name": group.title or group.id, "track": track.title or track.id}
            if track in dead:
                yield Key("curriculum.dead_track", **values), False
            elif not track.requirements:
                yield Key("curriculum.empty_track", **values), False


def _can_be_met(programme: Programme, rule: Requirement, possible: set[str]) -> bool:
    there = [code for code in rule.units if code in possible]
    worth = sum(programme.units[code].credits or 0 for code in there) if rule.kind == "credits" else len(there)
    return worth >= rule.need and all(
        _most_within(programme, rule, limit, there) >= rule.need for limit in programme.limits
    )


def _limited(programme: Programme, rules: Sequence[Requirement], possible: set[str]) -> Iterator[Key]:
    """Limits that let less count than a requirement asks for."""
    for rule in rules:
        there = [code for code in rule.units if code in possible or rule.kind == "all"]
        for limit in programme.limits:
            most = _most_within(programme, rule, limit, there)
            if most < rule.need:
                values = {"name": rule.title or rule.id, "limit": limit.title or limit.id}
                yield Key("curriculum.limited", need=rule.need, most=most, **values)


def _most_within(programme: Programme, rule: Requirement, limit: Limit, there: Sequence[str]) -> Worth:
    """The most of a requirement, in units or credits, that a limit leaves room for."""
    worth: dict[str, Worth] = {code: programme.size(code) if rule.kind == "credits" else 1 for code in there}
    inside = [code for code in there if code in limit.units]
    free = sum((worth[code] for code in there if code not in limit.units), start=0)
    if limit.kind == "count":
        largest = sorted((worth[code] for code in inside), reverse=True)[: int(limit.most)]
        return free + sum(largest, start=0)
    if rule.kind == "credits":
        return free + min(limit.most, sum(worth[code] for code in inside))
    taken: Worth = 0
    for size in sorted(map(programme.size, inside)):
        taken += size
        if taken > limit.most:
            break
        free += 1
    return free


def _both(programme: Programme, needed: set[str]) -> Iterator[Key]:
    """Units that exclude each other, and that nobody can do without."""
    for group in programme.exclusive:
        units = tuple(code for code in group if code in needed)
        if len(units) > 1:
            yield Key("curriculum.exclusive", units=units)


def _credits(programme: Programme, needed: set[str]) -> Iterator[tuple[Key, bool]]:
    """Credits that are none, and units that no term has room for."""
    courses = [programme.units[code] for code in programme.courses()]
    nothing = [unit.code for unit in courses if unit.credits == 0]
    if nothing:
        yield Key("curriculum.no_credits", units=tuple(nothing)), False
    heavy = tuple(_without_room(programme))
    if heavy:
        yield Key("curriculum.heavy", units=heavy), not needed.isdisjoint(heavy)


def _without_room(programme: Programme) -> Iterator[str]:
    """Units that are offered, and of which no offering fits into each of its terms, were it alone there."""
    places: dict[str, list[tuple[int, ...]]] = {code: [] for code in programme.courses()}
    for pattern in programme.patterns:
        places[pattern.unit].append(positions_of(programme.calendar, pattern))
    units, credits = programme.load.max_units, programme.load.max_credits
    for code, ways in places.items():
        worth = programme.units[code].credits or 0
        full = {place for place, most in enumerate(units) if most == 0}
        full |= {place for place, most in enumerate(credits) if most is not None and worth > most}
        if ways and not any(full.isdisjoint(way) for way in ways):
            yield code
