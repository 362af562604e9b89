"""Every requirement is met by acquired and planned units, and no unit is planned twice or for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.check import asked
from planner.check.prerequisite import binding_clauses, unmet
from planner.check.reading import Homes, best, counts
from planner.domain.case import Case
from planner.domain.condition import Clause
from planner.domain.plan import Plan, Violation
from planner.domain.programme import Requirement
from planner.domain.regulation import OneOf, Track

if TYPE_CHECKING:
    from planner.domain.credits import Worth


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """What is missing, what is taken twice or although acquired, and what serves nothing."""
    times = Counter(offering.unit for offering in plan.chosen)
    for unit, count in times.items():
        if count > 1:
            yield Violation("requirement", "check.twice", (unit,), {"unit": unit})
        if case.acquired(unit):
            yield Violation("requirement", "check.acquired", (unit,), {"unit": unit})
    held = _held(case, plan)
    homes = _homes(case, plan, held)
    yield from _unmet(case, held, homes)
    yield from _no_track(case, held, homes)
    yield from _too_many(case, held)
    yield from _both(case, held)
    served = _serving_units(case, plan, held, set(case.learner.extra), homes)
    for unit in times:
        if not case.acquired(unit) and unit not in served and unit not in case.kept:
            yield Violation("requirement", "check.for_nothing", (unit,), {"unit": unit})


def _held(case: Case, plan: Plan) -> set[str]:
    return {offering.unit for offering in plan.chosen} | plan.misplaced | set(case.learner.acquired)


def _homes(case: Case, plan: Plan, held: set[str]) -> Homes:
    """For what the units count where requirements share them with no other."""
    planned, wanted = {offering.unit for offering in plan.chosen}, set(case.learner.extra)
    needed = {unit for other in planned | plan.misplaced for c in binding_clauses(case, other) for unit in c.involved}

    def judge(homes: Homes) -> tuple[int, int]:
        unmet = [*_unmet(case, held, homes), *_no_track(case, held, homes)]
        served = _serving_units(case, plan, held, wanted, homes)
        return len(unmet), len(planned - served - set(case.kept))

    single = planned - wanted - plan.misplaced - needed

    def is_wrong(contested: Collection[str]) -> bool:
        """Where each counts for everything, more is met than in any reading; what no contested unit touches is so in
        all of them.
        """
        if any(_unmet(case, held, {})) or any(_no_track(case, held, {})):
            return True
        lists = [set(rule.units) for rule in asked.requirements(case)]
        lists += [set(group.units) for group, _ in asked.one_of(case)]
        touched = {unit for units in lists if not units.isdisjoint(contested) for unit in units}
        return not single - touched <= _serving_units(case, plan, held, wanted, {}) | set(case.kept)

    return best(case, held, single, judge, is_wrong)


def _unmet(case: Case, held: set[str], homes: Homes) -> Iterator[Violation]:
    """Requirements that are not met, and units that only the learner asks for."""
    lacking = set(case.learner.extra) - held
    for rule, need in asked.binding(case):
        if _is_met(case, rule, need, held, homes):
            continue
        missing = tuple(unit for unit in rule.units if unit not in held)
        lacking -= set(missing) if rule.kind == "all" else set()
        elsewhere = tuple(unit for unit in rule.units if unit in held and not counts(homes, rule, unit))
        values = {"name": rule.title or rule.id, "need": rule.need, "units": ", ".join(missing), "kind": rule.kind}
        if elsewhere:
            values = {"name": rule.title or rule.id, "units": ", ".join(elsewhere)}
            yield Violation("requirement", "check.shared", (rule.id, *elsewhere), values)
        else:
            yield Violation("requirement", f"check.requirement_{rule.kind}", (rule.id, *missing), values)
    for unit in sorted(lacking):
        yield Violation("requirement", "check.extra_missing", (unit,), {"unit": unit})


def tracks(case: Case, plan: Plan) -> Iterator[tuple[OneOf, Track | None]]:
    """Each group with its first track that the plan completes."""
    held = _held(case, plan)
    yield from complete_tracks(case, held, _homes(case, plan, held) if case.programme.one_of else {})


def complete_tracks(case: Case, held: Collection[str], homes: Homes) -> Iterator[tuple[OneOf, Track | None]]:
    """Each group with its first track that the units held complete, with each unit where it counts."""
    for group, found in asked.one_of(case):
        yield group, next((track for track, rules in found if _is_complete(case, rules, held, homes)), None)


def _is_complete(case: Case, rules: Iterable[tuple[Requirement, Worth]], held: Collection[str], homes: Homes) -> bool:
    return all(_is_met(case, rule, need, held, homes) for rule, need in rules)


def _no_track(case: Case, held: set[str], homes: Homes) -> Iterator[Violation]:
    """Groups without a complete track: what is missing of the one that misses least."""
    for group, found in asked.one_of(case):
        unmet = [
            (track, [rule for rule, need in rules if not _is_met(case, rule, need, held, homes)])
            for track, rules in found
        ]
        if all(rules for _, rules in unmet):
            lists = [
                (track, [u for rule in rules for u in rule.units if u not in held or not counts(homes, rule, u)])
                for track, rules in unmet
            ]
            track, missing = min(lists, key=lambda one: len(one[1]))
            units = tuple(dict.fromkeys(missing))
            values = {"name": group.title or group.id, "track": track.title or track.id, "units": ", ".join(units)}
            yield Violation("requirement", "check.one_of", (group.id, *units), values)


def _too_many(case: Case, held: set[str]) -> Iterator[Violation]:
    """More of some units than count towards the award, beyond what stands anyhow."""
    there = asked.stands(case)
    for limit in asked.limits(case):
        found, units = asked.size(case, limit, held), tuple(unit for unit in limit.units if unit in held - there)
        if found > max(limit.most, asked.size(case, limit, there)):
            values = {"name": limit.title or limit.id, "most": limit.most, "found": found, "units": ", ".join(units)}
            yield Violation("requirement", f"check.at_most_{limit.kind}", (limit.id, *units), values)


def _both(case: Case, held: set[str]) -> Iterator[Violation]:
    """Units that exclude each other, one of which at least is planned."""
    there = asked.stands(case)
    for group in case.programme.exclusive:
        units = tuple(unit for unit in group if unit in held)
        if len(units) > 1 and not there.issuperset(units):
            yield Violation("requirement", "check.exclusive", units, {"units": ", ".join(units)})


def _is_met(case: Case, rule: Requirement, need: Worth, held: Collection[str], homes: Homes) -> bool:
    units = [unit for unit in rule.units if unit in held and counts(homes, rule, unit)]
    if rule.kind == "credits":
        return sum(case.programme.units[unit].credits or 0 for unit in units) >= need
    return len(units) >= need


def extra(case: Case, plan: Plan) -> set[str]:
    """Units of the plan that the learner wants beyond what is needed, and that nothing else in it needs."""
    wanted = {offering.unit for offering in plan.chosen} & set(case.learner.extra)
    if not wanted:
        return set()
    held = _held(case, plan)
    return wanted - _serving_units(case, plan, held, set(), _homes(case, plan, held))


def _serving_units(case: Case, plan: Plan, held: set[str], wanted: set[str], homes: Homes) -> set[str]:
    """Planned units that are wanted anyhow, or without which, and without what falls with them, a requirement fails;
    then those that such a unit needs as its prerequisite.
    """
    planned = {offering.unit for offering in plan.chosen}
    rules = [(rule, need, set(rule.units)) for rule, need in asked.binding(case)]
    groups = [(found, set(group.units)) for group, found in asked.one_of(case)]
    before = [(offering.unit, clause) for offering, clause in unmet(case, plan)]

    def serves(gone: set[str]) -> bool:
        touched = (one for one in rules if gone & one[2])
        if gone & wanted or not all(_is_met(case, rule, need, held - gone, homes) for rule, need, _ in touched):
            return True
        ways = (found for found, units in groups if gone & units)
        return not all(any(_is_complete(case, each, held - gone, homes) for _, each in found) for found in ways)

    # What is missed itself needs no look at what falls with it.
    served = (
        plan.misplaced
        | (planned & wanted)
        | {unit for unit in planned if serves({unit}) or serves(_falling_with(case, plan, unit, before))}
    )
    while True:
        more = {unit for unit in planned - served if _needed_by(case, plan, unit, served)}
        if not more:
            return served
        served |= more


def _falling_with(case: Case, plan: Plan, unit: str, before: Collection[tuple[str, Clause]]) -> set[str]:
    """The unit, and those whose prerequisites hold no longer without it, but those unmet `before`: all that need each
    other go together.
    """
    gone = {unit}
    while True:
        rest = replace(plan, chosen=tuple(o for o in plan.chosen if o.unit not in gone))
        more = {o.unit for o, clause in unmet(case, rest) if (o.unit, clause) not in before}
        if not more:
            return gone
        gone |= more


def _needed_by(case: Case, plan: Plan, unit: str, served: set[str]) -> bool:
    """Without the unit, a prerequisite of a unit that serves would no longer hold; one that is misplaced needs it."""
    clauses = (clause for misplaced in plan.misplaced for clause in binding_clauses(case, misplaced))
    if any(unit in clause.involved for clause in clauses):
        return True
    without = Plan(tuple(o for o in plan.chosen if o.unit != unit), plan.award)
    broken = [(offering.unit, clause) for offering, clause in unmet(case, plan)]
    return any(
        offering.unit in served and (offering.unit, clause) not in broken for offering, clause in unmet(case, without)
    )
