"""No more units leave today's period, or term, than are allowed."""

from __future__ import annotations

from collections.abc import Callable

from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExpr, LinearExprT

from planner.domain.brief import Brief
from planner.domain.offer import Place

Literals = Callable[[str, Place], BoolVarT]
Extra = Callable[[CpModel, Literals], LinearExprT]


def most_changes(brief: Brief, most: int) -> Extra:
    """What the engine adds to its model; it costs nothing."""

    def extra(model: CpModel, literals: Literals) -> LinearExprT:
        moved = [
            literals(code, place)
            for code, unit in brief.units.items()
            for place in unit.places
            if brief.changed(code, place)
        ]
        model.add(LinearExpr.sum(moved) <= most)
        return 0

    return extra
