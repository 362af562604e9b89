"""No more units leave today's period, or term, than are allowed."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel, LinearExpr

from planner.domain.brief import Brief
from planner.model.design.build import Extra, Literals


def most_changes(brief: Brief, most: int, also: Extra | None = None) -> Extra:
    """What the engine adds to its model: it costs what `also` costs, or nothing."""

    def extra(model: CpModel, literals: Literals) -> LinearExpr:
        moved = [
            literals(code, place)
            for code, unit in brief.units.items()
            for place in unit.places
            if brief.changed(code, place)
        ]
        model.add(LinearExpr.sum(moved) <= most)
        return LinearExpr.weighted_sum([], []) if also is None else also(model, literals)

    return extra
