"""Every requirement is met by acquired and planned units, and no unit is planned twice or for nothing."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.domain.condition import Clause
from planner.domain.offering import Offering
from planner.domain.programme import Requirement
from planner.model import circles, tracks
from planner.model.cpsat import CpModel, IntVar, LinearExpr, LinearExprT
from planner.model.homes import Homes
from planner.model.rules.prerequisite import begins, in_time
from planner.model.variables import Variables

if TYPE_CHECKING:
    pass


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Meet each requirement; give each unit that is not compulsory a reason."""
    compulsory = {unit for rule in case.target.requirements if rule.kind == "all" for unit in rule.units}
    reasons: dict[str, list[IntVar]] = {unit: [] for unit in case.remaining if unit not in compulsory}
    for unit in case.remaining:
        if unit in compulsory:
            with variables.about(unit):
                model.add_exactly_one(variables.literals_of(unit))
        elif len(variables.literals_of(unit)) > 1:
            model.add_at_most_one(variables.literals_of(unit))
    _at_most(model, variables, case)
    _one_of_each(model, variables, case)
    support = _support(case, reasons)
    falls = circles.losses(model, variables, case, reasons) if support else {}
    for unit, gone in falls.items():
        reasons[unit] += [literal for other, literal in gone.items() if other in compulsory]
    homes = Homes(model, variables, case)
    for rule, missing in case.requirements():
        if rule.kind == "all":
            continue
        if (
            rule.kind == "count"
            and homes.contested.isdisjoint(rule.units)
            and _stands_alone(case, rule, support, compulsory)
        ):
            literals = [literal for unit in rule.units if unit in reasons for literal in variables.literals_of(unit)]
            with variables.about(rule.id):
                model.add(LinearExpr.sum(literals) == missing)
            for unit in rule.units:
                reasons.pop(unit, None)
        else:
            _meet(homes, rule, reasons, falls)
    for group in case.target.one_of:
        tracks.add(homes, group, reasons, falls)
    depth = {unit: model.new_int_var(0, len(reasons), "") for unit in reasons if support}
    for unit, dependent, clause in support:
        why = _reason_of_support(model, variables, (unit, dependent, clause), reasons)
        if why is not None and dependent in depth:
            model.add(depth[unit] > depth[dependent]).only_enforce_if(why)
    for unit, given in reasons.items():
        for literal in variables.literals_of(unit):
            model.add_bool_or([*given, ~literal])


def _at_most(model: CpModel, variables: Variables, case: Case) -> None:
    """No more of some units than count towards the award; nothing more where what is given is as much already."""
    programme = case.programme
    for limit in case.target.limits:
        most = floor(limit.most * programme.scale) if limit.kind == "credits" else int(limit.most)
        room = most - sum(programme.weight(limit.kind, unit) for unit in limit.units if unit in case.given)
        planned = [
            (literal, programme.weight(limit.kind, unit))
            for unit in limit.units
            if unit not in case.given
            for literal in variables.literals_of(unit)
        ]
        if planned:
            with variables.about(limit.id):
                model.add(_sum(planned) <= max(0, room))


def _one_of_each(model: CpModel, variables: Variables, case: Case) -> None:
    """Of units that exclude each other one at most, none beside one that is given."""
    for units in case.target.exclusive:
        literals = [literal for unit in units if unit not in case.given for literal in variables.literals_of(unit)]
        with variables.about(*units):
            if literals and any(unit in case.given for unit in units):
                model.add(LinearExpr.sum(literals) == 0)
            else:
                model.add_at_most_one(literals)


def _support(case: Case, optional: dict[str, list[IntVar]]) -> list[tuple[str, str, Clause]]:
    return [(u, dependent, clause) for dependent, clause in case.clauses() for u in clause.involved if u in optional]


def _stands_alone(case: Case, rule: Requirement, support: list[tuple[str, str, Clause]], compulsory: set[str]) -> bool:
    """No other requirement or prerequisite gives its units a reason: then exactly as many as missing are planned."""
    others = {unit for other in case.target.requirements if other is not rule for unit in other.units}
    others |= {unit for unit, _, _ in support} | compulsory
    others |= {unit for group in case.target.one_of for unit in group.units}
    return not others & set(rule.units)


def _meet(
    homes: Homes, rule: Requirement, reasons: dict[str, list[IntVar]], falls: dict[str, dict[str, IntVar]]
) -> None:
    """At least what is missing, credits scaled; a unit has a reason here when without it, and what `falls` with it, the
    rest would fall short.
    """
    model, case, missing = homes.model, homes.case, homes.missing(rule)
    weights = {unit: case.programme.weight(rule.kind, unit) for unit in rule.units if unit in case.remaining}
    planned = homes.planned(rule)
    total = _sum(planned)
    with homes.variables.about(rule.id):
        model.add(total >= missing)
    short: dict[int, IntVar] = {}
    for unit, weight in weights.items():
        if unit in reasons and weight:
            if weight not in short:  # one for all units of this weight, as pools may hold hundreds
                short[weight] = model.new_bool_var("")
                model.add(total <= missing + weight - 1).only_enforce_if(short[weight])
            reasons[unit].append(homes.lost(unit, rule, short[weight]))
    for unit, gone in falls.items():
        if weights.keys() & gone.keys():
            why = model.new_bool_var("")
            fallen = [(homes.lost(other, rule, gone[other]), -weights[other]) for other in gone if other in weights]
            model.add(_sum([*planned, *fallen]) <= missing - 1).only_enforce_if(why)
            reasons[unit].append(why)


def _sum(weighted: list[tuple[IntVar, int]]) -> LinearExprT:
    return LinearExpr.weighted_sum([literal for literal, _ in weighted], [weight for _, weight in weighted])


def _reason_of_support(
    model: CpModel, variables: Variables, support: tuple[str, str, Clause], reasons: dict[str, list[IntVar]]
) -> IntVar | None:
    """A unit has a reason when a planned unit needs it: it is in time for it, and no other of the clause is.

    Depths keep units from being the reason of each other.
    """
    unit, dependent, clause = support
    if unit not in reasons:
        return None
    why = model.new_bool_var("")
    attended = [offering for offering in variables.offerings_of(dependent) if not offering.resit]
    model.add_bool_or([*(variables.taken(offering) for offering in attended), ~why])
    model.add_bool_or([*variables.literals_of(unit), ~why])
    for later in attended:
        if clause.credits:
            _need_for_credits(model, variables, (unit, clause, later), why)
            continue
        for other in clause.units:
            for earlier in variables.offerings_of(other):
                if in_time(earlier, later, clause) != (other == unit):
                    model.add_bool_or([~why, ~variables.taken(earlier), ~variables.taken(later)])
    reasons[unit].append(why)
    return why


def _need_for_credits(model: CpModel, variables: Variables, support: tuple[str, Clause, Offering], why: IntVar) -> None:
    """Where the unit is what the later one stands on, the clause holds, and would not without the unit."""
    unit, clause, later = support
    unless, day = [~why, ~variables.taken(later)], begins(later, clause)
    own: list[IntVar] = []
    for other in clause.units:
        in_time_for_it = [variables.taken(one) for one in variables.offerings_of(other) if in_time(one, later, clause)]
        if other == unit:
            own += in_time_for_it
        else:
            for literal in in_time_for_it:
                model.add_bool_or([*unless, ~literal])
    for asked in clause.credits:
        model.add_bool_or([*unless, variables.ended.short_without(asked, day, unit)])
    model.add_bool_or([*unless, *own, *(variables.ended.enough(asked, day) for asked in clause.credits)])
