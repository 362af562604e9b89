"""Every requirement is met by acquired and planned units, and no unit is planned twice or for nothing."""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.programme import Clause, Requirement
from planner.model import circles
from planner.model.cpsat import CpModel, IntVar, LinearExpr, LinearExprT
from planner.model.rules.prerequisite import in_time
from planner.model.variables import Variables


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
    support = _support(case, reasons)
    falls = circles.losses(model, variables, case, reasons) if support else {}
    for unit, gone in falls.items():
        reasons[unit] += [literal for other, literal in gone.items() if other in compulsory]
    for rule, missing in case.requirements():
        if rule.kind == "all":
            continue
        if rule.kind == "count" and _stands_alone(case, rule, support, compulsory):
            literals = [literal for unit in rule.units if unit in reasons for literal in variables.literals_of(unit)]
            with variables.about(rule.id):
                model.add(LinearExpr.sum(literals) == missing)
            for unit in rule.units:
                reasons.pop(unit, None)
        else:
            _meet(model, variables, case, (rule, missing), reasons, falls)
    depth = {unit: model.new_int_var(0, len(reasons), "") for unit in reasons if support}
    for unit, dependent, clause in support:
        why = _reason_of_support(model, variables, (unit, dependent, clause), reasons)
        if why is not None and dependent in depth:
            model.add(depth[unit] > depth[dependent]).only_enforce_if(why)
    for unit, given in reasons.items():
        for literal in variables.literals_of(unit):
            model.add_bool_or([*given, ~literal])


def _support(case: Case, optional: dict[str, list[IntVar]]) -> list[tuple[str, str, Clause]]:
    return [(u, dependent, clause) for dependent, clause in case.clauses() for u in clause.units if u in optional]


def _stands_alone(case: Case, rule: Requirement, support: list[tuple[str, str, Clause]], compulsory: set[str]) -> bool:
    """No other requirement or prerequisite gives its units a reason: then exactly as many as missing are planned."""
    others = {unit for other in case.target.requirements if other is not rule for unit in other.units}
    others |= {unit for unit, _, _ in support} | compulsory
    return not others & set(rule.units)


def _meet(
    model: CpModel,
    variables: Variables,
    case: Case,
    given: tuple[Requirement, int],
    reasons: dict[str, list[IntVar]],
    falls: dict[str, dict[str, IntVar]],
) -> None:
    """At least what is missing; a unit has a reason here when without it, and what `falls` with it, the rest would fall
    short.
    """
    rule, missing = given
    worth = {
        unit: (case.programme.units[unit].credits or 0) if rule.kind == "credits" else 1
        for unit in rule.units
        if unit in case.remaining
    }
    literals = [(literal, worth[unit]) for unit in worth for literal in variables.literals_of(unit)]
    total = _sum(literals)
    with variables.about(rule.id):
        model.add(total >= missing)
    for unit, weight in worth.items():
        if unit in reasons and weight:
            why = model.new_bool_var("")
            model.add(total <= missing + weight - 1).only_enforce_if(why)
            reasons[unit].append(why)
    for unit, gone in falls.items():
        if worth.keys() & gone.keys():
            why = model.new_bool_var("")
            fallen = [(gone[other], -worth[other]) for other in gone if other in worth]
            model.add(_sum([*literals, *fallen]) <= missing - 1).only_enforce_if(why)
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
        for other in clause.units:
            for earlier in variables.offerings_of(other):
                if in_time(earlier, later, clause) != (other == unit):
                    model.add_bool_or([~why, ~variables.taken(earlier), ~variables.taken(later)])
    reasons[unit].append(why)
    return why
