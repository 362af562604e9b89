"""Units that need each other in a circle: none of them can go alone, so that what counts is all that falls with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from planner.domain.case import Case
from planner.domain.condition import Clause, Credits
from planner.domain.offering import Offering
from planner.model.cpsat import CpModel, IntVar, LinearExpr
from planner.model.rules.prerequisite import begins, in_time
from planner.model.variables import Variables

NEVER = 10**9


def losses(model: CpModel, variables: Variables, case: Case, optional: Collection[str]) -> dict[str, dict[str, IntVar]]:
    """For each optional unit on a circle, literals of the units that a plan loses with it: only true where it does."""
    clauses = [(unit, clause) for unit, clause in case.clauses() if unit in case.remaining]
    needs: dict[str, set[str]] = {}
    for unit, clause in clauses:
        needs.setdefault(unit, set()).update(clause.involved)
    near = _near(variables, clauses) if any(clause.credits for _, clause in clauses) else needs
    found = {}
    for unit in optional:
        if unit in _needs_of(unit, near):
            below = {other for other in needs if other != unit and unit in _needs_of(other, needs)}
            found[unit] = _losses_of(model, variables, unit, [(u, c) for u, c in clauses if u in below])
    return found


def _near(variables: Variables, clauses: Iterable[tuple[str, Clause]]) -> dict[str, set[str]]:
    """What units may need that can be on a circle with them. Nothing begins in a later term than what it comes before,
    so that all of a circle begins in one term: credits close one only where they have ended in the term itself.
    """
    spans: dict[str, dict[int, tuple[int, int]]] = {}
    for one in variables.offerings:
        ends, starts = one.span.ends.toordinal(), one.span.starts.toordinal()
        first, last = spans.setdefault(one.unit, {}).get(one.first, (ends, starts))
        spans[one.unit][one.first] = min(first, ends), max(last, starts)
    orderly, found = _is_orderly(variables), dict[str, set[str]]()
    for unit, clause in clauses:
        own = spans.get(unit, {})
        many = {other for asked in clause.credits for other in asked.units}
        for other in many if orderly else ():
            there = spans.get(other, {})
            if not any(term in there and there[term][0] < starts for term, (_, starts) in own.items()):
                many = many - {other}
        found.setdefault(unit, set()).update(clause.units, many)
    return found


def _is_orderly(variables: Variables) -> bool:
    """Whether nothing has ended before something begins that belongs to an earlier term, whatever days a file gives."""
    soonest = NEVER
    for term in sorted({one.first for one in variables.offerings}, reverse=True):
        here = [one for one in variables.offerings if one.first == term]
        if any(one.span.starts.toordinal() > soonest for one in here):
            return False
        soonest = min(soonest, *(one.span.ends.toordinal() for one in here))
    return True


def _needs_of(unit: str, needs: dict[str, set[str]]) -> set[str]:
    """All units that a unit may need, directly or not."""
    found: set[str] = set()
    open_units = [unit]
    while open_units:
        more = needs.get(open_units.pop(), set()) - found
        found |= more
        open_units += more
    return found


def _losses_of(
    model: CpModel, variables: Variables, first: str, clauses: Iterable[tuple[str, Clause]]
) -> dict[str, IntVar]:
    """A unit falls once all has fallen that meets one of its clauses, the first one for itself.

    Depths keep units from falling with each other only.
    """
    ways: dict[str, list[tuple[Clause, IntVar]]] = {first: []}
    for unit, clause in clauses:
        ways.setdefault(unit, []).append((clause, model.new_bool_var("")))
    gone = {unit: model.new_bool_var("") for unit in ways}
    depth = {unit: model.new_int_var(0, len(ways), "") for unit in ways}
    for unit, fallen in gone.items():
        model.add_bool_or([*variables.literals_of(unit), ~fallen])
        if unit != first:
            model.add_bool_or([*(lost for _, lost in ways[unit]), ~fallen])
        for clause, lost in ways[unit]:
            _add_loss(model, variables, (unit, clause, lost), gone, depth)
    return gone


def _add_loss(
    model: CpModel,
    variables: Variables,
    way: tuple[str, Clause, IntVar],
    gone: dict[str, IntVar],
    depth: dict[str, IntVar],
) -> None:
    """Lost: the clause was met, and all that met it has fallen before."""
    unit, clause, lost = way
    attended = [offering for offering in variables.offerings_of(unit) if not offering.resit]
    met = []
    for later in attended:
        for other in clause.units:
            for earlier in variables.offerings_of(other):
                if not in_time(earlier, later, clause):
                    continue
                both = _both(model, variables.taken(earlier), variables.taken(later))
                met.append(both)
                if other in gone:
                    model.add_bool_or([~lost, ~both, gone[other]])
                    model.add(depth[unit] > depth[other]).only_enforce_if(lost, both)
                else:
                    model.add_bool_or([~lost, ~both])
        for asked in clause.credits:
            enough = variables.ended.enough(asked, begins(later, clause))
            met.append(_both(model, enough, variables.taken(later)))
            _lose_credits(model, variables, (unit, asked, lost), later, (gone, depth))
    model.add_bool_or([*met, ~lost])


def _lose_credits(
    model: CpModel,
    variables: Variables,
    way: tuple[str, Credits, IntVar],
    later: Offering,
    known: tuple[dict[str, IntVar], dict[str, IntVar]],
) -> None:
    """Lost: what has fallen before leaves too few credits for the later one."""
    (unit, asked, lost), (gone, depth), day = way, known, later.span.starts.toordinal()
    fallen: list[IntVar] = []
    weights: list[int] = []
    for other in [name for name in gone if name in asked.pool and name != unit]:
        less = model.new_bool_var("")
        model.add_implication(less, gone[other])
        model.add_bool_or([*variables.ended.of(other, day), ~less])
        model.add(depth[unit] > depth[other]).only_enforce_if(lost, less)
        fallen.append(less)
        weights.append(-variables.ended.worth(other))
    left = LinearExpr.weighted_sum([variables.ended.total(asked, day), *fallen], [1, *weights])
    model.add(left <= variables.ended.missing(asked) - 1).only_enforce_if(lost, variables.taken(later))


def _both(model: CpModel, one: IntVar, other: IntVar) -> IntVar:
    """A literal that is true where both are."""
    both = model.new_bool_var("")
    model.add_multiplication_equality(both, [one, other])
    return both
