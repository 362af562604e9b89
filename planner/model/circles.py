"""Units that need each other in a circle: none of them can go alone, so that what counts is all that falls with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from planner.domain.case import Case
from planner.domain.programme import Clause
from planner.model.cpsat import CpModel, IntVar
from planner.model.rules.prerequisite import in_time
from planner.model.variables import Variables


def losses(model: CpModel, variables: Variables, case: Case, optional: Collection[str]) -> dict[str, dict[str, IntVar]]:
    """For each optional unit on a circle, literals of the units that a plan loses with it: only true where it does."""
    clauses = [(unit, clause) for unit, clause in case.clauses() if unit in case.remaining]
    needs: dict[str, set[str]] = {}
    for unit, clause in clauses:
        needs.setdefault(unit, set()).update(clause.units)
    found = {}
    for unit in optional:
        above = _needs_of(unit, needs)
        if unit in above:
            below = {other for other in needs if other != unit and unit in _needs_of(other, needs)}
            found[unit] = _losses_of(model, variables, unit, [(u, c) for u, c in clauses if u in below])
    return found


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
                both = model.new_bool_var("")
                taken = [variables.taken(earlier), variables.taken(later)]
                model.add_multiplication_equality(both, taken)
                met.append(both)
                if other in gone:
                    model.add_bool_or([~lost, ~both, gone[other]])
                    model.add(depth[unit] > depth[other]).only_enforce_if(lost, both)
                else:
                    model.add_bool_or([~lost, ~both])
    model.add_bool_or([*met, ~lost])
